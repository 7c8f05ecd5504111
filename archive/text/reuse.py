"""Wording that two texts share, or that one text says twice: passages, with their places in both.

Words are compared as `normal` spells them. A passage has at least eight shared words, at least half of what stands side
by side in it is the same, and it says something: a run of small words and dates is nobody's wording. It tells nothing
about who wrote it first.

Wherever eight such words in a row stand in both texts, they lie inside a passage, in either text.
"""

from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from itertools import pairwise
from typing import NamedTuple

from archive.text.alignment import best_parts, chains, filled, identity, linked, shared
from archive.text.diagonals import GRAM, RUN, Stretch, grams, stretches
from archive.text.fingerprints import BETWEEN_WORDS
from archive.text.normal import Word, unspaced
from archive.text.runs import Span

LEAST_WORDS, LEAST_IDENTITY = RUN, 0.5
# Different words that say something: so many in a run without a change, so many in a looser passage.
TELLING_EXACT, TELLING_GAPPED = 3, 4
SHORTEST = 4
LONG_FIGURE = 3
SLIGHT = 0.25
NEARLY = 0.9999  # one change among very many words is a change
# What is found reaches further at its ends and may so meet the next; then both are one.
PASSES = 3


class Kind(StrEnum):
    EXACT = "exact"
    GAPPED = "gapped"


class Shared(NamedTuple):
    """A stretch without a change, in code points of both texts, and how many words it has."""

    a: Span
    b: Span
    words: int


@dataclass(frozen=True, slots=True)
class Passage:
    """Shared wording: a[a.start:a.end] and b[b.start:b.end] of the two texts, in code points.

    `words` are the shared ones; `identity` their part, 0.5 to 1, of all that stand side by side; `shared` are the
    places of the stretches without a change, in order, so that what differs lies between them.
    """

    a: Span
    b: Span
    words: int
    identity: float
    kind: Kind
    shared: tuple[Shared, ...]

    @property
    def runs(self) -> tuple[Shared, ...]:
        """The stretches of eight words or more: what stands in both without a change."""
        return tuple(each for each in self.shared if each.words >= RUN)

    def swapped(self) -> "Passage":
        pieces = tuple(Shared(each.b, each.a, each.words) for each in self.shared)
        return Passage(self.b, self.a, self.words, self.identity, self.kind, pieces)


class Wording:
    """The words of one text, made ready to be compared with many others.

    `small` are folded words of its language that say nothing by themselves; short words and short figures never do.
    """

    def __init__(self, words: Sequence[Word], small: Set[str] = frozenset()) -> None:
        self.words = words
        self.folded = [word.folded for word in words]
        self.small = small

    @cached_property
    def line(self) -> str:
        """All words in a row, with a sign before and behind each that stands in no word."""
        return _run(self.folded)

    @cached_property
    def known(self) -> frozenset[str]:
        return frozenset(self.folded)

    def places(self, words: Sequence[str]) -> list[Span]:
        """Where these words, at least one, stand in a row; places may overlap."""
        if not self.known.issuperset(words):
            return []
        wanted, found = _run(words), []
        first = counted = 0
        at = self.line.find(wanted)
        while at >= 0:
            first += self.line.count(BETWEEN_WORDS, counted, at)
            found.append(self.span(first, first + len(words)))
            counted, at = at, self.line.find(wanted, at + 1)
        return found

    @cached_property
    def grams(self) -> dict[tuple[str, ...], list[int]]:
        return grams(self.folded, GRAM)

    def span(self, start: int, end: int) -> Span:
        """The code points of words[start:end]."""
        return Span(self.words[start].start, self.words[end - 1].end)

    def tells(self, word: str) -> bool:
        """Whether a word says something by itself."""
        if word in self.small:
            return False
        if word[0].isdigit():
            return sum(each.isdigit() for each in word) >= LONG_FIGURE
        return len(word) >= SHORTEST or unspaced(word) or (len(word) == SHORTEST - 1 and not word.isascii())


def _run(words: Iterable[str]) -> str:
    return f"{BETWEEN_WORDS}{BETWEEN_WORDS.join(words)}{BETWEEN_WORDS}"


def passages(a: Wording, b: Wording) -> list[Passage]:
    """What two texts share, by place in a. Exchanging the two gives the same passages, exchanged.

    Two run through the same words of both texts only where each alone holds some run of eight words.
    """
    if a.folded == b.folded:
        return _of_equals(a, b)
    if (len(a.folded), a.folded) > (len(b.folded), b.folded):
        return sorted((passage.swapped() for passage in passages(b, a)), key=_place)
    found = stretches(a.folded, b.folded, a.grams, b.grams)
    return _passages(a, b, found)


def repeats(text: Wording) -> list[Passage]:
    """What one text says twice, by place; the first time is a, and ends before b begins."""
    found = stretches(text.folded, text.folded, text.grams, text.grams)
    return [passage for passage in _passages(text, text, found) if passage.a.end <= passage.b.start]


def _of_equals(a: Wording, b: Wording) -> list[Passage]:
    whole = Stretch(0, 0, len(a.folded))
    if not _says_enough(a, b, [whole]):
        return []
    made = [_passage(a, b, [whole])]
    found = stretches(a.folded, a.folded, a.grams, a.grams)
    for alignment in _alignments(a, a, found):
        if alignment[-1].at_end <= alignment[0].to:
            other = [Stretch(each.to, each.at, each.length) for each in alignment]
            made += [_passage(a, b, alignment), _passage(a, b, other)]
    return sorted(made, key=_place)


