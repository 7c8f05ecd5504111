"""Where two texts say the same words in the same order: stretches without a change, each as long as it goes.

The work is bounded whatever is said how often. Words that stand in few places are paired place by place; those that
stand in many are followed only from places that no longer stretch has reached yet.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import NamedTuple

Places = Sequence[int]
Grams = Mapping[tuple[str, ...], Sequence[int]]

GRAM = 3
RUN = 8
# Pairs of places that are tried for one 3-gram, and for one run of eight words; beyond, it is common.
MOST_PAIRS = 16
MOST_RUN_PAIRS = 64
# Places that are compared for one common run, to follow the longest.
MOST_TRIED = 8


class Stretch(NamedTuple):
    """Words a[at : at + length] are words b[to : to + length]."""

    at: int
    to: int
    length: int

    @property
    def diagonal(self) -> int:
        return self.at - self.to

    @property
    def at_end(self) -> int:
        return self.at + self.length

    @property
    def to_end(self) -> int:
        return self.to + self.length


def grams(words: Sequence[str], length: int) -> dict[tuple[str, ...], list[int]]:
    """The places of every run of `length` words."""
    found: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for at, gram in enumerate(zip(*(words[shift:] for shift in range(length)), strict=False)):
        found[gram].append(at)
    return dict(found)


class Finder:
    """Collects the stretches of two texts; of one text with itself where `b` is `a` (those behind each other only)."""

    def __init__(self, a: Sequence[str], b: Sequence[str]) -> None:
        self._a, self._b, self._itself = a, b, a is b
        self._reached: dict[int, int] = {}  # where the last stretch of a diagonal ends in a
        self.found: list[Stretch] = []

    def pair(self, shared: Iterable[tuple[Places, Places]], most: int) -> list[tuple[Places, Places]]:
        """Follow each pair of places of the grams that have no more than `most`; the others are given back."""
        few, many = [], []
        self._reached.clear()
        for places, others in shared:
            if len(places) * len(others) <= most:
                few += [(at, to) for at in places for to in others]
            else:
                many.append((places, others))
        for at, to in sorted(few):
            if not self._itself or to - at >= RUN:
                self._follow(at, to)
        return many

    def cover(self, many: Sequence[tuple[Places, Places]]) -> None:
        """Follow the common runs from every place, of either text, that is in no long stretch yet."""
        for side in (0, 1):
            covered = 0
            self._reached.clear()
            ends = self._long_ends(side)
            for place, others in sorted((place, pair[1 - side]) for pair in many for place in pair[side]):
                covered = max(covered, ends(place))
                if place + RUN <= covered:
                    continue
                tried = [(place, other) if side == 0 else (other, place) for other in self._near(place, others)]
                lengths = [(self._long(at, to), at, to) for at, to in tried]
                if lengths:
                    length, at, to = max(lengths, key=lambda each: (each[0], -each[1], -each[2]))
                    if length >= RUN:
                        self._follow(at, to)
                        covered = max(covered, place + length)

    def _near(self, place: int, others: Sequence[int]) -> list[int]:
        if not self._itself:
            return [*others[: MOST_TRIED - 1], others[-1]]
        return [other for other in (*others[: MOST_TRIED - 1], others[-1]) if abs(other - place) >= RUN]

    def _long_ends(self, side: int) -> Callable[[int], int]:
        """A function that gives, for rising places, how far the stretches of eight words reach that begin no later."""
        waiting = sorted(
            ((each.at, each.at_end) if side == 0 else (each.to, each.to_end))
            for each in self.found
            if each.length >= RUN
        )
        at, end = 0, 0

        def reach(place: int) -> int:
            nonlocal at, end
            while at < len(waiting) and waiting[at][0] <= place:
                end = max(end, waiting[at][1])
                at += 1
            return end

        return reach

    def _long(self, at: int, to: int) -> int:
        """How many words are the same from here; in one text, up to where the second place begins."""
        return self._ahead(at, to, abs(to - at) if self._itself else len(self._a))

    def _ahead(self, at: int, to: int, most: int) -> int:
        length, most = 0, min(len(self._a) - at, len(self._b) - to, most)
        while length < most and self._a[at + length] == self._b[to + length]:
            length += 1
        return length

    def _follow(self, at: int, to: int) -> None:
        if self._itself and at > to:
            at, to = to, at
        floor = self._reached.get(at - to, 0)
        if floor > at:
            return
        while at > floor and to > 0 and self._a[at - 1] == self._b[to - 1]:
            at, to = at - 1, to - 1
        length = self._ahead(at, to, len(self._a))
        self._reached[at - to] = at + length
        if self._itself and length > to - at:
            self._divide(at, to, length)
        elif length >= GRAM:
            self.found.append(Stretch(at, to, length))

    def _divide(self, at: int, to: int, length: int) -> None:
        """Words of one text that go on repeating themselves: stretches of one period; two do not overlap."""
        period = to - at
        for shift in (*range(0, length - period, period), length - period):
            self.found.append(Stretch(at + shift, to + shift, period))


def stretches(a: Sequence[str], b: Sequence[str], a_grams: Grams, b_grams: Grams) -> list[Stretch]:
    """Every stretch found by its 3-grams or its runs of eight, by place in a; `b` is `a` for repeats in one text."""
    shared = sorted((a_grams[gram], b_grams[gram]) for gram in a_grams.keys() & b_grams.keys())
    if a is b:
        shared = [pair for pair in shared if len(pair[0]) > 1]
    finder = Finder(a, b)
    common = finder.pair(shared, MOST_PAIRS)
    if common:
        runs_a, runs_b = grams(a, RUN), grams(b, RUN)
        runs = sorted((runs_a[run], runs_b[run]) for run in runs_a.keys() & runs_b.keys())
        if a is b:
            runs = [pair for pair in runs if len(pair[0]) > 1]
        finder.cover(finder.pair(runs, MOST_RUN_PAIRS))
    return sorted(set(finder.found))
