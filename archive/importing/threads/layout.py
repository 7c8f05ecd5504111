"""How a page prints its comments, and where its thread begins and ends.

Of the ways in which heads can be found the one is taken that speaks most clearly for comments. A list in an
article has items without authors, and paragraphs that stand outside of it on both sides.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from archive.importing.sentences import ends
from archive.importing.source import Line
from archive.importing.threads.authorlines import folded, inline_name, proper
from archive.importing.threads.heads import Head, Heads, authored, marked, ways
from archive.importing.threads.rows import Page
from archive.importing.threads.words import footer

LONG_ROW = 80
# A heading stands at most so many rows above the first comment.
REACH = 6
# Words that stand no deeper than names go on for so many paragraphs before they speak against a comment.
PARAGRAPHS = 3
# A sentence outside weighs as much as so many other rows.
SENTENCE = 3
# A bullet, a name, a date and an answer may stand on rows of their own.
HEAD_ROWS = 4


@dataclass(frozen=True)
class Layout:
    """The heads of a thread by their rows, and how it is printed.

    `authored` tells how surely each gives an author (see `heads.authored`); `first` and `last` are the rows of
    the first and the last head, `title` that of the heading above them. `hanging` says that words stand deeper than
    bullets or names, `base` is the column of the shallowest, `inline` says that names stand before words on one row.
    `evidence` weighs what speaks for a thread of comments.
    """

    page: Page
    heads: Heads
    authored: Mapping[int, int]
    first: int
    last: int
    title: int | None
    hanging: bool
    base: int
    inline: bool
    evidence: float


class Run(NamedTuple):
    """Heads with no row between them that stands outside of the thread; `outside` counts such rows before it."""

    first: int
    last: int
    weight: float
    outside: int


def find_layout(lines: Sequence[Line]) -> Layout | None:
    """The layout that speaks most clearly for comments; None for a page without anything like them."""
    quoting = _quotes(lines)
    pages = [Page(lines, quoting=quoting)]
    if quoting:
        pages.append(Page(lines, quoted=True))
    found = [layout for page in pages for heads in ways(page) if heads and (layout := _layout(page, heads))]
    return max(found, key=lambda layout: layout.evidence, default=None)


def _quotes(lines: Sequence[Line]) -> bool:
    """Whether signs of quoting stand before whole comments, not before their first lines only."""
    marked = [line.text.lstrip().startswith(">") for line in lines]
    together = sum(one and other for one, other in pairwise(marked))
    return together > 0 and together * 2 >= sum(marked)


def _layout(page: Page, heads: Heads) -> Layout | None:
    if next(iter(heads.values())).bullet is None:
        heads = _without_byline(page, heads)
        if _over_words(page, heads) < 1 + (not any(map(page.heading, range(len(page))))):
            return None
    strengths = {row: authored(page, head) for row, head in heads.items()}
    inline = _inline(page, heads)
    strengths |= {row: max(1, strengths[row]) for row in inline}
    strengths |= _signed_below(page, heads)
    title = _title(page, strengths)
    if title is None and not any(strengths.values()):
        return None
    rows = [row for row in heads if title is None or row > title]
    signed = [row for row in rows if strengths[row]]
    deeper = sum(page.rows[row + 1].column > heads[row].column for row in signed if row + 1 < len(page))
    hanging = deeper * 2 >= len(signed)
    span = _span(_runs(page, heads, strengths, rows, hanging=hanging, titled=title is not None))
    if span is None:
        return None
    first, last = span if hanging else _extended(page, heads, rows, *span)
    if title is not None and not hanging:
        first = rows[0]
    heads = {row: heads[row] for row in rows if first <= row <= last}
    if title is not None and first - title > REACH:
        title = None
    base = min(_shallowest(page, head.row, head.column, hanging=hanging) for head in heads.values())
    evidence = _evidence(page, heads, strengths, titled=title is not None, hanging=hanging)
    return Layout(page, heads, strengths, first, last, title, hanging, base, bool(inline), evidence)


def _over_words(page: Page, heads: Heads) -> int:
    """How many heads stand over words, not over the next head or a date alone."""
    return sum(
        any(not page.date(below) for below in range(row + 1, min(after, row + HEAD_ROWS)))
        for row, after in pairwise([*heads, len(page)])
    )


def _without_byline(page: Page, heads: Heads) -> Heads:
    """Author lines without the one below the title of an article, over several paragraphs."""
    rows = list(heads)
    below = rows[1] if len(rows) > 1 else len(page)
    paragraphs = sum(place.blanks > 0 for place in page.rows[rows[0] + 1 : below])
    byline = 0 < rows[0] <= REACH and paragraphs >= PARAGRAPHS and not page.heading(rows[0] - 1)
    return {row: heads[row] for row in rows[byline:]}


def _inline(page: Page, heads: Heads) -> list[int]:
    """Heads with name and words on one row (“Name: words”), if most are and nesting or names speak for comments."""
    names = {}
    for row, head in heads.items():
        line = inline_name(page.rows[row].text, head.offset) if head.bullet else None
        if line and line.name:
            names[row] = page.rows[row].text[line.name.start : line.name.end]
    if len(names) * 5 < len(heads) * 3 or sum(map(proper, names.values())) * 2 < len(names):
        return []
    nested = len({heads[row].key for row in names}) > 1
    repeated = len(names) - len(set(map(folded, names.values())))
    speaks = nested or repeated * 4 >= len(names) or any(map(page.heading, range(len(page))))
    return list(names) if speaks else []


def _signed_below(page: Page, heads: Heads) -> Mapping[int, int]:
    """Heads whose author line is the second or the last row of their words, if most are so."""
    rows = list(heads)
    below: dict[bool, dict[int, int]] = {True: {}, False: {}}
    for row, after in pairwise([*rows, len(page)]):
        for second, place in ((True, row + 1), (False, after - 1)):
            line = page.author_line(place) if row < place < after else None
            if line and line.name and line.words is None:
                below[second][row] = 2
    found = max(below.values(), key=len)
    most = len(found) > 1 and len(found) * 2 > rows.index(max(found)) - rows.index(min(found))
    return found if most else {}


def _title(page: Page, strengths: Mapping[int, int]) -> int | None:
    """The row of the heading right above the comments; None where most of them stand above any."""
    rows = list(strengths)
    total, below, number = sum(map(bool, strengths.values())), 0, len(rows)
    for row in range(rows[-1] - 1, -1, -1):
        while number and rows[number - 1] > row:
            number -= 1
            below += bool(strengths[rows[number]])
        if rows[number] - row <= REACH and below * 2 >= total and page.heading(row):
            if page.rows[row].column > page.rows[rows[number]].column:
                continue
            between = page.rows[row + 1 : rows[number]]
            if not any(len(place.text) > LONG_ROW or ends(place.text) for place in between):
                return row
    return None


def _shallowest(page: Page, row: int, column: int, *, hanging: bool) -> int:
    return column if hanging or row + 1 == len(page) else min(column, page.rows[row + 1].column)


def _runs(
    page: Page, heads: Heads, strengths: Mapping[int, int], rows: Sequence[int], *, hanging: bool, titled: bool
) -> Iterator[Run]:
    """Hanging heads run on until a row stands no deeper than they do; others stand for themselves."""
    first, weight, outside, lowest = rows[0], 0.0, 0, heads[rows[0]].column
    for number, row in enumerate(rows):
        lowest = min(lowest, _shallowest(page, row, heads[row].column, hanging=hanging))
        following = rows[number + 1] if number + 1 < len(rows) else row + 1
        weight += 1.0 + strengths[row] if strengths[row] else 0.5 if titled else -0.5
        body = range(body_of(page, row), following)
        outdented = sum(_outside(page, below, lowest + hanging) for below in body)
        if not hanging:
            weight -= 0.5 * max(sum(page.rows[below].blanks > 0 for below in body) - PARAGRAPHS, 0)
        if outdented or not hanging or row == rows[-1]:
            yield Run(first, row, weight, outside)
            first, weight, outside, lowest = (
                following,
                0.0,
                outdented,
                heads[following].column if following in heads else 0,
            )


def _outside(page: Page, row: int, column: int) -> int:
    """What a row left of a column weighs against comments; nothing for a name over deeper words without its bullet."""
    here = page.rows[row]
    if here.column >= column:
        return 0
    deeper = row + 1 < len(page) and not marked(page, row + 1) and page.rows[row + 1].column > here.column
    if deeper and page.name(row):
        return 0
    return SENTENCE if len(here.text) > LONG_ROW or ends(here.text) else 1


def body_of(page: Page, row: int) -> int:
    """The first row below a head that can't belong to it: rows right under a head may give name and date."""
    for below in range(row + 1, min(row + HEAD_ROWS, len(page))):
        if page.rows[below].blanks or page.rows[below].ruled:
            return below
    return min(row + HEAD_ROWS, len(page))


