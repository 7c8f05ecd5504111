"""Lines of a source, as far as a viewer may read them."""

from __future__ import annotations

from collections.abc import Iterable

from archive.importing.source import LINE_END
from archive.models.comments import Comment
from archive.models.readings import Reading
from archive.models.sources import SourceFile
from archive.rules import visibility


def shown_lines(
    reading: Reading, ranges: Iterable[tuple[int, int]], viewer: visibility.Viewer | None
) -> dict[int, str | None]:
    """The lines of the source that lie in `ranges` (from 1, both ends included), by number.

    None stands for a line that this viewer may not read: any on which words of a hidden comment stand. Nothing is
    given at all where the article's words may not be read.
    """
    wanted = {number for first, last in ranges for number in range(first, last + 1)}
    if not wanted or not visibility.can_read(reading.article, viewer):
        return {}
    text = characters(reading.source)
    hidden = {
        number
        for first, last in Comment.objects.hidden_from(viewer).filter(source=reading.source_id).lines_taken()
        for number in range(first, last + 1)
    }
    lines: dict[int, str | None] = {}
    start, number, stop = 0, 0, max(wanted)
    for number, end in enumerate(LINE_END.finditer(text), 1):
        if number in wanted:
            lines[number] = None if number in hidden else text[start : end.start()]
        start = end.end()
        if number == stop:
            return lines
    if start < len(text) and number + 1 in wanted:
        lines[number + 1] = None if number + 1 in hidden else text[start:]
    return lines


def characters(source: SourceFile) -> str:
    """The whole of a decoded source, for readers and for counting; its bytes are asked of the database once."""
    return bytes(source.content.data).decode(source.encoding)


def line_count(source: SourceFile) -> int:
    """How many lines a source has; the end of its last line opens no further one."""
    text = characters(source)
    ends = text.count("\n") + text.count("\r") - text.count("\r\n")
    return ends + (not text.endswith(("\n", "\r")))
