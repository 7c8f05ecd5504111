"""Where sentences end and begin, as far as punctuation and capitals show it. Looks at the edges of a text only."""

import re
from enum import StrEnum

from archive.importing.languages import dangles

REACH = 120
STOPS = ".!?…։。！？؟۔।׃‽"
CLOSERS = "\"'”’»›)]}“‘«"
MARKS = "0-9⁰¹²³⁴-⁹*†‡§"
END = re.compile(rf"[{re.escape(STOPS)}][{re.escape(CLOSERS)}\s]*(?:\[\d+\]|[{MARKS}])*[{re.escape(CLOSERS)}]*$")
# A stop behind one of these, or behind single letters, is likely to belong to an abbreviation.
ABBREVIATIONS = frozenset(
    re.findall(
        r"\w+",
        """dr mr mrs ms st prof gen col lt capt sgt sen rep gov rev hon vs cf vol pp eds fig approx bzw nr hr fr ca
        usw jh bd hrsg др г гг им ул стр т см проф акад тов обл mme mlle av doç sn""",
    )
)
ABBREVIATED = re.compile(r"(?:^|[\s(“\"„«])(?:([^\W\d_]{1,6})|(?:[^\W\d_]\.)+[^\W\d_])\.$")
HYPHENS = "-‐‑\u00ad¬\u058a\u05be⸗"
DASHES = "—–―"
LEAD = re.compile(r"^[\s\"'“„”‘‚’«»‹›(\[{¿¡*_—–―•\u200e\u200f\u202a-\u202e\u2066-\u2069-]*")
LAST_WORD = re.compile(r"([^\W\d_]+)$")


class Start(StrEnum):
    """What a text begins with: a small letter, a capital, a digit, a letter of a script without cases, or none."""

    SMALL = "small"
    CAPITAL = "capital"
    DIGIT = "digit"
    CASELESS = "caseless"
    MARK = "mark"


def hyphened(text: str) -> bool:
    """Whether a row ends in a hyphen that stands directly behind a letter or digit."""
    return text[-1:] in HYPHENS and text[-2:-1].isalnum() if len(text) > 1 else False


def ends(text: str) -> bool:
    """Whether a text ends like a sentence does; an abbreviation ends so too."""
    return bool(END.search(text[-REACH:]))


def abbreviated(text: str) -> bool:
    """Whether a text ends in an abbreviation, after which a sentence may go on."""
    found = ABBREVIATED.search(text[-REACH:])
    if not found:
        return False
    return found[1] is None or found[1].lower() in ABBREVIATIONS or (len(found[1]) == 1 and found[1].isupper())


def start_of(text: str) -> Start:
    head = text[:REACH]
    first = head[LEAD.match(head).end() :][:1]  # type: ignore[union-attr]
    if first.isdigit():
        return Start.DIGIT
    if not first.isalpha():
        return Start.SMALL if first in ",;:%" and first else Start.MARK
    if first.islower():
        return Start.SMALL
    return Start.CAPITAL if first.isupper() or first.istitle() else Start.CASELESS


def hangs(text: str, language: str) -> bool:
    """Whether a text breaks off where no sentence, title or caption ends: at a comma, a hyphen, a small word."""
    if hyphened(text) or text[-1:] in ",(" or text[-1:] in DASHES:
        return True
    word = LAST_WORD.search(text[-REACH:])
    return word is not None and dangles(word[1], language)


def unspaced(text: str) -> str:
    """A line set in L E T T E R S without the blanks between them; to look at, never for output."""
    letters = text[:REACH].split()
    return re.sub(r"(?<=\S) (?=\S)", "", text) if len(letters) > 3 and all(len(each) == 1 for each in letters) else text
