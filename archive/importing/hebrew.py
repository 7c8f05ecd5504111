"""The Hebrew calendar: which civil day a Hebrew date is.

Arithmetic of the fixed calendar: months by the mean lunation of 29 days, 12 hours and 793 parts (of 1,080 to the
hour), the new year postponed by the four rules, days counted as ordinals of the proleptic Gregorian calendar.
A Hebrew day begins at the sunset before the civil day that is given for it here.
"""

from datetime import date

# Months count from Nisan, as the calendar itself does; the year turns at Tishri.
NISAN, IYAR, SIVAN, TAMMUZ, AV, ELUL, TISHRI, HESHVAN, KISLEV, TEVET, SHEVAT, ADAR, ADAR_2 = range(1, 14)

PARTS_OF_DAY = 24 * 1080
LUNATION = 29 * PARTS_OF_DAY + 12 * 1080 + 793
# Ordinal of 1 Tishri of the year 1.
EPOCH = -1_373_427

LETTERS = (
    dict(zip("אבגדהוזחט", range(1, 10), strict=True))
    | dict(zip("יכלמנסעפצ", range(10, 100, 10), strict=True))
    | dict(zip("ךםןףץ", (20, 40, 50, 80, 90), strict=True))
    | dict(zip("קרשת", range(100, 500, 100), strict=True))
)


def leap(year: int) -> bool:
    return (7 * year + 1) % 19 < 7


def _elapsed(year: int) -> int:
    """Days from the epoch to the new year of `year`, the first two postponements made."""
    months = (235 * year - 234) // 19
    parts = 12084 + 13753 * months
    day = months * 29 + parts // PARTS_OF_DAY
    return day + 1 if 3 * (day + 1) % 7 < 3 else day


def _new_year(year: int) -> int:
    before, this, after = _elapsed(year - 1), _elapsed(year), _elapsed(year + 1)
    delay = 2 if after - this == 356 else 1 if this - before == 382 else 0
    return EPOCH + this + delay


def _length(year: int, month: int) -> int:
    days = _new_year(year + 1) - _new_year(year)
    if month == HESHVAN:
        return 30 if days in (355, 385) else 29
    if month == KISLEV:
        return 29 if days in (353, 383) else 30
    if month == ADAR:
        return 30 if leap(year) else 29
    return 29 if month in (IYAR, TAMMUZ, ELUL, TEVET, ADAR_2) else 30


def civil_day(year: int, month: int, day: int) -> date | None:
    """The civil day on whose daytime the Hebrew date falls; None where there is no such date."""
    last = ADAR_2 if leap(year) else ADAR
    if not (4000 <= year <= 9999 and NISAN <= month <= last and 1 <= day <= _length(year, month)):
        return None
    order = [*range(TISHRI, last + 1), *range(NISAN, TISHRI)]
    before = sum(_length(year, earlier) for earlier in order[: order.index(month)])
    ordinal = _new_year(year) + before + day - 1
    return date.fromordinal(ordinal) if ordinal <= date.max.toordinal() else None


def numeral(word: str) -> int | None:
    """The value of a number written in Hebrew letters, quotation signs left out: י״ד is 14, תשע״ח 778."""
    letters = [letter for letter in word if letter not in "\"'׳״’”"]
    if not letters or any(letter not in LETTERS for letter in letters):
        return None
    return sum(LETTERS[letter] for letter in letters)
