"""Bylines: who is printed as a writer, and in which role, in a line of its own, in a title or in a sentence.

Only what is said outright gives a name: "By …", "Written in cooperation with …", "The author, …, is". A sentence
about an unnamed writer gives none, and neither does one about a person who may be the writer.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from archive.importing.dates import read_date
from archive.importing.page.bylinewords import (
    AUTHOR,
    BEFORE_NAME,
    CONTRIBUTED,
    PHOTO_CREDIT,
    PHOTOGRAPHER,
    SENTENCES,
    UNNAMED_WRITER,
    WITH,
    WORK,
)
from archive.importing.page.names import is_bare_name, read_name, read_names
from archive.importing.page.words import KICKER, folded
from archive.importing.source import MARKS
from archive.text.runs import Span

LONGEST_LINE = 240
LONGEST_SENTENCE = 600
# The text that stands for a picture of the writer.
JUNK = r"[\W_]*(?:(?:avatar|profile) )?"
LINE = tuple(
    (role, re.compile(rf"^{JUNK}(?:{phrases})(?=[\W_]|$)[^\S\n]*", re.IGNORECASE))
    for role, phrases in BEFORE_NAME.items()
)
# The same further on in a line, behind a name or a stroke: ", photographs by …", "| Translated by …".
INNER = tuple(
    (role, re.compile(rf"(?:{phrases})(?=\W)[^\S\n]*", re.IGNORECASE))
    for role, phrases in (*BEFORE_NAME.items(), (PHOTOGRAPHER, PHOTO_CREDIT))
)
ALONE = re.compile(rf"^[\W_]*(?:{'|'.join(BEFORE_NAME.values())})[\W_]*$", re.IGNORECASE)
WORK_BEHIND = re.compile(rf"^\s*[,|/•·–—-]\s*(?:[\w’'.&-]+ ){{0,4}}?(?:{WORK})\W*$", re.IGNORECASE)
# What may stand behind the names of a byline; any other word means that the line is a sentence or a title.
BEHIND = re.compile(
    r"\s*(?:[*_]*$|[,|/·•–—(:;.\]-]|(?:in|for|at|from|of|on|special|staff|via|с|из|в|ב\w+|für|aus|pour|à)\b)",
    re.IGNORECASE,
)
MOST_WORDS_BEHIND = 14
SMALL_WORD = re.compile(r"[\W_]*[a-zа-яё]+\s+(?=\S)")
IN_TITLE = re.compile(r"[|/–—(\[-]\s*(?:by|von|par|מאת|автор:?)\s+(?=\S)", re.IGNORECASE)


class Signed(NamedTuple):
    """A name as a range of the text that was read, and its role."""

    name: Span
    role: str


def read_line(text: str, *, junk: bool = False) -> list[Signed]:
    """The names of a line that is a byline; empty for any other line.

    `junk` says that the line stands where bylines stand: then one small word may stand before the marker.
    """
    if len(text) > LONGEST_LINE:
        return []
    kicker, stroke, person = text.partition("|")
    if stroke and KICKER.match(folded(kicker)) and is_bare_name(person.strip()):
        start = text.index(person.strip(), len(kicker))
        return [Signed(Span(start, start + len(person.strip())), AUTHOR)]
    for start, stop in _beside_date(text):
        if found := list(_marked(text, start, stop)):
            return found
        word = SMALL_WORD.match(text, start, stop) if junk else None
        if word and (found := list(_marked(text, word.end(), stop, only=AUTHOR))):
            return found
        name = read_name(text, start, stop)
        if name and len(text[name.start : name.end].split()) >= 2 and WORK_BEHIND.match(text[name.end : stop]):
            return [Signed(name, AUTHOR)]
    return []


def _beside_date(text: str) -> list[tuple[int, int]]:
    """The parts of a line before and behind a date: the words of a date begin with capitals too."""
    printed = read_date(text)
    if printed is None:
        return [(0, len(text))]
    at = text.index(printed.printed)
    end = at + len(printed.printed)
    return [part for part in ((0, at), (end, len(text))) if text[slice(*part)].strip()]


def _marked(text: str, start: int, stop: int, only: str | None = None) -> Iterator[Signed]:
    part = text[start:stop]
    for role, marker in LINE:
        match = marker.match(part)
        if match and only in (None, role):
            names = read_names(text, start + match.end(), stop)
            if names and _ends_well(text[names[-1].end : stop]):
                yield from (Signed(name, role) for name in names)
                yield from _further(text, names[-1].end, stop)
            return


def _ends_well(behind: str) -> bool:
    return bool(BEHIND.match(behind.strip(MARKS))) and len(behind.split()) <= MOST_WORDS_BEHIND


def _further(text: str, start: int, stop: int) -> Iterator[Signed]:
    """Other roles behind the names of a byline."""
    at = start
    while at < stop:
        nearest = min(
            ((match.start(), -match.end(), role) for role, marker in INNER if (match := marker.search(text, at, stop))),
            default=None,
        )
        if nearest is None:
            return
        at = -nearest[1]
        if nearest[0] and text[nearest[0] - 1].isalnum():
            continue
        for name in read_names(text, at, stop):
            yield Signed(name, nearest[2])
            at = name.end


def read_title(text: str) -> list[Signed]:
    """The names that a title gives behind a stroke and a marker: "… – by …"."""
    match = IN_TITLE.search(text[:LONGEST_SENTENCE])
    return [Signed(name, AUTHOR) for name in read_names(text, match.end())] if match else []


def named_before_title(text: str) -> Span | None:
    """The whole name that a title begins with in front of a colon: the writer of a column, or whom it quotes."""
    before, colon, after = text[:LONGEST_SENTENCE].partition(":")
    return Span(0, len(before)) if colon and len(after.split()) >= 2 and is_bare_name(before) else None


def read_sentence(text: str) -> list[Signed]:
    """The names that a sentence gives which speaks of the text itself; one name is given once."""
    if len(text) > LONGEST_SENTENCE:
        return []
    found: dict[Span, str] = {}
    for role, pattern in SENTENCES:
        for match in pattern.finditer(text):
            for name in read_names(text, match.end()):
                found.setdefault(name, role)
    first = read_name(text, len(text) - len(text.lstrip(" \"'“(–—-*")))
    if first and CONTRIBUTED.match(text, first.end):
        found.setdefault(first, WITH)
    return [Signed(name, role) for name, role in sorted(found.items())]


def is_marker(text: str) -> bool:
    """Whether a line is only the word that stands before a name."""
    return len(text) < 60 and bool(ALONE.match(text))


def speaks_of_unnamed_writer(text: str) -> bool:
    return len(text) <= LONGEST_SENTENCE and bool(UNNAMED_WRITER.match(text))
