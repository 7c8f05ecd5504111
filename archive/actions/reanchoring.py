"""Places of statements and passages of evidence follow their words into a text that was read anew.

`same` and `edited` move to the new text; whatever else became of a place, it stays on the text where its words stand,
and waits there for an editor. Nothing goes away. What moved stands in the log beside the reading, by statement.
"""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from archive.actions import evidence, occurrences, statements
from archive.actions.decisions import Entry
from archive.importing.record import Record
from archive.models import Article, Comment, Decision, Evidence, Occurrence, Text, anchoring, bulk
from archive.states import AnchorState, OccurrenceDecision
from archive.text.runs import SourceIndex

VERB = "statement.reanchor"
TELLING: dict[Any, Any] = {Occurrence: occurrences, Evidence: evidence}
COLUMNS = ("text", "start", "end", "exact", "prefix", "suffix", "source_start", "source_end", "state")
STANDS = frozenset({AnchorState.SAME, AnchorState.EDITED})

type Mark = Occurrence | Evidence


class Homes:
    """Which text of a new reading holds the words of a place: that of the comment, or the article's own."""

    def __init__(self, record: Record, texts: Sequence[int]) -> None:
        """`texts` are the keys of the new texts, the article's own first."""
        self._own = texts[0]
        self._comments = sorted((*comment.source, key) for comment, key in zip(record.comments, texts[1:], strict=True))
        self._index = SourceIndex(record.runs)

    def of(self, mark: Mark) -> int | None:
        start, end = mark.source_start or 0, mark.source_end or 0
        at = bisect_right(self._comments, (start, float("inf"))) - 1
        if at >= 0 and end <= self._comments[at][1]:
            return self._comments[at][2]
        in_article = mark.text is not None and mark.text.place == 0
        return self._own if in_article or self._index.canonical(start, end) else None


class Given(NamedTuple):
    """What a place becomes; it stays where it is where there is no anchor."""

    state: str
    text: Text | None = None
    anchor: anchoring.Anchor | None = None


def marks(article: Article) -> list[Mark]:
    """Every place and passage in an article and under it, whichever version of the words it stands on."""
    related = ("statement", "text__reading__source", "text__comment")
    return [
        mark
        for noun in TELLING
        for mark in noun._default_manager.filter(text__reading__article=article)
        .select_related(*related)
        .order_by("statement", "number")
    ]


def follow(found: Sequence[Mark], homes: Homes, *, reason: str, takes_back: int | None = None) -> list[Entry]:
    """Let marks follow their words, and give what the log is to say of it, a row for each statement.

    Call it with the marks as they were, in the transaction that stored the new texts. Where that takes back a reading
    (by the number of its decision), what this one moved and nobody has since goes back to where it was.
    """
    if not found:
        return []
    was = {mark: _told(mark) for mark in found}
    new = {mark: homes.of(mark) for mark in found}
    texts = _texts({mark.text_id for mark in found} | set(new.values()))
    given = _put_back(was, new, texts, takes_back) if takes_back else {}
    given |= _found_again([mark for mark in found if mark not in given], new, texts)
    _keep_apart(given)
    for mark, one in given.items():
        _give(mark, one)
    for noun in TELLING:
        rows = [mark for mark in found if type(mark) is noun]
        if rows:
            bulk.update(
                noun, COLUMNS, ([row.pk, row.text_id, *(getattr(row, name) for name in COLUMNS[1:])] for row in rows)
            )
    return _entries(was, reason)


def _texts(keys: Iterable[int | None]) -> dict[int, Text]:
    rows = Text.objects.filter(pk__in={key for key in keys if key}).select_related(
        "content", "reading__source", "comment"
    )
    return {text.pk: text for text in rows}


def _found_again(found: Sequence[Mark], new: dict[Mark, int | None], texts: dict[int, Text]) -> dict[Mark, Given]:
    unseen = _unseen(found)
    pairs: defaultdict[tuple[int, int], list[Mark]] = defaultdict(list)
    given: dict[Mark, Given] = {}
    for mark in found:
        home = new[mark]
        if home is None or mark.text_id is None:
            given[mark] = Given(AnchorState.ORPHANED)
        else:
            pairs[mark.text_id, home].append(mark)
    for (old, home), some in pairs.items():
        for mark, again in zip(some, anchoring.found_again(some, texts[old], texts[home]), strict=True):
            given[mark] = _weighed(mark, again, texts[home], unseen=mark in unseen)
    return given


def _unseen(found: Sequence[Mark]) -> set[Mark]:
    """The marks that were edited, or had been when their words were lost, and that no editor has looked at since."""
    lost = {mark for mark in found if mark.state not in STANDS}
    rows = Decision.objects.filter(verb=VERB, target__in={statements.target(mark.statement) for mark in lost})
    stood: dict[tuple[str, str], str] = {}
    for target, before in rows.order_by("number").values_list("target", "detail__before"):
        stood |= {(target, name): said["state"] for name, said in (before or {}).items() if said["state"] in STANDS}
    names = {mark: (statements.target(mark.statement), TELLING[type(mark)].field(mark)) for mark in lost}
    return {mark for mark in found if (stood.get(names[mark]) if mark in lost else mark.state) == AnchorState.EDITED}


