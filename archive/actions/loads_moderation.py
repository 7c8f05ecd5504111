"""The first decisions of a load, each entry in one transaction, after the documents and before the statements."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db import transaction

from archive.actions import catalogue_moderation
from archive.actions.grounds import Grounds
from archive.actions.outcomes import Outcome, attempt, gathered, outcome_of, refusal
from archive.actions.plans_moderation import ModerationPlan, plan
from archive.importing.houserules import RuleData, read
from archive.importing.moderation import Entry, read_moderation
from archive.models import Decision, ImportRun


@dataclass(frozen=True, slots=True)
class Moderated:
    """The entries of some folders, and the files that were refused as they were read."""

    entries: tuple[Entry, ...]
    refused: tuple[Outcome, ...]
    # The rules that ship, by their codes.
    rule_book: Mapping[str, RuleData]

    @property
    def sources(self) -> frozenset[str]:
        """The documents that they name, by their SHA-256."""
        return frozenset().union(*(entry.sources for entry in self.entries))

    def load(
        self,
        grounds: Grounds,
        coming: Collection[str],
        step: Callable[[str], None],
        *,
        by: str,
        clock: Callable[[], datetime],
        run: ImportRun | None,
    ) -> Iterator[Outcome]:
        """Load each; without a run nothing is written, and the same is told."""
        yield from self.refused
        for entry in self.entries:
            step(entry.name)
            yield self._load(entry, grounds, coming, by=by, clock=clock, run=run)

    def _load(
        self,
        entry: Entry,
        grounds: Grounds,
        coming: Collection[str],
        *,
        by: str,
        clock: Callable[[], datetime],
        run: ImportRun | None,
    ) -> Outcome:
        def work() -> Outcome:
            planned = plan(entry, grounds, self.rule_book, coming)
            if run is not None and not planned.idle:
                planned = self._write(entry, grounds, by=by, at=clock(), run=run)
            return outcome_of(planned, entry.name, created=False)

        return attempt(work, entry.name)

    @transaction.atomic
    def _write(self, entry: Entry, grounds: Grounds, *, by: str, at: datetime, run: ImportRun) -> ModerationPlan:
        # Everything that decides ends in the log: behind this lock the plan stays true.
        Decision.objects.hold()
        planned = plan(entry, grounds, self.rule_book)
        if not planned.idle:
            catalogue_moderation.write(planned, self.rule_book, by=by, at=at, run=run)
        return planned


def sorted_out(folders: Iterable[Path]) -> Moderated:
    """The decisions of all folders; of two about one thing the second is refused."""

    def twice(first: Entry, second: Entry) -> Outcome:
        return refusal(ValueError(f"{first.name} decides about it already."), second.name)

    entries, refused = gathered(folders, read_moderation, lambda entry: entry.about, twice)
    book = read(settings.ARCHIVE_RULES, settings.ARCHIVE_RULES.name) if entries else []
    return Moderated(entries, refused, {rule.code: rule for rule in book})
