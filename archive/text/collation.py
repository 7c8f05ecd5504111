"""The texts of one document, an article and the comments under it, made one wording to be compared with another's.

Between two texts stand words that are nowhere else, so many that no passage runs over them. Positions of the whole are
code points of all texts laid one behind the other.
"""

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Set
from dataclasses import dataclass
from functools import cached_property
from itertools import count
from typing import NamedTuple

from archive.text.alignment import GAP
from archive.text.fingerprints import fingerprints
from archive.text.normal import Word, outside, words
from archive.text.reuse import Kind, Passage, Wording, passages, repeats
from archive.text.runs import Span

# No text spells a word so: those of texts have no control characters.
BORDER = "\x1e"
# A document of more words is not compared as a whole: its grams alone would take hundreds of megabytes.
LARGE = 50_000
_borders = count()


class Place(NamedTuple):
    """The text of this number in its document, from 0, and where in it, in code points."""

    text: int
    start: int
    end: int


class Shared(NamedTuple):
    """Wording that two documents share, or that one says twice.

    `pieces` are the stretches without a change: start and end in the passage of a, start and end in that of b, and how
    many words. `a_part` and `b_part` are the parts of all words of the two texts that it takes up.
    """

    a: Place
    b: Place
    words: int
    identity: float
    kind: Kind
    pieces: tuple[tuple[int, ...], ...]
    a_part: float
    b_part: float


@dataclass(frozen=True, slots=True)
class Leaf:
    """One text: its words, and the stretches that are no wording of its author (running heads, share lines)."""

    body: str
    furniture: tuple[Span, ...] = ()


class Laid(NamedTuple):
    """Some texts of a document laid one behind the other; `starts` are their places there, `numbers` which they are."""

    wording: Wording
    starts: list[int]
    numbers: list[int]

    def place(self, span: Span) -> Place:
        at = bisect_right(self.starts, span.start) - 1
        return Place(self.numbers[at], span.start - self.starts[at], span.end - self.starts[at])


class Document:
    """All texts of a document, ready to be compared with many others; `sizes` are their numbers of words."""

    def __init__(self, leaves: Iterable[Leaf]) -> None:
        self._own: list[list[Word]] = []
        self._lengths: list[int] = []
        for leaf in leaves:
            self._own.append(outside(words(leaf.body), leaf.furniture))
            self._lengths.append(len(leaf.body))
        self.sizes = [len(own) for own in self._own]
        self.size = sum(self.sizes)

    @cached_property
    def values(self) -> list[set[int]]:
        """The fingerprints of each text."""
        return [{each.value for each in fingerprints(own)} for own in self._own]

    @cached_property
    def whole(self) -> Laid:
        return self.laid(range(len(self._own)))

    def laid(self, numbers: Iterable[int]) -> Laid:
        chosen, at = list(numbers), 0
        starts: list[int] = []
        found: list[Word] = []
        for number in chosen:
            if starts:
                found += [Word(f"{BORDER}{next(_borders)}", at, at) for _ in range(GAP + 1)]
            starts.append(at)
            found += [Word(word.folded, at + word.start, at + word.end) for word in self._own[number]]
            at += self._lengths[number]
        return Laid(Wording(found), starts, chosen)

    def having(self, values: Set[int]) -> list[int]:
        """The numbers of the texts that have one of these fingerprints."""
        return [number for number, own in enumerate(self.values) if not own.isdisjoint(values)]


def shared(a: Document, b: Document) -> list[Shared]:
    """What two documents share, by place in a. Of large ones only the texts that share a fingerprint are compared."""
    if max(a.size, b.size) <= LARGE:
        # Two that say the same may be one object; its borders are those of one document.
        one, other = a.whole, b.laid(range(len(b.sizes))) if a is b else b.whole
    else:
        ours, theirs = a.having(set().union(*b.values)), b.having(set().union(*a.values))
        if not ours or not theirs:
            return []
        one, other = a.laid(ours), b.laid(theirs)
    return list(_placed(a, b, one, other, passages(one.wording, other.wording)))


def said_twice(document: Document) -> list[Shared]:
    """What one document says twice: in one text, in two comments, or in a comment and the article. Of a large one only
    the article and the texts that share a fingerprint with another are compared."""
    laid = document.whole if document.size <= LARGE else document.laid(_alike(document))
    return list(_placed(document, document, laid, laid, repeats(laid.wording)))


def _alike(document: Document) -> list[int]:
    often = Counter(value for own in document.values for value in own)
    return sorted({0, *document.having({value for value, number in often.items() if number > 1})})


def _placed(a: Document, b: Document, ours: Laid, theirs: Laid, found: Iterable[Passage]) -> Iterator[Shared]:
    for passage in found:
        one, other = ours.place(passage.a), theirs.place(passage.b)
        pieces = tuple(
            (*(at - passage.a.start for at in each.a), *(at - passage.b.start for at in each.b), each.words)
            for each in passage.shared
        )
        yield Shared(
            one,
            other,
            passage.words,
            passage.identity,
            passage.kind,
            pieces,
            passage.words / a.sizes[one.text],
            passage.words / b.sizes[other.text],
        )
