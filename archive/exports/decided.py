"""What was decided about a statement, as readers see it."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from archive.actions import evidence, occurrences, statements
from archive.models import Decision, Evidence, Occurrence, Statement, passages
from archive.models.decisions import DecisionDetail, DecisionQuerySet
from archive.rules import visibility

# Of a statement that was decided on more often, the log keeps the older decisions.
LATEST = 200


@dataclass(frozen=True, slots=True)
class Step:
    """One decision about a statement as readers see it; no reason where it was erased."""

    at: datetime
    verb: str
    reason: str


def history(statement: Statement, viewer: visibility.Viewer | None) -> list[Step]:
    """What was decided about a statement, the first decision first; at most four queries.

    What was decided about places, evidence and relations that this person may not know of is left out.
    """
    rows = list(_about(statement)[:LATEST])
    known = _known(statement, {name for row in rows for name in _named(row)}, viewer)
    return [_step(row) for row in reversed(rows) if row.verb.partition(".")[0] == "statement" or known & {*_named(row)}]


def withdrawal(statement: Statement) -> Step | None:
    """The decision by which a statement was last withdrawn."""
    row = _about(statement).filter(verb="statement.withdraw").first()
    return _step(row) if row else None


def _about(statement: Statement) -> DecisionQuerySet:
    return Decision.objects.filter(target=statements.target(statement)).select_related("detail").order_by("-number")


def _detail(row: Decision) -> DecisionDetail | None:
    return getattr(row, "detail", None)


def _step(row: Decision) -> Step:
    detail = _detail(row)
    return Step(row.at, row.verb, detail.reason if detail else "")


def _named(row: Decision) -> Iterable[str]:
    detail = _detail(row)
    return (*detail.before, *detail.after) if detail else ()


def _known(statement: Statement, named: Collection[str], viewer: visibility.Viewer | None) -> set[str]:
    """Of what decisions name, the places, pieces of evidence and relations of which this person may know."""
    public = passages.placed(viewer)
    places = Occurrence.objects.filter(public, statement=statement).values_list("number", flat=True)
    pieces = Evidence.objects.filter(public | Q(text=None), statement=statement).values_list("number", flat=True)
    others = {name.partition(": ")[2] for name in named} - {""}
    keys = Statement.objects.visible_to(viewer).filter(key__in=others).values_list("key", flat=True) if others else ()
    known = {f"{occurrences.PREFIX}{number}" for number in places}
    known |= {f"{evidence.PREFIX}{number}" for number in pieces}
    return known | {name for key in keys for name in named if name.partition(": ")[2] == key}
