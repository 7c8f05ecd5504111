"""Fingerprints: a few of the word 5-grams of a text, chosen so that texts that share wording share one of them.

Of every window of four 5-grams the smallest hash is kept (winnowing). Eight words in a row fill one window whatever
stands round them: so two texts that share eight words in a row have a fingerprint in common, always. The hashes are the
same on every machine and in every process, and fit a signed column of 64 bits.
"""

from collections.abc import Sequence
from hashlib import blake2b
from typing import NamedTuple

from archive.text.normal import Word

GRAM, WINDOW = 5, 4
SURE = GRAM + WINDOW - 1  # the shortest common run that is always found
BETWEEN_WORDS = "\x1f"


class Fingerprint(NamedTuple):
    """`value`, from -2**63 to 2**63 - 1; `position` is the number of the word at which its 5-gram begins, from 0."""

    value: int
    position: int


def hashed(words: Sequence[str]) -> int:
    """A signed 64-bit hash of words in their order."""
    # Half of a surrogate pair stands in no encoded text, but in a text it may.
    data = BETWEEN_WORDS.join(words).encode("utf-8", "surrogatepass")
    return int.from_bytes(blake2b(data, digest_size=8).digest(), "big", signed=True)


def fingerprints(words: Sequence[Word]) -> list[Fingerprint]:
    """The fingerprints of a text, in the order of their positions; none for less than five words.

    A text of five to seven words is one window that is not full, and has one.
    """
    folded = [word.folded for word in words]
    values = [hashed(folded[at : at + GRAM]) for at in range(len(folded) - GRAM + 1)]
    kept: list[Fingerprint] = []
    for start in range(max(len(values) - WINDOW, 0) + 1 if values else 0):
        window = values[start : start + WINDOW]
        least = min(window)
        # The last one kept serves as long as it is in the window: words said over and over need not fill the index.
        if not kept or kept[-1].position < start or kept[-1].value != least:
            last = max(at for at, value in enumerate(window) if value == least)
            kept.append(Fingerprint(least, start + last))
    return kept
