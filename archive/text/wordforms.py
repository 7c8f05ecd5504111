"""Terms that are looked for in texts, in all their forms: as they are, inflected, and spelt with signs that look alike.

A term is one word or several in a row. A star at the end of a word stands for any ending, one before it for any
beginning. Words are compared as `archive.text.normal` spells them, so case, accents, hyphens and letters of another
script make no difference; besides, digits and signs are taken for the letters that they look like (i and l are one), a
letter that is drawn out for one or two, and letters that are set apart one by one for a word.
"""

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from archive.text.normal import words
from archive.text.runs import Span

LONGEST, MOST_WORDS = 60, 6
# Fewer letters beside a star would find almost anything.
SHORTEST_OPEN = 3
SIGNS = str.maketrans("@$!|", "asii")
INSIDE = re.compile(r"(?<=\w)[@$!|](?=\w)")
LIKE = str.maketrans("0134578l", "oieastbi")
DRAWN_OUT, REPEATED = re.compile(r"(.)\1{2,}"), re.compile(r"(.)\1+")
NO_WORD = re.compile(r"[^a-z0-9]+")


class BadTerm(ValueError):
    """A term that nothing is looked for by; its message is one word: empty, long, star, short."""


class Piece(NamedTuple):
    """One word of a term: its shape, and whether anything may stand before or behind it."""

    shape: str
    before: bool
    behind: bool

    def fits(self, shapes: Iterable[str]) -> bool:
        return any(self._fits(shape) for shape in shapes)

    def _fits(self, shape: str) -> bool:
        if self.before:
            return self.shape in shape if self.behind else shape.endswith(self.shape)
        return shape.startswith(self.shape) if self.behind else shape == self.shape


class Found(NamedTuple):
    """A word of a text: every shape that it may be meant as, and where it stands."""

    shapes: frozenset[str]
    start: int
    end: int


def pieces(term: str) -> list[Piece]:
    """The words of a term. Raises BadTerm."""
    if len(term) > LONGEST:
        raise BadTerm("long")
    found: list[Piece] = []
    for part in term.split():
        before, behind, inner = part.startswith("*"), part.endswith("*"), part.strip("*")
        if "*" in inner:
            raise BadTerm("star")
        own = [shape(word.folded) for word in words(_letters(inner))]
        if not own:
            raise BadTerm("empty")
        last = len(own) - 1
        found += [Piece(each, before and n == 0, behind and n == last) for n, each in enumerate(own)]
    if not found or not any(each.isalpha() for piece in found for each in piece.shape):
        raise BadTerm("empty")
    if len(found) > MOST_WORDS:
        raise BadTerm("long")
    if any((piece.before or piece.behind) and len(piece.shape) < SHORTEST_OPEN for piece in found):
        raise BadTerm("short")
    if sum(len(piece.shape) for piece in found) < 2:
        raise BadTerm("short")
    return found


class Matcher:
    """Looks for several terms at once."""

    def __init__(self, terms: Iterable[str]) -> None:
        """Raises BadTerm."""
        self._terms = [pieces(term) for term in terms]
        self._cores = [_squeezed("".join(piece.shape for piece in term)) for term in self._terms]

    def spans(self, text: str) -> list[Span]:
        """Where the terms stand, in code points, in their order; what overlaps is given once."""
        if not self._may(text):
            return []
        there = list(_found(text))
        hits: list[Span] = []
        for at, first in enumerate(there):
            ends = [end for term in self._terms if (end := _stands(term, there, at))]
            if ends and (not hits or first.start >= hits[-1].end):
                hits.append(Span(first.start, max(ends)))
        return hits

    def _may(self, text: str) -> bool:
        """False where a term can't stand in a text, told fast for plain ones."""
        if not text.isascii():
            return bool(self._terms)
        plain = _squeezed(NO_WORD.sub("", text.translate(SIGNS).lower()).translate(LIKE))
        bare = _squeezed(NO_WORD.sub("", text.lower()).translate(LIKE))
        # The genitive is left out of a word, and may stand in the middle of a term.
        return any(core in plain or core in bare for core in self._cores) or "'" in text


def _stands(term: list[Piece], there: list[Found], at: int) -> int:
    """The end of a term that begins with this word; 0 where it does not stand there."""
    if at + len(term) > len(there):
        return 0
    if not all(piece.fits(there[at + n].shapes) for n, piece in enumerate(term)):
        return 0
    return there[at + len(term) - 1].end


def _found(text: str) -> Iterator[Found]:
    """The words of a text; behind those that are set apart letter by letter the word that they make."""
    apart: list[Found] = []
    letters = ""
    for word in words(_letters(text)):
        if apart and (len(word.folded) != 1 or word.start - apart[-1].end != 1):
            yield from _joined(apart, letters)
            apart, letters = [], ""
        if len(word.folded) == 1:
            apart.append(Found(shapes(word.folded), word.start, word.end))
            letters += word.folded
        else:
            yield Found(shapes(word.folded), word.start, word.end)
    yield from _joined(apart, letters)


def _joined(apart: list[Found], letters: str) -> Iterator[Found]:
    if len(apart) < SHORTEST_OPEN:
        yield from apart
    else:
        yield Found(shapes(letters), apart[0].start, apart[-1].end)


def _letters(text: str) -> str:
    """As many code points, with signs inside of words as the letters that they look like."""
    return INSIDE.sub(lambda sign: sign[0].translate(SIGNS), text)


def shape(folded: str) -> str:
    """A word as it looks. What has no letter at all is a number, and no word."""
    return folded.translate(LIKE) if any(map(str.isalpha, folded)) else folded


def shapes(folded: str) -> frozenset[str]:
    own = shape(folded)
    return frozenset({own, DRAWN_OUT.sub(r"\1\1", own), DRAWN_OUT.sub(r"\1", own)})


def _squeezed(own: str) -> str:
    return REPEATED.sub(r"\1", own)
