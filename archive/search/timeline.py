"""When the articles were printed: how many in each month, year or longer time, by publisher."""

from bisect import bisect_right
from calendar import monthrange
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from datetime import MAXYEAR, date
from functools import lru_cache
from itertools import accumulate
from typing import NamedTuple

from archive.search.holdings import Holding, Holdings
from archive.search.inventory import holdings

# Times side by side, and publishers below one another, at most.
MOST, HOUSES = 60, 12
YEARS = (1, 10, 100, 1000)


class Period(NamedTuple):
    """The days from `first` to `last`, both included, and how a search is narrowed to them."""

    first: date
    last: date
    value: str


class Row(NamedTuple):
    """How many articles may be of each period. Of all publishers together `slug` is empty."""

    slug: str
    name: str
    counts: Sequence[int]


class Timeline(NamedTuple):
    """`rows` begin with that of all publishers. `vague` stand in more than one period, `undated` in none; `more` is how
    many publishers have no row. `months` says that no period is longer."""

    periods: Sequence[Period]
    rows: Sequence[Row]
    vague: int
    undated: int
    more: int
    months: bool


def timeline(days: tuple[date, date] | None = None, publisher: str = "", held: Holdings | None = None) -> Timeline:
    """The articles that everyone may see, of some days, of one publisher where one is named; no query but for what is
    held."""
    held = held or holdings()
    house = held.keys["publisher"].get(publisher)
    articles: Collection[Holding] = held.articles.values()
    if publisher:
        articles = [each for each in articles if house is not None and each.publisher == house]
    dated = [(each.publisher, each.first, each.last) for each in articles if each.first and each.last]
    undated = sum(not (each.first and each.last) for each in articles)
    low, high = days or (date.min, date.max)
    # No time is shorter than a month, and fewer days differ.
    found = Counter((of, _begin(first), _begin(last)) for of, first, last in dated if first <= high and last >= low)
    if not found:
        return Timeline((), (), 0, undated, 0, months=True)
    first, last = max(low, min(row[1] for row in found)), min(high, max(row[2] for row in found))
    periods = list(parted(first, last))
    steps, vague = Steps(periods), 0
    for (house, earliest, latest), number in found.items():
        vague += number * steps.add(house, max(earliest, first), min(latest, last), number)
    known = held.names["publisher"]
    houses = ((key, *known[key]) for key in steps.sizes if key is not None and key in known)
    order = sorted(houses, key=lambda row: (-steps.sizes[row[0]], row[2]))
    rows = [Row("", "", steps.all()), *(Row(slug, name, steps.of(key)) for key, slug, name in order[:HOUSES])]
    return Timeline(periods, rows, vague, undated, max(len(order) - HOUSES, 0), "-" in periods[0].value)


@lru_cache(4_096)
def _begin(day: date) -> date:
    """The first day of the month."""
    return day.replace(day=1)


def parted(first: date, last: date) -> Iterable[Period]:
    """Times from the one with the first day to the one with the last, as short as may stand side by side."""
    months = [12 * day.year + day.month - 1 for day in (first, last)]
    if months[1] - months[0] < MOST:
        for year, month in (divmod(at, 12) for at in range(months[0], months[1] + 1)):
            days = monthrange(year, month + 1)[1]
            yield Period(date(year, month + 1, 1), date(year, month + 1, days), f"{year:04}-{month + 1:02}")
        return
    size = next(size for size in YEARS if last.year // size - first.year // size < MOST)
    for year in range(first.year // size * size, last.year + 1, size):
        one, other = max(year, 1), min(year + size - 1, MAXYEAR)
        value = f"{one:04}" if size == 1 else f"{one:04}..{other:04}"
        yield Period(date(one, 1, 1), date(other, 12, 31), value)


class Steps:
    """Numbers that hold for stretches of periods, by what they are of."""

    def __init__(self, periods: Sequence[Period]) -> None:
        self._starts = [period.first for period in periods]
        self._steps: dict[int | None, Counter[int]] = {}
        self.sizes: Counter[int | None] = Counter()

    def add(self, of: int | None, first: date, last: date, number: int) -> bool:
        """Whether the days from first to last lie in more than one period."""
        begin, end = (bisect_right(self._starts, day) - 1 for day in (first, last))
        steps = self._steps.setdefault(of, Counter())
        steps[begin] += number
        steps[end + 1] -= number
        self.sizes[of] += number
        return end > begin

    def of(self, of: int | None) -> list[int]:
        return list(accumulate(self._steps[of][at] for at in range(len(self._starts))))

    def all(self) -> list[int]:
        return [sum(some) for some in zip(*map(self.of, self._steps), strict=True)]
