"""Names of people as bylines print them: where each begins and ends."""

import re

from archive.importing.datewords import MONTHS, WEEKDAYS, fold
from archive.importing.source import MARKS
from archive.text.runs import Span

LONGEST_NAME = 6
TOKEN = re.compile(r"[^\W\d_][^\s,|/·•()\[\]{};:<>\"“”«»՝։]*")
BLANKS = re.compile(r"[^\S\n]+")
# What makes a month of a word that could be a name as well.
DAY_BEHIND = re.compile(r"\.?,?\s*\d")
# And, in the languages of the collection; the Hebrew one is glued to the name behind it.
_AND = r"(?:and|und|et|и|й|та|і|ve|və|և|ու|y|e|en|og|och|και)"
# A Hebrew name of two words ends before it, if two more words follow.
HEBREW_AND = re.compile(r"\s+ו(?=[א-ת]{2}\S*\s+[א-ת]{2})")
AND = re.compile(rf"{HEBREW_AND.pattern}|\s*(?:,\s*(?:{_AND}\b)?|&|\+|\b{_AND}\b)\s*(?=\S)", re.I)


def _words(text: str) -> frozenset[str]:
    return frozenset(word.replace("_", " ") for word in text.split())


PARTICLES = _words(
    """
    de da do dos das di du del della der den des van von zu zur la le el al ibn bin ben bar bat bint abu ter ten y e
    af av oğlu qızı kızı oglu gizi де ван фон оглы кызы бен бар
    """
)
# Words that begin with a capital behind a name and are none.
NO_NAME = _words(
    """
    and und et ve və и й та і և ու y και special staff contributor contributing correspondent reporter editor columnist
    published posted updated on in at for from exclusive opinion analysis the this that photo photos image news agency
    words text story photograph photographs photography pictures illustration illustrations
    корреспондент редактор опубликовано
    """
)
# Those who sign for a house and are nobody.
NOBODY = _words(
    """
    admin administrator staff editor editors the_editor the_editors editorial editorial_staff editorial_board
    staff_writer staff_reporter news_desk web_desk newsroom news_staff guest guest_author guest_writer guest_contributor
    guest_columnist anonymous redaktion redaktionsteam редакция администратор מערכת_האתר מערכת
    """
)
ABBREVIATIONS = _words("jr sr dr prof st mr mrs ms")


def read_name(text: str, at: int, stop: int | None = None) -> Span | None:
    """The name that begins at this place, or None. In scripts with cases each word of it has a capital."""
    stop = len(text) if stop is None else stop
    while at < stop and text[at] in MARKS:
        at += 1
    start, end, count = at, at, 0
    proper = False
    while count < LONGEST_NAME:
        token = TOKEN.match(text, at, stop)
        if not token:
            break
        word = token[0]
        kept = word.rstrip(".,;:!?’'*_" + MARKS)
        initial = word.endswith(".") and (
            len(kept) == 1 or kept.lower() in ("jr", "sr", "dr", "prof", "st", "mr", "mrs", "ms")
        )
        if not _belongs(kept, first=count == 0, dated=bool(DAY_BEHIND.match(text, token.end()))):
            break
        if kept.lower() not in PARTICLES or count == 0:
            end = token.end() if initial else at + len(kept)
            proper = proper or kept.lower() not in PARTICLES
        count += 1
        if len(kept) < len(word) and not initial:
            break
        blank = BLANKS.match(text, token.end(), stop)
        if not blank or (count >= 2 and HEBREW_AND.match(text, token.end(), stop)):
            break
        at = blank.end()
    return Span(start, end) if proper else None


def _belongs(word: str, *, first: bool, dated: bool) -> bool:
    small = word.lower()
    key = fold(word)[0]
    if small in NO_NAME or key in WEEKDAYS or (not first and dated and key in MONTHS):
        return False
    if small in PARTICLES:
        return True
    return not word[:1].islower() or (word[:2] in ("d’", "d'") and word[2:3].isupper())


def read_names(text: str, at: int, stop: int | None = None) -> list[Span]:
    """The names of a list: A and B, or A, B and C.

    What follows a comma alone may be a house or a place: it counts only where a name behind an “and” closes the list.
    """
    found: list[Span] = []
    closed = 1
    name = read_name(text, at, stop)
    while name:
        found.append(name)
        joint = AND.match(text, name.end, len(text) if stop is None else stop)
        name = read_name(text, joint.end(), stop) if joint else None
        if joint and name and joint[0].strip() != ",":
            closed = len(found) + 1
        elif name and not _is_full(text[name.start : name.end]):
            name = None
    return [name for name in found[:closed] if is_somebody(text[name.start : name.end])]


def may_go_on(text: str, end: int) -> bool:
    """Whether a comma and something like a whole name follow the names of a list."""
    comma = re.match(r"\s*,\s*", text[end:])
    name = read_name(text, end + comma.end()) if comma else None
    return name is not None and _is_full(text[name.start : name.end])


def _is_full(name: str) -> bool:
    return len(name.split()) >= 2


def is_somebody(name: str) -> bool:
    return " ".join(name.casefold().split()) not in NOBODY


def is_bare_name(text: str) -> bool:
    """Whether a text is nothing but one name of two to four words."""
    return names_only(text) and len(read_names(text, 0)) == 1


def names_only(text: str) -> bool:
    """Whether a text is nothing but one or more whole names."""
    found = read_names(text, 0)
    return (
        bool(found)
        and not text[found[-1].end :].strip(MARKS)
        and all(
            2 <= len(text[name.start : name.end].split()) <= 4 and not re.search(r"\d", text[name.start : name.end])
            for name in found
        )
    )
