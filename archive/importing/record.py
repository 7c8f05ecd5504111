"""What a reader makes of a source: frozen values, no Django, no database.

Positions in `body` are half-open code points; positions in the source are code points of the decoded source
as it lies; lines count from 1 with both ends included.
"""

from dataclasses import dataclass, replace
from enum import StrEnum

from archive.text.runs import Run, Span


class BlockKind(StrEnum):
    TITLE = "title"
    STANDFIRST = "standfirst"
    BYLINE = "byline"
    DATE = "date"
    PARAGRAPH = "paragraph"
    HEADING = "heading"
    LIST_ITEM = "list_item"
    CAPTION = "caption"
    RUNNING_HEAD = "running_head"
    BOILERPLATE = "boilerplate"


@dataclass(frozen=True, slots=True)
class Block:
    """One block of the body. `kind` is one of `BlockKind`."""

    kind: str
    start: int
    end: int
    lines: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Field:
    """A value that stands in the body: body[start:end], inside block number `block`."""

    block: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class NamedField:
    """A name that stands in the body, and the role in which it is printed there."""

    name: str
    role: str
    field: Field


@dataclass(frozen=True, slots=True)
class PrintedDate:
    """A date as printed, its EDTF form, and the bounds of that form as ISO days; None where it can't be known."""

    printed: str
    edtf: str | None = None
    earliest: str | None = None
    latest: str | None = None
    field: Field | None = None


@dataclass(frozen=True, slots=True)
class ReadComment:
    """One comment that stood under the article.

    `parent` is an index into the record's comments, always smaller than the comment's own, or None.
    `author` is the name as printed, None where the source does not give it. `source` is everything of the
    comment in the source, its author line and bullet included; `runs` map `body` to the source.
    `reconstructed` names what the page did not say outright: a subset of author, parent, boundary.
    """

    parent: int | None
    depth: int
    author: str | None
    author_span: Span | None
    body: str
    blocks: tuple[Block, ...]
    runs: tuple[Run, ...]
    source: Span
    lines: tuple[int, int]
    reconstructed: tuple[str, ...] = ()
    date: PrintedDate | None = None
    erased: bool = False

    def emptied(self) -> "ReadComment":
        """Its place in the thread and in the source, without a word or a name, which were erased."""
        return replace(self, author=None, author_span=None, date=None, body="", blocks=(), runs=(), erased=True)


@dataclass(frozen=True, slots=True)
class Note:
    """What a reader did or doubted, and at which line."""

    line: int
    what: str
    doubt: bool = False


@dataclass(frozen=True, slots=True)
class Gap:
    """Lines where the source shows that a comment stood whose words it does not hold."""

    lines: tuple[int, int]
    depth: int = 0


@dataclass(frozen=True, slots=True)
class Record:
    shape: str
    version: int
    body: str
    blocks: tuple[Block, ...]
    runs: tuple[Run, ...]
    title: Field | None = None
    bylines: tuple[NamedField, ...] = ()
    published: PrintedDate | None = None
    captured: PrintedDate | None = None
    comments: tuple[ReadComment, ...] = ()
    notes: tuple[Note, ...] = ()
    gaps: tuple[Gap, ...] = ()

    def value(self, field: Field | None) -> str | None:
        return None if field is None else self.body[field.start : field.end]
