"""How a thread is set: blank lines, columns, and the names that surely are authors."""

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from archive.importing.threads.authorlines import folded
from archive.importing.threads.layout import Layout, author_of

# A spacing that occurs so often is usual, however rare its share.
OFTEN = 4


@dataclass(frozen=True)
class Spacing:
    """`between` and `inside` count the blank lines between comments and between paragraphs; `indent` is the way from
    bullet to words in columns, `step` that from a comment to its answer; `columns` are those of the bullets, `levels`
    the nestings, and `level_of` gives the nesting of words by their column."""

    between: int
    inside: int
    indent: int
    step: int
    columns: frozenset[int]
    levels: tuple[int, ...]
    level_of: Mapping[int, int]
    names: frozenset[str]
    ruled: bool

    @classmethod
    def of(cls, layout: Layout) -> "Spacing":
        rows, heads = layout.page.rows, layout.heads
        thread = range(layout.first + 1, layout.last + 1)
        # Heads without authors may be the items of a list among the words.
        sure = sum(map(bool, layout.authored.values())) > 2
        between = Counter(
            rows[row].blanks
            for row in thread
            if row in heads and not rows[row].ruled and (layout.authored[row] or not sure)
        )
        inside = Counter(rows[row].blanks for row in thread if row not in heads and rows[row].blanks)
        signed = [head for head in heads.values() if layout.authored[head.row] and head.row + 1 < len(rows)]
        ruled = sum(rows[head.row].ruled for head in heads.values())
        usual = _usual(between, share=5, least=1)
        return cls(
            between=usual,
            # Nobody parts two paragraphs further than two comments.
            inside=max(min(_usual(inside, share=4, least=3), usual), 1),
            indent=_most(max(rows[head.row + 1].column - head.column, 0) for head in signed),
            step=max(_most(_steps(layout)), 1),
            columns=frozenset(head.column for head in heads.values()),
            levels=tuple(sorted({head.key for head in heads.values()})),
            level_of={
                rows[head.row + 1].column: head.key for head in signed if rows[head.row + 1].column > head.column
            },
            names=frozenset(name for head in signed if (name := author_of(layout.page, head))),
            ruled=ruled * 2 > len(heads),
        )

    def knows(self, name: str) -> bool:
        return folded(name) in self.names

    def too_far(self, blanks: int) -> bool:
        """Whether so many blank lines can't stand between two paragraphs of one comment."""
        return blanks > self.inside or (self.between > self.inside and blanks >= self.between)

    def level(self, column: int) -> int:
        """The nesting of words that stand in a column."""
        return self.level_of.get(column, max(column - self.indent, self.levels[0]))

    def has_level(self, above: int, below: int) -> bool:
        """Whether comments of the thread are nested between two nestings."""
        return bisect_right(self.levels, above) < bisect_left(self.levels, below)


def _usual(counts: Counter[int], *, share: int, least: int) -> int:
    """The commonest number of blank lines, or the largest of those that are common as well."""
    if not counts:
        return 0
    number = max(counts.values())
    if number < least:
        return 1
    common = sorted(blanks for blanks, count in counts.items() if count == number)
    commonest = next(filter(None, common), 0)
    total = sum(counts.values())
    return max(
        blanks
        for blanks, count in counts.items()
        if blanks == commonest or (blanks > commonest and count >= OFTEN and count * share >= total)
    )


def _most(values: Iterable[int]) -> int:
    counts = Counter(values)
    return min(counts, key=lambda value: (-counts[value], value)) if counts else 0


def _steps(layout: Layout) -> Iterable[int]:
    """From each comment to its first answers, in nesting."""
    opened: list[int] = []
    for head in layout.heads.values():
        while opened and opened[-1] >= head.key:
            opened.pop()
        if opened:
            yield head.key - opened[-1]
        opened.append(head.key)
