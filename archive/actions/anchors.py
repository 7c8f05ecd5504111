"""Anchors that wait for an editor, of occurrences and of evidence alike.

    proposals(row)                 where it may stand today, the likeliest place first
    confirm(rows, by=…)            `edited` that was looked at: its words are the right ones
    move(row, spot, by=…)          to a proposed place, or to any in the article and its comments

The third way, `refuse`, is that of `occurrences`; of evidence it is `retire`. After both `state` is `same`. In the log
they are `occurrence.confirm`, `occurrence.move`, `evidence.confirm` and `evidence.move`.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from archive.actions import evidence, occurrences
from archive.actions.decisions import Entry, record, record_all
from archive.actions.occurrences import MOST, Spot
from archive.actions.reanchoring import STANDS, TELLING, Mark
from archive.actions.reasons import refuse_reason
from archive.actions.refusals import Refused
from archive.actions.statements import Overtaken, lock, target
from archive.models import Comment, Decision, Evidence, Occurrence, Statement, Text, anchoring, passages, quoting
from archive.models.anchoring import Astray
from archive.models.quoting import Match
from archive.states import AnchorState
from archive.text.quotes import NoWords, TooCommon


def proposals(row: Mark) -> list[Match]:
    """Where a place that lost its words may stand in the article and its comments of today; none where it stands."""
    if row.text is None or row.state in STANDS:
        return []
    article = row.text.reading.article_id
    texts = passages.texts_of(article).select_related("content", "comment", "reading__source")
    found: dict[tuple[int, int, int], Match] = {}
    for text in texts.filter(pk__in=_homes(row, article)):
        [again] = anchoring.found_again([row], row.text, text)
        for anchor in (again.anchor, *again.candidates):
            if anchor:
                comment = text.comment.number if text.place else None
                match = Match(text, comment, anchor, anchor.exact == row.exact)
                found.setdefault((text.pk, anchor.start, anchor.end), match)
    try:
        for match in quoting.quoted(row.exact, texts, MOST):
            found.setdefault((match.text.pk, match.anchor.start, match.anchor.end), match)
    except (NoWords, TooCommon):
        pass
    # A source never changes: the very characters that were marked are the likeliest.
    there = (row.source_start, row.source_end)
    return sorted(found.values(), key=lambda match: (match.anchor.source_start, match.anchor.source_end) != there)[
        :MOST
    ]


def _homes(row: Mark, article: int) -> list[int]:
    """The text that is read today where the place stood: that of its comment, or the article's."""
    if row.text and row.text.place == 0:
        return list(Text.objects.filter(article=article).values_list("pk", flat=True))
    there = Comment.objects.under(article).filter(source_start__lte=row.source_start, source_end__gte=row.source_end)
    return list(there.values_list("text", flat=True))


@transaction.atomic
def confirm(rows: Iterable[Mark], *, by: str, at: datetime, reason: str) -> list[int]:
    """Say that places which were edited stand at the right words: all or none, one Decision for each statement.

    The rows as handed in are what the person saw. Gives the numbers of the Decisions; those confirmed already are
    passed over. Raises Overtaken where one has moved or changed since, and Refused.
    """
    refuse_reason(reason)
    seen = list(rows)
    if not seen:
        raise Refused(_("No place was chosen."))
    if len(seen) > MOST:
        raise Refused(_("At most %d places are confirmed at once.") % MOST)
    changes: defaultdict[tuple[Statement, str], list[Mark]] = defaultdict(list)
    for row in _locked(seen):
        if row.state not in STANDS:
            raise Refused(_("The words of %s stand nowhere today: move it, or refuse it.") % _telling(row).field(row))
        if row.state != AnchorState.SAME:
            changes[row.statement, _verb(row, "confirm")].append(row)
    looked_at = {"state": AnchorState.SAME}
    entries = [_write(verb, dict.fromkeys(some, looked_at), reason) for (_of, verb), some in changes.items()]
    return [number for number, *_rest in record_all(entries, by=by, at=at)] if entries else []


