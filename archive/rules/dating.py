"""Dates said in plain words."""

import calendar
import re
from datetime import date
from functools import lru_cache
from typing import Protocol

from django.utils.dateformat import format as form
from django.utils.translation import get_language
from django.utils.translation import gettext as _

# A year, a month or a day of EDTF. Months from 21 on are seasons, and better said as they are printed.
PLAIN = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-\d\d)?)?[?~%]?")


class Dated(Protocol):
    @property
    def date_printed(self) -> str: ...
    @property
    def date_edtf(self) -> str: ...
    @property
    def date_earliest(self) -> date | None: ...
    @property
    def date_latest(self) -> date | None: ...


def in_words(earliest: date | None, latest: date | None) -> str:
    """The days from earliest to latest, both included, as a day, a month, a year or a span; empty where not known."""
    if earliest is None or latest is None:
        if earliest:
            return _("%(day)s or later") % {"day": day(earliest)}
        return _("%(day)s or earlier") % {"day": day(latest)} if latest else ""
    if earliest == latest:
        return day(earliest)
    if whole_years(earliest, latest):
        if earliest.year == latest.year:
            return str(earliest.year)
        return _("between %(first)s and %(last)s") % {"first": earliest.year, "last": latest.year}
    if earliest.day == 1 and (latest.year, latest.month) == (earliest.year, earliest.month) and is_last(latest):
        return form(earliest, _("F Y"))
    return _("between %(first)s and %(last)s") % {"first": day(earliest), "last": day(latest)}


def when(article: Dated) -> str:
    """When an article was published, as short as it can be said truly; empty where no date is known."""
    if article.date_printed and not PLAIN.fullmatch(article.date_edtf):
        return article.date_printed
    return bounds(article)


def bounds(article: Dated) -> str:
    """The days that the date of an article can mean."""
    return qualified(in_words(article.date_earliest, article.date_latest), article.date_edtf)


def qualified(words: str, edtf: str) -> str:
    """With what EDTF says of its certainty."""
    if not words:
        return ""
    if "%" in edtf or ("?" in edtf and "~" in edtf):
        return _("perhaps about %(date)s") % {"date": words}
    if "~" in edtf:
        return _("about %(date)s") % {"date": words}
    return _("perhaps %(date)s") % {"date": words} if "?" in edtf else words


def day(when: date) -> str:
    return _day(when, get_language())


# A page says the same few days again and again.
@lru_cache(maxsize=10_000)
def _day(when: date, _language: str | None) -> str:
    return form(when, _("j F Y"))


def whole_years(earliest: date, latest: date) -> bool:
    return (earliest.month, earliest.day) == (1, 1) and (latest.month, latest.day) == (12, 31)


def is_last(when: date) -> bool:
    return when.day == calendar.monthrange(when.year, when.month)[1]
