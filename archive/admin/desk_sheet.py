"""The sheet on the desk: a stretch of a source, line by line, and beside it what a reading makes of these lines."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from archive.importing.corrections import Correction
from archive.importing.record import Record
from archive.importing.source import BLANKS, MARKS
from archive.models import Article, Comment, Reading, comment_lines, shown_blocks, shown_lines
from archive.models.lines import line_count
from archive.rules.differences import COMMENT
from archive.rules.visibility import Viewer

# Lines of a source on one sheet, and notes in the list above it.
SIZE = 200
MOST_NOTES = 60
NEAR = 5


@dataclass(frozen=True, slots=True)
class Made:
    """A block or a comment, as it stands beside its lines. `number` and `parent` count comments, `parent_line` is the
    first line of the one that is answered. `continued`: it begins on an earlier sheet."""

    kind: str
    first: int
    last: int
    words: str
    author: str | None = None
    number: int | None = None
    parent: int | None = None
    parent_line: int | None = None
    depth: int = 0
    date: str = ""
    state: str = "shown"
    reconstructed: Sequence[str] = ()
    continued: bool = False

    @property
    def is_comment(self) -> bool:
        return self.kind == COMMENT


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the source with what was noted at it and what is corrected there."""

    number: int
    words: str
    notes: Sequence[Mapping[str, Any]] = ()
    corrections: Sequence[str] = ()
    ticked: bool = False

    @property
    def blank(self) -> bool:
        return not self.words.strip(BLANKS + MARKS)

    @property
    def doubted(self) -> bool:
        return any(note["doubt"] for note in self.notes)


@dataclass(slots=True)
class Row:
    """Consecutive lines, what begins at the first of them, and otherwise what goes on from above."""

    lines: list[Line] = field(default_factory=list)
    made: list[Made] = field(default_factory=list)
    within: Made | None = None

    @property
    def lost(self) -> bool:
        """Whether words stand here that the reading has in no block."""
        return not self.made and self.within is None and any(not line.blank for line in self.lines)


@dataclass(frozen=True, slots=True)
class Sheet:
    rows: Sequence[Row]
    first: int
    last: int
    total: int

    @property
    def starts(self) -> list[int]:
        """The first lines of the first sheet, of the last, and of those near this one."""
        near = range(self.first - NEAR * SIZE, self.first + NEAR * SIZE + 1, SIZE)
        last = start_of(self.total, self.total)
        return sorted({1, last, *(start for start in near if 1 <= start <= last)})


def start_of(line: int, total: int) -> int:
    """The first line of the sheet that a line stands on."""
    line = min(max(line, 1), max(total, 1))
    return (line - 1) // SIZE * SIZE + 1


def sheet(
    article: Article,
    reading: Reading,
    record: Record | None,
    at: int,
    corrections: Iterable[Correction],
    ticked: Iterable[int],
    viewer: Viewer | None,
) -> Sheet:
    """The sheet with the line `at`, beside what is kept or else beside the record that is tried."""
    total = line_count(reading.source)
    first = start_of(at, total)
    last = min(first + SIZE - 1, total)
    notes = notes_of(reading, record)
    beside: dict[int, list[Mapping[str, Any]]] = defaultdict(list)
    for note in notes:
        beside[note["line"]].append(note)
    said: dict[int, list[str]] = defaultdict(list)
    for correction in sorted(corrections):
        said[correction.line].append(f"{correction.what} {correction.to}".strip())
    chosen = set(ticked)
    words = shown_lines(reading, [(first, last)], viewer)
    lines = [
        Line(number, words.get(number) or "", beside[number], said[number], number in chosen)
        for number in range(first, last + 1)
    ]
    made = of_record(record, first, last) if record else of_reading(article, first, last, viewer)
    return Sheet(list(rows(lines, sorted(made, key=lambda one: (one.first, -one.last)))), first, last, total)


def notes_of(reading: Reading, record: Record | None) -> Sequence[Mapping[str, Any]]:
    """What the reader noted; older ones, and loads by hand, may not say whether it is a doubt."""
    if record is None:
        return [{"doubt": False, **note} for note in reading.notes]
    return [{"line": note.line, "what": note.what, "doubt": note.doubt} for note in record.notes]


def rows(lines: Sequence[Line], made: Sequence[Made]) -> Iterator[Row]:
    """Lines parted where something begins or ends; blank lines behind an end stay with what ends there."""
    if not lines:
        return
    top = lines[0].number
    begins: dict[int, list[Made]] = defaultdict(list)
    ends = {one.last + 1 for one in made}
    for one in made:
        begins[max(one.first, top)].append(one)
    row, ended = Row(), False
    open_ones: list[Made] = []
    for line in lines:
        new = begins.get(line.number, [])
        open_ones = [one for one in open_ones if one.last >= line.number] + new
        ended = ended or line.number in ends
        if row.lines and (new or (ended and not line.blank)):
            yield row
            row, ended = Row(), False
        if not row.lines:
            row.made, row.within = new, None if new else _innermost(open_ones)
        row.lines.append(line)
    yield row


def _innermost(open_ones: Sequence[Made]) -> Made | None:
    return min(open_ones, key=lambda one: one.last - one.first, default=None)


def of_reading(article: Article, first: int, last: int, viewer: Viewer | None) -> list[Made]:
    """What the current reading made of some lines."""
    shown = shown_blocks(article.text, viewer)
    if shown is None:
        return []
    found = [
        Made(kind, begin, end, shown.words[low:high], continued=begin < first)
        for kind, low, high, begin, end in shown.blocks
        if begin <= last and end >= first
    ]
    thread = Comment.objects.under(article)
    comments = comment_lines(thread.filter(first_line__lte=last, last_line__gte=first), viewer)
    parents = {comment.parent for comment in comments} - {None}
    places = dict(Comment.objects.under(article).filter(number__in=parents).values_list("number", "first_line"))
    return found + [
        Made(
            COMMENT, one.first_line, one.last_line, one.words or "", one.author, one.number, one.parent,
            places.get(one.parent) if one.parent else None, one.depth, one.date, one.state, one.reconstructed,
            continued=one.first_line < first,
        )
        for one in comments
    ]  # fmt: skip


def of_record(record: Record, first: int, last: int) -> list[Made]:
    """What a record that is tried makes of some lines; its comments are numbered in reading order."""
    found = [
        Made(str(block.kind), *block.lines, record.body[block.start : block.end], continued=block.lines[0] < first)
        for block in record.blocks
        if block.lines[0] <= last and block.lines[1] >= first
    ]
    for number, read in enumerate(record.comments, 1):
        if read.lines[0] > last or read.lines[1] < first:
            continue
        answered = None if read.parent is None else record.comments[read.parent].lines[0]
        found.append(
            Made(
                COMMENT,
                *read.lines,
                read.body,
                read.author,
                number,
                None if read.parent is None else read.parent + 1,
                answered,
                read.depth,
                read.date.printed if read.date else "",
                "shown",
                read.reconstructed,
                continued=read.lines[0] < first,
            )
        )
    return found
