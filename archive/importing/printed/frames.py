"""Frames: rows that stand together and belong to one block or to one part of it.

A frame ends at a blank line, a page, an indented first line, a short last line; whether its sentence goes on in a later
frame is not asked here.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from archive.importing.corrections import Corrections
from archive.importing.printed.insets import Insets
from archive.importing.printed.listing import items
from archive.importing.printed.rows import Row
from archive.importing.printed.running_heads import Pages
from archive.importing.printed.setting import Setting
from archive.importing.printed.verses import verses
from archive.importing.record import BlockKind
from archive.importing.sentences import DASHES, Start, ends, hyphened, start_of

SHORT = 0.75  # of a column: a shorter row ends its paragraph
FULL = 0.8
HEADING = 0.6
HEADING_WORDS = 9
NOTE = re.compile(r"^\[?(\d{1,3})[\]).]?\s+(?=[^\W\d_])")
KINDS = frozenset(BlockKind)


@dataclass(slots=True, eq=False)
class Frame:
    """`kind` is None until it is known; `fixed`: a correction names it; `indented`: set in under the row above it.

    `begins` and `continues` are corrections: it never, or always, goes on with the paragraph before it.
    """

    rows: list[Row]
    width: int
    kind: str | None = None
    fixed: bool = False
    begins: bool = False
    continues: bool = False
    indented: bool = False

    @property
    def first(self) -> Row:
        return self.rows[0]

    @property
    def last(self) -> Row:
        return self.rows[-1]

    @property
    def line(self) -> int:
        return self.first.number

    @property
    def ends(self) -> bool:
        return ends(self.last.text)

    @property
    def start(self) -> Start:
        return start_of(self.first.text)

    @property
    def length(self) -> int:
        return sum(row.length for row in self.rows) + len(self.rows) - 1

    @property
    def text(self) -> str:
        """The rows as one text, to look at; never for output."""
        return " ".join(row.text for row in self.rows)

    @property
    def prose(self) -> bool:
        """Whether it has the size of a passage of the article: several rows, full ones among them."""
        full = sum(row.length >= FULL * self.width for row in self.rows)
        if len(self.rows) > 3:
            return full > 2
        if full == len(self.rows) > 1 and any(hyphened(row.text) for row in self.rows):
            return True
        whole = self.ends or self.last.text[-1] == ":"
        return len(self.rows) > 1 and full > 0 and whole and self.length > 2 * self.width


class Framer:
    """Puts rows together to frames; corrections go before everything else."""

    def __init__(
        self, rows: Sequence[Row], setting: Setting, known: Mapping[int, str], corrections: Corrections, language: str
    ) -> None:
        """`known`: kinds of rows that are certain already, by index."""
        self._rows = rows
        self._setting = setting
        self._corrections = corrections
        self._named = {
            index: to for index, row in enumerate(rows) if (to := corrections.to(row.number, "kind")) in KINDS
        }
        self._known = {index: kind for index, kind in known.items() if index not in self._named}
        fixed = self._named.keys() | self._known.keys()
        self.furniture = {index: what for index, what in Pages(rows, setting).furniture().items() if index not in fixed}
        self._items = items(rows, fixed | self.furniture.keys())
        taken = fixed | self.furniture.keys() | self._items
        self._verses = verses(rows, setting, taken)
        insets = Insets(rows, setting, taken, language)
        self._insets = insets.find()
        self.doubted = [rows[index].number for index in insets.doubted]

    def frames(self) -> list[Frame]:
        found: list[Frame] = []
        for index in range(len(self._rows)):
            if not found or self._parted(index, found[-1]):
                found.append(self._frame(index))
            else:
                found[-1].rows.append(self._rows[index])
        return found

    def _frame(self, index: int) -> Frame:
        row = self._rows[index]
        above = self._rows[index - 1] if index else None
        return Frame(
            [row],
            self._setting.width(index),
            self._kind(index),
            fixed=index in self._named,
            begins=self._says(index, "begin"),
            continues=self._says(index, "continue") and index > 0,
            indented=above is not None and self._flush(index) and row.indent > above.indent,
        )

    def _kind(self, index: int) -> str | None:
        if index in self._named:
            return self._named[index]
        if index in self.furniture:
            return BlockKind.RUNNING_HEAD
        if index in self._known:
            return self._known[index]
        if index in self._insets:
            return BlockKind.CAPTION
        if index in self._verses:
            return BlockKind.PARAGRAPH
        return BlockKind.LIST_ITEM if index in self._items else None

    def _says(self, index: int, what: str) -> bool:
        first_of_line = index == 0 or self._rows[index - 1].number != self._rows[index].number
        return first_of_line and self._corrections.says(self._rows[index].number, what)

    def _flush(self, index: int) -> bool:
        row = self._rows[index]
        return not row.page and row.gap <= self._setting.leading

    def _parted(self, index: int, frame: Frame) -> bool:
        """Whether a row begins a frame of its own under the frame above it."""
        above, row = self._rows[index - 1], self._rows[index]
        if not self._flush(index) or self._says(index, "begin"):
            return True
        if index in self._named or index - 1 in self._named:
            return self._named.get(index) != self._named.get(index - 1)
        if self._says(index, "continue"):
            return False
        if self._known.get(index) != self._known.get(index - 1):
            return True
        if index in self.furniture or index - 1 in self.furniture or index in self._items:
            return True
        if index in self._insets or index - 1 in self._insets:
            return self._insets.get(index) != self._insets.get(index - 1)
        if index in self._verses:
            return self._verses[index] != self._verses.get(index - 1)
        if frame.kind == BlockKind.LIST_ITEM and row.indent > frame.first.indent:
            return False
        if _next_note(frame.first.text, row.text):
            return True
        return self._set_in(index) or self._ended(above, row, index) or self._headed(index, frame)

    def _set_in(self, index: int) -> bool:
        """Whether a row is the indented first line of what follows, or a lone indented line at an end."""
        above, row = self._rows[index - 1], self._rows[index]
        if row.indent == 1 and above.indent < 2 and self._setting.lone_blanks:
            return True
        if index + 1 == len(self._rows) or not self._flush(index + 1):
            return row.indent > above.indent
        below = self._rows[index + 1]
        return row.indent > below.indent or (row.indent == below.indent > above.indent and ends(above.text))

    def _ended(self, above: Row, row: Row, index: int) -> bool:
        """Whether the row above is plainly the last of its paragraph."""
        if hyphened(above.text) or above.text[-1] in DASHES:
            return False
        if self._setting.blank_behind and not self._setting.trailing(above):
            return True
        if not ends(above.text) or start_of(row.text) is Start.SMALL:
            return False
        width, word = self._setting.width(index), row.text[:80].split(maxsplit=1)[0]
        return above.length < SHORT * width and above.length + 1 + len(word) <= width

    def _headed(self, index: int, frame: Frame) -> bool:
        """Whether the row above is a heading glued to this one."""
        above, row, width = frame.last, self._rows[index], self._setting.width(index)
        if len(frame.rows) > 1 or frame.kind or above.length >= HEADING * width or row.length < SHORT * width:
            return False
        asks = above.text[-1] == "?" and NOTE.match(above.text) and above.gap > 0
        if (ends(above.text) and not asks) or hyphened(above.text) or above.text[-1] in ",;:":
            return False
        capitals = start_of(above.text) is not Start.SMALL and start_of(row.text) in (Start.CAPITAL, Start.MARK)
        return capitals and len(above.text.split()) <= HEADING_WORDS


def _next_note(first: str, text: str) -> bool:
    """Whether a row begins the footnote that counts on from the one that the frame above it is."""
    before, after = NOTE.match(first), NOTE.match(text)
    return before is not None and after is not None and int(before[1]) + 1 == int(after[1])
