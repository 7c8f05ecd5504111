"""Offset maps between a canonical text and the source it was read out of.

All positions are code points. A canonical text is composed of slices of the source and of inserted
characters; a `Run` says which stretch of the canonical text is which stretch of the source. Inserted
characters belong to no run, and source characters that were left out belong to none either (a hole).
Runs are in canonical order; their source positions need not be (a caption may be moved out of a sentence).
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from itertools import pairwise
from operator import attrgetter
from typing import NamedTuple

# PostgreSQL can store no NUL, and a byte order mark in front is no word: both stay in the source.
UNSTORABLE = "\0"


class Run(NamedTuple):
    """canonical[start:start+length] is source[source:source+length]."""

    start: int
    source: int
    length: int

    @property
    def end(self) -> int:
        return self.start + self.length

    @property
    def source_end(self) -> int:
        return self.source + self.length


class Span(NamedTuple):
    """A half-open range of code points."""

    start: int
    end: int


class Composer:
    """Builds a canonical text out of slices of one source, keeping the map as it goes."""

    def __init__(self, source: str) -> None:
        self._source = source
        self._parts: list[str] = []
        self._runs: list[Run] = []
        self.length = 0

    def take(self, start: int, end: int) -> None:
        """Append source[start:end]; a NUL in it is left out as a hole."""
        while start < end:
            nul = self._source.find(UNSTORABLE, start, end)
            stop = end if nul < 0 else nul
            if start < stop:
                self._take(start, stop)
            start = stop if nul < 0 else stop + 1

    def _take(self, start: int, end: int) -> None:
        self._parts.append(self._source[start:end])
        last = self._runs[-1] if self._runs else None
        if last and last.end == self.length and last.source_end == start:
            self._runs[-1] = last._replace(length=last.length + end - start)
        else:
            self._runs.append(Run(self.length, start, end - start))
        self.length += end - start

    def insert(self, characters: str) -> None:
        """Append characters that do not stand in the source at this place."""
        self._parts.append(characters)
        self.length += len(characters)

    def text(self) -> str:
        return "".join(self._parts)

    def runs(self) -> tuple[Run, ...]:
        return tuple(self._runs)


def pieces(runs: Sequence[Run], start: int, end: int) -> Iterator[Span]:
    """The exact source pieces of canonical[start:end], in canonical order."""
    first = max(bisect_right(runs, start, key=attrgetter("start")) - 1, 0)
    for index in range(first, len(runs)):
        run = runs[index]
        if run.start >= end:
            return
        low, high = max(run.start, start), min(run.end, end)
        if low < high:
            yield Span(run.source + low - run.start, run.source + high - run.start)


def enclosing(runs: Sequence[Run], start: int, end: int) -> Span | None:
    """The smallest source range that encloses canonical[start:end]; None where all of it was inserted."""
    found = list(pieces(runs, start, end))
    if not found:
        return None
    return Span(min(piece.start for piece in found), max(piece.end for piece in found))


class SourceIndex:
    """Looks canonical positions up by source position."""

    def __init__(self, runs: Sequence[Run]) -> None:
        self._runs = sorted(runs, key=attrgetter("source"))
        self._starts = [run.source for run in self._runs]

    def canonical(self, start: int, end: int) -> Span | None:
        """The canonical range that encloses what was kept of source[start:end]; None where nothing was."""
        first = max(bisect_right(self._starts, start) - 1, 0)
        low, high = None, None
        for run in self._runs[first : bisect_left(self._starts, end)]:
            left, right = max(run.source, start), min(run.source_end, end)
            if left < right:
                at, to = run.start + left - run.source, run.start + right - run.source
                low = at if low is None else min(low, at)
                high = to if high is None else max(high, to)
        return None if low is None or high is None else Span(low, high)


def passage(runs: Sequence[Run], start: int, end: int) -> Span | None:
    """The canonical range that begins and ends where source[start:end] does; None where there is none. What lies
    between may have been left out, or be read elsewhere."""
    index = SourceIndex(runs)
    first, last = index.canonical(start, start + 1), index.canonical(end - 1, end)
    return Span(first.start, last.end) if first and last and first.start < last.end else None


def faults(runs: Sequence[Run], body: str, source: str) -> list[str]:
    """What is wrong with a map, as sentences; empty for a sound one."""
    found = [
        f"run at {run.start} is not the same slice in text and source"
        for run in runs
        if run.length < 1
        or run.start < 0
        or run.source < 0
        or run.end > len(body)
        or body[run.start : run.end] != source[run.source : run.source_end]
    ]
    found += [f"runs overlap at {b.start} in the text" for a, b in pairwise(runs) if a.end > b.start]
    by_source = sorted(runs, key=attrgetter("source"))
    found += [f"runs overlap at {b.source} in the source" for a, b in pairwise(by_source) if a.source_end > b.source]
    return found
