"""The one writer of the log."""

import secrets
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import Model

from archive.models import Decision, DecisionDetail, ImportRun, bulk
from archive.rules import chain
from archive.search import indexing


@dataclass(frozen=True, slots=True)
class Entry:
    """What one Decision says. `target` is `kind:key`, such as `article:ferry-house`; before and after are JSON,
    `takes_back` is the number of the Decision that this one undoes."""

    verb: str
    target: str
    reason: str
    before: Mapping[str, Any] = field(default_factory=dict)
    after: Mapping[str, Any] = field(default_factory=dict)
    takes_back: int | None = None


def record(entry: Entry, *, by: str, at: datetime, run: ImportRun | None = None) -> Decision:
    """Append one Decision, in the transaction of the change it records."""
    [row] = record_all([entry], by=by, at=at, run=run)
    return Decision(**dict(zip(_names(Decision), row, strict=True)))


def record_all(entries: Iterable[Entry], *, by: str, at: datetime, run: ImportRun | None = None) -> list[bulk.Row]:
    """Append Decisions in their order, and return their rows; a load appends thousands of them at once.

    The search index follows what they are about, and whoever writes under their numbers afterwards tells it again. The
    log stays locked until the transaction ends: call this last.
    """
    entries = list(entries)
    at = at.replace(microsecond=at.microsecond // 1000 * 1000)
    last, previous = Decision.objects.locked_head()
    decisions: list[bulk.Row] = []
    details: list[bulk.Row] = []
    for number, entry in enumerate(entries, last + 1):
        salt = secrets.token_hex(32)
        detail = chain.detail_digest(salt=salt, reason=entry.reason, before=entry.before, after=entry.after)
        digest = chain.digest(
            number=number,
            at=at,
            actor=by,
            verb=entry.verb,
            target=entry.target,
            run=run.key if run else None,
            takes_back=entry.takes_back,
            detail_digest=detail,
            previous=previous,
        )
        row = (number, at, by, entry.verb, entry.target, run and run.pk, entry.takes_back, detail, previous, digest)
        decisions.append(row)
        details.append((number, salt, entry.reason, entry.before, entry.after))
        previous = digest
    bulk.insert(Decision, _names(Decision), decisions)
    bulk.insert(DecisionDetail, _names(DecisionDetail), details)
    indexing.follow(entries)
    return decisions


BATCH = "batch.decide"


def record_batch(entries: Sequence[Entry], *, by: str, at: datetime, run: ImportRun | None = None) -> list[int]:
    """Append the Decisions of one act, behind that of their batch where they are several; their own numbers.

    The one of the batch says which follow it; each of these says what was done to its own target.
    """
    head: list[Entry] = []
    if len(entries) > 1:
        number = Decision.objects.locked_head()[0] + 1
        said = {"verb": entries[0].verb, "first": number + 1, "last": number + len(entries)}
        head = [Entry(BATCH, f"batch:{number}", entries[0].reason, {}, said)]
    rows = record_all([*head, *entries], by=by, at=at, run=run)
    return [number for number, *_rest in rows][len(head) :]


def _names(model: type[Model]) -> list[str]:
    return [field.attname for field in model._meta.concrete_fields]
