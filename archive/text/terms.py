"""The terms of a text: what a search looks for, each with the place where it stands.

A term is a word in the comparable form of `archive.text.keyed`: case, width, composition, accents and points are left
out, letters of different scripts that look alike stay different. Hyphens and apostrophes part terms, for a house is
looked for in a ferry-house; inside the abbreviations of Hebrew they do not. A script without blanks between words gives
a term for each character.
"""

import re
import unicodedata
from collections.abc import Iterator
from typing import NamedTuple

from archive.text.tokens import APOSTROPHES, HYPHENS, tokens

# What is looked for of a longer word is its beginning: a database keeps no term of any length.
LONGEST = 64
PLAIN = re.compile("[a-z0-9]+")
# Signs of ordinary print, by plain ones that part terms as they do.
PRINT = {"’": "'", "‘": '"', "“": '"', "”": '"', "–": ";", "—": ";", "…": ";", "\u00a0": " ", "\u2022": ";"}
# Hebrew is mostly typed without marks of its own.
GERSHAYIM = "״"
TYPED_HEBREW = re.compile(r"(?<=[\u05d0-\u05ea])[\"'”’](?=[\u05d0-\u05ea])")
PARTING = HYPHENS | APOSTROPHES - {"׳", GERSHAYIM}
PIECE = re.compile(f"[^{re.escape(''.join(sorted(PARTING)))}]+")


class Term(NamedTuple):
    """One term, and text[start:end] where it stands, in code points."""

    key: str
    start: int
    end: int


def terms(text: str) -> list[Term]:
    """The terms of a text in order; linear."""
    return list(_found(text))


def keys(text: str) -> list[str]:
    """The terms of a text without their places, which takes a fraction of the time where the text is plain."""
    plain = text
    if not text.isascii():
        for sign, other in PRINT.items():
            plain = plain.replace(sign, other)
    if plain.isascii():
        return [key[:LONGEST] for key in PLAIN.findall(plain.lower())]
    return [term.key for term in _found(text)]


def _found(text: str) -> Iterator[Term]:
    if text.isascii():
        for match in PLAIN.finditer(text.lower()):
            yield Term(match[0][:LONGEST], *match.span())
        return
    kept: dict[str, str] = {}
    for token in tokens(TYPED_HEBREW.sub(GERSHAYIM, text)):
        for piece in PIECE.finditer(text, token.start, token.end):
            key = kept.get(piece[0])
            if key is None:
                key = kept[piece[0]] = _key(piece[0])
            if key:
                yield Term(key, *piece.span())


def _key(piece: str) -> str:
    """The letters, digits and marks of a piece of a token; nothing where it has no letter or digit."""
    found = "".join(token.key for token in tokens(TYPED_HEBREW.sub(GERSHAYIM, piece)))
    # A mark before the first letter belongs to none.
    first = next((at for at, each in enumerate(found) if each.isalnum()), len(found))
    said = (each for each in found[first:] if each.isalnum() or unicodedata.category(each)[0] == "M")
    return "".join(said)[:LONGEST]
