"""Insets: captions that stand between two rows of a sentence without a blank line round them.

In a column every row but the last of a paragraph is full. A short row that begins with a capital, between a row that
breaks off and one that goes on in small letters, is no part of the paragraph.
"""

from collections.abc import Container, Sequence

from archive.importing.page.captions import credited
from archive.importing.printed.rows import Row
from archive.importing.printed.setting import Setting
from archive.importing.sentences import Start, ends, hyphened, start_of

SHORT = 0.75
LONGEST = 3
BEGINNINGS = (Start.CAPITAL, Start.DIGIT, Start.MARK)


class Insets:
    def __init__(self, rows: Sequence[Row], setting: Setting, taken: Container[int]) -> None:
        self._rows = rows
        self._setting = setting
        self._taken = taken

    def find(self) -> dict[int, int]:
        """Index of each row of an inset, and the index of the first row of that inset."""
        found: dict[int, int] = {}
        for index in range(1, len(self._rows) - 1):
            first = None if index in found else self._first_of_inset(index)
            if first is not None:
                found |= dict.fromkeys(range(first, index + 1), first)
        return found

    def _first_of_inset(self, index: int) -> int | None:
        """The first row of the inset whose last row is this one; None where it ends none, or that can't be told."""
        last, below = self._rows[index], self._rows[index + 1]
        if not self._flush(index + 1) or start_of(below.text) is not Start.SMALL or hyphened(last.text):
            return None
        credit = last.length < 2 * self._setting.width(index) and credited(last.text)
        if not credit and (not self._short(index) or ends(last.text) or last.text[-1] in ",;:"):
            return None
        first = index
        while credit and index - first + 1 < LONGEST and first > 1 and self._takes_in(first):
            first -= 1
        above = self._rows[first - 1]
        column = first > 1 and self._flush(first - 1)
        set_in = self._rows[first].indent > above.indent or below.indent > last.indent
        if set_in or not (column or credit):
            return None
        broken = not ends(above.text) and not hyphened(above.text) and not self._short(first - 1)
        if not broken or not self._flush(first) or any(at in self._taken for at in range(first - 1, index + 2)):
            return None
        return first if start_of(self._rows[first].text) in BEGINNINGS else None

    def _takes_in(self, first: int) -> bool:
        """Whether the row above the first one of an inset with a credit belongs to the inset as well."""
        if not (self._flush(first) and self._flush(first - 1)):
            return False
        above, over = self._rows[first - 1].text, self._rows[first - 2].text
        return self._short(first - 1) or (ends(above) and start_of(above) is Start.CAPITAL and not ends(over))

    def _flush(self, index: int) -> bool:
        """Whether a row stands directly under the row above it."""
        row = self._rows[index]
        return not row.page and row.gap <= self._setting.leading

    def _short(self, index: int) -> bool:
        return self._rows[index].length < SHORT * self._setting.width(index)
