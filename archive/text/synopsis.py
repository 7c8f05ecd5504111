"""Two texts set side by side: rows in which what they share stands on one line, and what each has by itself between.

Positions are half-open code points. Shared passages that would cross others are left out of the rows and named apart.
"""

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from archive.text.runs import Span

# So many passages, those with most words, are put in order; each is looked at beside every other.
MOST = 500


class Both(NamedTuple):
    """A passage in both texts. `pieces` are its stretches without a change, each by its place in both texts."""

    a: Span
    b: Span
    pieces: tuple[tuple[Span, Span], ...]
    words: int


class Row(NamedTuple):
    """a[a.start:a.end] beside b[b.start:b.end]; `both` says what they share, None where they stand alone."""

    a: Span
    b: Span
    both: Both | None = None


class Stretch(NamedTuple):
    """Some of the words of one side of a passage; `same` where the other side has them as well."""

    start: int
    end: int
    same: bool


def rows(passages: Sequence[Both], a: int, b: int) -> tuple[list[Row], list[Both]]:
    """The rows of two texts of these lengths in the order of both, and the passages that stand in another order."""
    chain = in_order(passages)
    found, at, to = [], 0, 0
    for both in chain:
        if at < both.a.start or to < both.b.start:
            found.append(Row(Span(at, both.a.start), Span(to, both.b.start)))
        found.append(Row(both.a, both.b, both))
        at, to = both.a.end, both.b.end
    if at < a or to < b:
        found.append(Row(Span(at, a), Span(to, b)))
    kept = set(chain)
    return found, [both for both in passages if both not in kept]


def in_order(passages: Sequence[Both]) -> list[Both]:
    """The passages with most words that follow each other in both texts and lie over none of the others."""
    ordered = sorted(sorted(passages, key=lambda each: -each.words)[:MOST])
    best: list[int] = []
    before: list[int | None] = []
    for number, each in enumerate(ordered):
        most, predecessor = 0, None
        for earlier in range(number):
            other = ordered[earlier]
            if best[earlier] > most and other.a.end <= each.a.start and other.b.end <= each.b.start:
                most, predecessor = best[earlier], earlier
        best.append(most + each.words)
        before.append(predecessor)
    at = max(range(len(ordered)), key=best.__getitem__) if ordered else None
    chain: list[Both] = []
    while at is not None:
        chain.append(ordered[at])
        at = before[at]
    return chain[::-1]


def side(of: Span, pieces: Sequence[Span]) -> list[Stretch]:
    """One side of a passage in its stretches, those that the other has and those between them."""
    found = []
    for earlier, later in pairwise([Span(of.start, of.start), *pieces, Span(of.end, of.end)]):
        if earlier.start < earlier.end:
            found.append(Stretch(*earlier, same=True))
        if earlier.end < later.start:
            found.append(Stretch(earlier.end, later.start, same=False))
    return found
