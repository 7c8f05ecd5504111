"""The words of a line as a range of the source."""

from archive.importing.source import Line
from archive.text.runs import Span

# Blank at the edges of a line although no letter form of it: a byte order mark, and what no database stores.
MARGIN = frozenset("\ufeff\0")


def content(line: Line) -> Span:
    """A line without the blanks round it; a byte order mark and a NUL count as blank."""
    text, low, high = line.text, 0, len(line.text)
    while low < high and (text[low].isspace() or text[low] in MARGIN):
        low += 1
    while high > low and (text[high - 1].isspace() or text[high - 1] in MARGIN):
        high -= 1
    return Span(line.start + low, line.start + high)
