"""The printed rows of a source: its lines without the blanks round them, divided where a page begins inside one."""

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from archive.importing.source import Line

PAGE = "\f"
# Form feeds, vertical tabs and the separators of word processors end a row without ending a line.
DIVIDERS = re.compile("[\f\v\u2028\u2029]")
BLANKS = "".join(chr(code) for code in range(0x3001) if chr(code).isspace()) + "\ufeff\0\u200b"
MARKS = BLANKS + "\u200e\u200f"


class Row(NamedTuple):
    """One row; start and end are code points of the source.

    `gap` counts the blank lines above; `page` says that a form feed stands above; `last` that the row ends its line.
    """

    number: int
    start: int
    end: int
    text: str
    indent: int
    gap: int
    page: bool
    last: bool = True

    @property
    def length(self) -> int:
        return self.end - self.start


def read_rows(lines: Iterable[Line]) -> list[Row]:
    rows: list[Row] = []
    gap, page = 0, False
    for line in lines:
        found = False
        for row, page_above in _divide(line):
            page = page or page_above
            if row is not None:
                rows.append(row._replace(gap=gap, page=page))
                gap, page, found = 0, False, True
        gap += not found
    return rows


def _divide(line: Line) -> Iterator[tuple[Row | None, bool]]:
    """The rows of one line, None where a part is blank, each with whether a form feed stands before it."""
    if not DIVIDERS.search(line.text):
        yield _row(line, 0, len(line.text), line.indent), False
        return
    at, page = 0, False
    for divider in [*DIVIDERS.finditer(line.text), None]:
        end = divider.start() if divider else len(line.text)
        row = _row(line, at, end, 0)
        yield row and row._replace(last=not line.text[end:].strip(MARKS)), page
        if divider:
            at, page = divider.end(), divider[0] == PAGE


def _row(line: Line, start: int, end: int, indent: int) -> Row | None:
    text = line.text[start:end]
    if not text.strip(MARKS):
        return None
    left = start + len(text) - len(text.lstrip(BLANKS))
    text = text.strip(BLANKS)
    begin = line.start + left
    return Row(line.number, begin, begin + len(text), text, indent, gap=0, page=False)
