"""What becomes of a value that the catalogue and people both write."""

from collections.abc import Collection
from enum import Enum, auto
from typing import Any


class Verdict(Enum):
    SAME = auto()
    WRITE = auto()
    KEEP = auto()


def verdict(wrote: Any, current: Any, wanted: Any) -> Verdict:
    """Between what the catalogue last wrote, what stands there now, and what the catalogue wants.

    A value that is no longer what was written was changed by a person, and stays.
    """
    if current == wanted:
        return Verdict.SAME
    return Verdict.WRITE if current == wrote else Verdict.KEEP


def merged[Member](wrote: Collection[Member], current: Collection[Member], wanted: Collection[Member]) -> set[Member]:
    """For a set, member by member: what the writer added and took away since, and nothing another did undone."""
    return (set(current) - (set(wrote) - set(wanted))) | (set(wanted) - set(wrote))


class Hand(Enum):
    MINE = auto()
    THEIRS = auto()
    BOTH = auto()


def hand(original: Any, mine: Any, current: Any) -> Hand:
    """Who changed a value: `mine` was sent from a form opened on `original`, `current` is what stands there now."""
    if mine == current or current == original:
        return Hand.MINE
    return Hand.THEIRS if mine == original else Hand.BOTH
