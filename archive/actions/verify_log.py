"""Verification of the log: every digest computed again, in the order of the chain."""

from dataclasses import dataclass
from datetime import datetime

from archive.models import Decision
from archive.models.triggers import ERASE
from archive.rules import chain


@dataclass(frozen=True, slots=True)
class LogReport:
    """What stands in the log. `bad` is the first number that can't be trusted, None for a sound chain."""

    size: int
    head: str
    at: datetime | None
    erased: int
    bad: int | None = None
    why: str = ""

    @property
    def sound(self) -> bool:
        return self.bad is None


def verify_log() -> LogReport:
    """Recompute the whole chain; reads the log in one pass with flat memory."""
    erasable = {
        int(target.removeprefix("decision:"))
        for target in Decision.objects.filter(verb=ERASE, target__regex=r"^decision:[0-9]{1,18}$").values_list(
            "target", flat=True
        )
    }
    size, head, last, erased = 0, chain.GENESIS, None, 0
    rows = Decision.objects.order_by("number").values_list(
        "number", "at", "actor", "verb", "target", "run__key", "takes_back", "detail_digest", "previous", "digest",
        "detail__salt", "detail__reason", "detail__before", "detail__after",
    )  # fmt: skip
    for (
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
    ) in rows.iterator(chunk_size=2000):
        why = ""
        if number != size + 1:
            why, number = f"number {size + 1} is missing", size + 1
        elif previous != head:
            why = "it does not follow from the row before it"
        elif digest != chain.digest(
            number=number,
            at=at,
            actor=actor,
            verb=verb,
            target=target,
            run=run,
            takes_back=takes_back,
            detail_digest=detail,
            previous=previous,
        ):
            why = "its digest is not the digest of what it says"
        elif salt is None and number not in erasable:
            why = "its detail is gone, and no erasure is on record"
        elif salt is not None and detail != chain.detail_digest(salt=salt, reason=reason, before=before, after=after):
            why = "its detail is not the one it was written with"
        if why:
            return LogReport(size, head, last, erased, number, why)
        size, head, last = number, digest, at
        erased += salt is None
    return LogReport(size, head, last, erased)
