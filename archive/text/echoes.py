"""Passages that say the same: the same words in their order, wherever they stand.

Words are compared as `normal` spells them, without what stands between them. Positions are half-open code points.
"""

from collections.abc import Iterable
from functools import lru_cache

from archive.text.normal import Word, words
from archive.text.reuse import Wording
from archive.text.runs import Span

# A passage of fewer words is a name: it stands in many places, and may mean something else in each.
LEAST = 3
# What is taken over with changes keeps so much of the words of the passage.
MOSTLY = 0.6


@lru_cache(1 << 12)
def folded(passage: str) -> tuple[str, ...]:
    return tuple(word.folded for word in words(passage))


def same(passage: str, among: Wording) -> list[Span]:
    """Where all words of a passage stand in their order."""
    wanted = folded(passage)
    return among.places(wanted) if wanted else []


def is_name(passage: str) -> bool:
    return len(folded(passage)) < LEAST


def tells(name: str) -> bool:
    """Whether a name is worth being looked for: some of it says something, and it is no bare figure."""
    found = folded(name)
    bare = all(word[0].isdigit() for word in found)
    return not bare and any(map(Wording(()).tells, found))


def alike(one: str, other: str, *, run: int, whole: int) -> bool:
    """Whether `run` words in a row stand in both, or the whole of one, if it has `whole` words, in the other.

    What is one word here may be two there (ferry-house, ferry house).
    """
    mine, theirs = sorted((folded(one), folded(other)), key=len)
    length, there = min(run, len(mine)), "".join(theirs)
    if length < min(run, whole):
        return False
    return any("".join(mine[end - length : end]) in there for end in range(length, len(mine) + 1))


def carried(of: Span, passage: str, pairs: Iterable[tuple[Word, Word]]) -> Span | None:
    """Where most words of a passage, at this place of one text, stand in another with which it shares wording.

    `pairs` are the shared words in the order of both; None where too few of those of the passage are among them.
    """
    there = [other for one, other in pairs if of.start <= one.start and one.end <= of.end]
    if len(there) < max(LEAST, MOSTLY * len(folded(passage))):
        return None
    return Span(there[0].start, there[-1].end)