def _weighed(mark: Mark, again: anchoring.Again, home: Text, *, unseen: bool) -> Given:
    """What was edited stays so until an editor has looked, and what another comment says now is looked at as well."""
    state = again.state
    if state == AnchorState.SAME and (unseen or _said_by_another(mark, home)):
        state = AnchorState.EDITED
    return Given(state, home, again.anchor) if again.anchor else Given(state)


def _said_by_another(mark: Mark, home: Text) -> bool:
    before, after = (_comment(mark.text), _comment(home))
    return before is not None and before != after


def _comment(text: Text | None) -> int | None:
    """The comment whose text it was when it was fetched; 0 for the article's own, None for an older version."""
    if text is None or text.place == 0:
        return 0
    comment: Comment | None = getattr(text, "comment", None)
    return comment.pk if comment else None


def _put_back(
    was: dict[Mark, dict[str, Any]], new: dict[Mark, int | None], texts: dict[int, Text], number: int
) -> dict[Mark, Given]:
    """The places that a reading moved and that stand where it put them, as they were before it."""
    by_name = {(statements.target(mark.statement), TELLING[type(mark)].field(mark)): mark for mark in was}
    wanted: dict[Mark, dict[str, Any]] = {}
    for decision in beside(number):
        for name, before in decision.detail.before.items():
            mark = by_name.get((decision.target, name))
            if mark is not None and was[mark] == decision.detail.after.get(name):
                wanted[mark] = before
    older = _older(wanted)
    given: dict[Mark, Given] = {}
    for mark, before in wanted.items():
        sha256, start, end = before["text"]
        home = texts.get(new[mark] or 0)
        if home is None or home.sha256 != sha256:
            # Only what waits may stand on words that are not today's.
            home = None if before["state"] in STANDS else older.get(sha256)
        if home:
            given[mark] = Given(before["state"], home, anchoring.anchor(home, start, end))
    return given


def _older(wanted: dict[Mark, dict[str, Any]]) -> dict[str, Text]:
    """The texts on which places waited, by hash."""
    hashes = {before["text"][0] for before in wanted.values() if before["state"] not in STANDS}
    articles = {mark.text.reading.article_id for mark in wanted if mark.text}
    rows = Text.objects.filter(reading__article__in=articles, sha256__in=hashes) if hashes else Text.objects.none()
    return {text.sha256: text for text in rows.select_related("content", "reading__source").order_by("pk")}


def beside(number: int) -> list[Decision]:
    """The decisions that say which places a reading moved; `number` is that of its own."""
    stored = Decision.objects.select_related("detail").filter(number=number, detail__isnull=False).first()
    touched = stored.detail.after.get("statements", ()) if stored else ()
    rows = Decision.objects.filter(verb=VERB, number__gt=number, number__lte=number + len(touched))
    return list(rows.filter(detail__isnull=False).select_related("detail").order_by("number"))


def _keep_apart(given: dict[Mark, Given]) -> None:
    """Where two marks of a statement would stand at one place, the second stays where it is and waits."""
    taken: set[tuple[Any, ...]] = set()
    for mark, one in sorted(given.items(), key=lambda row: row[1].state != AnchorState.SAME):
        if one.anchor and one.text and (key := _exclusive(mark)) is not None:
            place = (*key, one.text.pk, one.anchor.start, one.anchor.end)
            if place in taken:
                given[mark] = Given(AnchorState.MOVED)
            taken.add(place)


def _exclusive(mark: Mark) -> tuple[Any, ...] | None:
    """Among what it stands alone at its place; None for what is refused or was taken out."""
    if isinstance(mark, Occurrence):
        return None if mark.decision == OccurrenceDecision.REFUSED else (Occurrence, mark.statement_id)
    return None if mark.retired_at else (Evidence, mark.statement_id, mark.side)


def _give(mark: Mark, given: Given) -> None:
    mark.state = given.state
    if given.anchor and given.text:
        mark.text = given.text
        for name, value in given.anchor._asdict().items():
            setattr(mark, name, value)


def _told(mark: Mark) -> dict[str, Any]:
    return TELLING[type(mark)].told(mark)


def _entries(was: dict[Mark, dict[str, Any]], reason: str) -> list[Entry]:
    before: defaultdict[str, dict[str, Any]] = defaultdict(dict)
    after: defaultdict[str, dict[str, Any]] = defaultdict(dict)
    for mark, told in was.items():
        if (now := _told(mark)) != told:
            target, name = statements.target(mark.statement), TELLING[type(mark)].field(mark)
            before[target][name], after[target][name] = told, now
    return [Entry(VERB, target, reason, before[target], after[target]) for target in sorted(after)]
