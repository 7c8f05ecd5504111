"""What a load did, or would do: as JSON, and as lines for a terminal."""

from collections.abc import Iterator, Sequence
from typing import Any

from archive.actions.loads import LoadReport
from archive.actions.outcomes import Outcome, counted
from archive.actions.weighing import Change
from archive.text.legible import legible

LONGEST = 160


def load_report(report: LoadReport) -> dict[str, Any]:
    """The figures are those of the documents; decisions and statements have their own beside them."""
    documents = [{"sha256": each.sha256, "name": each.name, **_told(each)} for each in report.documents]
    decided = [{"name": each.name, **_told(each)} for each in report.moderation]
    entries = [{"key": each.name, **_told(each)} for each in report.statements]
    return {
        **report.counts,
        "documents": documents,
        "moderation": {**counted(report.moderation), "entries": decided},
        "statements": {**counted(report.statements), "entries": entries},
    }


def _told(each: Outcome) -> dict[str, Any]:
    return {"outcome": each.outcome, "problems": list(each.problems)}


def summary(report: LoadReport) -> Iterator[str]:
    """A line for the documents, and one for decisions and one for statements where there are any."""
    yield _figures(report.documents)
    if report.moderation:
        yield f"moderation: {_figures(report.moderation)}"
    if report.statements:
        yield f"statements: {_figures(report.statements)}"


def _figures(outcomes: Sequence[Outcome]) -> str:
    return ", ".join(f"{_spoken(outcome)} {count}" for outcome, count in counted(outcomes).items())


def problems(report: LoadReport) -> Iterator[str]:
    """One line for each thing that somebody should look at."""
    for each in (*report.documents, *report.moderation, *report.statements):
        for problem in each.problems:
            yield legible(f"{each.name}: {problem}")


def difference(report: LoadReport) -> Iterator[str]:
    """What differs between catalogue and archive, entry by entry and field by field."""
    for each in (*report.documents, *report.moderation, *report.statements):
        if each.outcome == "unchanged":
            continue
        yield legible(f"{_spoken(each.outcome)}: {each.name}")
        yield from (f"    {line}" for line in _lines(each))


def _lines(each: Outcome) -> Iterator[str]:
    for change in each.changes:
        yield legible(f"{change.field}: {_change(change, new=each.created)}")
    for change in each.kept:
        yield legible(f"{change.field}: stays {_value(change.before)}, the catalogue says {_value(change.after)}")
    yield from map(legible, each.problems)


def _change(change: Change, *, new: bool) -> str:
    after = _value(change.after)
    return after if new or change.before is None else f"{_value(change.before)} → {after}"


def _value(value: Any) -> str:
    if isinstance(value, list):
        return ", ".join(_value(part) for part in value if part not in (None, "")) or "nothing"
    if isinstance(value, dict):
        return " ".join(_value(part) for part in value.values() if part not in (None, ""))
    told = " ".join(str("nothing" if value in (None, "") else value).split())
    return told if len(told) <= LONGEST else f"{told[: LONGEST - 1]}…"


def _spoken(outcome: str) -> str:
    return outcome.replace("_", " ")
