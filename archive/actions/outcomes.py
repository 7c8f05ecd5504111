"""What became of each entry of a catalogue."""

import logging
from collections import Counter
from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass
from pathlib import Path

from archive.actions.refusals import Refused
from archive.actions.weighing import Change, Weighing
from archive.importing import decoding, shapes
from archive.importing.tables import BadCatalogue
from archive.models.health import is_outage

logger = logging.getLogger(__name__)

OUTCOMES = ("created", "changed", "kept", "unchanged", "not_held", "refused")


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one entry: one of `OUTCOMES`, what was written, and what a person's hand kept as it is."""

    outcome: str
    name: str
    sha256: str | None = None
    problems: tuple[str, ...] = ()
    created: bool = False
    changes: tuple[Change, ...] = ()
    kept: tuple[Change, ...] = ()


def counted(outcomes: Iterable[Outcome]) -> dict[str, int]:
    found = Counter(each.outcome for each in outcomes)
    return {outcome: found[outcome] for outcome in OUTCOMES}


def outcome_of(planned: Weighing, name: str, sha256: str | None = None, *, created: bool) -> Outcome:
    """What a plan comes to, once it is carried out."""
    if not planned.held:
        outcome = "not_held"
    elif created:
        outcome = "created"
    elif planned.changes:
        outcome = "changed"
    else:
        outcome = "kept" if planned.kept else "unchanged"
    problems = list(planned.problems)
    if planned.kept:
        problems.append(f"Kept as a person left it: {', '.join(change.field for change in planned.kept)}.")
    return Outcome(outcome, name, sha256, tuple(problems), created, tuple(planned.changes), tuple(planned.kept))


def refusal(problem: Exception, name: str, sha256: str | None = None) -> Outcome:
    sentences = problem.faults if isinstance(problem, BadCatalogue) else (str(problem),)
    return Outcome("refused", name, sha256, tuple(sentences))


def gathered[Entry](
    folders: Iterable[Path],
    read: Callable[[Path], tuple[Iterable[Entry], Iterable[BadCatalogue]]],
    about: Callable[[Entry], Hashable],
    twice: Callable[[Entry, Entry], Outcome],
) -> tuple[tuple[Entry, ...], tuple[Outcome, ...]]:
    """The entries of all folders, and the files that were refused; of two about one thing the second is refused, as
    `twice(first, second)` says."""
    entries: dict[Hashable, Entry] = {}
    refused = []
    for folder in folders:
        found, problems = read(folder)
        refused += [refusal(problem, problem.file) for problem in problems]
        for entry in found:
            first = entries.setdefault(about(entry), entry)
            if first is not entry:
                refused.append(twice(first, entry))
    return tuple(entries.values()), tuple(refused)


def attempt(work: Callable[[], Outcome], name: str, sha256: str | None = None) -> Outcome:
    """What the work gives, or its refusal; only a database that can't be reached is raised."""
    try:
        return work()
    except (Refused, decoding.Refused, shapes.UnknownShape) as problem:
        return refusal(problem, name, sha256)
    except Exception as error:
        if is_outage(error):
            raise
        logger.exception("%s could not be loaded", name)
        return refusal(ValueError(f"It could not be loaded: {type(error).__name__}."), name, sha256)
