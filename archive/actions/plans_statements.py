"""What loading a statement of a catalogue would do: the catalogue is compared with the archive, member by member."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from typing import Any

from archive.actions.grounds import Ground, Grounds
from archive.actions.refusals import Refused
from archive.actions.weighing import Change, Weighing
from archive.importing.statements import Piece, Place, StatementEntry
from archive.models import Evidence, Occurrence, Statement, StatementRelation
from archive.rules import statements as rules
from archive.rules.merging import Verdict, merged, verdict
from archive.rules.relations import SYMMETRIC
from archive.states import Finding, OccurrenceDecision, Workflow

SAID = ("side", "note", "sourced")
Related = tuple[str, str]


@dataclass(slots=True)
class StatementPlan(Weighing):
    """What loading one statement would do.

    The memory has `places` as {address: [number, decision]}, `evidence` as {address: {number, retired and what was
    said}}, `relations` as [type, other key]; what is new gets its number when it is written.
    """

    entry: StatementEntry
    statement: Statement | None
    fields: dict[str, str] = field(default_factory=dict)
    finding: str | None = None
    mark: list[tuple[Place, Ground]] = field(default_factory=list)
    accept: list[Occurrence] = field(default_factory=list)
    refuse: list[Occurrence] = field(default_factory=list)
    add: list[tuple[Piece, Ground]] = field(default_factory=list)
    describe: list[tuple[Evidence, dict[str, Any]]] = field(default_factory=list)
    retire: list[Evidence] = field(default_factory=list)
    relate: list[Related] = field(default_factory=list)
    unrelate: list[StatementRelation] = field(default_factory=list)
    reopen: bool = False
    moves: list[str] = field(default_factory=list)
    missing: set[str] = field(default_factory=set)

    @property
    def idle(self) -> bool:
        """Whether nothing is to be written, not even into the memory of the catalogue."""
        return self.statement is not None and not self.changes and self.wrote == self.remembered

    def member(self, name: str, remembered: Any, current: Any, wanted: Any) -> Verdict:
        """Weigh one value of a place or a piece of evidence."""
        found = verdict(remembered, current, wanted)
        if found is not Verdict.SAME:
            (self.kept if found is Verdict.KEEP else self.changes).append(Change(name, current, wanted))
        return found


def plan(entry: StatementEntry, grounds: Grounds, coming: Collection[str] = ()) -> StatementPlan:
    """What loading this statement would do now; `coming` are the keys of those that a dry run would make before it.

    Raises Refused: for another's key, and where other words stand at one of its places.
    """
    statement = Statement.objects.select_related("catalogue_entry").filter(key=entry.key).first()
    if statement and not hasattr(statement, "catalogue_entry"):
        raise Refused(f"There is a statement “{entry.key}” already that no catalogue wrote.")
    memory = statement.catalogue_entry.wrote if statement else {}
    made = StatementPlan(entry, statement, wrote=dict(memory), remembered=memory)
    if statement and statement.workflow == Workflow.WITHDRAWN:
        if memory.get("workflow") != Workflow.WITHDRAWN:
            # A person withdrew it: nothing is written on it.
            made.kept.append(Change("workflow", str(statement.workflow), entry.workflow))
            made.held = True
            return made
        made.reopen = True
    _plan_values(made)
    made.weigh_tags(entry.tags, statement)
    accepted = _plan_places(made, grounds)
    _plan_evidence(made, grounds)
    _plan_relations(made, coming)
    _plan_moves(made, accepted)
    made.held = bool(accepted) or not made.missing
    if made.missing:
        told = ", ".join(sha256[:12] for sha256 in sorted(made.missing))
        made.problems.append(f"What it names in documents that are not held waits for them: {told}.")
    return made


def _plan_values(made: StatementPlan) -> None:
    entry, statement = made.entry, made.statement
    for name in ("wording", "kind", "counts"):
        wanted = getattr(entry, name)
        if statement is None:
            made.wrote[name] = made.fields[name] = wanted
            made.changes.append(Change(name, None, wanted))
        elif made.weigh(name, getattr(statement, name), wanted, before="") is Verdict.WRITE:
            made.fields[name] = wanted
    finding = statement.finding if statement else str(Finding.NOT_EXAMINED)
    if made.weigh("finding", str(finding), entry.finding, before=str(Finding.NOT_EXAMINED)) is Verdict.WRITE:
        made.finding = entry.finding


def _plan_places(made: StatementPlan, grounds: Grounds) -> int:
    """How many places stand accepted afterwards."""
    remembered: dict[str, Any] = made.remembered.get("places", {})
    rows = {row.number: row for row in _rows(Occurrence, made.statement)}
    accepted = {number for number, row in rows.items() if row.decision == OccurrenceDecision.ACCEPTED}
    wrote: dict[str, Any] = {}
    for place in made.entry.places:
        number, then = remembered.get(place.address, (None, OccurrenceDecision.PROPOSED))
        row = rows.get(number)
        if row is None:
            ground = _found(made, grounds, place)
            row = _at(rows.values(), ground)
            if row is None and ground:
                made.mark.append((place, ground))
                made.changes.append(Change(f"place {place.in_words}", None, str(OccurrenceDecision.ACCEPTED)))
        if row is not None:
            found = made.member(f"occurrence {row.number}", then, str(row.decision), str(OccurrenceDecision.ACCEPTED))
            wrote[place.address] = [row.number, then if found is Verdict.KEEP else str(OccurrenceDecision.ACCEPTED)]
            if found is Verdict.WRITE:
                made.accept.append(row)
    named, numbers = {place.address for place in made.entry.places}, {number for number, _then in wrote.values()}
    for address, (number, then) in remembered.items():
        # The words may have moved with a new reading, and the catalogue after them.
        if address in named or number in numbers:
            continue
        gone = rows.get(number)
        if gone and gone.decision == then == OccurrenceDecision.ACCEPTED:
            made.refuse.append(gone)
            made.changes.append(Change(f"occurrence {number}", then, str(OccurrenceDecision.REFUSED)))
            then = str(OccurrenceDecision.REFUSED)
        wrote[address] = [number, then]
    made.wrote["places"] = wrote
    return len(accepted - {row.number for row in made.refuse}) + len(made.accept) + len(made.mark)


def _plan_evidence(made: StatementPlan, grounds: Grounds) -> None:
    remembered: dict[str, Any] = made.remembered.get("evidence", {})
    rows = {row.number: row for row in _rows(Evidence, made.statement)}
    wrote: dict[str, Any] = {}
    for piece in made.entry.evidence:
        address = piece.place.address
        known = remembered.get(address, {})
        row = rows.get(known.get("number"))
        if row and row.retired_at and known.get("retired"):
            # A load that was taken back took it out.
            row = None
        if row is None:
            ground = _found(made, grounds, piece.place)
            row = _at((one for one in rows.values() if not one.retired_at), ground)
            if row is None and ground:
                made.add.append((piece, ground))
                made.changes.append(Change(f"evidence {piece.place.in_words}", None, piece.side))
        if row is None:
            continue
        wrote[address] = {"number": row.number, "retired": False, **known}
        if row.retired_at:
            made.kept.append(Change(f"evidence {row.number}", "taken out", piece.side))
            continue
        different: dict[str, Any] = {}
        for name in SAID:
            wanted = getattr(piece, name)
            found = made.member(f"evidence {row.number}: {name}", known.get(name), getattr(row, name), wanted)
            if found is Verdict.WRITE:
                different[name] = wanted
            if found is not Verdict.KEEP:
                wrote[address][name] = wanted
        if different:
            made.describe.append((row, different))
    named, numbers = {piece.place.address for piece in made.entry.evidence}, {one["number"] for one in wrote.values()}
    for address, known in remembered.items():
        if address in named or known["number"] in numbers:
            continue
        gone = rows.get(known["number"])
        if gone and not gone.retired_at and all(getattr(gone, name) == known.get(name) for name in SAID):
            made.retire.append(gone)
            made.changes.append(Change(f"evidence {gone.number}", gone.side, "taken out"))
            known = {**known, "retired": True}
        wrote[address] = known
    made.wrote["evidence"] = wrote


def _plan_relations(made: StatementPlan, coming: Collection[str]) -> None:
    remembered = {(kind, key) for kind, key in made.remembered.get("relations", ())}
    rows = {} if made.statement is None else _relations(made.statement)
    keys = {key for _kind, key in made.entry.relations}
    others = dict(Statement.objects.filter(key__in=keys).values_list("key", "workflow"))
    wanted = set()
    for kind, key in made.entry.relations:
        if key not in others and key not in coming:
            made.problems.append(f"It {kind} “{key}”, which is not here: the one loaded later says the relation.")
        elif others.get(key) == Workflow.WITHDRAWN and (kind, key) not in rows:
            made.problems.append(f"It {kind} “{key}”, which is withdrawn.")
        else:
            wanted.add((kind, key))
    then = merged(remembered, rows, wanted)
    made.relate = sorted(then - rows.keys())
    made.unrelate = [row for related, row in sorted(rows.items()) if related not in then]
    made.changes += [Change(f"{kind}: {key}", None, "said") for kind, key in made.relate]
    made.changes += [Change(f"{kind}: {key}", "said", None) for kind, key in sorted(rows.keys() - then)]
    made.kept += [Change(f"{kind}: {key}", None, "said") for kind, key in sorted(wanted - then)]
    made.wrote["relations"] = [list(related) for related in sorted(wanted)]


def _relations(statement: Statement) -> dict[Related, StatementRelation]:
    """The relations that a catalogue could have said of a statement: a symmetric one may be kept with the other."""
    found = {}
    for row in StatementRelation.objects.touching([statement]).select_related("statement", "other"):
        if row.statement_id == statement.pk:
            found[str(row.type), row.other.key] = row
        elif row.type in SYMMETRIC:
            found[str(row.type), row.statement.key] = row
    return found


def _plan_moves(made: StatementPlan, accepted: int) -> None:
    """As far up as the catalogue says; what stands nowhere here yet is not published."""
    state = str(made.statement.workflow) if made.statement else str(Workflow.SUGGESTED)
    remembered = made.remembered.get("workflow", str(Workflow.SUGGESTED))
    wanted = made.entry.workflow
    began = state
    if made.reopen:
        state = str(rules.MOVES["reopen"].to)
    elif state != remembered and rules.moves_up(state, wanted):
        made.kept.append(Change("workflow", state, wanted))
        return
    if wanted == Workflow.PUBLISHED != state and not accepted:
        wanted = str(Workflow.OPEN)
        if not made.missing:
            made.problems.append("It is not published: it stands nowhere.")
    made.moves = rules.moves_up(state, wanted)
    state = str(rules.MOVES[made.moves[-1]].to) if made.moves else state
    made.wrote["workflow"] = state
    if state != began:
        made.changes.append(Change("workflow", began, state))


def _found(made: StatementPlan, grounds: Grounds, place: Place) -> Ground | None:
    ground = grounds.find(place)
    if ground is None:
        made.missing.add(place.source)
    return ground


def _at[Row: (Occurrence, Evidence)](rows: Iterable[Row], ground: Ground | None) -> Row | None:
    """The last of these rows that points where a place was found."""
    if ground is None or ground.text is None:
        return None
    place = (ground.text.pk, ground.start, ground.end)
    there = [row for row in rows if (row.text_id, row.start, row.end) == place]
    return max(there, key=lambda row: row.number, default=None)


def _rows(noun: Any, statement: Statement | None) -> Any:
    if statement is None:
        return []
    return noun.objects.filter(statement=statement).select_related("statement", "text__reading__source")
