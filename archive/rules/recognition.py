"""Which comment of a new reading is which comment of an earlier one."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from archive.states import CommentState
from archive.text.runs import Run, SourceIndex, Span


class Known(NamedTuple):
    """A comment that an earlier reading found. `standing` is false once a later one no longer found it."""

    span: Span
    standing: bool
    state: str


class Overlap(NamedTuple):
    length: int
    known: int
    new: int


def overlaps(known: Sequence[Span], new: Sequence[Span]) -> Iterator[Overlap]:
    """Every pair of ranges that share code points, in no particular order."""
    opened: list[int] = []
    by_start = sorted(range(len(known)), key=lambda index: known[index].start)
    waiting = iter([*by_start, None])
    ahead = next(waiting)
    for index in sorted(range(len(new)), key=lambda index: new[index].start):
        start, end = new[index]
        while ahead is not None and known[ahead].start < end:
            opened.append(ahead)
            ahead = next(waiting)
        opened = [other for other in opened if known[other].end > start]
        for other in opened:
            length = min(known[other].end, end) - max(known[other].start, start)
            if length > 0:
                yield Overlap(length, other, index)


def recognised(known: Sequence[Known], new: Sequence[Span]) -> list[int | None]:
    """For each new range the index of the known comment that it is, or None.

    The largest overlap wins; among equals the very same range, then a comment that stands, then the earlier one.
    Each known comment is given once. Where the ranges of a reading do not overlap each other, as those of comments
    do not, comments that stand keep their order.
    """

    def rank(pair: Overlap) -> tuple[int, bool, bool, int, int]:
        old = known[pair.known]
        return (-pair.length, old.span != new[pair.new], not old.standing, pair.known, pair.new)

    found: list[int | None] = [None] * len(new)
    given: set[int] = set()
    for pair in sorted(overlaps([old.span for old in known], new), key=rank):
        if found[pair.new] is None and pair.known not in given:
            found[pair.new] = pair.known
            given.add(pair.known)
    return found


def states(known: Sequence[Known], new: Sequence[Span], found: Sequence[int | None]) -> list[str]:
    """The state of each new range: that of the comment it is, and never more open than words it shares with another.

    Without this a comment that was split, or joined with its neighbour, would show again what had been withheld. A
    comment that was shown and now holds such words is only put on hold: two people decided about the other one.
    """
    given = [CommentState.SHOWN.value if index is None else known[index].state for index in found]
    for _, old, index in overlaps([comment.span for comment in known], new):
        state = known[old].state
        if given[index] == CommentState.SHOWN and state != CommentState.SHOWN:
            joined = found[index] is not None and state != CommentState.VEILED
            given[index] = CommentState.HELD.value if joined else state
    return given


def exposed(hidden: Sequence[Span], runs: Sequence[Run]) -> Span | None:
    """The first of the hidden source ranges of which an article's map holds anything; None where it holds none."""
    index = SourceIndex(runs)
    return next((span for span in hidden if index.canonical(*span)), None)
