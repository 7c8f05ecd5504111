"""Lines that say who wrote a comment, and when: “Name, 12 May 2009”, “Name wrote:”, “12 May 2009 at 4:31 Name”.

Positions are offsets in the text handed in. Nothing here knows where the line stands: a bare name can only be
told from a short exclamation by its place in the thread.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from archive.importing.dates import read_date
from archive.importing.record import PrintedDate
from archive.importing.sentences import abbreviated, ends
from archive.importing.source import BLANKS, MARKS
from archive.importing.threads.words import (
    AGES,
    ANSWERING,
    BUTTONS,
    CONNECTORS,
    DATED,
    DAYS,
    FIELDS,
    PARTICLES,
    PREFIXES,
    VERBS,
)
from archive.text.runs import Span

UNITS = "s|m|h|d|w|y|mo|sec|min|hrs?|yrs?"
LONGEST_LINE = 200
LONGEST_NAME = 80
MOST_WORDS = 6
FEW_WORDS = 3
OUTSIDE = BLANKS + "\0\u200b\ufeff"
VERB = re.compile(rf"\s*[,:–—-]?\s+(?:{VERBS})(?:\s+(?:{CONNECTORS}))?\s*(?P<stop>:|…|\.\.\.)?\s*$", re.IGNORECASE)
LABEL = re.compile(rf"(?:{PREFIXES})\b\s*:?\s*|(?:{FIELDS}|{DATED})\s*:\s*|(?P<on>(?:{CONNECTORS})\s+)", re.IGNORECASE)
JOINT = re.compile(rf"(?:[\s,;·•∙|–—(\[{{<@:~/-]|(?:^|(?<=[\s)]))(?:{CONNECTORS}|{PREFIXES}|{VERBS}))+$", re.IGNORECASE)
OPENING = re.compile(rf"[\s,;·•∙|–—)\]}}>:~/-]*(?:(?:{PREFIXES}|{VERBS}|от|von)\s+)?", re.IGNORECASE)
# Without one of these a line holds no date: most lines are spared a closer look.
WHEN = re.compile(rf"(?<![^\W\d_])\d{{4}}|\d[:./-]\d|\d\s?(?:年|(?:{UNITS})\b)|\b(?:{AGES})\b", re.IGNORECASE)
TIME = r"(?<![\w:])\d{1,2}[:.]\d\d(?::\d\d)?(?:\s?[ap]\.?m\b\.?)?(?![\d:])"
# What a thread prints as a time and no calendar can place.
LOOSE = re.compile(
    rf"(?<!\d)\d{{1,2}}[/.-]\d{{1,2}}[/.-]\d{{2}}(?!\d)(?:[\s,]+(?:{TIME}))?"
    rf"|(?:(?:{DAYS})(?:,|\s|at|в|um|saat|ב)*)?{TIME}"
    r"|\d{4}\s?年\s?\d{1,2}\s?月\s?\d{1,2}\s?日(?:\s*\d{1,2}:\d\d(?::\d\d)?)?"
    rf"|(?<![\w.:;=])\d{{1,3}}\s?(?:{UNITS})(?:\s+ago)?(?=\W*$)|\bjust now\b",
    re.IGNORECASE,
)
AFTER_DATE = re.compile(rf"(?:[\s,;·•|–—@-]|at|um|в|saat)*{TIME}(?:\s*(?:UTC|GMT|[A-Z]{{2,4}}T))?", re.IGNORECASE)
WORDS_AFTER = re.compile(rf"[\s)\]]*(?:(?:{VERBS})\s*:|[:–—]|-\s)\s*(?=\S)", re.IGNORECASE)
ANSWERS = re.compile(
    rf"(?:(?:^|\s*[,(–—-]?\s*\b)(?:{ANSWERING})|\s+[→➔▶►↪⤷]|^\s*[@↪⤷→])(?=\W)\s*:?\s*|^@(?=\w)", re.IGNORECASE
)
SIGNATURE = re.compile(r"[–—―]\s?|--?\s")
ANSWERED_NUMBER = re.compile(r"\W*(\d{1,7})\W*")
# A line of nothing but these is none of a comment's words.
ONLY_BUTTONS = re.compile(rf"(?:\d+\s?(?:{UNITS})\b|[\W\d_]|\b(?:{BUTTONS})\b)+", re.IGNORECASE)
SCORE = re.compile(rf"\s[+-]?\d+\s(?:{BUTTONS})\b[\s·•|,]*$", re.IGNORECASE)
BUTTON_WORD = re.compile(r"[^\W\d_]{2}")
INLINE = re.compile(r"(?P<name>[^:：]{1,50}?)\s*(?:[:：]|\s[–—|-])\s+(?=\S)")
# Titles that are printed in small letters inside a name.
TITLES = frozenset(("med", "phil", "rer", "nat", "jur", "ing", "dipl", "habil", "prof", "dr", "oec", "av", "op", "uzm"))
DATE_LABEL = re.compile(r"^\W*[^\W\d_]+(?:\s[^\W\d_]+)?\s*:\s*")
YEAR_FIRST = re.compile(r"\d{3,},\s*")
NUMBER = re.compile(r"[\W\d_]+")
SEPARATOR = re.compile(r"\s[|·•∙]\s|\s#\d+\s*$")
# Signs of markup and code stand in no name.
NO_NAME = re.compile(r"[{}\[\]<>=`\\|#$^;]|://|: |::")
# What a page prints round a name for folding its comment, and for what others gave it.
FOLD = re.compile(r"\[[-–−+]\]\s*")
POINTS = re.compile(r"\s+[-–−+]?\d[\d.,]*\s*(?:points?|likes?|votes?|karma)\s*$|\s*\[(?:S|A|M)\]\s*$", re.IGNORECASE)
# “[deleted]”: what a page prints where a name was.
STANDS_FOR_A_NAME = re.compile(r"\[\w[\w ]{2,20}\]")
COLUMNS = re.compile(r"(?<=\S)(?: {2,}|\t+)(?=\S)")
EMPHASIS = ("**", "__", "*")


@dataclass(frozen=True, slots=True)
class AuthorLine:
    """`words` is where words of the comment begin on the same line; `answers` the name after “in reply to”."""

    name: Span | None
    date: Span | None = None
    printed: PrintedDate | None = None
    answers: str | None = None
    words: int | None = None


def folded(name: str) -> str:
    """A name for comparing: without marks and the difference of small and capital letters."""
    return " ".join(name.translate(_NO_MARKS).casefold().split())


_NO_MARKS = str.maketrans("", "", MARKS + '*_`"')


def read_author_line(text: str) -> AuthorLine | None:
    """What a line gives that can hardly be anything but an author line: by a date, a verb, a label, a dash."""
    if buttons(text):
        return None
    if len(text) > LONGEST_LINE:
        return _dated(text[:LONGEST_LINE], cut=True) if WHEN.search(text[:LONGEST_NAME]) else None
    if WHEN.search(text) and (line := _dated(text)):
        return line
    if answers := _answers(text):
        start, name = answers
        found = name_in(text, 0, start)
        if found or not text[:start].strip(BLANKS + MARKS):
            return AuthorLine(found, answers=name)
    if (match := VERB.search(text)) and (match["stop"] or len(text.split()) <= MOST_WORDS):
        found = name_in(text, 0, match.start())
        if found and (
            proper(text[found.start : found.end]) or (match["stop"] and likely(text[found.start : found.end]))
        ):
            return AuthorLine(found)
        return None
    if signature := SIGNATURE.match(text):
        found = name_in(text, signature.end(), len(text))
        return AuthorLine(found) if found and proper(text[found.start : found.end]) else None
    if (match := LABEL.match(text)) and not match["on"] and not date_in(text):
        found = name_in(text, match.end(), len(text))
        return AuthorLine(found) if found and proper(text[found.start : found.end]) else None
    return None


def inline_name(text: str, start: int) -> AuthorLine | None:
    """“Name: words”, “Name says: words” or “Name - words” from `start` on."""
    match = INLINE.match(text, start, start + LONGEST_NAME)
    verb = VERB.search(text, start, match.end("name")) if match else None
    found = name_in(text, start, verb.start() if verb else match.end("name")) if match else None
    if not match or not found or not likely(text[found.start : found.end]):
        return None
    return AuthorLine(found, words=match.end())


def _answers(text: str) -> tuple[int, str] | None:
    match = ANSWERS.search(text)
    if not match:
        return None
    if number := ANSWERED_NUMBER.fullmatch(text, match.end()):
        return match.start(), f"#{int(number[1])}"
    found = name_in(text, match.end(), len(text))
    if not found or ("@" in match[0] and not proper(text[found.start : found.end])):
        return None
    return match.start(), text[found.start : found.end]


def date_in(text: str) -> tuple[Span, PrintedDate] | None:
    """The first date or time of a short text and where it stands."""
    if not WHEN.search(text):
        return None
    printed = read_date(text)
    loose = None if printed else LOOSE.search(text)
    if printed:
        start = text.find(printed.printed)
        span = Span(start, start + len(printed.printed))
    elif loose:
        span = Span(*loose.span())
    else:
        return None
    if after := AFTER_DATE.match(text, span.end):
        span = Span(span.start, after.end())
    value = text[span.start : span.end]
    if printed is None:
        return span, PrintedDate(value)
    return span, PrintedDate(value, printed.edtf, printed.earliest, printed.latest)


def only_date(text: str) -> tuple[Span, PrintedDate] | None:
    """The date of a line that holds nothing else but small words and buttons."""
    if len(text) > LONGEST_NAME or not (found := date_in(text)):
        return None
    span = found[0]
    before, after = text[: span.start], text[span.end :]
    before = DATE_LABEL.sub("", LABEL.sub("", before))
    if JOINT.sub("", before).strip(BLANKS + MARKS) or not _idle(after):
        return None
    return found


def _idle(text: str) -> bool:
    """Whether nothing is left of a text but signs, numbers and buttons."""
    return not text or bool(ONLY_BUTTONS.fullmatch(text))


def buttons(text: str) -> bool:
    """Whether a line is made of buttons."""
    return len(text) <= LONGEST_NAME and bool(BUTTON_WORD.search(text)) and bool(ONLY_BUTTONS.fullmatch(text))


def _dated(text: str, *, cut: bool = False) -> AuthorLine | None:
    """An author line with a date; of “Guest 1234, May 3, 2011” the first number is part of the name."""
    found = date_in(text)
    if found and (year := YEAR_FIRST.match(found[1].printed)):
        start = found[0].start + year.end()
        later = date_in(text[start:])
        if later and later[0].start == 0:
            found = Span(start, start + later[0].end), later[1]
    return _round_date(text, *found, cut=cut) if found else None


def _round_date(text: str, span: Span, printed: PrintedDate, *, cut: bool) -> AuthorLine | None:
    left, right = text[: span.start], text[span.end :]
    label = LABEL.match(left)
    begin = label.end() if label else 0
    joint = JOINT.search(left)
    end = joint.start() if joint else len(left)
    if score := SCORE.search(left[:end] + " "):
        end = min(end, score.start())
    answers = _answers(left[:end])
    if answers and left[: answers[0]].strip(OUTSIDE):
        end = answers[0]
    else:
        answers = None
    apart = None if answers else COLUMNS.search(text, begin, end)
    if apart and name_in(text, apart.end(), end) and name_in(text, begin, apart.start()):
        # “Name  Other • 8 years ago”: a name, and the one who is answered, in columns.
        answers, end = (apart.start(), text[apart.end() : end].strip(OUTSIDE)), apart.start()
    name = name_in(text, begin, end) if begin < end else None
    if name is None:
        return None if left[begin:end].strip(OUTSIDE) or cut else _date_first(text, span, printed)
    signs = proper(text[name.start : name.end])
    if (not joint and not signs) or (joint and ":" in joint[0]):
        return None
    answered = answers[1] if answers else None
    if not cut and _idle(right) and not right.startswith("."):
        return AuthorLine(name, span, printed, answered)
    inline = WORDS_AFTER.match(right) if signs else None
    return AuthorLine(name, span, printed, answered, span.end + inline.end()) if inline else None


def _date_first(text: str, span: Span, printed: PrintedDate) -> AuthorLine | None:
    """“12 May 2009 at 4:31 Name”, “On 12 May 2009, Name wrote:”."""
    start = span.end + OPENING.match(text[span.end :]).end()  # type: ignore[union-attr]
    verb = VERB.search(text, start)
    name = name_in(text, start, verb.start() if verb else len(text))
    if name and likely(text[name.start : name.end]):
        return AuthorLine(name, span, printed)
    return None


def name_in(text: str, start: int, end: int) -> Span | None:
    """The name that text[start:end] is, without the blanks, the emphasis and the colon round it; None for a sentence.

    What stands behind a separator ("Name | town") and a number behind a # are not taken for the name.
    """
    if end - start > LONGEST_NAME + 40:
        return None
    piece = text[start:end]
    if separator := SEPARATOR.search(piece):
        piece = piece[: separator.start()]
    left, right = _within(piece, 0, len(piece))
    if fold := FOLD.match(piece, left, right):
        left = fold.end()
    while (points := POINTS.search(piece, left, right)) and points.start() > left:
        right = points.start()
    left, right = left + len(piece[left:right]) - len(piece[left:right].lstrip(OUTSIDE)), right
    if piece[left:right].endswith((":", "：")):
        left, right = _within(piece, left, right - 1)
    for sign in EMPHASIS:
        if right - left > 2 * len(sign) and piece.startswith(sign, left) and piece.endswith(sign, left, right):
            left, right = _within(piece, left + len(sign), right - len(sign))
    return Span(start + left, start + right) if left < right and _named(piece[left:right]) else None


def _within(text: str, start: int, end: int) -> tuple[int, int]:
    """The range without the blanks at its ends; marks of direction that adjoin words stay with them."""
    piece = text[start:end].rstrip(OUTSIDE)
    return start + len(piece) - len(piece.lstrip(OUTSIDE)), start + len(piece)


def _named(name: str) -> bool:
    if STANDS_FOR_A_NAME.fullmatch(name):
        return True
    words, plain = name.split(), name.strip(MARKS)
    if not plain or len(words) > MOST_WORDS or len(name) > LONGEST_NAME:
        return False
    if plain[-1] in ",;،" or NO_NAME.search(name) or _stopped(words):
        return False
    if NUMBER.fullmatch(name):
        return len(words) == 1 and any(not char.isascii() or char.isdigit() for char in name) and len(plain) > 1
    small = sum(word[0].islower() and word.lower() not in PARTICLES for word in words)
    if small and len(words) > 1 and unicodedata.category(plain[-1]) == "So":
        return False
    return len(words) < 5 or not small


def _initialled(word: str, *, inside: bool) -> bool:
    """Whether the stop at the end of a word belongs to an initial or a title; more can be one inside a name."""
    word = word.strip(MARKS + "(\"'“”")
    letters = word[:-1]
    if not word.endswith((".", "․")) or not letters:
        return False
    if inside and (letters.casefold() in TITLES or (letters[:1].isupper() and len(letters) <= 4)):
        return True
    if len(letters) == 1 and letters.isalpha() and not letters.islower():
        return True
    return word[:1].isupper() and (abbreviated(word) or len(word) <= 4)


def _stopped(words: Sequence[str]) -> bool:
    """Whether a sentence ends in or behind words: at a stop that belongs to no initial ("M.", "Jr.", but not "No.")."""
    last = len(words) - 1
    if any(ends(word) and not _initialled(word, inside=number < last) for number, word in enumerate(words)):
        return True
    return len(words) == 1 and ends(words[0]) and len(words[0].strip(MARKS)) > 2 and words[0].count(".") < 2


def proper(name: str) -> bool:
    """Whether a name looks like one without regard to its place: no small words but particles, few words."""
    words = [word.strip(MARKS + "(\"'“”*_,") for word in name.split()]
    words = [word for word in words if word]
    if len(words) == 1:
        return True
    caseless = all(not word[0].isupper() and not word[0].islower() for word in words)
    if caseless:
        return len(words) <= 3
    return not any(word[0].islower() and word.lower() not in PARTICLES for word in words)


def likely(name: str) -> bool:
    """Whether a name is proper or short, so that a date, a verb or words beside it make it one."""
    return proper(name) or len(name.split()) <= FEW_WORDS
