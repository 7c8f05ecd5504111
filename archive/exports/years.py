"""How many texts there are of each year, as a drawing."""

from collections.abc import Sequence
from dataclasses import dataclass

WIDTH, HEIGHT, BASE, TALLEST, STEM = 600, 92, 70, 60, 14


@dataclass(frozen=True, slots=True)
class Chart:
    """Bars as (x, height) and labels as (x, year, place in the line), in units of a box `width` by `height`."""

    first: int
    last: int
    bars: tuple[tuple[int, int], ...]
    labels: tuple[tuple[int, int, str], ...]
    width: int = WIDTH
    height: int = HEIGHT
    base: int = BASE


def chart(years: Sequence[tuple[int, int]]) -> Chart | None:
    """A drawing of (year, number) pairs in their order; None where they lie in fewer than two years.

    A text is a stroke of the same length in every drawing, until the fullest year would grow over the top.
    """
    if len(years) < 2:
        return None
    first, last = years[0][0], years[-1][0]
    scale = min(STEM, TALLEST / max(number for _, number in years))

    def place(year: int) -> int:
        return 4 + round((year - first) * (WIDTH - 8) / (last - first))

    bars = tuple((place(year), max(round(number * scale), 3)) for year, number in years)
    middle = (first + last) // 2
    labels = ((0, first, "start"), (place(middle), middle, "middle"), (WIDTH, last, "end"))
    return Chart(first, last, bars, labels if last - first > 3 else (labels[0], labels[2]))
