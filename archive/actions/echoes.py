"""Echoes: looked for when a text comes and when a statement is marked, judged by editors.

A place that is judged becomes one of the statement's: accepted, or refused and so remembered.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import datetime
from itertools import islice
from typing import NamedTuple

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from archive.actions import occurrences
from archive.actions.occurrences import Spot
from archive.actions.refusals import Refused
from archive.models import Article, Decision, Echo, Occurrence, Parallel, Statement, bulk, passages
from archive.models.collations import apart, collated, having
from archive.states import OccurrenceDecision, Workflow
from archive.text.collation import Place
from archive.text.diagonals import RUN
from archive.text.echoes import carried, folded, is_name, same, tells
from archive.text.runs import Span

WORKED_ON = (Workflow.OPEN, Workflow.IN_REVIEW, Workflow.PUBLISHED)
# So many are kept for one statement at a time, and so many of names: words that stand everywhere help nobody.
MOST, MOST_NAMES = 200, 50


class Marked(NamedTuple):
    """A place of a statement, and its words."""

    statement: int
    text: int
    start: int
    end: int
    exact: str
    language: str


class Found(NamedTuple):
    """Words that say what a place of the statement says; `same` says whether they are all its words."""

    statement: int
    text: int
    start: int
    end: int
    same: bool


def look_in(article: int, *, first: bool = False) -> int:
    """Look in the words of an article, as they are read today, for those of open and public statements.

    Call it in the transaction that stored the words, after they were compared. `first` says that the article had no
    words before. Gives how many were found.
    """
    if not first:
        bulk.delete(Echo.objects.under(article))
    marked = _marked(Occurrence.objects.filter(statement__workflow__in=WORKED_ON))
    if not marked:
        return 0
    [own] = collated([article])
    language = Article.objects.values_list("language", flat=True).get(pk=article)
    whole = own.document.whole
    found = [
        Found(each.statement, own.texts[place.text], place.start, place.end, same=True)
        for each in _different(marked)
        if not is_name(each.exact) or each.language == language
        for place in _of_each_text(each.exact, map(whole.place, same(each.exact, whole.wording)))
    ]
    rows = Parallel.objects.standing().under(article)
    texts = set(own.texts)
    found += (each for each in _carried(marked, rows) if each.text in texts)
    return _keep(found)


@transaction.atomic
def look_for(statement: Statement) -> int:
    """Look in all words that are read today for those of one statement's places; what was found before is found anew.

    Gives how many wait.
    """
    marked = _marked(Occurrence.objects.filter(statement=statement))
    # Longer passages share wording, which is known; shorter ones are looked for word by word.
    found = [one for each in _different(marked) if len(folded(each.exact)) < RUN for one in _standing(each)]
    texts = {each.text for each in marked}
    found += _carried(marked, Parallel.objects.standing().filter(Q(a__in=texts) | Q(b__in=texts)))
    Decision.objects.hold()
    bulk.delete(Echo.objects.filter(statement=statement))
    return _keep(found)


def _different(marked: Iterable[Marked]) -> Iterable[Marked]:
    """One place of those of a statement that have the same words; of names, those worth being looked for."""
    found = {(each.statement, folded(each.exact), is_name(each.exact) and each.language): each for each in marked}
    return [each for each in found.values() if not is_name(each.exact) or tells(each.exact)]


def _standing(each: Marked) -> list[Found]:
    """Where the words of a place stand today: a name only in texts of the same language, and in each the first time."""
    name = is_name(each.exact)
    found = (
        Found(each.statement, text, span.start, span.end, same=True)
        for text, wording in having(each.exact, each.language if name else "")
        for span in same(each.exact, wording)[: 1 if name else None]
    )
    return list(islice(found, MOST_NAMES if name else MOST))


def _of_each_text(passage: str, places: Iterable[Place]) -> Iterable[Place]:
    """Of a name the first place in each text, in so many of them."""
    if not is_name(passage):
        return places
    first: dict[int, Place] = {}
    for place in places:
        first.setdefault(place.text, place)
    return islice(first.values(), MOST_NAMES)


def _marked(rows: Iterable[Occurrence]) -> list[Marked]:
    standing = rows.standing()  # type: ignore[attr-defined]
    return [
        Marked._make(row)
        for row in standing.values_list(
            "statement", "text", "start", "end", "exact", "text__reading__article__language"
        )
    ]


def _carried(marked: Iterable[Marked], rows: Iterable[Parallel]) -> Iterator[Found]:
    """Where passages that lie in shared wording stand on its other side."""
    by_text: defaultdict[int, list[Marked]] = defaultdict(list)
    for each in marked:
        by_text[each.text].append(each)
    sides = [
        (row, turned)
        for row in rows
        for turned in (False, True)
        if any(_over(row, turned, each) for each in by_text.get(row.b_id if turned else row.a_id, ()))
    ]
    known = apart({key for row, _turned in sides for key in (row.a_id, row.b_id)}) if sides else {}
    for row, turned in sides:
        pairs = [
            pair
            for low, high, left, right, _words in row.pieces
            for pair in zip(
                known[row.a_id].between(row.a_start + low, row.a_start + high),
                known[row.b_id].between(row.b_start + left, row.b_start + right),
                strict=False,
            )
        ]
        if turned:
            pairs = [(other, one) for one, other in pairs]
        for each in by_text[row.b_id if turned else row.a_id]:
            there = carried(Span(each.start, each.end), each.exact, pairs)
            if there:
                text = row.a_id if turned else row.b_id
                spelt = tuple(known[text].spelt(*there))
                yield Found(each.statement, text, *there, spelt == folded(each.exact))


def _over(row: Parallel, turned: bool, each: Marked) -> bool:
    start, end = (row.b_start, row.b_end) if turned else (row.a_start, row.a_end)
    return each.start < end and start < each.end


def _keep(found: Collection[Found]) -> int:
    """Keep what lies over no place of the statement, decided either way, nor over another find of it."""
    if not found:
        return 0
    texts, statements = {each.text for each in found}, {each.statement for each in found}
    taken: defaultdict[tuple[int, int], list[Span]] = defaultdict(list)
    there = Occurrence.objects.filter(statement__in=statements, text__in=texts)
    for statement, text, start, end in there.values_list("statement", "text", "start", "end"):
        taken[statement, text].append(Span(start, end))
    kept: list[Found] = []
    for each in sorted(found, key=lambda each: (each.statement, not each.same, each)):
        spans = taken[each.statement, each.text]
        if all(each.end <= span.start or span.end <= each.start for span in spans):
            spans.append(Span(each.start, each.end))
            kept.append(each)
    counts: defaultdict[int, int] = defaultdict(int)
    for each in kept:
        counts[each.statement] += 1
    if kept:
        bulk.insert(Echo, Found._fields, (each for each in kept if counts[each.statement] <= MOST))
    return len(kept)


@transaction.atomic
def judge(
    statement: Statement, echoes: Sequence[Echo], decision: str, *, by: str, at: datetime, reason: str
) -> list[Occurrence]:
    """Make echoes places of the statement, accepted or refused: all or none. Raises Refused."""
    if not echoes:
        raise Refused(_("No place was chosen."))
    known = {"by": by, "at": at, "reason": reason}
    texts = passages.current(echo.text_id for echo in echoes)
    if len(texts) < len({echo.text_id for echo in echoes}):
        raise Refused(_("This text is not shown any more: it was read anew."))
    spots = [Spot(texts[echo.text_id], echo.start, echo.end) for echo in echoes]
    rows = occurrences.propose(statement, spots, accept=decision == OccurrenceDecision.ACCEPTED, **known)  # type: ignore[arg-type]
    if decision == OccurrenceDecision.REFUSED and rows:
        occurrences.refuse(rows, **known)
    bulk.delete(Echo.objects.filter(pk__in=[echo.pk for echo in echoes]))
    return rows
