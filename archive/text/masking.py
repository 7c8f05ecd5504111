"""Words hidden one by one: what is left of a text, and where its other places are then.

Positions are half-open code points. Each hidden word leaves one mark, so that the count is told and no length is.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from itertools import accumulate
from typing import NamedTuple

from archive.text.normal import words
from archive.text.runs import Span

MARK = "▮"


class Masked(NamedTuple):
    """`words` with marks for what is hidden, `marks` where these stand in it, in the order of the hidden spans."""

    words: str
    marks: tuple[Span, ...]


def word_count(text: str) -> int:
    """How many words these are, set apart by blanks; at least one."""
    return max(len(text.split()), 1)


def joined(spans: Iterable[Span]) -> list[Span]:
    """The same stretches in their order, with those that share a code point made one."""
    found: list[Span] = []
    for span in sorted(spans):
        if found and span.start < found[-1].end:
            found[-1] = Span(found[-1].start, max(found[-1].end, span.end))
        else:
            found.append(Span(*span))
    return found


def masked(text: str, hidden: Sequence[Span]) -> Masked:
    """A text without what is hidden; `hidden` as `joined` gives it."""
    parts: list[str] = []
    marks: list[Span] = []
    at = length = 0
    for start, end in hidden:
        mark = " ".join([MARK] * word_count(text[start:end]))
        parts += [text[at:start], mark]
        length += start - at
        marks.append(Span(length, length + len(mark)))
        length, at = length + len(mark), end
    return Masked("".join([*parts, text[at:]]), tuple(marks))


class Shift:
    """Where places of a whole text stand in the masked one."""

    def __init__(self, hidden: Sequence[Span], marks: Sequence[Span]) -> None:
        """`hidden` and `marks` as `masked` takes and gives them."""
        self._hidden, self._marks = hidden, marks
        self._starts = [span.start for span in hidden]
        self._grown = [
            0,
            *accumulate((m.end - m.start) - (h.end - h.start) for h, m in zip(hidden, marks, strict=True)),
        ]

    def place(self, place: Span) -> Span | None:
        """None where any of it is hidden."""
        before = bisect_right(self._starts, place.start)
        if before and self._hidden[before - 1].end > place.start:
            return None
        if before < len(self._hidden) and self._hidden[before].start < place.end:
            return None
        return Span(place.start + self._grown[before], place.end + self._grown[before])

    def start(self, at: int) -> int:
        """A position at which something begins: among hidden words, that of their mark."""
        before = bisect_right(self._starts, at)
        if before and self._hidden[before - 1].end > at:
            return self._marks[before - 1].start
        return at + self._grown[before]

    def end(self, at: int) -> int:
        """A position at which something ends: among hidden words, the end of their mark."""
        before = bisect_left(self._starts, at)
        if before and self._hidden[before - 1].end > at:
            return self._marks[before - 1].end
        return at + self._grown[before]


def tells(said: str, hidden: str, run: int) -> bool:
    """Whether some words repeat `run` hidden words in a row, or all of them where they are fewer."""
    mine, theirs = ([word.folded for word in words(text)] for text in (said, hidden))
    run = min(run, len(theirs))
    if not run:
        return False
    known = {tuple(theirs[at : at + run]) for at in range(len(theirs) - run + 1)}
    return any(tuple(mine[at : at + run]) in known for at in range(len(mine) - run + 1))
