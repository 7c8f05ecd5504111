"""Words in the form in which they are compared, with the way back to the exact characters.

The form leaves out what a print, a browser or a keyboard changes: case, width and composition, accents and
points, unseen marks, blanks and line breaks, hyphens and dashes; quotation marks and apostrophes of every kind
are one. Signs that make letters of their own stay (vowel signs, viramas, voicing, tones). Only between two digits
a blank or a dash stays, so that a range of years or figures is no other number.
"""

import re
import unicodedata
from typing import NamedTuple

from archive.text.graphemes import clusters

QUOTE = "'"
QUOTES = frozenset("'\"`´‘’‚‛“”„‟‹›«»′″‴‵‶ʹʺʻʼʽˈˊˋ՚՛׳״「」『』〝〞〟｢｣＂＇❛❜❝❞\u02ee\u05f3\u05f4")
DASHES = frozenset("-\u00ad\u02d7\u2043\u2212\u207b\u208b\u30fb\u2e17")
# Marks that are accents, points or harakat by their combining class; the classes between are letters of their scripts.
ACCENTS = (range(10, 37), range(200, 256))
# Selectors of a glyph's look, and the joiner of graphemes.
UNSEEN = frozenset(map(chr, [0x34F, *range(0x180B, 0x1810), *range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0)]))
# What is no letter and no digit, and the letters that are quotation marks.
BESIDE = re.compile(rf"[\W_{''.join(sorted(QUOTES))}]+")


class Keyed(NamedTuple):
    """`keys[i]` stands for text[starts[i]:ends[i]], a whole grapheme cluster, which may have several keys."""

    keys: str
    starts: list[int]
    ends: list[int]


def keyed(text: str) -> Keyed:
    """The comparable form of a text; linear."""
    keys: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    known: dict[str, str] = {}
    between = ""
    at = 0
    for cluster in clusters(text):
        key = known.get(cluster)
        if key is None:
            key = known[cluster] = key_of(cluster)
        start, at = at, at + len(cluster)
        if key in ("", " ", "-"):
            between = max(between, key)
        elif key == QUOTE and keys and keys[-1] == QUOTE and ends[-1] == start:
            # Two single marks are one double mark.
            ends[-1] = at
        else:
            if between and keys and keys[-1].isdecimal() and key[0].isdecimal():
                keys.append(between)
                starts.append(ends[-1])
                ends.append(start)
            between = ""
            keys += key
            starts += [start] * len(key)
            ends += [at] * len(key)
    return Keyed("".join(keys), starts, ends)


def sketch(text: str) -> str:
    """The letters and digits of the comparable form alone, got ten times as fast.

    Where the keys of one text stand in those of another, so do their sketches.
    """
    parts = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    return BESIDE.sub("", parts.replace("ı", "i"))


def key_of(cluster: str) -> str:
    """What is compared of one cluster: a blank, a dash, one or more signs, or nothing."""
    if cluster.isspace():
        return " "
    if cluster[0] in QUOTES:
        return QUOTE
    if cluster[0] in DASHES or unicodedata.category(cluster[0]) == "Pd":
        return "-" if cluster[0] != "\u00ad" else ""
    parts = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", cluster).casefold())
    return "".join(part for part in parts if not _left_out(part)).replace("ı", "i")


def _left_out(part: str) -> bool:
    if part in UNSEEN or part.isspace() or unicodedata.category(part) in ("Cf", "Cc"):
        return True
    return any(unicodedata.combining(part) in accents for accents in ACCENTS)
