"""The printed rows of a page as a thread is read: columns, bullets, blank lines and rules between them."""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from archive.importing.bullets import Bullet, doubtful, read_bullet
from archive.importing.draft import Piece
from archive.importing.record import PrintedDate
from archive.importing.source import BLANKS, MARKS, Line, Source, columns
from archive.importing.threads.authorlines import AuthorLine, name_in, only_date, read_author_line
from archive.importing.threads.words import heading
from archive.text.runs import Span

# Marks that are part of words (of direction) stay with them; the others go with the blanks.
EMPTY = BLANKS + "\0\u200b\u2060\ufeff"
LEAD = BLANKS + MARKS
RULE = re.compile(r"([-_=*~•·—–#+])(?:\s*\1){2,}")
QUOTES = re.compile(r">(?:[ \t]?>)*")
# A level of quoting counts for more than any indentation inside it.
QUOTED_COLUMNS = 1000
# Longer rows give no bare name.
LONGEST = 100


class Row(NamedTuple):
    """A line that holds more than blanks; start and end are code points of the source, blanks left out.

    `blanks` counts the blank lines above, `ruled` says that a line of nothing but a rule stands among them.
    """

    line: int
    column: int
    start: int
    end: int
    text: str
    blanks: int
    ruled: bool


def read_rows(lines: Iterable[Line], *, quoted: bool = False, rules: bool = False) -> list[Row]:
    """Rows of lines, of `rules` too; where `quoted`, signs of quoting (> >) in front of a line are columns."""
    rows: list[Row] = []
    blanks, ruled = 0, False
    for line in lines:
        row = _row(line, quoted=quoted)
        if row is None:
            blanks += 1
        elif not rules and RULE.fullmatch(row.text):
            ruled = ruled or bool(blanks) or not rows or not _underlines(row, rows[-1])
        else:
            rows.append(row._replace(blanks=blanks, ruled=ruled))
            blanks, ruled = 0, False
    return rows


def _underlines(rule: Row, above: Row) -> bool:
    """Whether a rule only underlines the short row right above it."""
    return len(above.text) <= LONGEST and abs(len(rule.text) - len(above.text)) <= 2


def _row(line: Line, *, quoted: bool) -> Row | None:
    text = line.text.rstrip(EMPTY)
    left = _lead(text, 0)
    column, depth = -1, 0
    if quoted and (signs := QUOTES.match(text, left)):
        depth = signs[0].count(">")
        inner = _lead(text, signs.end())
        column = max(columns(text[signs.end() : inner]) - 1, 0)
        left = inner
    if not text[left:].strip(MARKS):
        return None
    if column < 0:
        column = columns(text[:left])
    start, end = line.start + left, line.start + len(text)
    return Row(line.number, depth * QUOTED_COLUMNS + column, start, end, text[left:], 0, ruled=False)


def _lead(text: str, start: int) -> int:
    """Where the words begin that follow on `start`: behind the last blank, before marks that adjoin them."""
    lead = text[start : len(text) - len(text[start:].lstrip(LEAD))]
    return start + len(lead.rstrip("".join(set(MARKS) - set(EMPTY))))


class Page:
    """Rows with their bullets; what a row says of an author is read once.

    `authored` and `words_at_margin` are kept here for `heads`.
    Where a page is `quoting`, a > is no bullet; where it is read as `quoted`, signs of quoting are columns.
    """

    def __init__(self, lines: Sequence[Line], *, quoting: bool = False, quoted: bool = False) -> None:
        self.quoted = quoted
        self.rows = read_rows(lines, quoted=quoted)
        self.bullets: list[Bullet | None] = []
        for row in self.rows:
            bullet = None if quoting and row.text.startswith(">") else read_bullet(row.text)
            self.bullets.append(None if bullet and doubtful(bullet) and self._under_bullet(row) else bullet)
        self.authored: dict[tuple[int, int], int] = {}
        self.words_at_margin: bool | None = None
        self._author_lines: dict[tuple[int, int], AuthorLine | None] = {}
        self._names: dict[tuple[int, int], Span | None] = {}
        self._dates: dict[tuple[int, int], PrintedDate | None] = {}

    def __len__(self) -> int:
        return len(self.rows)

    def _under_bullet(self, row: Row) -> bool:
        """Whether the row right above is a bullet and nothing else: what follows is a name, though it begin "A."."""
        above = self.bullets[-1] if self.bullets and not row.blanks else None
        return above is not None and above.end == len(self.rows[len(self.bullets) - 1].text)

    def author_line(self, row: int, offset: int = 0) -> AuthorLine | None:
        """What row.text[offset:] says of an author beyond doubt; positions count from the offset."""
        key = (row, offset)
        if key not in self._author_lines:
            self._author_lines[key] = read_author_line(self.rows[row].text[offset:])
        return self._author_lines[key]

    def name(self, row: int, offset: int = 0) -> Span | None:
        """The bare name that row.text[offset:] can be; positions count from the offset."""
        key = (row, offset)
        if key not in self._names:
            text = self.rows[row].text
            self._names[key] = name_in(text[offset:], 0, len(text) - offset) if len(text) - offset <= LONGEST else None
        return self._names[key]

    def date(self, row: int, offset: int = 0) -> PrintedDate | None:
        """The date that row.text[offset:] gives, if it gives nothing else."""
        key = (row, offset)
        if key not in self._dates:
            found = only_date(self.rows[row].text[offset:])
            self._dates[key] = found[1] if found else None
        return self._dates[key]

    def heading(self, row: int) -> bool:
        """Whether a row can be the heading of a thread."""
        bullet = self.bullets[row]
        return (bullet is None or doubtful(bullet)) and heading(self.rows[row].text)[0]


def paragraphs(source: Source, rows: Iterable[Row]) -> Iterator[list[Piece]]:
    """Rows as paragraphs in slices of the source: the lines of one keep their line feed (of CR LF the LF only)."""
    pieces: list[Piece] = []
    before: Row | None = None
    for row in rows:
        if before and (row.blanks or row.ruled or row.line != before.line + 1):
            yield pieces
            pieces = []
        elif before:
            at = source.lines[before.line].start - 1
            pieces.append(Span(at, at + 1) if source.text[at] == "\n" else "\n")
        pieces.append(Span(row.start, row.end))
        before = row
    if pieces:
        yield pieces
