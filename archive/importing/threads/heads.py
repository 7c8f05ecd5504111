"""Rows that can begin a comment, by the ways in which pages print threads.

Each way gives heads of its own: bullets and numbers, author lines that show by their form, names over deeper words,
names under rules, names below the heading of a thread or in quoting.
"""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import NamedTuple

from archive.importing.bullets import PLAIN, Bullet, doubtful
from archive.importing.threads.authorlines import buttons, likely
from archive.importing.threads.rows import Page

# A repeated glyph (>>) counts for as many columns as a tab.
LEVEL = 8
MOST_KINDS = 4
# So many bullets with words left of them, and so many times as many as others, make a habit.
FEWEST, MOST_LEFT = 3, 2
# These are signs of headings and of code where no deeper words stand below.
HEADINGS = "#@="
# Bullets of the first, second and third level as word processors set them.
BY_LEVEL = ("•·●", "o◦○", "▪■§")
# What is longer is no page that people wrote under; of such a text only bullets and numbers are looked at.
MOST_ROWS = 100_000


class Head(NamedTuple):
    """A row that begins a comment.

    `key` is its nesting (the greater the deeper), `column` where its bullet stands, `offset` where in the row what
    follows the bullet begins, `path` its number in an outline (1.2.3), else empty.
    """

    row: int
    key: int
    column: int
    offset: int = 0
    path: tuple[int, ...] = ()
    bullet: Bullet | None = None


Heads = dict[int, Head]


def ways(page: Page) -> Iterator[Heads]:
    """For each way of printing comments, the heads that it finds, by their rows."""
    yield from _bulleted(page)
    if len(page) > MOST_ROWS:
        return
    signatures = _by_form(page)
    yield _above_signatures(page, signatures) or signatures
    yield _over_deeper_words(page)
    yield _under_rules(page)
    yield _below_heading(page)


def authored(page: Page, head: Head) -> int:
    """How surely a head gives an author: 0 not, 1 by its place, 2 by its form."""
    strength = _authored(page, head.row, head.offset)
    return strength if head.bullet else max(1, strength)


def _authored(page: Page, row: int, offset: int) -> int:
    key = (row, offset)
    if key not in page.authored:
        page.authored[key] = _signs(page, row, offset)
    return page.authored[key]


def _signs(page: Page, row: int, offset: int) -> int:
    following = row + 1 < len(page)
    if offset == len(page.rows[row].text):
        return _authored(page, row + 1, 0) if following and not marked(page, row + 1) else 0
    line = page.author_line(row, offset)
    if line and line.name:
        return 2
    if not following or page.name(row, offset) is None:
        return 0
    if _name_over_date(page, row, offset):
        return 2
    inside = page.rows[row + 1].column >= page.rows[row].column or _words_at_margin(page)
    return int(inside and not marked(page, row + 1))


def _words_at_margin(page: Page) -> bool:
    """Whether the words below most bullets stand left of them, so that indentation is that of bullets alone."""
    if page.words_at_margin is None:
        left = right = 0
        for row, bullet in enumerate(page.bullets[:-1]):
            if bullet and not marked(page, row + 1) and page.name(row, bullet.end):
                left += page.rows[row + 1].column < page.rows[row].column
                right += page.rows[row + 1].column > page.rows[row].column
        page.words_at_margin = left >= FEWEST and left > MOST_LEFT * right
    return page.words_at_margin


def _bulleted(page: Page) -> Iterator[Heads]:
    """Heads of the kinds of bullets that author lines stand behind; of all and of each where there is none such."""
    kinds: Counter[str] = Counter()
    signed: Counter[str] = Counter()
    for row, bullet in enumerate(page.bullets):
        if bullet:
            kinds[bullet.kind] += 1
            signed[bullet.kind] += _authored(page, row, bullet.end) > 0
    most = max(signed.values(), default=0)
    orderly = {kind for kind in kinds if _counts_up(page, kind) and (kind not in HEADINGS or _over_deeper(page, kind))}
    wanted = {
        kind
        for kind in orderly
        if most == 0 or signed[kind] * (5 if signed[kind] == most else 2) >= kinds[kind] or _apart(page, kind, signed)
    }
    yield _of_kinds(page, wanted)
    for kind, number in kinds.most_common(MOST_KINDS):
        if kind in orderly and number > 1 and wanted != {kind} and (most == 0 or kind not in wanted):
            yield _of_kinds(page, {kind})


