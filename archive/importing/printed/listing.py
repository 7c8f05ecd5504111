"""Lists: which rows begin an item."""

from collections.abc import Container, Sequence

from archive.importing.bullets import GLUED, Bullet, read_bullet
from archive.importing.printed.rows import Row
from archive.importing.sentences import Start, ends, start_of

REACH = 40
HEAD = 40
HEADING_WORDS = 4
HEADED = 1.5  # times as long as a numbered heading is the row of text under it
# One of these is enough; a dash, an asterisk or a number is a bullet only where another follows.
GLYPHS = frozenset(GLUED) - {">"}
BARE_NUMBERS = ("9", "#9")


def items(rows: Sequence[Row], taken: Container[int]) -> set[int]:
    """Indexes of the rows that begin an item: with a bullet, or with a number that counts on from another item's."""
    found: set[int] = set()
    waiting: tuple[int, Bullet] | None = None
    for index, row in enumerate(rows):
        if index in taken:
            continue
        bullet = read_bullet(row.text[:HEAD])
        if bullet is None or bullet.end >= row.length or bullet.kind in BARE_NUMBERS or len(bullet.path) > 1:
            continue
        if bullet.kind in GLYPHS and bullet.count == 1:
            found.add(index)
            continue
        if not _free(rows, index, found) or (bullet.path and _heads(rows, index)):
            continue
        if waiting and _follows(waiting[1], bullet) and index - waiting[0] <= REACH:
            found |= {waiting[0], index}
        waiting = (index, bullet)
    return found


def _free(rows: Sequence[Row], index: int, found: Container[int]) -> bool:
    """Whether something new can begin at a row."""
    if index == 0 or index - 1 in found or rows[index].gap or rows[index].page:
        return True
    above = rows[index - 1]
    headed = above.gap > 0 and above.length <= HEAD and len(above.text.split()) <= HEADING_WORDS
    return ends(above.text) or above.text[-1] in ":;" or headed


def _heads(rows: Sequence[Row], index: int) -> bool:
    """Whether a numbered row is the heading of the longer row that begins directly under it with a capital."""
    if index + 1 == len(rows) or not rows[index].gap:
        return False
    row, below = rows[index], rows[index + 1]
    under = below.gap == 0 and not below.page and below.indent <= row.indent
    return under and HEADED * row.length < below.length and start_of(below.text) is Start.CAPITAL


def _follows(before: Bullet, after: Bullet) -> bool:
    if before.kind != after.kind or before.count != after.count:
        return False
    return not after.path or before.path[-1] + 1 == after.path[-1]
