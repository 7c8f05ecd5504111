"""A line as tokens of which dates are made; each has a kind of one letter, so that a line has a shape to match.

===== ============================================================
kind  token
===== ============================================================
d     a number that can be a day or a month
n     another number of two digits
x     any other number
Y     a civil year in four digits
J, G  a year of the Hebrew calendar in digits, in letters
g     a day of the Hebrew calendar in letters
M     a civil month
H, N  a Hebrew month, a word that is both
A     which Adar
W     a day of the week
S     a season
T, U  a time of day, a word after it
y     the word “year”
f     a word that only fills (of, at, the)
c     about
w     any other word
===== ============================================================

Every other sign is its own kind; blanks are none.
"""

import re
from functools import lru_cache
from typing import NamedTuple

from archive.importing.datewords import (
    ABOUT,
    ADARS,
    CLOCK_WORDS,
    FILLERS,
    HEBREW_MONTHS,
    MONTHS,
    SEASONS,
    WEEKDAYS,
    YEAR_WORDS,
)
from archive.importing.hebrew import numeral

PHRASES = sorted((re.escape(word) for word in (*MONTHS, *WEEKDAYS) if re.search("[ -]", word)), key=len, reverse=True)
ZONES = "|".join(sorted(CLOCK_WORDS - {"h", "et"}, key=len, reverse=True))
# Behind a year or the word for the hour, 18.02 is a time.
AFTER = "|".join(
    rf"(?<={before}\s)" for before in (r"\d{4}", r"\d{4},", r"\bore", r"\bom", r"\bklo", r"\bkl", r"\bkl\.")
)
TOKEN = re.compile(
    rf"""
    (?P<time>t?(?<!\d)\d{{1,2}}:\d\d(?::\d\d(?:\.\d+)?)?(?:\s?[ap]\.?m\b\.?|z\b|[+-]\d\d:?\d\d)?
        |(?<!\d)\d{{1,2}}(?:\.\d\d)?\s?(?:[ap]\.?m\b\.?|uhr\b)|(?<!\d)\d{{1,2}}\s?h\s?\d\d\b
        |(?<![\d.])\d{{1,2}}\.[0-5]\d(?=\s?(?:{ZONES})\b)|(?:{AFTER})\d{{1,2}}\.[0-5]\d(?![\d.]))
    |(?P<year>(?<!\d)\d{{4}}(?:-?(?:ci|cu)\b)?(?!\d))
    |(?P<number>\d+)(?:st|nd|rd|th|er|-?го|-?е|-?ին|º)?(?!(?!t\d)[^\W\d_])
    |(?P<digits>\d+)
    |(?P<phrase>(?:{"|".join(PHRASES)})(?!\w))
    |(?P<word>[^\W\d_]+(?:['"][^\W\d_]+)*'?)
    |(?P<sign>\S)
    """,
    re.VERBOSE,
)
HEBREW_PREFIXES = "בהלמ"


class Token(NamedTuple):
    """`start` and `end` are places in the folded text; `value` is the number that the token stands for."""

    kind: str
    value: int
    start: int
    end: int


def tokens(folded: str) -> list[Token]:
    """The tokens of a text that `fold` gave."""
    return [Token(*_read(match), match.start(), match.end()) for match in TOKEN.finditer(folded)]


def _read(match: re.Match[str]) -> tuple[str, int]:
    if match["time"]:
        return "T", 0
    if match["year"]:
        number = int(match["year"][:4])
        return ("Y" if 1000 <= number < 3000 else "J" if 5000 <= number < 6000 else "x"), number
    if match["number"]:
        return _number(match["number"])
    if match["digits"]:
        return "x", 0
    if match["phrase"]:
        return ("M", MONTHS[match[0]]) if match[0] in MONTHS else ("W", WEEKDAYS[match[0]])
    return _word(match[0]) if match["word"] else (match[0], 0)


def _number(digits: str) -> tuple[str, int]:
    if len(digits) > 2:
        return "x", 0
    number = int(digits)
    return ("d" if 1 <= number <= 31 else "n" if len(digits) == 2 else "x"), number


# The words of a document come again and again.
@lru_cache(maxsize=4096)
def _word(word: str) -> tuple[str, int]:
    if ("'" in word or '"' in word) and (found := _known(word) or _hebrew_number(word)):
        return found
    for reading in (word, word.rstrip("'"), word[1:] if word[0] in HEBREW_PREFIXES else ""):
        if found := _known(reading):
            return found
    return "w", 0


def _known(word: str) -> tuple[str, int] | None:
    if word in MONTHS:
        return ("N" if word in HEBREW_MONTHS else "M"), MONTHS[word]
    for kind, table in (("H", HEBREW_MONTHS), ("W", WEEKDAYS), ("A", ADARS)):
        if word in table:
            return kind, table[word]
    if word in SEASONS:
        return "S", SEASONS[word][0] if len(SEASONS[word]) == 1 else 0
    for kind, words in (("y", YEAR_WORDS), ("f", FILLERS), ("U", CLOCK_WORDS), ("c", ABOUT)):
        if word in words:
            return kind, 0
    return None


def _hebrew_number(word: str) -> tuple[str, int] | None:
    """A day or a year in letters: the thousand of a year is left out or stands in front as ה׳."""
    value = numeral(word[2:] if word.startswith("ה'") and len(word) > 2 else word)
    if value is None:
        return None
    return ("g", value) if value <= 30 else ("G", 5000 + value) if 400 <= value < 1000 else None