def _over_deeper(page: Page, kind: str) -> bool:
    """Whether most bullets of a kind stand over deeper words."""
    rows = [row for row, bullet in enumerate(page.bullets[:-1]) if bullet and bullet.kind == kind]
    return sum(page.rows[row + 1].column > page.rows[row].column for row in rows) * 2 > len(rows)


def _of_kinds(page: Page, kinds: Collection[str]) -> Heads:
    rows = [(row, bullet) for row, bullet in enumerate(page.bullets) if bullet and bullet.kind in kinds]
    return {head.row: head for head in _placed(page, rows)}


def _apart(page: Page, kind: str, signed: Mapping[str, int]) -> bool:
    """Whether bullets without authors stand apart by blank lines in columns of others that have them."""
    alternating = sum(number > 0 for number in signed.values()) > 1
    if kind not in (PLAIN + "o-–" if alternating else PLAIN):
        return False
    columns = {page.rows[row].column for row, bullet in enumerate(page.bullets) if bullet and signed[bullet.kind]}
    rows = [page.rows[row] for row, bullet in enumerate(page.bullets) if bullet and bullet.kind == kind]
    return all(row.blanks and row.column >= min(columns) for row in rows)


def _counts_up(page: Page, kind: str) -> bool:
    """Whether the bullets of a kind that could as well be words count up."""
    rows = [(row, bullet) for row, bullet in enumerate(page.bullets) if bullet and bullet.kind == kind]
    if not all(bullet.path and doubtful(bullet) for _, bullet in rows):
        return True
    found = [(page.rows[row].column, bullet) for row, bullet in rows if not page.date(row)]
    known, last, steps = {bullet.path for _, bullet in found}, dict[int, int](), 0
    for column, bullet in found:
        number, before = bullet.path[0], last.get(column, 0)
        steps += bullet.path[:-1] in known if len(bullet.path) > 1 else number in (before + 1, 1)
        last[column] = number
    return len(found) > 1 and steps * 3 >= 2 * len(found)


def _placed(page: Page, rows: Sequence[tuple[int, Bullet]]) -> Iterator[Head]:
    """Heads with their nesting: by columns, by repeated glyphs, by the numbers of an outline."""
    paths = {bullet.path for _, bullet in rows}
    outline = any(len(path) > 1 and (path[:1] in paths or path[:-1] in paths) for path in paths)
    numbered = [(page.rows[row].column, bullet.width) for row, bullet in rows if bullet.path]
    edges = {left + width for left, width in numbered}
    flush_right = len(edges) < len({left for left, _ in numbered})
    widest = max((width for _, width in numbered), default=0)
    levels = _levels(page, rows)
    for row, bullet in rows:
        column = page.rows[row].column
        if bullet.path and flush_right:
            column = max(column + bullet.width - widest, 0)
        path = bullet.path if outline else ()
        yield Head(
            row, column + LEVEL * (bullet.count - 1 + levels.get(bullet.kind, 0)), column, bullet.end, path, bullet
        )


def _levels(page: Page, rows: Sequence[tuple[int, Bullet]]) -> Mapping[str, int]:
    """The nesting that the looks of bullets stand for, as word processors set them, where no column tells it."""
    if len({page.rows[row].column for row, _ in rows}) > 1:
        return {}
    found = {
        bullet.kind: next((n for n, looks in enumerate(BY_LEVEL) if bullet.kind in looks), None) for _, bullet in rows
    }
    levels = sorted({level for level in found.values() if level is not None})
    if None in found.values() or levels != list(range(len(levels))) or not rows or found[rows[0][1].kind] != 0:
        return {}
    return {kind: level for kind, level in found.items() if level}


