"""Loads of whole catalogues: one transaction for each document, so that each is wholly in or wholly out."""

import logging
import secrets
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.db import InterfaceError, OperationalError, transaction
from django.db.models import F

from archive import models
from archive.actions import articles, catalogue, introductions
from archive.actions.documents import USUAL, Limits, Words
from archive.actions.plans import Change, Plan, plan
from archive.importing import decoding, shapes
from archive.importing.catalogue import COLLECTION, BadCatalogue, Claims, Collection, Entry, read_collection
from archive.importing.shelf import Shelf
from archive.models import Decision, ImportRun

logger = logging.getLogger(__name__)

OUTCOMES = ("created", "changed", "kept", "unchanged", "not_held", "refused")
Progress = Callable[[int, int, str], None]


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


@dataclass(frozen=True, slots=True)
class LoadReport:
    documents: tuple[Outcome, ...]

    @property
    def counts(self) -> dict[str, int]:
        found = Counter(document.outcome for document in self.documents)
        return {outcome: found[outcome] for outcome in OUTCOMES}


def load(
    folders: Sequence[Path],
    *,
    documents: Iterable[Path] = (),
    by: str,
    clock: Callable[[], datetime],
    limits: Limits = USUAL,
    dry_run: bool = False,
    progress: Progress | None = None,
) -> LoadReport:
    """Load every entry of these folders; documents lie in the folders themselves or in `documents`.

    A dry run tells the same and writes nothing. A fault in one entry stops no other; only a database that can't be
    reached ends the load.
    """
    folders = list(dict.fromkeys(folders))
    collections = [read_collection(folder) for folder in folders]
    refused, entries = _sorted(collections)
    shelf = Shelf([*folders, *documents], limit=limits.bytes)
    run = None if dry_run else _begin(folders, len(entries) + len(refused), by=by, at=clock())
    if run:
        # Of two folders that give themselves one slug the first introduces it, as with entries.
        for collection in {one.introduction.slug: one for one in reversed(collections)}.values():
            _introduce(collection, by=by, at=clock(), run=run)
    outcomes = list(refused)
    for done, entry in enumerate(entries):
        if progress:
            progress(done, len(entries), entry.slug)
        words = Words(entry.document, shelf, max_lines=limits.lines)
        outcomes.append(_load(entry, words, by=by, clock=clock, run=run))
    if progress:
        progress(len(entries), len(entries), "")
    report = LoadReport(tuple(outcomes))
    if run:
        ImportRun.objects.filter(pk=run.pk).update(finished_at=clock(), **report.counts)
    return report


@transaction.atomic
def _introduce(collection: Collection, *, by: str, at: datetime, run: ImportRun) -> None:
    """A new collection needs at least a name; one that is known keeps its words when its own file is broken."""
    Decision.objects.hold()
    said = collection.introduction
    readable = all(problem.file != COLLECTION for problem in collection.problems)
    if readable or not models.Collection.objects.filter(slug=said.slug).exists():
        introductions.introduce(said, by=by, at=at, run=run)


def _sorted(collections: Iterable[Collection]) -> tuple[list[Outcome], list[Entry]]:
    """The files that are refused, and the entries of all collections."""
    refused, entries = [], []
    claims, slugs = Claims(), set()
    for collection in collections:
        refused += [_refused(problem) for problem in collection.problems]
        for entry in collection.entries:
            try:
                if entry.slug in slugs:
                    raise BadCatalogue(entry.file, f"Another folder has an entry “{entry.slug}”.")
                claims.add(entry)
            except BadCatalogue as problem:
                refused.append(_refused(problem, entry))
            else:
                slugs.add(entry.slug)
                entries.append(entry)
    return refused, entries


def _begin(folders: Iterable[Path], read: int, *, by: str, at: datetime) -> ImportRun:
    names = [folder.resolve().name for folder in folders]
    return ImportRun.objects.create(key=secrets.token_hex(16), actor=by, started_at=at, folders=names, read=read)


def _load(entry: Entry, words: Words, *, by: str, clock: Callable[[], datetime], run: ImportRun | None) -> Outcome:
    try:
        if run is None:
            return _outcome(plan(entry, words))
        planned = _foreseen(entry, words)
        if planned is None or not planned.idle:
            planned = _write(entry, words, by=by, at=clock(), run=run)
        return _outcome(planned)
    except (articles.Refused, decoding.Refused, shapes.UnknownShape) as refusal:
        return _refused(refusal, entry)
    except (OperationalError, InterfaceError):
        raise
    except Exception as error:
        logger.exception("%s could not be loaded", entry.slug)
        return _refused(ValueError(f"It could not be loaded: {type(error).__name__}."), entry)


def _foreseen(entry: Entry, words: Words) -> Plan | None:
    """The plan as it looks without the lock; None for a refusal, which is certain only behind the lock: another load
    may have brought the entry between two looks."""
    try:
        return plan(entry, words)
    except articles.Refused:
        return None


@transaction.atomic
def _write(entry: Entry, words: Words, *, by: str, at: datetime, run: ImportRun) -> Plan:
    # Everything that writes an article ends in the log: behind this lock the plan stays true.
    Decision.objects.hold()
    planned = plan(entry, words)
    if not planned.idle:
        catalogue.write(planned, words, by=by, at=at, run=run)
        outcome = _outcome(planned).outcome
        ImportRun.objects.filter(pk=run.pk).update(**{outcome: F(outcome) + 1})
    return planned


def _outcome(planned: Plan) -> Outcome:
    if not planned.held:
        outcome = "not_held"
    elif planned.article is None:
        outcome = "created"
    elif planned.changes:
        outcome = "changed"
    else:
        outcome = "kept" if planned.kept else "unchanged"
    return Outcome(
        outcome=outcome,
        name=_name(planned.entry),
        sha256=planned.entry.document.sha256,
        problems=(*planned.problems, *_kept_sentences(planned)),
        created=planned.article is None,
        changes=tuple(planned.changes),
        kept=tuple(planned.kept),
    )


def _kept_sentences(planned: Plan) -> Iterator[str]:
    if planned.kept:
        yield f"Kept as a person left it: {', '.join(change.field for change in planned.kept)}."


def _refused(problem: Exception, entry: Entry | None = None) -> Outcome:
    sentences = problem.faults if isinstance(problem, BadCatalogue) else (str(problem),)
    name = _name(entry) if entry else getattr(problem, "file", "")
    return Outcome("refused", name, entry.document.sha256 if entry else None, tuple(sentences))


def _name(entry: Entry) -> str:
    return entry.document.name or entry.file
