"""Places of a text that say what a passage says: the same words in their order, wherever they stand.

Words are compared as `normal` spells them. Positions are half-open code points.
"""

from collections.abc import Iterable
from functools import lru_cache

from archive.text.diagonals import GRAM
from archive.text.normal import Word, words
from archive.text.reuse import Wording
from archive.text.runs import Span

# A passage of fewer words is a name: it stands everywhere, and every time means something else.
LEAST = GRAM
# What is taken over with changes keeps so much of the words of the passage.
MOSTLY = 0.6


@lru_cache(1 << 12)
def folded(passage: str) -> tuple[str, ...]:
    return tuple(word.folded for word in words(passage))


def same(passage: str, among: Wording) -> list[Span]:
    """Where all words of a passage stand in their order; nowhere for one of less than `LEAST` words."""
    wanted = folded(passage)
    if len(wanted) < LEAST:
        return []
    there = among.folded
    return [
        among.span(at, at + len(wanted))
        for at in among.grams.get(wanted[:GRAM], ())
        if tuple(there[at : at + len(wanted)]) == wanted
    ]


def carried(of: Span, passage: str, pairs: Iterable[tuple[Word, Word]]) -> Span | None:
    """Where most words of a passage, at this place of one text, stand in another with which it shares wording.

    `pairs` are the shared words in the order of both; None where too few of those of the passage are among them.
    """
    there = [other for one, other in pairs if of.start <= one.start and one.end <= of.end]
    if len(there) < max(LEAST, MOSTLY * len(folded(passage))):
        return None
    return Span(there[0].start, there[-1].end)