def _by_form(page: Page) -> Heads:
    """Heads that are author lines by their form: with a date, a verb, a label; or a name over a date."""
    heads: Heads = {}
    for row in range(len(page)):
        line = page.author_line(row)
        over = row + 1 < len(page) and (_name_over_date(page, row) or _date_over_name(page, row))
        if not marked(page, row) and ((line and line.name) or over):
            heads[row] = _unmarked(page, row)
    return heads


def _above_signatures(page: Page, signatures: Heads) -> Heads:
    """Heads that are the first words of comments signed below; empty where the author lines stand above the words."""
    rows = [row for row in signatures if page.author_line(row)]
    below = [row for row in rows if row and not _opens(page, row) and _closes(page, row)]
    if len(below) < 2 or len(below) * 2 < len(rows):
        return {}
    first = below[0]
    while first and not _opens(page, first):
        first -= 1
    rows = [first, *(row + 1 for row in below[:-1])]
    return {} if any(marked(page, row) for row in rows) else {row: _unmarked(page, row) for row in rows}


def _closes(page: Page, row: int) -> bool:
    return row + 1 == len(page) or bool(page.rows[row + 1].blanks or page.rows[row + 1].ruled)


def _name_over_date(page: Page, row: int, offset: int = 0) -> bool:
    below, name = page.rows[row + 1], page.name(row, offset)
    if not name or below.blanks or not likely(page.rows[row].text[offset:][name.start : name.end]):
        return False
    return page.date(row + 1) is not None


def _date_over_name(page: Page, row: int) -> bool:
    below = page.rows[row + 1]
    if below.blanks or not page.date(row) or not page.name(row + 1) or row + 2 >= len(page):
        return False
    return _opens(page, row) and below.column == page.rows[row].column and page.date(row + 2) is None


def _over_deeper_words(page: Page) -> Heads:
    """Heads that are names whose words stand deeper."""
    rows = page.rows
    return {
        row: _unmarked(page, row)
        for row in range(len(rows) - 1)
        if rows[row + 1].column > rows[row].column and _signed(page, row)
    }


def _under_rules(page: Page) -> Heads:
    """Heads that are author lines below a rule."""
    return {
        row: _unmarked(page, row)
        for row in range(len(page) - 1)
        if (page.rows[row].ruled or _headed(page, row)) and _signed(page, row)
    }


def _below_heading(page: Page) -> Heads:
    """Heads that are names over words below the heading of a thread, or anywhere in quoting."""
    start = 0 if page.quoted else next((row for row in range(len(page)) if _headed(page, row)), len(page))
    return {
        row: _unmarked(page, row)
        for row in range(start, len(page) - 1)
        if _opens(page, row) and _signed(page, row) and _over_words(page, row)
    }


def _unmarked(page: Page, row: int) -> Head:
    return Head(row, page.rows[row].column, page.rows[row].column)


def _signed(page: Page, row: int) -> bool:
    if marked(page, row):
        return False
    return page.author_line(row) is not None or page.name(row) is not None


def marked(page: Page, row: int) -> bool:
    """Whether a row begins with what can only be a bullet or a number."""
    bullet = page.bullets[row]
    return bullet is not None and not doubtful(bullet)


def _headed(page: Page, row: int) -> bool:
    return row > 0 and page.heading(row - 1)


def _opens(page: Page, row: int) -> bool:
    if row == 0 or _headed(page, row) or buttons(page.rows[row - 1].text):
        return True
    here = page.rows[row]
    return bool(here.blanks or here.ruled or here.column != page.rows[row - 1].column)


def _over_words(page: Page, row: int) -> bool:
    if page.author_line(row):
        return True
    here, below = page.rows[row], page.rows[row + 1]
    if below.column != here.column:
        return below.column > here.column
    return not below.blanks or page.name(row + 1) is None