def _passages(a: Wording, b: Wording, found: Sequence[Stretch]) -> list[Passage]:
    return sorted((_passage(a, b, alignment) for alignment in _alignments(a, b, found)), key=_place)


def _alignments(a: Wording, b: Wording, found: Sequence[Stretch]) -> list[list[Stretch]]:
    def worth(stretch: Stretch) -> float:
        if stretch.length >= GRAM:
            return stretch.length
        return sum(1 if a.tells(word) else SLIGHT for word in a.folded[stretch.at : stretch.at_end])

    parts = chains(found)
    for _ in range(PASSES):
        filled_up = [filled(part, a.folded, b.folded) for part in parts]
        before, parts = parts, linked([part for each in filled_up for part in best_parts(each, worth, LEAST_IDENTITY)])
        if parts == before:
            break
    parts = [
        part
        for each in parts
        for part in best_parts(each, worth, LEAST_IDENTITY)
        if (a is not b or part[-1].at_end <= part[0].to) and _says_enough(a, b, part)
    ]
    kept = _apart(parts)
    runs = [[each] for each in found if each.length >= RUN and _says_enough(a, b, [each])]
    return kept + _missing(kept, runs)


def _says_enough(a: Wording, b: Wording, alignment: Sequence[Stretch]) -> bool:
    """Characters of a script without blanks count half: most of its words have two."""
    words = [word for each in alignment for word in a.folded[each.at : each.at_end]]
    if sum(0.5 if unspaced(word) else 1 for word in words) < LEAST_WORDS:
        return False
    telling = {word for word in words if a.tells(word) and b.tells(word)}
    return len(telling) >= (TELLING_EXACT if len(alignment) == 1 else TELLING_GAPPED)


def _apart(parts: Sequence[list[Stretch]]) -> list[list[Stretch]]:
    """The longest first, each that lies over none of those kept in both texts."""
    kept: list[list[Stretch]] = []
    held = _Boxes()
    for part in sorted(parts, key=lambda part: (-shared(part), part[0])):
        if not held.touch(part):
            held.add(part)
            kept.append(part)
    return kept


def _missing(kept: Sequence[list[Stretch]], runs: Iterable[list[Stretch]]) -> list[list[Stretch]]:
    """The runs of eight that lie in no passage kept, in one of the texts."""
    ours, theirs = _Covered(), _Covered()
    for part in kept:
        ours.add(part[0].at, part[-1].at_end)
        theirs.add(part[0].to, part[-1].to_end)
    added = []
    for run in sorted(runs, key=lambda run: (-run[0].length, run[0])):
        (stretch,) = run
        if ours.holds(stretch.at, stretch.at_end) and theirs.holds(stretch.to, stretch.to_end):
            continue
        ours.add(stretch.at, stretch.at_end)
        theirs.add(stretch.to, stretch.to_end)
        added.append(run)
    return added


class _Boxes:
    """What alignments run through: small rectangles of both texts, by cell, so that only those near are looked at."""

    SIDE = 16

    def __init__(self) -> None:
        self._cells: dict[tuple[int, int], list[tuple[int, int, int, int]]] = {}

    def _boxes(self, part: Sequence[Stretch]) -> Iterator[tuple[int, int, int, int]]:
        for each in part:
            for shift in range(0, each.length, self.SIDE):
                past = min(shift + self.SIDE, each.length)
                yield each.at + shift, each.at + past, each.to + shift, each.to + past
        for earlier, later in pairwise(part):
            yield earlier.at_end, later.at, earlier.to_end, later.to

    def _near(self, box: tuple[int, int, int, int]) -> Iterator[tuple[int, int]]:
        at, at_end, to, to_end = (edge // self.SIDE for edge in box)
        for row in range(at, at_end + 1):
            for column in range(to, to_end + 1):
                yield row, column

    def touch(self, part: Sequence[Stretch]) -> bool:
        return any(
            low < at_end and at < high and left < to_end and to < right
            for box in self._boxes(part)
            for at, at_end, to, to_end in (box,)
            for cell in self._near(box)
            for low, high, left, right in self._cells.get(cell, ())
        )

    def add(self, part: Sequence[Stretch]) -> None:
        for box in self._boxes(part):
            for cell in self._near(box):
                self._cells.setdefault(cell, []).append(box)


class _Covered:
    """Places of one text that lie in a passage."""

    def __init__(self) -> None:
        self._places: set[int] = set()

    def add(self, start: int, end: int) -> None:
        self._places.update(range(start, end))

    def holds(self, start: int, end: int) -> bool:
        return self._places.issuperset(range(start, end))


def _passage(a: Wording, b: Wording, alignment: Sequence[Stretch]) -> Passage:
    first, last = alignment[0], alignment[-1]
    return Passage(
        a.span(first.at, last.at_end),
        b.span(first.to, last.to_end),
        shared(alignment),
        1.0 if len(alignment) == 1 else min(round(identity(alignment), 4), NEARLY),
        Kind.EXACT if len(alignment) == 1 else Kind.GAPPED,
        tuple(Shared(a.span(each.at, each.at_end), b.span(each.to, each.to_end), each.length) for each in alignment),
    )


def _place(passage: Passage) -> tuple[int, ...]:
    return *passage.a, *passage.b
