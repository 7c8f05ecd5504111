"""Insets: captions that stand between two rows of a sentence without a blank line round them.

In a column every row but the last of a paragraph is full. A row that begins with a capital, between a row that breaks
off and one that goes on in small letters, is no part of the paragraph where it is short, wider than the column, a
sentence of its own, or labelled. Where only its words look foreign to the sentence it stays, with a doubt.
"""

import re
from collections.abc import Container, Sequence
from functools import cached_property
from itertools import pairwise

from archive.importing.compounds import SMALL_LETTERS
from archive.importing.languages import dangles
from archive.importing.page.captions import credited
from archive.importing.printed.rows import Row
from archive.importing.printed.setting import Setting
from archive.importing.sentences import Start, abbreviated, ends, hyphened, start_of

SHORT = 0.75
ALL_BUT_A_FEW = 0.9
LONGEST = 3
EDGE = 6  # rows at the edge of a page
LABELLED = 5  # so many rows has a labelled caption at most
BEYOND = 3  # code points by which no row of the text is wider than nearly all others
BEGINNINGS = (Start.CAPITAL, Start.DIGIT, Start.MARK)
LABEL = re.compile(
    r"^(?:fig(?:ure|\.)?|plate|photo|map|table|illustration|abb(?:ildung|\.)?|bild|karte|tafel|tabelle|рис(?:унок|\.)?|илл?\."
    r"|карта|табл(?:ица|\.)?|carte|planche|tableau|figura|lámina|foto|mapa|tavola|şekil|resim|harita|tablo|şəkil|xəritə|նկ(?:ար|\.)?"
    r"|քարտեզ|תמונה|איור|מפה)\s?(?:№\s?)?(?:\d{1,3}[a-zа-я]?|[IVX]{1,5})\s?[.:–—-]\s",
    re.IGNORECASE,
)
OWNER = re.compile(r"^(?:courtesy of|by courtesy of|(?:private )?collection of|copyright|©)\s", re.IGNORECASE)
# A year, or where to look, at the end: a caption says so, and few rows of a text do.
TELLING = re.compile(r"(?<!\d)1[4-9]\d\d[.)]?$|(?<!\d)20\d\d[.)]?$|\([^\W\d_A-ZА-Я]+\)$")
FIRST_WORDS = re.compile(r"([^\W\d_]{2,})\s+(\S)")


