"""Where a statement stands: proposed, accepted, refused. The words themselves never get into the log."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from archive.actions.decisions import Entry, record, record_all
from archive.actions.reasons import refuse_reason
from archive.actions.refusals import Refused
from archive.actions.statements import Overtaken, lock, target
from archive.models import Article, Decision, ImportRun, Occurrence, Statement, Text, anchoring, passages, quoting
from archive.models.anchoring import Astray
from archive.models.quoting import Match
from archive.rules import statements as rules
from archive.states import OccurrenceDecision, Workflow
from archive.text.quotes import NoWords, QuoteTooLong, TooCommon

# Places that are decided, or shown for one quote, at once.
MOST = 200
# Lines by which a quote is known to run over two texts.
MOST_LINES = 20
VERBS = {
    OccurrenceDecision.PROPOSED: "occurrence.propose",
    OccurrenceDecision.ACCEPTED: "occurrence.accept",
    OccurrenceDecision.REFUSED: "occurrence.refuse",
}
PREFIX = "occurrence "


class Spot(NamedTuple):
    """text[start:end], in code points; `exact` is what the person saw there, where that is known."""

    text: Text
    start: int
    end: int
    exact: str | None = None


def field(occurrence: Occurrence) -> str:
    """What decisions call a place of a statement."""
    return f"{PREFIX}{occurrence.number}"


def told(occurrence: Occurrence) -> dict[str, Any]:
    """A place as the log keeps it, without its words."""
    text = occurrence.text
    return {
        "decision": str(occurrence.decision),
        "state": str(occurrence.state),
        "source": [text.reading.source.sha256, occurrence.source_start, occurrence.source_end],
        "text": [text.sha256, occurrence.start, occurrence.end],
    }


def values(statements: Iterable[int]) -> Iterator[tuple[int, str, Any]]:
    """The places of some statements, given by primary keys, told as the log tells them: statement, field and value."""
    rows = Occurrence.objects.filter(statement__in=list(statements)).select_related("text__reading__source")
    return ((row.statement_id, field(row), told(row)) for row in rows)


def search(quote: str, article: Article) -> list[Match]:
    """Every place of a quote in an article and its comments. Raises Refused: nowhere, over two texts, too often."""
    texts = passages.texts_of(article)
    try:
        found = quoting.quoted(quote, texts, MOST + 1)
    except (QuoteTooLong, NoWords, TooCommon) as error:
        raise Refused(str(error)) from None
    if len(found) > MOST:
        raise Refused(_("These words stand in more than %d places. Quote more of them.") % MOST)
    if not found and _over_two(quote, texts):
        raise Refused(_("The quote runs over two texts, such as two comments. Mark each of them by itself."))
    if not found:
        raise Refused(_("These words stand nowhere in “%s” or under it.") % article)
    return found


def _over_two(quote: str, texts: QuerySet[Text]) -> bool:
    """Whether every line of a quote stands in some text, though no text holds all of it."""
    lines = {" ".join(line.split()) for line in quote.splitlines()[:MOST_LINES]} - {""}
    return len(lines) > 1 and quoting.standing(lines, texts) == lines


@transaction.atomic
def propose(
    statement: Statement,
    spots: Sequence[Spot],
    *,
    accept: bool = False,
    again: bool = False,
    by: str,
    at: datetime,
    reason: str,
    run: ImportRun | None = None,
) -> list[Occurrence]:
    """Mark places of a statement: all or none, with one Decision; those that are there as wanted stay as they are.

    `accept` accepts them at once. A place that was refused before is only taken when `again` says so. Raises Refused.
    """
    refuse_reason(reason)
    _refuse_many(spots)
    lock(statement)
    if statement.workflow == Workflow.WITHDRAWN:
        raise Refused(_("The statement is withdrawn: take it up again first."))
    wanted = OccurrenceDecision.ACCEPTED if accept else OccurrenceDecision.PROPOSED
    there = _there(statement, spots)
    known = passages.current(spot.text.pk for spot in spots)
    number = Occurrence.objects.next_number(statement)
    before: dict[str, Any] = {}
    after: dict[str, Any] = {}
    marked = []
    for spot in spots:
        place = (spot.text.pk, spot.start, spot.end)
        if place[0] not in known:
            raise Refused(_("This text is not shown any more: it was read anew."))
        try:
            anchor = anchoring.anchor(known[place[0]], *spot[1:])
        except Astray as error:
            raise Refused(str(error)) from None
        row = there.get(place)
        if row is None:
            row = Occurrence(statement=statement, number=number, text=known[place[0]], decision=wanted, proposed_at=at)
            number += 1
            for name, value in anchor._asdict().items():
                setattr(row, name, value)
            row.save(force_insert=True)
            before[field(row)] = None
        elif row.decision == OccurrenceDecision.REFUSED and not again:
            raise Refused(_("This place was refused before (%s).") % field(row))
        elif row.decision in (wanted, OccurrenceDecision.ACCEPTED):
            continue
        else:
            before[field(row)] = told(row)
            row.decision = wanted
            row.save(update_fields=["decision"])
        there[place] = row
        after[field(row)] = told(row)
        marked.append(row)
    if marked:
        entry = Entry(VERBS[wanted], target(statement), reason, before, after)
        record(entry, by=by, at=at, run=run)
    return marked


def _there(statement: Statement, spots: Iterable[Spot]) -> dict[tuple[int, int, int], Occurrence]:
    """The rows at these places, of several at one place the one that stands."""
    rows = Occurrence.objects.filter(statement=statement, text__in={spot.text.pk for spot in spots})
    rows = rows.select_related("text__reading__source")
    refused_first = sorted(rows, key=lambda row: row.decision != OccurrenceDecision.REFUSED)
    return {(row.text_id, row.start, row.end): row for row in refused_first}


def accept(occurrences: Iterable[Occurrence], **known: Any) -> list[int]:
    """Accept places; as `decide`."""
    return decide(occurrences, OccurrenceDecision.ACCEPTED, **known)


def refuse(occurrences: Iterable[Occurrence], **known: Any) -> list[int]:
    """Refuse places, which are remembered; as `decide`."""
    return decide(occurrences, OccurrenceDecision.REFUSED, **known)


@transaction.atomic
def decide(
    occurrences: Iterable[Occurrence],
    decision: str,
    *,
    by: str,
    at: datetime,
    reason: str,
    run: ImportRun | None = None,
) -> list[int]:
    """Decide on places of one or more statements: all or none, with one Decision for each statement that changes.

    The rows as handed in are what the person saw: where one was decided since, nothing is. Gives the numbers of the
    Decisions; none where all are decided so already. Raises Overtaken and Refused.
    """
    refuse_reason(reason)
    seen = {row.pk: row.decision for row in occurrences}
    _refuse_many(seen)
    Decision.objects.hold()
    rows = list(_locked(seen))
    if overtaken := [field(row) for row in rows if row.decision not in (seen[row.pk], decision)]:
        raise Overtaken(overtaken)
    by_statement: defaultdict[int, list[Occurrence]] = defaultdict(list)
    for row in rows:
        if row.decision != decision:
            by_statement[row.statement_id].append(row)
    entries = [
        _decided(VERBS[OccurrenceDecision(decision)], some[0].statement, dict.fromkeys(some, decision), reason)
        for some in by_statement.values()
    ]
    return [number for number, *_rest in record_all(entries, by=by, at=at, run=run)] if entries else []


@transaction.atomic
def restore(
    statement: Statement, places: Mapping[str, Any], *, by: str, at: datetime, reason: str, takes_back: int | None
) -> Decision:
    """Decide on places as the log told them once. One that was not there then is refused: it stays on record."""
    refuse_reason(reason)
    lock(statement)
    numbers = {int(name.removeprefix(PREFIX)): name for name in places}
    rows = {row: places[numbers[row.number]] for row in _locked(statement=statement, number__in=numbers)}
    wanted = {row: said["decision"] if said else str(OccurrenceDecision.REFUSED) for row, said in rows.items()}
    different = {row: decision for row, decision in wanted.items() if row.decision != decision}
    if not different:
        raise Refused(_("That stands so already."))
    entry = _decided("occurrence.decide", statement, different, reason, takes_back)
    return record(entry, by=by, at=at)


def _decided(
    verb: str, statement: Statement, wanted: Mapping[Occurrence, str], reason: str, takes_back: int | None = None
) -> Entry:
    accepted = Occurrence.objects.filter(statement=statement).accepted().count()
    if not rules.keeps_a_place(statement.workflow, accepted, [(row.decision, to) for row, to in wanted.items()]):
        raise Refused(_("“%s” is public and would stand nowhere any more. Withdraw it first.") % statement)
    before, after = {}, {}
    for row, decision in wanted.items():
        if row.decision == OccurrenceDecision.REFUSED and _standing_there(row):
            raise Refused(_("The place of %s was marked anew since.") % field(row))
        before[field(row)] = told(row)
        row.decision = decision
        row.save(update_fields=["decision"])
        after[field(row)] = told(row)
    return Entry(verb, target(statement), reason, before, after, takes_back)


def twin(row: Occurrence) -> Occurrence | None:
    """Another place of the statement that stands at the same words; none where it is refused itself."""
    return None if row.decision == OccurrenceDecision.REFUSED else _standing_there(row)


def _standing_there(row: Occurrence) -> Occurrence | None:
    same = Occurrence.objects.filter(statement=row.statement_id, text=row.text_id, start=row.start, end=row.end)
    return same.standing().exclude(pk=row.pk).first()


def _locked(keys: Iterable[int] | None = None, **where: Any) -> Iterable[Occurrence]:
    conditions = where if keys is None else {"pk__in": list(keys)}
    rows = Occurrence.objects.filter(**conditions).order_by("statement", "number")
    return rows.select_related("statement", "text__reading__source").select_for_update(of=("self",))


def _refuse_many(rows: Collection[Any]) -> None:
    if len(rows) > MOST:
        said = ngettext("At most %d place is decided at once.", "At most %d places are decided at once.", MOST)
        raise Refused(said % MOST)
    if not rows:
        raise Refused(_("No place was chosen."))
