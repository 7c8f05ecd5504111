"""A decoded source and its lines."""

import re
from bisect import bisect_right
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

LINE_END = re.compile(r"\r\n|\r|\n")
# Signs that print nothing: blanks take up a column, marks (of direction, of byte order; NUL) none.
BLANKS = (
    "".join(map(chr, (*range(0x1C, 0x20), *range(0x2000, 0x200B))))
    + " \t\f\v\x85\xa0\u1680\u2028\u2029\u202f\u205f\u3000"
)
MARKS = "".join(map(chr, (*range(0x202A, 0x202F), *range(0x2066, 0x206A)))) + "\0\u061c\u200b\u200e\u200f\u2060\ufeff"
_NO_MARKS = str.maketrans("", "", MARKS)


def columns(text: str) -> int:
    """Columns that text takes up at the beginning of a line; a tab leads to the next multiple of eight."""
    return (
        len(text.translate(_NO_MARKS).expandtabs(8)) if not text.isascii() or "\0" in text else len(text.expandtabs(8))
    )


class Line(NamedTuple):
    """One line of a source. `number` counts from 1; start and end are code points, the line end left out."""

    number: int
    start: int
    end: int
    text: str

    @property
    def blank(self) -> bool:
        return not self.text.strip(BLANKS + MARKS)

    @property
    def indent(self) -> int:
        """Columns before the first character."""
        return columns(self.text[: len(self.text) - len(self.text.lstrip(BLANKS + MARKS))])


@dataclass(frozen=True)
class Source:
    """The decoded characters of one document exactly as they lie, a byte order mark and CR included."""

    text: str
    encoding: str = "utf-8"
    name: str = ""
    lines: tuple[Line, ...] = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        lines, start = [], 0
        for number, end in enumerate(LINE_END.finditer(self.text), 1):
            lines.append(Line(number, start, end.start(), self.text[start : end.start()]))
            start = end.end()
        if start < len(self.text):
            lines.append(Line(len(lines) + 1, start, len(self.text), self.text[start:]))
        object.__setattr__(self, "lines", tuple(lines))

    @cached_property
    def _starts(self) -> list[int]:
        return [line.start for line in self.lines]

    def line_at(self, position: int) -> int:
        """The number of the line that a source position stands in."""
        return max(bisect_right(self._starts, position), 1)

    def line_range(self, start: int, end: int) -> tuple[int, int]:
        """First and last line of source[start:end], both included."""
        return self.line_at(start), self.line_at(max(end - 1, start))
