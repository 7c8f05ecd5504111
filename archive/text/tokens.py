"""A text in its tokens: words, and the signs between them, each with the key by which it is compared.

A word whose parts are joined by hyphens, at a line end or not, is one token, and so is each grapheme cluster of a
script that puts no blanks between words. Blanks are in no token. Positions are code points.
"""

import re
import unicodedata
from typing import NamedTuple

from archive.text.graphemes import clusters
from archive.text.keyed import key_of

# Scripts without blanks between words: Thai to Myanmar, Khmer, Han with kana and their neighbours.
UNSPACED = (
    (0xE00, 0x109F), (0x1780, 0x17FF), (0x1950, 0x19DF), (0x1A20, 0x1AAF), (0x2E80, 0x312F), (0x3190, 0xA4CF),
    (0xA9E0, 0xA9FF), (0xAA60, 0xAADF), (0xF900, 0xFAFF), (0xFF66, 0xFF9F), (0x1AFF0, 0x1B16F), (0x20000, 0x3FFFF),
)  # fmt: skip
HYPHENS = frozenset("-\u2010\u2011\u058a\u05be")
# Classes: letters, marks, signs of unspaced scripts, apostrophes, hyphens, line ends, other blanks, all else.
TOKEN = re.compile(r"l[lm]*+(?:(?:a|h(?:b*+n[bn]*+)?)l[lm]*+)*+|[uaho]m*+|m+")
APOSTROPHES = frozenset("'’ʼ׳״")
LINE_ENDS = frozenset("\n\r\u2028\u2029\x0b\x0c\x85")


class Token(NamedTuple):
    start: int
    end: int
    key: str


class _Kinds(dict[int, str]):
    def __missing__(self, code: int) -> str:
        self[code] = found = _kind(chr(code))
        return found


def is_letter(character: str) -> bool:
    """Whether it is part of a word in a script that parts its words by blanks."""
    return KINDS[ord(character)] in "lm"


def tokens(text: str) -> list[Token]:
    """The tokens of a text in order; linear."""
    keys: dict[str, str] = {}
    found = []
    for match in TOKEN.finditer(text.translate(KINDS)):
        start, end = match.span()
        words = text[start:end]
        key = keys.get(words)
        if key is None:
            key = keys[words] = _key(words)
        found.append(Token(start, end, key))
    return found


def _key(words: str) -> str:
    """What is compared of a token: its letters, or else its sign; never empty."""
    if words.isascii() and words.isalnum():
        return words.lower()
    parts = [key_of(cluster) for cluster in clusters(words)]
    return "".join(part for part in parts if part not in (" ", "-", "'")) or "".join(parts) or words


def _kind(character: str) -> str:
    if character.isspace():
        return "n" if character in LINE_ENDS else "b"
    if character in HYPHENS:
        return "h"
    if character in APOSTROPHES:
        return "a"
    if unicodedata.category(character) in ("Mn", "Mc", "Me", "Cf"):
        return "m"
    if character.isalnum():
        return "u" if any(low <= ord(character) <= high for low, high in UNSPACED) else "l"
    return "o"


KINDS = _Kinds()
