"""The statements of a load, each in one transaction, in the order of their files; relations name those before them."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.db import transaction

from archive.actions import catalogue_statements
from archive.actions.grounds import Grounds
from archive.actions.outcomes import Outcome, attempt, gathered, outcome_of, refusal
from archive.actions.plans_statements import StatementPlan, plan
from archive.actions.refusals import Refused
from archive.importing.statements import StatementEntry, read_statements
from archive.models import Decision, ImportRun


@dataclass(frozen=True, slots=True)
class Disputed:
    """The statements of some folders, and those that were refused as they were read."""

    entries: tuple[StatementEntry, ...]
    refused: tuple[Outcome, ...]

    @property
    def sources(self) -> frozenset[str]:
        """The documents that they name, by their SHA-256."""
        return frozenset().union(*(entry.sources for entry in self.entries))

    def load(
        self,
        grounds: Grounds,
        step: Callable[[str], None],
        *,
        by: str,
        clock: Callable[[], datetime],
        run: ImportRun | None,
    ) -> Iterator[Outcome]:
        """Load each, and tell its key before; without a run nothing is written, and the same is told."""
        yield from self.refused
        before: set[str] = set()
        for entry in self.entries:
            step(entry.key)
            found = _load(entry, grounds, before, by=by, clock=clock, run=run)
            if run is None and found.outcome != "refused":
                before.add(entry.key)
            yield found


def sorted_out(folders: Iterable[Path]) -> Disputed:
    """The statements of all folders; of two with one key the second is refused."""

    def twice(first: StatementEntry, second: StatementEntry) -> Outcome:
        return refusal(ValueError(f"The key {second.key} is taken by {first.file}."), second.file)

    return Disputed(*gathered(folders, read_statements, lambda entry: entry.key, twice))


def _load(
    entry: StatementEntry,
    grounds: Grounds,
    before: set[str],
    *,
    by: str,
    clock: Callable[[], datetime],
    run: ImportRun | None,
) -> Outcome:
    def work() -> Outcome:
        if run is None:
            return _outcome(plan(entry, grounds, before))
        planned = _foreseen(entry, grounds)
        if planned is None or not planned.idle:
            planned = _write(entry, grounds, by=by, at=clock(), run=run)
        return _outcome(planned)

    return attempt(work, entry.key)


def _outcome(planned: StatementPlan) -> Outcome:
    return outcome_of(planned, planned.entry.key, created=planned.statement is None)


def _foreseen(entry: StatementEntry, grounds: Grounds) -> StatementPlan | None:
    """None for a refusal, which is certain only behind the lock: another load may be bringing the statement."""
    try:
        return plan(entry, grounds)
    except Refused:
        return None


@transaction.atomic
def _write(entry: StatementEntry, grounds: Grounds, *, by: str, at: datetime, run: ImportRun) -> StatementPlan:
    # Everything that writes a statement ends in the log: behind this lock the plan stays true.
    Decision.objects.hold()
    planned = plan(entry, grounds)
    if not planned.idle:
        catalogue_statements.write(planned, by=by, at=at, run=run)
    return planned
