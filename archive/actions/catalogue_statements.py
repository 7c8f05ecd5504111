"""What a plan says of a statement is written into the archive, each change with its Decision."""

from datetime import datetime
from typing import Any

from archive.actions import evidence, occurrences, relations, statements, tags
from archive.actions.catalogue import REASON
from archive.actions.grounds import Ground
from archive.actions.occurrences import Spot
from archive.actions.plans_statements import SAID, StatementPlan
from archive.actions.refusals import Refused
from archive.importing.statements import Place
from archive.models import CatalogueStatement, ImportRun, Statement
from archive.states import OccurrenceDecision


def write(made: StatementPlan, *, by: str, at: datetime, run: ImportRun) -> Statement:
    """Carry a plan out and remember what was written. Call it in one transaction with the making of the plan."""
    known: dict[str, Any] = {"by": by, "at": at, "reason": REASON, "run": run}
    statement = made.statement
    if statement is None:
        statement = statements.create(made.fields, key=made.entry.key, **known)
    else:
        if made.reopen:
            statements.move(statement, "reopen", **known)
        statements.change(statement, made.fields, **known)
    if made.finding:
        statements.find(statement, made.finding, **known)
    if made.tags is not None:
        tags.set_tags(statement, made.tags, **known)
        made.learn_tags(made.entry.tags)
    _places(made, statement, **known)
    _evidence(made, statement, **known)
    _relations(made, statement, **known)
    for move in made.moves:
        statements.move(statement, move, **known)
    CatalogueStatement.objects.update_or_create(statement=statement, defaults={"wrote": made.wrote, "run": run})
    return statement


def _places(made: StatementPlan, statement: Statement, **known: Any) -> None:
    if made.mark:
        spots = [_spot(place, ground) for place, ground in made.mark]
        rows = occurrences.propose(statement, spots, accept=True, **known)
        if len(rows) < len(spots):
            raise Refused("Two places of the catalogue are the same words.")
        for (place, _ground), row in zip(made.mark, rows, strict=True):
            made.wrote["places"][place.address] = [row.number, str(OccurrenceDecision.ACCEPTED)]
    if made.accept:
        occurrences.accept(made.accept, **known)
    # What stands elsewhere by now keeps a public statement standing.
    if made.refuse:
        occurrences.refuse(made.refuse, **known)


def _evidence(made: StatementPlan, statement: Statement, **known: Any) -> None:
    for row in made.retire:
        evidence.retire(row, **known)
    for row, different in made.describe:
        evidence.change(row, different, **known)
    for piece, ground in made.add:
        said = {name: getattr(piece, name) for name in SAID}
        new = evidence.add(
            statement, piece.side, _spot(piece.place, ground), note=piece.note, sourced=piece.sourced, **known
        )
        made.wrote["evidence"][piece.place.address] = {"number": new.number, "retired": False, **said}


def _relations(made: StatementPlan, statement: Statement, **known: Any) -> None:
    for row in made.unrelate:
        relations.unrelate(row, **known)
    for kind, key in made.relate:
        relations.relate(statement, kind, Statement.objects.get(key=key), **known)


def _spot(place: Place, ground: Ground) -> Spot:
    if ground.text is None:
        raise Refused(f"Nothing is here of {place.in_words}.")
    return Spot(ground.text, ground.start, ground.end)
