"""Checkpoints: size and head of the log at a time, kept elsewhere, where nobody who works here can change them."""

import re
from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple

from archive.actions.refusals import Refused
from archive.models import Decision

LINE = re.compile(r"(0|[1-9][0-9]{0,17}) ([0-9a-f]{64}) (\S+)")


class Checkpoint(NamedTuple):
    """How many decisions there were, the digest of the last one, and when that was."""

    size: int
    head: str
    at: str

    def __str__(self) -> str:
        return f"{self.size} {self.head} {self.at}"


def checkpoint(*, at: datetime) -> Checkpoint:
    size, head = Decision.objects.head()
    return Checkpoint(size, head, at.isoformat(timespec="seconds"))


def read(lines: Iterable[str]) -> list[Checkpoint]:
    """Checkpoints as they were printed, one a line; blank lines are passed over. Raises Refused."""
    found = []
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        match = LINE.fullmatch(line.strip())
        if match is None:
            raise Refused(f"Line {number} is no checkpoint: it ought to say size, head and time.")
        found.append(Checkpoint(int(match[1]), match[2], match[3]))
    if not found:
        raise Refused("There is no checkpoint in it.")
    return sorted(found)
