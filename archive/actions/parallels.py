"""Parallels: found when a text comes or is read anew, confirmed and refused by editors.

What a comparison finds follows from the words, and can be found again: it is no Decision. What an editor holds of it
is one, and stays with the passages through every correction of their texts.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from django.db import transaction
from django.utils.translation import gettext as _

from archive.actions import echoes
from archive.actions.decisions import Entry, record, record_all
from archive.actions.reasons import refuse_reason
from archive.actions.refusals import Refused
from archive.actions.statements import Overtaken
from archive.models import Article, Decision, Fingerprint, Parallel, Reading, bulk, figures, fingerprints
from archive.models.collations import Collated, collated
from archive.states import AnchorState, ParallelDecision
from archive.text.collation import Place, Shared, said_twice, shared
from archive.text.runs import Span, enclosing

# So many documents are compared with every other one; of more, those that share most fingerprints.
FEW = 200
MOST = 200
PLACES = (
    "a", "a_start", "a_end", "a_source_start", "a_source_end", "a_part",
    "b", "b_start", "b_end", "b_source_start", "b_source_end", "b_part",
    "words", "identity", "kind", "pieces", "state",
)  # fmt: skip
VERBS = {ParallelDecision.CONFIRMED: "parallel.confirm", ParallelDecision.REFUSED: "parallel.refuse"}


class Side(NamedTuple):
    """A passage of one document, and where it stands in its source: there it is known again."""

    article: int
    text: int
    place: Place
    source: Span


class Pair(NamedTuple):
    """Two passages that share wording."""

    a: Side
    b: Side
    found: Shared

    def values(self) -> tuple[Any, ...]:
        """In the order of `PLACES`."""
        a, b, found = self.a, self.b, self.found
        ours = (a.text, a.place.start, a.place.end, *a.source, round(found.a_part, 4))
        theirs = (b.text, b.place.start, b.place.end, *b.source, round(found.b_part, 4))
        pieces = [list(piece) for piece in found.pieces]
        return (*ours, *theirs, found.words, found.identity, str(found.kind), pieces, AnchorState.SAME.value)


def compare(reading: Reading, *, at: datetime, first: bool = False) -> int:
    """Put the texts of an article's current reading into the index and compare them with all that is there.

    Call it in the transaction that stored the reading, behind its lock. What was found before and is found again
    keeps its number and its decision; what is no longer found stays on the words where it stood. `first` says that the
    article had no words before, so that nothing is known of it. Gives the number of passages found.
    """
    [own] = collated([reading.article_id])
    known: list[Parallel] = []
    if not first:
        bulk.delete(Fingerprint.objects.under(reading.article_id))
        known += Parallel.objects.under(reading.article_id).select_related("a__reading", "b__reading")
    others = _others(own, known)
    if any(own.document.values):
        fingerprints.index(zip(own.texts, own.document.values, strict=True))
    pairs = list(_pairs(own, own, said_twice(own.document)))
    for other in collated(others) if others else ():
        older, newer = sorted([own, other], key=lambda document: document.article)
        pairs += _pairs(older, newer, shared(older.document, newer.document))
    if known or pairs:
        _settle(known, pairs, at)
    return len(pairs)


def _others(own: Collated, known: Iterable[Parallel]) -> set[int]:
    """The documents that one is compared with: all while they are few, and those that shared its words before."""
    before = {side.reading.article_id for row in known for side in (row.a, row.b)}
    if Article.objects.filter(text__isnull=False)[FEW + 1 : FEW + 2].exists():
        values = set().union(*own.document.values)
        there = fingerprints.articles_like(values, without=own.article, most=MOST)
    else:
        there = list(fingerprints.indexed().exclude(pk=own.article).values_list("pk", flat=True))
    return {*there, *before} - {own.article}


def _pairs(a: Collated, b: Collated, found: Iterable[Shared]) -> Iterable[Pair]:
    for each in found:
        ours, theirs = _side(a, each.a), _side(b, each.b)
        if ours and theirs:
            yield Pair(ours, theirs, each)


def _side(of: Collated, place: Place) -> Side | None:
    source = enclosing(of.maps[place.text], place.start, place.end)
    return Side(of.article, of.texts[place.text], place, source) if source else None


def _settle(known: Sequence[Parallel], pairs: Sequence[Pair], at: datetime) -> None:
    """Know again what was found before, by its places in the two sources; the largest overlap first."""
    overlaps = sorted(
        (-both, row.number, number, row)
        for number, pair in enumerate(pairs)
        for row in known
        if (both := _overlap(row, pair))
    )
    found: dict[int, Parallel] = {}
    again: set[int] = set()
    for _both, key, number, row in overlaps:
        if number not in found and key not in again:
            found[number] = row
            again.add(key)
    if known:
        bulk.update(Parallel, PLACES, ((row.pk, *pairs[number].values()) for number, row in found.items()))
        lost = [row for row in known if row.number not in again and row.state == AnchorState.SAME]
        bulk.update(Parallel, ["state"], ((row.pk, AnchorState.ORPHANED.value) for row in lost))
    new = [pair for number, pair in enumerate(pairs) if number not in found]
    if new:
        first = Parallel.objects.next_number()
        suggested = ParallelDecision.SUGGESTED.value
        rows = ((number, suggested, at, *pair.values()) for number, pair in enumerate(new, first))
        bulk.insert(Parallel, ("number", "decision", "found_at", *PLACES), rows)


def _overlap(row: Parallel, pair: Pair) -> int:
    """The characters of the two sources that both have, where both sides have some."""
    if (row.a.reading.article_id, row.b.reading.article_id) != (pair.a.article, pair.b.article):
        return 0
    ours = _common(row.a_source_start, row.a_source_end, pair.a.source)
    theirs = _common(row.b_source_start, row.b_source_end, pair.b.source)
    return ours + theirs if ours > 0 and theirs > 0 else 0


def _common(start: int, end: int, span: Span) -> int:
    return min(end, span.end) - max(start, span.start)


@dataclass(frozen=True, slots=True)
class Report:
    """How many articles were compared, and in how many passages they share wording."""

    articles: int
    passages: int


def find(
    *, rebuild: bool = False, clock: Callable[[], datetime], progress: Callable[[int, int, str], None] | None = None
) -> Report:
    """Compare every article that is not in the index yet, or all anew; each in a transaction of its own."""
    if rebuild:
        with transaction.atomic():
            Decision.objects.hold()
            bulk.delete(Fingerprint.objects.all())
    waiting = list(fingerprints.not_indexed().values_list("pk", "slug"))
    found = 0
    for done, (key, slug) in enumerate(waiting):
        if progress:
            progress(done, len(waiting), slug)
        with transaction.atomic():
            Decision.objects.hold()
            article = Article.objects.select_related("text__reading").filter(pk=key, text__isnull=False).first()
            if article and article.text:
                found += compare(article.text.reading, at=clock())
                figures.renew(article.pk)
                echoes.look_in(article.pk)
    if progress:
        progress(len(waiting), len(waiting), "")
    return Report(len(waiting), found)


def target(parallel: Parallel) -> str:
    return f"parallel:{parallel.number}"


def now(parallel: Parallel) -> dict[str, Any]:
    """A parallel as the log keeps it: what is held of it, and where it stands in the sources."""
    places = [
        [parallel.a.reading.source.sha256, parallel.a_source_start, parallel.a_source_end],
        [parallel.b.reading.source.sha256, parallel.b_source_start, parallel.b_source_end],
    ]
    return {"parallel": {"decision": str(parallel.decision), "source": places}}


def confirm(parallels: Iterable[Parallel], **known: Any) -> list[int]:
    """Say that these passages do share their wording; as `decide`."""
    return decide(parallels, ParallelDecision.CONFIRMED, **known)


def refuse(parallels: Iterable[Parallel], **known: Any) -> list[int]:
    """Say that these words are nobody's wording, which is remembered; as `decide`."""
    return decide(parallels, ParallelDecision.REFUSED, **known)