def _span(runs: Iterator[Run]) -> tuple[int, int] | None:
    """First and last head of the thread: the runs in a row that weigh most, less the rows outside between them."""
    best, heaviest, first, weight = None, 0.0, 0, 0.0
    for run in runs:
        weight -= run.outside
        if weight <= 0:
            first, weight = run.first, 0.0
        weight += run.weight
        if weight > heaviest:
            best, heaviest = (first, run.last), weight
    return best


def _extended(page: Page, heads: Heads, rows: Sequence[int], first: int, last: int) -> tuple[int, int]:
    """The span with the bullets without authors that go on in the same way right before it and after it."""
    start, stop = rows.index(first), rows.index(last)
    while start and _leads_to(page, heads[rows[start - 1]], heads[rows[start]]):
        start -= 1
    known = {_count(heads[row]) for row in rows[start : stop + 1]}
    while stop + 1 < len(rows) and (count := _count(heads[rows[stop + 1]])):
        if count[1] > 1 and (count[0], count[1] - 1) not in known:
            break
        known.add(count)
        stop += 1
    return rows[start], rows[stop]


def _count(head: Head) -> tuple[str, int] | None:
    """Kind and number of a bullet; glyphs are one kind without numbers."""
    if not head.bullet:
        return None
    return (head.bullet.kind, head.bullet.path[-1]) if head.bullet.path else ("", 0)


