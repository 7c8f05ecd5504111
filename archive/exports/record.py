"""What a reader made of a document: as JSON by the contract, and as lines for a terminal."""

from collections.abc import Iterator
from textwrap import wrap
from typing import Any

from archive.importing.record import PrintedDate, ReadComment, Record
from archive.text.legible import legible

Json = dict[str, Any]

# On a terminal a thread stops moving to the right here; the number says how deep it is.
DEEPEST = 12
UNKNOWN = "(unknown)"


def data(record: Record) -> Json:
    """The keys of the contract and no others; `parent` is an index in `comments`."""
    return {
        "shape": record.shape,
        "title": record.value(record.title),
        "bylines": [{"name": byline.name, "role": byline.role} for byline in record.bylines],
        "published": _date(record.published),
        "body": record.body,
        "blocks": [
            {"kind": str(block.kind), "start": block.start, "end": block.end, "source_lines": list(block.lines)}
            for block in record.blocks
        ],
        "comments": [_comment(comment) for comment in record.comments],
        "notes": [{"line": note.line, "what": note.what} for note in record.notes],
    }


def _date(date: PrintedDate | None) -> Json:
    found = date or PrintedDate(printed="")
    return {"printed": found.printed or None, "earliest": found.earliest, "latest": found.latest}


def _comment(comment: ReadComment) -> Json:
    return {
        "parent": comment.parent,
        "depth": comment.depth,
        "author": comment.author,
        "body": comment.body,
        "source_lines": list(comment.lines),
        "reconstructed": list(comment.reconstructed),
    }


def lines(record: Record, name: str, width: int = 100) -> Iterator[str]:
    """The whole record for a person at a terminal; what could steer the terminal is written as escapes."""
    yield f"{legible(name)}: {record.shape}, version {record.version}"
    yield _field("title", record.value(record.title))
    for byline in record.bylines:
        yield _field(byline.role, byline.name)
    if not record.bylines:
        yield _field("author", None)
    yield _field("published", _printed(record.published))
    yield _field("captured", _printed(record.captured))
    yield ""
    for block in record.blocks:
        yield f"{_range(block.lines):>11}  {block.kind}"
        yield from _words(record.body[block.start : block.end], 13, width)
    for number, comment in enumerate(record.comments):
        yield from _comment_lines(number, comment, width)
    for gap in record.gaps:
        yield f"{_range(gap.lines):>11}  a comment stood here whose words the source does not hold"
    yield ""
    for note in record.notes:
        yield f"{note.line:>11}  {'doubt' if note.doubt else 'did'}: {legible(note.what)}"
    doubts = sum(note.doubt for note in record.notes)
    yield f"{len(record.blocks)} blocks, {len(record.comments)} comments, {len(record.gaps)} gaps, {doubts} doubts"


def _comment_lines(number: int, comment: ReadComment, width: int) -> Iterator[str]:
    indent = 13 + 2 * min(comment.depth, DEEPEST)
    answers = "" if comment.parent is None else f", answers [{comment.parent}]"
    rebuilt = f", reconstructed: {', '.join(comment.reconstructed)}" if comment.reconstructed else ""
    author = UNKNOWN if comment.author is None else legible(comment.author)
    head = f"{_range(comment.lines):>11}".ljust(indent)
    yield f"{head}[{number}] {author}, depth {comment.depth}{answers}{rebuilt}"
    yield from _words(comment.body, indent, width)


def _words(text: str, indent: int, width: int) -> Iterator[str]:
    margin = " " * indent
    for paragraph in text.split("\n"):
        for line in wrap(legible(paragraph), max(width - indent, 20)):
            yield margin + line


def _field(name: str, value: str | None) -> str:
    return f"{name:>11}  {UNKNOWN if value is None else legible(value)}"


def _printed(date: PrintedDate | None) -> str | None:
    return None if date is None else f"{date.printed} ({date.edtf or 'no certain day'})"


def _range(found: tuple[int, int]) -> str:
    return str(found[0]) if found[0] == found[1] else f"{found[0]}-{found[1]}"