class Insets:
    def __init__(self, rows: Sequence[Row], setting: Setting, taken: Container[int], language: str) -> None:
        self._rows = rows
        self._setting = setting
        self._taken = taken
        self._language = language
        # Indexes of rows that may be captions in the middle of a sentence and were left in it.
        self.doubted: list[int] = []

    def find(self) -> dict[int, int]:
        """Index of each row of an inset, and the index of the first row of that inset."""
        found: dict[int, int] = {}
        for index in range(1, len(self._rows) - 1):
            if index in found:
                continue
            if last := self._last_labelled(index):
                found |= dict.fromkeys(range(index, last + 1), index)
                continue
            first = self._first_of_inset(index)
            if first is not None:
                found |= dict.fromkeys(range(first, index + 1), first)
        self.doubted = [index for index in self.doubted if index not in found]
        return found

    def _last_labelled(self, index: int) -> int | None:
        """The last row of the inset that begins with a label (Figure 3:) at this row; None where none begins."""
        if not LABEL.match(self._rows[index].text) or not self._broken(index - 1):
            return None
        for last in range(index, min(index + LABELLED, len(self._rows) - 1)):
            if not self._flush(last) or last in self._taken:
                return None
            row, below = self._rows[last], self._rows[last + 1]
            closed = ends(row.text) or credited(row.text) or self._short(last)
            if closed and not hyphened(row.text):
                goes_on = self._flush(last + 1) and start_of(below.text) is Start.SMALL
                return last if goes_on or hyphened(self._rows[index - 1].text) else None
        return None

    def _first_of_inset(self, index: int) -> int | None:
        """The first row of the inset whose last row is this one; None where it ends none, or that can't be told."""
        last = self._rows[index]
        if not self._flush(index + 1) or hyphened(last.text) or index in self._taken:
            return None
        under = self._row_below(index)
        below = self._rows[under]
        if start_of(below.text) is not Start.SMALL:
            self._doubt_noun_below(index)
            return None
        sure = self._credited(index) or self._beyond(index)
        if under in self._taken or (under > index + 1 and not sure):
            return None
        if not sure and last.text[-1] in ",;:":
            return None
        first = index
        while self._credited(index) and index - first + 1 < LONGEST and first > 1 and self._takes_in(first):
            first -= 1
        over = self._row_above(first) if sure else first - 1
        column = first > 1 and self._flush(first - 1)
        set_in = not sure and (self._rows[first].indent > self._rows[over].indent or below.indent > last.indent)
        if set_in or not (sure or (column and self._flush(first))) or over in self._taken:
            return None
        if not self._broken(over, hyphen=sure) or start_of(self._rows[first].text) not in BEGINNINGS:
            return None
        if sure or self._foreign(index):
            return first
        if self._strange(index):
            self.doubted.append(index)
        return None

    def _credited(self, index: int) -> bool:
        row = self._rows[index]
        return row.length < 2 * self._setting.width(index) and credited(row.text)

    def _beyond(self, index: int) -> bool:
        """Whether a row is plainly none of the column: it names the owner of a picture, or is wider than all others."""
        row = self._rows[index]
        return bool(OWNER.match(row.text)) or (row.length > self._widest + BEYOND and not ends(row.text))

    def _row_below(self, index: int) -> int:
        below = index + 1
        while below + 1 < len(self._rows) and below in self._taken and below - index < EDGE:
            below += 1
        return below

    def _row_above(self, index: int) -> int:
        """The row above this one, the furniture of a page left out."""
        above = index - 1
        while above > 0 and above in self._taken and index - above < EDGE:
            above -= 1
        return above

    def _doubt_noun_below(self, index: int) -> None:
        """Where nouns have capitals the sentence may go on with one: then only a doubt is left."""
        if self._language not in SMALL_LETTERS or index in self._taken or not self._flush(index):
            return
        text = self._rows[index].text
        if self._broken(index - 1) and not ends(text) and text[-1] not in ",;:" and self._begins_anew(text):
            self.doubted.append(index)

    def _foreign(self, index: int) -> bool:
        """Whether a row can be none of the text round it, being short or a sentence inside a sentence."""
        row = self._rows[index]
        if ends(row.text):
            return row.text[-1] == "." and not abbreviated(row.text)
        return self._short(index)

    def _strange(self, index: int) -> bool:
        """Whether the words of a row make one doubt that it belongs to the sentence."""
        text = self._rows[index].text
        if ends(text):
            return False
        return self._begins_anew(text) or bool(TELLING.search(text))

    def _begins_anew(self, text: str) -> bool:
        """Whether a row begins with a small word in capitals; in a name (The Hague) the next word has one too."""
        words = FIRST_WORDS.match(text)
        if not words or not words[1][0].isupper() or not dangles(words[1].lower(), self._language):
            return False
        return not words[2].isupper() or self._language in SMALL_LETTERS

    @cached_property
    def _widest(self) -> int:
        """The length that all but a few of the rows stay below which go on in the next row."""
        lengths = sorted(row.length for row, below in pairwise(self._rows) if below.gap <= self._setting.leading)
        return lengths[int(ALL_BUT_A_FEW * len(lengths))] if lengths else 0

    def _broken(self, index: int, *, hyphen: bool = False) -> bool:
        """Whether a row is full and its sentence goes on; `hyphen`: it may go on in the middle of a word."""
        text = self._rows[index].text
        return not ends(text) and (hyphen or not hyphened(text)) and not self._short(index)

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
