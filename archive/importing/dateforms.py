"""The forms of printed dates: the shape that the tokens of each have, and what they mean.

A new form is one more shape in `CIVIL`; its reader gives every day, month, season or year that it can mean.
"""

import re
from calendar import monthrange
from collections.abc import Callable, Iterable, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from archive.importing.datetokens import Token
from archive.importing.hebrew import ADAR, ADAR_2, civil_day, leap

DAY = timedelta(days=1)


class Reading(NamedTuple):
    """One thing that a printed date can mean."""

    edtf: str
    earliest: date
    latest: date


# What the tokens of a form mean, None for no date; the second argument says whether 03/04 begins with the day.
Reader = Callable[[Sequence[Token], bool | None], list[Reading] | None]
Form = tuple[re.Pattern[str], Reader]


# What tokens say


def _values(part: Sequence[Token], kinds: str) -> list[int]:
    return [token.value for token in part if token.kind in kinds]


def _date(year: int, month: int, day: int) -> date | None:
    return date(year, month, day) if 1 <= month <= 12 and 1 <= day <= monthrange(year, month)[1] else None


def _on(part: Sequence[Token], days: Iterable[date]) -> list[date]:
    """Those days that fall on the weekday that is printed with them."""
    weekdays = _values(part, "W")
    return [day for day in days if not weekdays or day.isoweekday() == weekdays[0]]


def _days(part: Sequence[Token], possible: Iterable[date | None]) -> list[Reading]:
    days = sorted({day for day in possible if day})
    agreeing = _on(part, days)
    if not agreeing and len(days) == 1:
        return [Reading(f"{days[0]}?", days[0], days[0])]
    return [Reading(day.isoformat(), day, day) for day in agreeing]


def _between(start: Reading | None, end: Reading | None) -> list[Reading]:
    if not (start and end) or start.earliest > end.latest:
        return []
    return [Reading(f"{start.edtf}/{end.edtf}", start.earliest, end.latest)]


def _one_day(year: int, month: int, day: int) -> Reading | None:
    found = _date(year, month, day)
    return Reading(found.isoformat(), found, found) if found else None


def _one_month(year: int, month: int) -> Reading | None:
    if not 1 <= month <= 12:
        return None
    return Reading(f"{year}-{month:02}", date(year, month, 1), date(year, month, monthrange(year, month)[1]))


def _in_year(year: int, edtf: str) -> Reading:
    return Reading(edtf, date(year, 1, 1), date(year, 12, 31))


def _years(part: Sequence[Token]) -> list[int]:
    """The years of 1978, 1978/79 or 1978–1979."""
    found = [token for token in part if token.kind in "Ydn"]
    first = found[0].value
    if len(found) == 1:
        return [first]
    second = found[1].value
    if found[1].kind != "Y":
        second += first // 100 * 100
        second += 100 if second < first else 0
    return [first, second]


# What forms mean


def _full(part: Sequence[Token], _: bool | None) -> list[Reading]:
    return _days(part, [_date(_values(part, "Y")[0], _values(part, "MN")[0], _values(part, "d")[0])])


def _iso(part: Sequence[Token], _: bool | None) -> list[Reading]:
    month, day = _values(part, "d")[:2]
    return _days(part, [_date(_values(part, "Y")[0], month, day)])


def _dotted(part: Sequence[Token], day_first: bool | None) -> list[Reading]:
    return _numeric(part, day_first is not False)


def _numeric(part: Sequence[Token], day_first: bool | None) -> list[Reading]:
    (one, other), year = _values(part, "d")[:2], _values(part, "Y")[0]
    by_day, by_month = _date(year, other, one), _date(year, one, other)
    if day_first is None or not (by_day and by_month):
        return _days(part, [by_day, by_month])
    return _days(part, [by_day if day_first else by_month])


def _day_range(part: Sequence[Token], _: bool | None) -> list[Reading]:
    years, months, days = _values(part, "Y"), _values(part, "MN"), _values(part, "d")
    return _between(_one_day(years[0], months[0], days[0]), _one_day(years[-1], months[-1], days[1]))


