"""A decoded source and its lines."""

import re
from bisect import bisect_right
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

LINE_END = re.compile(r"\r\n|\r|\n")


class Line(NamedTuple):
    """One line of a source. `number` counts from 1; start and end are code points, the line end left out."""

    number: int
    start: int
    end: int
    text: str

    @property
    def blank(self) -> bool:
        return not self.text.strip("\ufeff\0 \t\f\v\xa0\u200b\u200e\u200f\u2003\u2002\u2009\u3000")

    @property
    def indent(self) -> int:
        """Columns before the first character; a tab leads to the next multiple of eight."""
        column = 0
        for character in self.text:
            if character == "\t":
                column += 8 - column % 8
            elif character in " \xa0\u2003\u2002\u2009\u3000":
                column += 1
            elif character not in "\ufeff\0\u200b\u200e\u200f":
                break
        return column


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
