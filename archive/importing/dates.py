"""Printed dates: finds the date in a short text and says which days it can mean.

Nothing is guessed. A date that can mean two days is given as both (`[2015-03-04,2015-04-03]`), one that contradicts
itself as uncertain (`2015-12-11?`) where the day is printed in full and else as printed only. What months a season
has depends on the hemisphere and on the house that prints it, so a season is bounded by its whole year.
"""

import re
from calendar import monthrange
from collections.abc import Iterable, Sequence
from datetime import date
from functools import lru_cache
from typing import Any

from archive.importing.dateforms import CIVIL, HEBREW, WITHIN, YEARLESS, Form, Reader, Reading, both, hebrew_days
from archive.importing.datetokens import Token, tokens
from archive.importing.datewords import AGO, fold
from archive.importing.record import PrintedDate
from archive.text.legible import legible

# Dates stand in lines; of a longer text only the beginning is looked at.
MAX_LENGTH = 400
# No date is without one of these; most lines have none of them.
HINT = re.compile(r"\d|[א-ת]['\"׳״’”]|\bago\b|yesterday|gestern|hier|вчера|\bvor\b|לפני", re.IGNORECASE)
LONGEST_EDTF = 100


class BadEDTF(ValueError):
    """An expression that is no date of the Extended Date/Time Format, or that no calendar day can bound."""


def read_date(text: str, *, day_first: bool | None = None) -> PrintedDate | None:
    """The first date printed in a short text (a line of a page), or None.

    `printed` is the date exactly as it stands in the text, with its weekday and time. `day_first` says how a
    house writes 03/04/2015; where that is not known the date means both days. Dotted dates begin with the day.
    """
    text = text[:MAX_LENGTH]
    if not HINT.search(text):
        return None
    folded, places = fold(text)
    line = tokens(folded)
    found = _find(line, day_first)
    if found is None:
        ago = re.search(AGO, folded)
        return PrintedDate(text[places[ago.start()] : places[ago.end() - 1] + 1]) if ago else None
    first, last, readings = found
    printed = text[places[line[first].start] : places[line[last - 1].end - 1] + 1]
    if not readings:
        return PrintedDate(printed)
    values = [reading.edtf for reading in readings]
    return PrintedDate(
        printed,
        values[0] if len(values) == 1 else f"[{','.join(values)}]",
        min(reading.earliest for reading in readings).isoformat(),
        max(reading.latest for reading in readings).isoformat(),
    )


def _find(line: Sequence[Token], day_first: bool | None) -> tuple[int, int, list[Reading]] | None:
    """First token of the first date, the token after its last, and its readings."""
    shape = "".join(token.kind for token in line)
    hebrew = _hebrew(shape)
    civil = _civil(shape, yearless=bool(hebrew))
    if civil and hebrew:
        one, other = sorted((civil[0], hebrew[0]), key=lambda match: match.start())
        if one.end() > other.start():
            civil = None
        elif BETWEEN.fullmatch(shape, one.end(), other.start()):
            part = line[slice(*civil[0].span())]
            days = hebrew_days(line[slice(*hebrew[0].span())])
            end = other.end() + shape.startswith(")", other.end())
            return one.start(), end, both(part, civil[1](part, day_first) or [], days)
    match, reader = min((found for found in (civil, hebrew) if found), key=_place, default=(None, None))
    if match is None or reader is None:
        match, reader = _within(shape) or (None, None)
    if match is None or reader is None:
        return None
    readings = reader(line[slice(*match.span())], day_first)
    return None if readings is None else (match.start(), match.end(), readings)


# What may stand between a civil date and the same date of the Hebrew calendar.
BETWEEN = re.compile(r"[|/,(·•f-]{0,3}")


def _place(found: tuple[re.Match[str], Reader]) -> tuple[int, int]:
    return found[0].start(), -found[0].end()


def _first(forms: Iterable[Form], shape: str) -> tuple[re.Match[str], Reader] | None:
    """The form that begins first, and of those the longest."""
    return min(
        ((match, reader) for pattern, reader in forms if (match := pattern.search(shape))), key=_place, default=None
    )


# Lines of one shape hold the same forms, and a thread has few shapes.
@lru_cache(maxsize=4096)
def _hebrew(shape: str) -> tuple[re.Match[str], Reader] | None:
    return _first(HEBREW, shape)


@lru_cache(maxsize=4096)
def _civil(shape: str, *, yearless: bool) -> tuple[re.Match[str], Reader] | None:
    return _first(CIVIL + YEARLESS if yearless else CIVIL, shape)


@lru_cache(maxsize=4096)
def _within(shape: str) -> tuple[re.Match[str], Reader] | None:
    return _first(WITHIN, shape)


# The grammar costs tens of milliseconds a date, and a catalogue asks for the same days again and again.
@lru_cache(maxsize=4096)
def bounds(edtf: str) -> tuple[str | None, str | None]:
    """The first and the last day, in ISO form, that an EDTF expression can mean; None for an open or unknown end.

    A season is bounded by its year; approximate and uncertain dates have the bounds of the date itself. Raises
    `BadEDTF` for anything else, and for years that no calendar day can be given for (before 1 or after 9999).
    """
    refusal = f"“{legible(edtf[:LONGEST_EDTF])}” is no date in EDTF, such as 1957, 1957-11, 2020-24 (winter) or 1960/.."
    if not (edtf.isascii() and edtf.isprintable() and 0 < len(edtf.strip()) == len(edtf) <= LONGEST_EDTF):
        raise BadEDTF(refusal)
    try:
        if plain := PLAIN.fullmatch(edtf):
            return _calendar(*plain.groups())
        from edtf import parse_edtf  # its grammar takes long to load

        parse_edtf(edtf)
        by_year = parse_edtf(SEASON.sub(r"\1", edtf))
        left, slash, right = edtf.partition("/")
        low = None if slash and left in OPEN else _day(by_year.lower_strict())
        high = None if slash and right in OPEN else _day(by_year.upper_strict())
    except Exception as error:  # the library raises many kinds
        raise BadEDTF(refusal) from error
    if low and high and low > high:
        raise BadEDTF(f"“{edtf}” ends before it begins.")
    return low.isoformat() if low else None, high.isoformat() if high else None


# A year, a month or a day: nearly every date, and the grammar takes a thousand times as long.
PLAIN = re.compile(r"(\d{4})(?:-(0[1-9]|1[0-2])(?:-(\d\d))?)?", re.ASCII)


def _calendar(year: str, month: str | None, day: str | None) -> tuple[str, str]:
    """The first and the last day, in ISO form; raises ValueError for what no calendar has."""
    low = date(int(year), int(month or 1), int(day or 1))
    last = int(day) if day else monthrange(low.year, int(month or 12))[1]
    return low.isoformat(), date(low.year, int(month or 12), last).isoformat()


OPEN = ("", "..")
# A month has at most 12: every higher number in its place is a season.
SEASON = re.compile(r"\b(\d{4})-(?:2[1-9]|3\d|4[01])\b")


def _day(moment: Any) -> date | None:
    """A `struct_time` as a date; the library gives an endless float for an open end."""
    return None if isinstance(moment, float) else date(moment.tm_year, moment.tm_mon, moment.tm_mday)