def _month(part: Sequence[Token], _: bool | None) -> list[Reading]:
    found = _one_month(_values(part, "Y")[0], _values(part, "MNd")[0])
    return [found] if found else []


def _month_range(part: Sequence[Token], _: bool | None) -> list[Reading]:
    years, months = _values(part, "Y"), _values(part, "MN")
    return _between(_one_month(years[0], months[0]), _one_month(years[-1], months[1]))


def _season(part: Sequence[Token], _: bool | None) -> list[Reading]:
    """A season over the turn of a year is called by either year: the interval takes in both."""
    seasons = [_values(part, "S")[0]] if _values(part, "S")[0] else [21, 22]
    years = _years(part)
    first, last = (
        _in_year(year, f"{year}-{season}") for year, season in ((years[0], seasons[0]), (years[-1], seasons[-1]))
    )
    return [first] if first == last else _between(first, last)


def _two_seasons(part: Sequence[Token], _: bool | None) -> list[Reading]:
    (one, other), year = _values(part, "S"), _values(part, "Y")[0]
    return _between(_in_year(year, f"{year}-{one}"), _in_year(year, f"{year}-{other}")) if one and other else []


def _year(part: Sequence[Token], _: bool | None) -> list[Reading]:
    years, about = _years(part), "~" if any(token.kind == "c" for token in part) else ""
    first = _in_year(years[0], f"{years[0]}{about}")
    return [first] if len(years) == 1 else _between(first, _in_year(years[1], f"{years[1]}{about}"))


def _unknown(_part: Sequence[Token], _: bool | None) -> list[Reading]:
    """A date that leaves its year or its century open."""
    return []


def _short(part: Sequence[Token], _: bool | None) -> list[Reading] | None:
    """A day, a month and the last two digits of a year of any century; with fewer digits no date at all."""
    return [] if part[-1].end - part[-1].start == 2 else None


def _dotted_short(part: Sequence[Token], _: bool | None) -> list[Reading] | None:
    """The same in the middle of a line, where only two digits each are no number of a section or a version."""
    numbers = [token for token in part if token.kind in "dn"][:3]
    two = all(token.end - token.start == 2 for token in numbers)
    return [] if two and any(0 < number.value <= 12 for number in numbers[:2]) else None


def _hebrew(part: Sequence[Token], _: bool | None) -> list[Reading]:
    return _days(part, hebrew_days(part))


def hebrew_days(part: Sequence[Token]) -> list[date]:
    """The civil days on whose daytime a Hebrew date falls; two for an Adar that does not say which it is."""
    year, month = _values(part, "JG")[0], next(token for token in part if token.kind in "HN")
    numbers = [token for token in part if token.kind in "dg"]
    which = [token.value for token in part if token.kind == "A"]
    at = part.index(month)
    after = part[at + 1] if at + 1 < len(part) else month
    if len(numbers) > 1 and after.kind in "dg":
        which, numbers = [after.value], [number for number in numbers if number is not after]
    months = [1 if month.kind == "N" else month.value]
    if months == [ADAR] and leap(year):
        months = [ADAR_2 if which[0] == 2 else ADAR] if which else [ADAR, ADAR_2]
    return [day for each in months if (day := civil_day(year, each, numbers[0].value))]


def both(part: Sequence[Token], civil: list[Reading], hebrew: list[date]) -> list[Reading]:
    """A civil date beside a Hebrew one, which begins on the evening before its civil day.

    The Hebrew year gives a civil date its year; where the civil date has one, a Hebrew date that disagrees makes it
    uncertain.
    """
    possible = {day for last in hebrew for day in (last - DAY, last)}
    if not _values(part, "Y"):
        months, days = _values(part, "MN"), _values(part, "d")
        fitting = sorted(day for day in possible if (day.month, day.day) == (months[0], days[0]))
        return [Reading(day.isoformat(), day, day) for day in _on(part, fitting)]
    agreeing = [reading for reading in civil if any(reading.earliest <= day <= reading.latest for day in possible)]
    if agreeing or len(civil) != 1:
        return agreeing
    only = civil[0]
    return [only if only.edtf.endswith("?") or "/" in only.edtf else only._replace(edtf=f"{only.edtf}?")]


