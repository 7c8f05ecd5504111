"""The dates of a page: when the article was published, and when a reader kept the page."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from archive.importing.dates import read_date
from archive.importing.datetokens import tokens
from archive.importing.datewords import AGO, CLOCK_WORDS, FILLERS, fold
from archive.importing.page.units import Unit
from archive.importing.page.words import PUBLISHED, UPDATED, folded
from archive.importing.record import BlockKind, PrintedDate
from archive.text.runs import Span

LONGEST = 200
WORD = re.compile(r"[^\W\d_]+")
RELATIVE = re.compile(AGO)
DATELINE = re.compile(r"[^\W\d_][^.!?—–]{2,70}\s(?:[—–]|--?)\s")
STROKE = re.compile(r"[,|•·:/()\[\]–—-]")
# What parts a date from a name on the same line.
BY_WHOM = re.compile(r"\s+(?:by|von|par|por|di|от)\s+\S+$")
SEPARATOR_BEFORE = re.compile(r"\s*(?:[,|•·/]|\s[–—-])\s*$")
SEPARATOR_BEHIND = re.compile(r"^\s*(?:[,|•·/]|[–—-]\s)\s*")
MOST_WORDS_BESIDE = 4
# How near to the date the sign stands that parts it from other words.
EDGE = 3


class Dated(NamedTuple):
    """A date that begins at `start` in a unit; `label` is published, updated or empty."""

    unit: Unit
    date: PrintedDate
    start: int
    label: str

    @property
    def relative(self) -> bool:
        """Counted back from a day that the page does not say: an hour ago, yesterday."""
        return bool(RELATIVE.search(folded(self.date.printed)))

    @property
    def _tokens(self) -> str:
        return "".join(token.kind for token in tokens(fold(self.date.printed)[0]))

    @property
    def timed(self) -> bool:
        return "T" in self._tokens

    @property
    def running(self) -> bool:
        """Whether the date leaves its year out or gives the Hebrew one: the day of a page, not of an article."""
        return "Y" not in self._tokens or any(kind in self._tokens for kind in "JG")

    @property
    def may_run(self) -> bool:
        """Whether the headers of sites print such dates too: with the weekday, and without an hour."""
        return self.running or ("W" in self._tokens and not self.timed)


def dates_of(unit: Unit) -> list[Dated]:
    """The dates of a short unit in their order, each with the label before it."""
    found: list[Dated] = []
    at = 0
    if len(unit.text) > LONGEST:
        return found
    while printed := read_date(unit.text[at:]):
        start = unit.text.index(printed.printed, at)
        found.append(Dated(unit, printed, start, _label(unit.text[at:start])))
        at = start + len(printed.printed)
    return found


def _label(before: str) -> str:
    small = folded(before)
    if UPDATED.search(small):
        return "updated"
    return "published" if PUBLISHED.search(small) else ""


def is_date_line(unit: Unit) -> bool:
    """Whether a unit is a date and what belongs to one: labels, a place, strokes; no sentence and no title."""
    found = dates_of(unit)
    if not found:
        return False
    first, last = found[0], found[-1]
    before, after = unit.text[: first.start], unit.text[last.start + len(last.date.printed) :]
    words = _words(before) + _words(BY_WHOM.sub("", after) if WORD.search(before) else after)
    if len(words) > MOST_WORDS_BESIDE or (unit.ends and words):
        return False
    if found[0].timed or not words:
        return True
    return all(
        not _words(part) or STROKE.search(edge) for part, edge in ((before, before[-EDGE:]), (after, after[:EDGE]))
    )


def _words(text: str) -> list[str]:
    """The words beside a date that are neither a label of it nor a small word."""
    rest = PUBLISHED.sub(" ", UPDATED.sub(" ", folded(text)))
    return [word for word in WORD.findall(rest) if word not in FILLERS | CLOCK_WORDS]


def beside(unit: Unit) -> tuple[Span, str] | None:
    """What stands before or behind the only words of dates in a unit, and the sign that parts it from them."""
    found = dates_of(unit)
    if not found or any(one.relative for one in found):
        return None
    start, end = found[0].start, found[-1].start + len(found[-1].date.printed)
    parts = []
    for low, high, sign in (
        (0, start, SEPARATOR_BEFORE.search(unit.text[:start])),
        (end, len(unit.text), SEPARATOR_BEHIND.match(unit.text[end:])),
    ):
        text = unit.text[low:high]
        if not WORD.search(text):
            continue
        if sign is None or PUBLISHED.search(folded(text)) or UPDATED.search(folded(text)):
            return None
        low, high = (low, low + sign.start()) if not low else (low + sign.end(), high)
        parts.append((Span(low, low + len(unit.text[low:high].rstrip())), sign[0].strip()))
    return parts[0] if len(parts) == 1 else None


def in_dateline(unit: Unit) -> Dated | None:
    """The date of a paragraph that begins with a place, a date and a dash."""
    line = DATELINE.match(unit.text)
    printed = read_date(line[0]) if line else None
    if not printed or not printed.edtf or any(character in printed.edtf for character in "[/?"):
        return None
    return Dated(unit, printed, unit.text.index(printed.printed), "")


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
        if heading and (heading.running or (parted and heading.may_run)):
            return Days(None, heading, "the only date stands above the title and may be the day of the page")
        return Days(labelled or (plain[0] if plain else None), None)
    head_day, own_day = heading.date.latest, own.date.earliest
    if heading.timed and not heading.running:
        # The header of a site tells the day, hardly ever the minute.
        return Days(own, None) if own_day else Days(heading, None)
    if head_day and own_day and head_day == own_day and not heading.running:
        return Days(own, None)
    if head_day and own_day and head_day < own_day:
        if labelled or heading.running:
            return Days(own, None, "a date above the title is earlier than the day of publication")
        return Days(heading, None, "two dates without a label: the earlier one is read as the day of publication")
    return Days(own, heading)


def placed(dated: Dated) -> tuple[Span, PrintedDate]:
    return dated.unit.span(dated.start, dated.start + len(dated.date.printed)), dated.date


def mark_dates(units: Sequence[Unit]) -> None:
    for unit in units:
        if unit.kind is None and is_date_line(unit):
            unit.kind = BlockKind.DATE
