"""The dates of a page: when the article was published, and when a reader kept the page."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from archive.importing.dates import read_date
from archive.importing.datewords import AGO
from archive.importing.page.units import Unit
from archive.importing.page.words import PUBLISHED, UPDATED, folded
from archive.importing.record import BlockKind, PrintedDate
from archive.text.runs import Span

LONGEST = 200
WORD = re.compile(r"[^\W\d_]+")
HEBREW_MONTHS_YEAR = re.compile(r"\b5[6-9]\d\d\b|[א-ת]+[\"״][א-ת]\b")
RELATIVE = re.compile(AGO)
STROKE = re.compile(r"[,|•·:/()\[\]–—-]")
MOST_WORDS_BESIDE = 4


class Dated(NamedTuple):
    """A date that begins at `start` in a unit; `label` is published, updated or empty.

    `running` says that the headers of sites print such dates.
    """

    unit: Unit
    date: PrintedDate
    start: int
    label: str
    running: bool

    @property
    def relative(self) -> bool:
        """Counted back from a day that the page does not say: an hour ago, yesterday."""
        return bool(RELATIVE.search(folded(self.date.printed)))


def dates_of(unit: Unit) -> list[Dated]:
    """The dates of a short unit in their order, each with the label before it."""
    found: list[Dated] = []
    at = 0
    if len(unit.text) > LONGEST:
        return found
    while printed := read_date(unit.text[at:]):
        start = unit.text.index(printed.printed, at)
        found.append(Dated(unit, printed, start, _label(unit.text[at:start]), _runs(printed)))
        at = start + len(printed.printed)
    return found


def _label(before: str) -> str:
    small = folded(before)
    if UPDATED.search(small):
        return "updated"
    return "published" if PUBLISHED.search(small) else ""


def _runs(date: PrintedDate) -> bool:
    """Whether the date leaves its year out or gives the Hebrew date too: the day of a page, not of an article."""
    return bool(HEBREW_MONTHS_YEAR.search(date.printed)) or not re.search(r"\d{4}", date.printed)


def is_date_line(unit: Unit) -> bool:
    """Whether a unit is a date and what belongs to one: labels, a place, strokes; no sentence and no title."""
    if len(unit.text) > LONGEST:
        return False
    found = dates_of(unit)
    if not found:
        return False
    rest = unit.text
    for dated in found:
        rest = rest.replace(dated.date.printed, " | ", 1)
    rest = PUBLISHED.sub(" ", UPDATED.sub(" ", folded(rest)))
    words = WORD.findall(rest)
    if not words:
        return True
    return len(words) <= MOST_WORDS_BESIDE and not unit.ends and _set_apart(unit.text, found[0].date.printed)


def _set_apart(text: str, printed: str) -> bool:
    """A sign, and not just a blank, parts the date from the words beside it."""
    before, _, after = text.partition(printed)
    return all(
        not WORD.search(folded_part) or bool(STROKE.search(edge))
        for folded_part, edge in (
            (PUBLISHED.sub("", UPDATED.sub("", folded(before))), before[-3:]),
            (folded(after), after[:3]),
        )
    )


class Days(NamedTuple):
    published: Dated | None
    captured: Dated | None
    doubt: str = ""


def choose(dated: Sequence[Dated], above: int, *, parted: bool) -> Days:
    """Which date is the day of publication and which the day of capture.

    `above` counts the dates that stand above the title, `parted` says that the site's own lines stand between the
    first of them and the title. The running date of a site stands above the article and its own date, and is never
    earlier than that.
    """
    plain = [one for one in dated if not one.label]
    labelled = next((one for one in dated if one.label == "published"), None)
    heading = dated[0] if above and dated and not dated[0].label else None
    own = labelled or next((one for one in plain if one is not heading), None)
    if heading is None or own is None:
        if heading and (heading.running or parted):
            return Days(None, heading, "the only date stands above the title and may be the day of the page")
        return Days(labelled or (plain[0] if plain else None), None)
    head_day, own_day = heading.date.latest, own.date.earliest
    if head_day and own_day and head_day == own_day and not heading.running:
        return Days(own, None)
    if head_day and own_day and head_day < own_day:
        if labelled:
            return Days(own, None, "a date above the title is earlier than the day of publication")
        return Days(heading, None, "two dates without a label: the earlier one is read as the day of publication")
    return Days(own, heading)


def placed(dated: Dated) -> tuple[Span, PrintedDate]:
    return dated.unit.span(dated.start, dated.start + len(dated.date.printed)), dated.date


def mark_dates(units: Sequence[Unit]) -> None:
    for unit in units:
        if unit.kind is None and is_date_line(unit):
            unit.kind = BlockKind.DATE