def _leads_to(page: Page, head: Head, after: Head) -> bool:
    """Whether a bullet counts up to the next, and nothing but deeper rows stands between."""
    before, count = _count(head), _count(after)
    if not before or not count or before[0] != count[0] or count[1] not in (0, before[1] + 1):
        return False
    return all(place.column > head.column for place in page.rows[head.row + 1 : after.row])


def _evidence(page: Page, heads: Heads, strengths: Mapping[int, int], *, titled: bool, hanging: bool) -> float:
    sure = sum(strengths[row] == 2 for row in heads)
    placed = sum(strengths[row] == 1 for row in heads)
    bulleted = [head.bullet for head in heads.values() if head.bullet]
    nested = len({head.key for head in heads.values()}) > 1 or any(len(head.path) > 1 for head in heads.values())
    names = Counter(author_of(page, head) for head in heads.values() if strengths[head.row])
    del names[""]
    repeated = any(count > 1 for count in names.values())
    signed = sure + placed
    score = min(0.25 * min(sure, 3) + 0.1 * min(placed, 4), 0.75) + 0.3 * titled + 0.15 * repeated
    score += 0.3 * (nested and (signed > 1 or titled))
    score += 0.15 * (len(bulleted) > 1) + 0.05 * any(not bullet.path for bullet in bulleted)
    if signed * 3 < len(heads) and not titled:
        score -= 0.3
    sections = all(head.bullet and head.bullet.path and head.bullet.kind[0] != "#" for head in heads.values())
    if sections and not (sure or nested or titled or repeated):
        # Numbered names over words, and no more: these can as well be the sections of an article.
        score -= 0.2
    if not bulleted and not titled:
        score -= 0.05 if sure else 0.5 if not _prose(page, heads) else 0.0 if nested and hanging else 0.2
    if hanging and not titled and sure < 2 and _goes_on(page, heads):
        score -= 0.3
    return score


def _goes_on(page: Page, heads: Heads) -> bool:
    """Whether an article goes on below: long rows that stand no deeper than the heads."""
    base = min(head.column for head in heads.values())
    below = page.rows[max(heads) + 1 :]
    return any(len(place.text) > LONG_ROW and place.column <= base and not footer(place.text) for place in below)


def author_of(page: Page, head: Head) -> str:
    """The name that a head gives, folded for comparing; empty for none."""
    row, offset = (head.row, head.offset) if head.offset < len(page.rows[head.row].text) else (head.row + 1, 0)
    if row >= len(page):
        return ""
    line, text = page.author_line(row, offset), page.rows[row].text[offset:]
    span = line.name if line else page.name(row, offset)
    return folded(text[span.start : span.end]) if span else ""


def _prose(page: Page, heads: Heads) -> bool:
    """Whether what stands under the heads reads like sentences."""
    last = max(heads)
    body = [page.rows[row].text for row in range(min(heads), min(last + 2, len(page))) if row not in heads]
    return sum(ends(text) or len(text) > LONG_ROW for text in body) * 3 >= len(body) > 0
