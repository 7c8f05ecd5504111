"""Lines of a source, as far as a viewer may read them."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from operator import attrgetter

from archive.importing.source import LINE_END
from archive.models.comments import Comment
from archive.models.readings import Reading
from archive.models.redactions import Redaction
from archive.models.sources import SourceFile
from archive.rules import visibility
from archive.text.masking import joined
from archive.text.runs import Span


def shown_lines(
    reading: Reading, ranges: Iterable[tuple[int, int]], viewer: visibility.Viewer | None
) -> dict[int, str | None]:
    """The lines of the source that lie in `ranges` (from 1, both ends included), by number.

    None stands for a line that this viewer may not read: any on which words of a hidden comment stand, hidden words of
    another one, or a name that a pseudonym stands for. Nothing is given at all where the article's words may not be
    read.
    """
    wanted = {number for first, last in ranges for number in range(first, last + 1)}
    if not wanted or not visibility.can_read(reading.article, viewer):
        return {}
    text = characters(reading.source)
    hidden = Hidden(reading.source_id, viewer)
    lines: dict[int, str | None] = {}
    start, number, stop = 0, 0, max(wanted)
    for number, end in enumerate(LINE_END.finditer(text), 1):
        if number in wanted:
            lines[number] = None if hidden.touches(number, text, start, end.start()) else text[start : end.start()]
        start = end.end()
        if number == stop:
            return lines
    number += 1
    if start < len(text) and number in wanted:
        lines[number] = None if hidden.touches(number, text, start, len(text)) else text[start:]
    return lines


class Hidden:
    """What of a source may not be read by somebody, under whichever article it stands."""

    def __init__(self, source: int, viewer: visibility.Viewer | None) -> None:
        self._lines: set[int] = set()
        self._spans: list[Span] = []
        self._names: set[str] = set()
        if visibility.is_staff(viewer):
            return
        rows = Comment.objects.hidden().filter(source=source)
        for first, last, pseudonym, name in rows.values_list("first_line", "last_line", "pseudonym", "author_name"):
            self._lines.update(range(first, last + 1))
            if pseudonym and name:
                self._names.add(name.casefold())
        redactions = Redaction.objects.standing().filter(comment__source=source)
        self._spans = joined(Span(*row) for row in redactions.values_list("source_start", "source_end"))

    def touches(self, number: int, text: str, start: int, end: int) -> bool:
        """Whether anything of it stands on line `number`, text[start:end]."""
        if number in self._lines:
            return True
        at = bisect_left(self._spans, end, key=attrgetter("start"))
        if at and self._spans[at - 1].end > start:
            return True
        words = text[start:end].casefold() if self._names else ""
        return any(name in words for name in self._names)


def characters(source: SourceFile) -> str:
    """The whole of a decoded source, for readers and for counting; its bytes are asked of the database once."""
    return bytes(source.content.data).decode(source.encoding)


def line_count(source: SourceFile) -> int:
    """How many lines a source has; the end of its last line opens no further one."""
    text = characters(source)
    ends = text.count("\n") + text.count("\r") - text.count("\r\n")
    return ends + (not text.endswith(("\n", "\r")))
