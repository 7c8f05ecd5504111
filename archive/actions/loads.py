"""Loads of whole catalogues: one transaction for each document and for each statement, so that each is wholly in or
wholly out. After the documents of all folders come first decisions about them, then statements."""

import secrets
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from itertools import count
from pathlib import Path

from django.db import transaction
from django.db.models import F

from archive import models
from archive.actions import articles, catalogue, introductions, loads_moderation, loads_statements
from archive.actions.documents import USUAL, Limits, Words
from archive.actions.grounds import Grounds
from archive.actions.outcomes import Outcome, attempt, counted, outcome_of, refusal
from archive.actions.plans import Plan, plan
from archive.importing.catalogue import COLLECTION, BadCatalogue, Claims, Collection, Entry, read_collection
from archive.importing.record import Record
from archive.importing.shelf import Shelf
from archive.models import Decision, ImportRun

Progress = Callable[[int, int, str], None]


@dataclass(frozen=True, slots=True)
class LoadReport:
    documents: tuple[Outcome, ...]
    moderation: tuple[Outcome, ...] = ()
    statements: tuple[Outcome, ...] = ()

    @property
    def counts(self) -> dict[str, int]:
        """The figures of the documents."""
        return counted(self.documents)

    @property
    def refused(self) -> int:
        """Of documents, decisions and statements together."""
        return sum(counted(each)["refused"] for each in (self.documents, self.moderation, self.statements))


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
    """Load every entry of these folders; documents lie in the folders themselves or in `documents`. A decision that
    rests on a rule of the house which nobody has written yet brings the rule that ships.

    A dry run tells the same and writes nothing. A fault in one entry stops no other; only a database that can't be
    reached ends the load.
    """
    folders = list(dict.fromkeys(folders))
    collections = [read_collection(folder) for folder in folders]
    refused, entries = _sorted(collections)
    moderated = loads_moderation.sorted_out(folders)
    disputed = loads_statements.sorted_out(folders)
    spoken_of = moderated.sources | disputed.sources
    shelf = Shelf([*folders, *documents], limit=limits.bytes)
    run = None if dry_run else _begin(folders, len(entries) + len(refused), by=by, at=clock())
    if run:
        # Of two folders that give themselves one slug the first introduces it, as with entries.
        for collection in {one.introduction.slug: one for one in reversed(collections)}.values():
            _introduce(collection, by=by, at=clock(), run=run)
    done, total = count(), len(entries) + len(moderated.entries) + len(disputed.entries)

    def step(name: str) -> None:
        if progress:
            progress(next(done), total, name)

    outcomes = list(refused)
    coming: dict[str, Callable[[], Record]] = {}
    for entry in entries:
        step(entry.slug)
        words = Words(entry.document, shelf, max_lines=limits.lines)
        outcomes.append(_load(entry, words, by=by, clock=clock, run=run))
        sha256 = entry.document.sha256
        if dry_run and sha256 in spoken_of and outcomes[-1].outcome not in ("not_held", "refused"):
            coming[sha256] = partial(words.read, entry.document.shape, entry.corrections)
    grounds = Grounds(coming)
    slugs = {entry.slug for entry in entries} if dry_run else frozenset()
    decided = list(moderated.load(grounds, slugs, step, by=by, clock=clock, run=run))
    stated = list(disputed.load(grounds, step, by=by, clock=clock, run=run))
    step("")
    report = LoadReport(tuple(outcomes), tuple(decided), tuple(stated))
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
        refused += [refusal(problem, problem.file) for problem in collection.problems]
        for entry in collection.entries:
            try:
                if entry.slug in slugs:
                    raise BadCatalogue(entry.file, f"Another folder has an entry “{entry.slug}”.")
                claims.add(entry)
            except BadCatalogue as problem:
                refused.append(refusal(problem, _name(entry), entry.document.sha256))
            else:
                slugs.add(entry.slug)
                entries.append(entry)
    return refused, entries


def _begin(folders: Iterable[Path], read: int, *, by: str, at: datetime) -> ImportRun:
    names = [folder.resolve().name for folder in folders]
    return ImportRun.objects.create(key=secrets.token_hex(16), actor=by, started_at=at, folders=names, read=read)


def _load(entry: Entry, words: Words, *, by: str, clock: Callable[[], datetime], run: ImportRun | None) -> Outcome:
    def work() -> Outcome:
        if run is None:
            return _outcome(plan(entry, words))
        planned = _foreseen(entry, words)
        if planned is None or not planned.idle:
            planned = _write(entry, words, by=by, at=clock(), run=run)
        return _outcome(planned)

    return attempt(work, _name(entry), entry.document.sha256)


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
    entry = planned.entry
    return outcome_of(planned, _name(entry), entry.document.sha256, created=planned.article is None)


def _name(entry: Entry) -> str:
    return entry.document.name or entry.file
