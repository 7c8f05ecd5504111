"""Batches: what is decided on several comments at once is one Decision with a Decision for each behind it.

The one says how many; each of the others says what was done to its comment. So a whole batch is taken back at once.
"""

from collections.abc import Sequence
from datetime import datetime

from archive.actions.decisions import Entry, record_all
from archive.models import Decision, ImportRun

DECIDE, TAKE_BACK = "batch.decide", "batch.take_back"


def target(number: int) -> str:
    """What the log calls the batch whose own Decision has this number."""
    return f"batch:{number}"


def recorded(entries: Sequence[Entry], *, by: str, at: datetime, run: ImportRun | None = None) -> list[int]:
    """Append the Decisions of one act, behind that of their batch where they are several; their own numbers."""
    head: list[Entry] = []
    if len(entries) > 1:
        number = Decision.objects.locked_head()[0] + 1
        said = {"verb": entries[0].verb, "first": number + 1, "last": number + len(entries)}
        head = [Entry(DECIDE, target(number), entries[0].reason, {}, said)]
    rows = record_all([*head, *entries], by=by, at=at, run=run)
    return [number for number, *_rest in rows][len(head) :]
