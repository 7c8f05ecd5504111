"""Verses: rows that are set in together between two blank lines and each begin with a capital. They are one passage."""

from collections import Counter
from collections.abc import Container, Sequence
from itertools import pairwise

from archive.importing.printed.rows import Row
from archive.importing.printed.setting import Setting
from archive.importing.sentences import Start, hyphened, start_of

FEWEST = 3
DEEPER = 2  # columns than most rows
FRONT = 6  # rows at the top of a document, where short rows are its title


def verses(rows: Sequence[Row], setting: Setting, taken: Container[int]) -> dict[int, int]:
    """Index of each row of a verse, and the index of the first row of that verse."""
    margin = Counter(row.indent for row in rows).most_common(1)[0][0] if rows else 0
    found: dict[int, int] = {}
    starts = [index for index, row in enumerate(rows) if index == 0 or row.page or row.gap > setting.leading]
    for first, after in pairwise([*starts, len(rows)]):
        stretch = range(first, after)
        if first < FRONT or len(stretch) < FEWEST or any(index in taken for index in stretch):
            continue
        if all(_is_verse(rows[index], margin, setting.width(index)) for index in stretch):
            found |= dict.fromkeys(stretch, first)
    return found


def _is_verse(row: Row, margin: int, width: int) -> bool:
    deep = row.indent >= margin + DEEPER and row.length <= width
    return deep and not hyphened(row.text) and start_of(row.text) in (Start.CAPITAL, Start.CASELESS, Start.MARK)