@transaction.atomic
def decide(parallels: Iterable[Parallel], decision: str, *, by: str, at: datetime, reason: str) -> list[int]:
    """Decide on parallels: all or none, with one Decision each. Gives their numbers; none where all are so already.

    The rows as handed in are what the person saw. Raises Overtaken where one was decided since, and Refused.
    """
    refuse_reason(reason)
    seen = {row.pk: row.decision for row in parallels}
    if not seen:
        raise Refused(_("No passage was chosen."))
    if len(seen) > MOST:
        raise Refused(_("At most %d passages are decided at once.") % MOST)
    Decision.objects.hold()
    rows = list(_locked().filter(pk__in=seen).order_by("number"))
    if overtaken := [str(row) for row in rows if row.decision not in (seen[row.pk], decision)]:
        raise Overtaken(overtaken)
    verb = VERBS[ParallelDecision(decision)]
    entries = [_decided(verb, row, decision, reason) for row in rows if row.decision != decision]
    return [number for number, *_rest in record_all(entries, by=by, at=at)] if entries else []


@transaction.atomic
def restore(
    parallel: Parallel, values: Mapping[str, Any], *, by: str, at: datetime, reason: str, takes_back: int | None
) -> Decision | None:
    """Decide on a parallel as the log told it once; None where that stands so already."""
    refuse_reason(reason)
    Decision.objects.hold()
    row = _locked().get(pk=parallel.pk)
    decision = values["parallel"]["decision"]
    if row.decision == decision:
        return None
    return record(_decided("parallel.decide", row, decision, reason, takes_back), by=by, at=at)


def _locked() -> Any:
    return Parallel.objects.select_related("a__reading__source", "b__reading__source").select_for_update(of=("self",))


def _decided(verb: str, row: Parallel, decision: str, reason: str, takes_back: int | None = None) -> Entry:
    before = now(row)
    row.decision = decision
    row.save(update_fields=["decision"])
    return Entry(verb, target(row), reason, before, now(row), takes_back)
