"""Passages that overlap, made into flat segments: one for each stretch over which the same passages lie.

Positions are half-open code points of one text. The text between blocks belongs to none: a passage may begin or
end there, or lie over it; it is then marked from the first to the last place that it covers in a block.
"""

from bisect import bisect_left, bisect_right
from collections import OrderedDict
from collections.abc import Hashable, Iterable, Iterator, Sequence
from heapq import heappop, heappush
from itertools import islice, pairwise
from operator import attrgetter
from typing import NamedTuple

from archive.text.runs import Span


class Passage[Key: Hashable](NamedTuple):
    """text[start:end], and the key by which whoever marked it knows it."""

    key: Key
    start: int
    end: int


class Segment[Key: Hashable](NamedTuple):
    """One stretch of a block, text[start:end].

    `keys` are the passages over it, the one that begins first (of these the longest) first; where as many as `most`
    are told, the last of them. `depth` is how many lie over it. `opens` are those that begin with it, `closes` those
    that end with it, the innermost first.
    """

    start: int
    end: int
    keys: tuple[Key, ...]
    opens: tuple[Key, ...]
    closes: tuple[Key, ...]
    depth: int


class BadPassage(ValueError):
    """A passage that is empty, begins before the text, or has the key of another."""


def segments[Key: Hashable](
    blocks: Sequence[Span], passages: Iterable[Passage[Key]], most: int | None = None
) -> Iterator[list[Segment[Key]]]:
    """For each block, in order, the segments that make it up; none for an empty block.

    Blocks ascend and are disjoint (ValueError). A passage that lies wholly between blocks is in no segment. The
    time is that of sorting the passages and of writing down the keys of each segment, of which `most` are told where
    it is given, one block at a time.
    """
    return _segments(blocks, _clipped(blocks, passages), most)


def _segments[Key: Hashable](
    blocks: Sequence[Span], waiting: list[Passage[Key]], most: int | None
) -> Iterator[list[Segment[Key]]]:
    # In a plain dictionary the way to the last ones leads past all that were taken out.
    lying: OrderedDict[int, Key] = OrderedDict()
    ends: list[tuple[int, int]] = []
    upcoming = 0
    for block in blocks:
        made = []
        at = block.start
        while at < block.end:
            opened = upcoming
            while upcoming < len(waiting) and waiting[upcoming].start == at:
                lying[upcoming] = waiting[upcoming].key
                heappush(ends, (waiting[upcoming].end, -upcoming))
                upcoming += 1
            stop = min(block.end, ends[0][0] if ends else block.end)
            if upcoming < len(waiting):
                stop = min(stop, waiting[upcoming].start)
            depth = len(lying)
            keys = tuple(lying.values()) if most is None else tuple(islice(reversed(lying.values()), most))[::-1]
            closes = []
            while ends and ends[0][0] == stop:
                closes.append(lying.pop(-heappop(ends)[1]))
            opens = tuple(each.key for each in waiting[opened:upcoming])
            made.append(Segment(at, stop, keys, opens, tuple(closes), depth))
            at = stop
        yield made


def _clipped[Key: Hashable](blocks: Sequence[Span], passages: Iterable[Passage[Key]]) -> list[Passage[Key]]:
    """The passages that touch a block, each from its first to its last place in one, in the order of reading."""
    if any(a.end > b.start for a, b in pairwise(blocks)) or any(block.start > block.end for block in blocks):
        raise ValueError("The blocks overlap or do not ascend.")
    filled = [block for block in blocks if block.start < block.end]
    keys, found = set(), []
    for passage in passages:
        if not 0 <= passage.start < passage.end:
            raise BadPassage(f"A passage from {passage.start} to {passage.end} holds no word.")
        if passage.key in keys:
            raise BadPassage(f"Two passages have the key {passage.key!r}.")
        keys.add(passage.key)
        first = bisect_right(filled, passage.start, key=attrgetter("end"))
        last = bisect_left(filled, passage.end, key=attrgetter("start")) - 1
        if first <= last:
            start, end = max(passage.start, filled[first].start), min(passage.end, filled[last].end)
            found.append(passage._replace(start=start, end=end))
    return sorted(found, key=lambda passage: (passage.start, -passage.end))
