"""What a load did, or would do: as JSON, and as lines for a terminal."""

from collections.abc import Iterator
from typing import Any

from archive.actions.loads import OUTCOMES, LoadReport, Outcome
from archive.actions.plans import Change
from archive.text.legible import legible

LONGEST = 160


def load_report(report: LoadReport) -> dict[str, Any]:
    documents = [
        {
            "sha256": document.sha256,
            "name": document.name,
            "outcome": document.outcome,
            "problems": list(document.problems),
        }
        for document in report.documents
    ]
    return {**report.counts, "documents": documents}


def summary(report: LoadReport) -> str:
    return ", ".join(f"{_spoken(outcome)} {report.counts[outcome]}" for outcome in OUTCOMES)


def problems(report: LoadReport) -> Iterator[str]:
    """One line for each thing that somebody should look at."""
    for document in report.documents:
        for problem in document.problems:
            yield legible(f"{document.name}: {problem}")


def difference(report: LoadReport) -> Iterator[str]:
    """What differs between catalogue and archive, document by document and field by field."""
    for document in report.documents:
        if document.outcome == "unchanged":
            continue
        yield legible(f"{_spoken(document.outcome)}: {document.name}")
        yield from (f"    {line}" for line in _lines(document))


def _lines(document: Outcome) -> Iterator[str]:
    for change in document.changes:
        yield legible(f"{change.field}: {_change(change, new=document.created)}")
    for change in document.kept:
        yield legible(f"{change.field}: stays {_value(change.before)}, the catalogue says {_value(change.after)}")
    yield from map(legible, document.problems)


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
