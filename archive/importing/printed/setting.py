"""How a document is set: the width of its columns, blanks behind rows that go on, blank lines between all rows.

Widths are code points and hold for a neighbourhood of rows, since one document may be set in columns of two widths.
"""

import re
from collections import Counter
from collections.abc import Sequence
from functools import cached_property
from itertools import chain, pairwise
from statistics import median_high

from archive.importing.printed.rows import Row
from archive.importing.sentences import DASHES, Start, ends, hyphened, start_of

NEIGHBOURHOOD = 64
ENOUGH = 5
CLOSED_DASH = re.compile(rf"\w[{DASHES}]\w")
OPEN_DASH = re.compile(rf"\w [{DASHES}]")


def runs_on(above: Row, below: Row) -> bool:
    """Whether two rows are plainly one sentence, whatever stands between them."""
    return not ends(above.text) and not hyphened(above.text) and start_of(below.text) is Start.SMALL


class Setting:
    def __init__(self, source: str, rows: Sequence[Row]) -> None:
        self._source = source
        self._rows = rows
        # Rows whose sentence goes on in the next row: what lies between such rows is how the document is set.
        self._flowing = [(above, below) for above, below in pairwise(rows) if not below.page and runs_on(above, below)]

    @cached_property
    def leading(self) -> int:
        """The blank lines between two rows of one paragraph; 0 for most documents."""
        gaps = Counter(below.gap for _, below in self._flowing)
        if len(self._flowing) < ENOUGH:
            return 0
        gap, count = gaps.most_common(1)[0]
        return gap if count >= 0.7 * len(self._flowing) else 0

    def trailing(self, row: Row) -> bool:
        """Whether a blank stands behind the row."""
        return self._source[row.end : row.end + 1] == " "

    @cached_property
    def blank_behind(self) -> bool:
        """Whether rows that go on have a blank behind them, and ends of paragraphs none."""
        flowing = [self.trailing(above) for above, below in self._flowing if below.gap == self.leading]
        closing = [
            self.trailing(above)
            for above, below in pairwise(self._rows)
            if below.gap > self.leading and ends(above.text)
        ]
        return len(flowing) >= ENOUGH and sum(flowing) >= 0.9 * len(flowing) and sum(closing) <= 0.5 * len(closing)

    @cached_property
    def lone_blanks(self) -> bool:
        """Whether a single blank before a row is no indentation but what a new frame of the page left there."""
        single = sum(row.indent == 1 for row in self._rows)
        return 0 < single <= 0.35 * len(self._rows) and sum(row.indent == 0 for row in self._rows) > 0.5 * len(
            self._rows
        )

    def width(self, index: int) -> int:
        """The length of a full row round the row of this index."""
        return self._widths[index // NEIGHBOURHOOD]

    @cached_property
    def _widths(self) -> list[int]:
        chunks: list[list[int]] = [[] for _ in range(len(self._rows) // NEIGHBOURHOOD + 1)]
        for index, (above, below) in enumerate(pairwise(self._rows)):
            if below.gap <= self.leading and not below.page:
                chunks[index // NEIGHBOURHOOD].append(above.length)
        everywhere = self._median([length for chunk in chunks for length in chunk])
        return [
            self._median(near) if len(near) >= 2 * ENOUGH else everywhere
            for near in ([*chain.from_iterable(chunks[max(at - 1, 0) : at + 2])] for at in range(len(chunks)))
        ]

    def _median(self, lengths: list[int]) -> int:
        return median_high(lengths) if lengths else max((row.length for row in self._rows), default=0)

    @cached_property
    def closed_dashes(self) -> bool:
        """Whether dashes stand between words without blanks."""
        closed = sum(len(CLOSED_DASH.findall(row.text)) for row in self._rows)
        return closed > sum(len(OPEN_DASH.findall(row.text)) for row in self._rows)