@transaction.atomic
def move(row: Mark, spot: Spot, *, by: str, at: datetime, reason: str) -> Decision:
    """Let a place stand at other words of the same article or of its comments, as they are read today.

    Raises Overtaken where it has moved or changed since the person saw it, and Refused.
    """
    refuse_reason(reason)
    [row] = _locked([row])
    if row.text is None:
        raise Refused(_("Only a passage of the archive can be moved."))
    text = passages.current([spot.text.pk]).get(spot.text.pk)
    if text is None:
        raise Refused(_("This text is not shown any more: it was read anew."))
    if text.reading.article_id != row.text.reading.article_id:
        raise Refused(_("A place moves within its article and the comments under it. Mark the other one by itself."))
    try:
        anchor = anchoring.anchor(text, *spot[1:])
    except Astray as error:
        raise Refused(str(error)) from None
    values = {"text": text, "state": AnchorState.SAME, **anchor._asdict()}
    return record(_write(_verb(row, "move"), {row: values}, reason), by=by, at=at)


@transaction.atomic
def put_back(
    statement: Statement, places: Mapping[str, Any], *, by: str, at: datetime, reason: str, takes_back: int | None
) -> Decision:
    """Let places stand where the log told of them once, in the state that it told."""
    refuse_reason(reason)
    lock(statement)
    values: dict[Mark, dict[str, Any]] = {}
    for name, said in places.items():
        row = _named(statement, name)
        sha256, start, end = said["text"]
        rows = Text.objects.filter(sha256=sha256, reading__article=row.text.reading.article_id)  # type: ignore[union-attr]
        text = rows.select_related("content", "reading__source").order_by("pk").last()
        if text is None or (said["state"] in STANDS and not passages.current([text.pk])):
            raise Refused(_("The words where %s stood are not read so any more.") % name)
        values[row] = {"text": text, "state": said["state"], **anchoring.anchor(text, start, end)._asdict()}
    return record(_write(_verb(row, "move"), values, reason, takes_back), by=by, at=at)


def _telling(row: Mark) -> Any:
    return TELLING[type(row)]


def _verb(row: Mark, move: str) -> str:
    return f"{row._meta.model_name}.{move}"


def _locked(seen: Sequence[Mark]) -> list[Mark]:
    """The rows as they are now. Raises Overtaken where one is not as it was seen."""
    Decision.objects.hold()
    now: dict[tuple[type, int], Mark] = {}
    for noun in TELLING:
        keys = [row.pk for row in seen if type(row) is noun]
        rows = noun._default_manager.filter(pk__in=keys).order_by("statement", "number")
        related = rows.select_related("statement", "text__reading__source").select_for_update(of=("self",))
        now |= {(noun, row.pk): row for row in related}
    if overtaken := [_telling(row).field(row) for row in seen if _place(row) != _place(now[type(row), row.pk])]:
        raise Overtaken(overtaken)
    return list(now.values())


def _place(row: Mark) -> tuple[Any, ...]:
    return row.text_id, row.start, row.end, row.state


def _named(statement: Statement, name: str) -> Mark:
    """The row that decisions about a statement call by this name."""
    noun, telling = (Occurrence, occurrences) if name.startswith(occurrences.PREFIX) else (Evidence, evidence)
    rows = noun._default_manager.select_related("statement", "text__reading__source").select_for_update(of=("self",))
    return rows.get(statement=statement, number=int(name.removeprefix(telling.PREFIX)))


def _write(verb: str, changes: Mapping[Mark, Mapping[str, Any]], reason: str, takes_back: int | None = None) -> Entry:
    before, after = {}, {}
    for row, values in changes.items():
        telling = _telling(row)
        before[telling.field(row)] = telling.told(row)
        for name, value in values.items():
            setattr(row, name, value)
        if other := telling.twin(row):
            raise Refused(_("That stands there already (%s).") % telling.field(other))
        row.save(update_fields=list(values))
        after[telling.field(row)] = telling.told(row)
    if before == after:
        raise Refused(_("That stands so already."))
    return Entry(verb, target(row.statement), reason, before, after, takes_back)
