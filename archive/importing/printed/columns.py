"""Columns that stand side by side in the lines of a source, read one after the other.

Some programs keep the layout of a page: every line then holds a row of each column, with a gutter of blanks between.
A gutter is believed where it runs through most rows of a stretch and the sentences go on inside the columns.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise

from archive.importing.printed.rows import Row
from archive.importing.sentences import Start, ends, hyphened, start_of

GUTTER = re.compile(r"(?<=\S) {3,}(?=\S)")
FEWEST = 4
SHARE = 0.5
DEEPEST = 4
WIDEST = 400
DEEPEST_INDENT = 8  # what stands deeper is centred


def unfold(rows: Sequence[Row]) -> tuple[list[Row], list[int]]:
    """The rows with side-by-side columns one below the other, and the lines at which such columns begin."""
    if sum(1 for row in rows if row.length <= WIDEST and GUTTER.search(row.text)) < FEWEST:
        return list(rows), []
    found: list[Row] = []
    lines: list[int] = []
    for page in _pages(rows):
        for band in _bands(page, DEEPEST, lines):
            found += band
    return found, lines


def _pages(rows: Sequence[Row]) -> Iterator[list[Row]]:
    page: list[Row] = []
    for row in rows:
        if row.page and page:
            yield page
            page = []
        page.append(row)
    yield page


def _bands(rows: list[Row], depth: int, lines: list[int]) -> Iterator[list[Row]]:
    """Stretches of rows in reading order: rows that run across the gutter part the columns above from those below."""
    at = _gutter(rows) if depth else None
    if at is None:
        yield rows
        return
    margin = min(row.indent for row in rows if _cut(row, at)) + DEEPEST_INDENT
    for across, group in groupby(rows, key=lambda row: _crosses(row, at) or margin < row.indent < at):
        band = list(group)
        left = [part for row in band if (part := _left(row, at))]
        right = [part for row in band if (part := _right(row, at))]
        if across or len(left) < 2 or len(right) < 2 or not (_flows(left) and _flows(right)):
            yield band
            continue
        lines.append(band[0].number)
        yield from _bands(left, depth - 1, lines)
        yield from _bands(_level(right, left[0].indent), depth - 1, lines)


def _gutter(rows: Sequence[Row]) -> int | None:
    """The column at which most rows have a gutter, or None."""
    places: Counter[int] = Counter()
    for row in rows:
        if row.length <= WIDEST and "\t" not in row.text:
            for gap in GUTTER.finditer(row.text):
                places.update(range(row.indent + gap.start() + 1, row.indent + gap.end()))
    if not places:
        return None
    most = max(places.values())
    at = max(place for place, count in places.items() if count == most)
    return at if most >= max(FEWEST, SHARE * sum(not _beside(row, at) for row in rows)) else None


def _beside(row: Row, at: int) -> bool:
    """Whether a row stands in one of two columns only."""
    return row.indent >= at or row.indent + row.length <= at


def _crosses(row: Row, at: int) -> bool:
    return not _beside(row, at) and _cut(row, at) is None


def _cut(row: Row, at: int) -> tuple[int, int] | None:
    """Where in a row the gutter begins and ends."""
    for gap in GUTTER.finditer(row.text):
        if row.indent + gap.start() <= at <= row.indent + gap.end():
            return gap.span()
    return None


def _left(row: Row, at: int) -> Row | None:
    if row.indent >= at:
        return None
    cut = _cut(row, at)
    return row._replace(end=row.start + cut[0], text=row.text[: cut[0]], last=False) if cut else row


def _right(row: Row, at: int) -> Row | None:
    if row.indent >= at:
        return row
    cut = _cut(row, at)
    if cut is None:
        return None
    return row._replace(start=row.start + cut[1], text=row.text[cut[1] :], indent=row.indent + cut[1], page=False)


def _level(rows: list[Row], indent: int) -> list[Row]:
    """Rows of a right column as if they stood below the column at their left."""
    shift = indent - min(row.indent for row in rows)
    level = [row._replace(indent=row.indent + shift) for row in rows]
    return [level[0]._replace(gap=0, page=False), *level[1:]]


def _flows(rows: Sequence[Row]) -> bool:
    """Whether sentences go on from row to row, as in a column and not in a table."""
    going = sum(
        hyphened(above.text) or (not ends(above.text) and start_of(below.text) is Start.SMALL)
        for above, below in pairwise(rows)
    )
    return 2 * going >= len(rows) - 1