# The forms, as shapes of tokens

LEAD = r"(?:TU?[,|·•-]*f*)?(?:W[.,]*f*)?"
TAIL = r"(?:y\.?)?(?:,?\(?W\)?)?(?:[,|·•@-]*(?:f\.?)*T(?:-T)?(?:U(?:[+-]d)?)?)?"
MONTH = "[MN]"


def _forms(reader: Reader, *shapes: str, whole: bool = False) -> tuple[Form, ...]:
    frame = r"^[(\[]?{}[)\].,]*$" if whole else "{}"
    return tuple((re.compile(frame.format(shape)), reader) for shape in shapes)


YEARLESS = _forms(_unknown, rf"{LEAD}d\.?f*{MONTH}", rf"{LEAD}{MONTH}\.?f*d")
CIVIL = (
    *_forms(
        _full,
        rf"{LEAD}d\.?[-/,]?f*{MONTH}[.,/-]*f*Y{TAIL}",
        rf"{LEAD}{MONTH}[.-]?f*d\.?[,-]?f*Y{TAIL}",
        rf"{LEAD}Y[.,]*y?[.,]*{MONTH}\.?d{TAIL}",
        rf"{LEAD}Y[.,]*y?[.,]*d{MONTH}{TAIL}",
    ),
    *_forms(_iso, rf"{LEAD}Y([-/.])d\1d{TAIL}"),
    *_forms(_dotted, rf"{LEAD}d\.d\.Y{TAIL}"),
    *_forms(_numeric, rf"{LEAD}d([/-])d\1Y{TAIL}"),
    *_forms(
        _day_range,
        rf"{LEAD}d\.?-d\.?f*{MONTH}[.,]*f*Y",
        rf"{LEAD}{MONTH}\.?d-d,?f*Y",
        rf"d\.?{MONTH}\.?-d\.?{MONTH}[.,]*Y",
        rf"{MONTH}\.?d-{MONTH}\.?d,?Y",
        rf"d\.?{MONTH}[.,]*Y-d\.?{MONTH}[.,]*Y",
        rf"{MONTH}\.?d,?Y-{MONTH}\.?d,?Y",
    ),
    *_forms(_month_range, rf"{MONTH}\.?[-/]{MONTH}[.,]*f*Y", rf"{MONTH}\.?,?Y[-/]{MONTH}\.?,?Y"),
    *_forms(_month, rf"{MONTH}\.?,?f*Y(?:y\.?)?", rf"Y[.,]*y?[.,]*{MONTH}(?![.,]?d)"),
    *_forms(_season, r"S,?f*Y(?:y\.?)?(?:[-/][Ydn])?", r"Yy?\.?,?S"),
    *_forms(_two_seasons, r"S[-/]S,?f*Y"),
    *_forms(_unknown, rf"W,?f*d\.?f*{MONTH}", rf"W,?f*{MONTH}\.?d"),
    *_forms(_unknown, rf"{LEAD}d\.?f*{MONTH}{TAIL}", rf"{LEAD}{MONTH}\.?d{TAIL}", whole=True),
    *_forms(_unknown, rf"(?<=,){MONTH}\.?d[.)]*$", rf"(?<=,)d\.?{MONTH}[.)]*$"),
    *_forms(_short, r"d([./-])d\1[dn]", whole=True),
    *_forms(_month, r"d[/.]Y", whole=True),
    *_forms(_year, r"(?:c\.?)?f?Y(?:y\.?)?", r"Y[-/][Ydn]", whole=True),
)
# Looked for where no other form is found.
WITHIN = _forms(_dotted_short, rf"(?<![dnx./-])d([./-])d\1[dn](?![./-]?[dnxY]){TAIL}")
HEBREW = _forms(
    _hebrew,
    rf"{LEAD}[dg]f*[HN][Adg]?\.?,?f*[JG]",
    r"(?:W[.,]*f*)?[HN][Adg]?\.?,?[dg]\.?,?f*[JG]",
)
