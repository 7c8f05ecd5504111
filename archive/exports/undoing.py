"""What taking a load back did, or would do, as lines for a terminal."""

from collections.abc import Iterator

from archive.actions.undoing_runs import Report
from archive.rules.fates import Outcome
from archive.text.legible import legible

SHOWN = (Outcome.GOES, Outcome.WITHDRAWN, Outcome.PUT_BACK, Outcome.KEPT)


def figures(report: Report) -> str:
    return ", ".join(f"{outcome.value} {report.counts[outcome]}" for outcome in SHOWN)


def stays(report: Report) -> Iterator[str]:
    """One line for each thing that stays as it is, and why."""
    for kept in report.kept:
        fields = f" {', '.join(kept.why.fields)}" if kept.why.fields else ""
        yield legible(f"{kept.target}{fields}: {kept.why}")
