"""Verification of the log: every digest computed again, in the order of the chain, and held against checkpoints."""

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from archive.actions.checkpoints import Checkpoint
from archive.actions.replay import Replay
from archive.models import Decision
from archive.models.triggers import ERASE
from archive.rules import chain


@dataclass(frozen=True, slots=True)
class LogReport:
    """What stands in the log. `bad` is the first number that can't be trusted, None for a sound chain.

    `checkpoints` counts those that the log continues; `faults` are states in the tables that the log does not tell,
    each with the last decision about it, where the log was replayed.
    """

    size: int
    head: str
    at: datetime | None
    erased: int
    bad: int | None = None
    why: str = ""
    checkpoints: int = 0
    faults: tuple[tuple[str, int | None, str], ...] = ()

    @property
    def sound(self) -> bool:
        return self.bad is None and not self.faults


def verify_log(checkpoints: Sequence[Checkpoint] = (), *, replay: bool = False) -> LogReport:
    """Recompute the whole chain; reads the log in one pass with flat memory.

    A log is sound against a checkpoint when it begins with what stood there then. `replay` also compares every state
    that the log tells with the tables.
    """
    erasable = {
        int(target.removeprefix("decision:"))
        for target in Decision.objects.filter(verb=ERASE, target__regex=r"^decision:[0-9]{1,18}$").values_list(
            "target", flat=True
        )
    }
    kept, passed = deque(sorted(checkpoints)), 0
    states = Replay() if replay else None
    size, head, last, erased = 0, chain.GENESIS, None, 0

    def broken(number: int, why: str) -> LogReport:
        return LogReport(size, head, last, erased, number, why, passed)

    rows = Decision.objects.order_by("number").values_list(
        "number", "at", "actor", "verb", "target", "run__key", "takes_back", "detail_digest", "previous", "digest",
        "detail__salt", "detail__reason", "detail__before", "detail__after",
    )  # fmt: skip
    while kept and kept[0].size == 0:
        if kept.popleft().head != head:
            return broken(1, "the checkpoint of an empty log has another head")
        passed += 1
    for row in rows.iterator(chunk_size=2000):
        number, at, _actor, verb, target, *_rest, digest, salt, _reason, _before, after = row
        if number != size + 1:
            return broken(size + 1, f"number {size + 1} is missing")
        if why := _fault(row, head, erasable=number in erasable):
            return broken(number, why)
        size, head, last = number, digest, at
        erased += salt is None
        while kept and kept[0].size == size:
            if kept.popleft().head != head:
                return broken(number, "it is not the decision that stood here at the checkpoint")
            passed += 1
        if states:
            states.read(number, verb, target, after)
    if kept:
        return broken(size + 1, f"the log held {kept[-1].size} decisions at a checkpoint and holds {size} now")
    faults = tuple(states.faults()) if states else ()
    return LogReport(size, head, last, erased, checkpoints=passed, faults=faults)


def _fault(row: tuple, head: str, *, erasable: bool) -> str:
    """Why a row can't be trusted after one with this digest, or nothing."""
    (
        number,
        at,
        actor,
        verb,
        target,
        run,
        takes_back,
        detail,
        previous,
        digest,
        salt,
        reason,
        before,
        after,
    ) = row
    if previous != head:
        return "it does not follow from the row before it"
    said = {"number": number, "at": at, "actor": actor, "verb": verb, "target": target, "run": run}
    if digest != chain.digest(**said, takes_back=takes_back, detail_digest=detail, previous=previous):
        return "its digest is not the digest of what it says"
    if salt is None:
        return "" if erasable else "its detail is gone, and no erasure is on record"
    if detail != chain.detail_digest(salt=salt, reason=reason, before=before, after=after):
        return "its detail is not the one it was written with"
    return ""
