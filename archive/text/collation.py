"""The texts of one document, an article and the comments under it, made one wording to be compared with another's.

Between two texts stand words that are nowhere else, so many that no passage runs over them. Positions of the whole are
code points of all texts laid one behind the other.
"""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
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


class Document:
    """All texts of a document, ready to be compared with many others.

    `sizes` are the numbers of words and `values` the fingerprints of each text, in the order given.
    """

    def __init__(self, leaves: Iterable[Leaf]) -> None:
        self._starts: list[int] = []
        self.sizes: list[int] = []
        self._own: list[list[Word]] = []
        laid: list[Word] = []
        at = 0
        for leaf in leaves:
            own = outside(words(leaf.body), leaf.furniture)
            if self._starts:
                laid += [Word(f"{BORDER}{next(_borders)}", at, at) for _ in range(GAP + 1)]
            self._starts.append(at)
            self.sizes.append(len(own))
            self._own.append(own)
            laid += [Word(word.folded, at + word.start, at + word.end) for word in own]
            at += len(leaf.body)
        self.wording = Wording(laid)

    @cached_property
    def values(self) -> list[set[int]]:
        return [{each.value for each in fingerprints(own)} for own in self._own]

    def place(self, span: Span) -> Place:
        number = bisect_right(self._starts, span.start) - 1
        start = self._starts[number]
        return Place(number, span.start - start, span.end - start)


def shared(a: Document, b: Document) -> list[Shared]:
    """What two documents share, by place in a."""
    return list(_placed(a, b, passages(a.wording, b.wording)))


def said_twice(document: Document) -> list[Shared]:
    """What one document says twice: in one text, in two comments, or in a comment and the article."""
    return list(_placed(document, document, repeats(document.wording)))


def _placed(a: Document, b: Document, found: Sequence[Passage]) -> Iterator[Shared]:
    for passage in found:
        ours, theirs = a.place(passage.a), b.place(passage.b)
        pieces = tuple(
            (*(at - passage.a.start for at in each.a), *(at - passage.b.start for at in each.b), each.words)
            for each in passage.shared
        )
        yield Shared(
            ours,
            theirs,
            passage.words,
            passage.identity,
            passage.kind,
            pieces,
            passage.words / a.sizes[ours.text],
            passage.words / b.sizes[theirs.text],
        )
