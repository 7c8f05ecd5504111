"""Text that was broken into lines of one width, put together again."""

from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import pairwise

from archive.importing import sentences
from archive.importing.compounds import Verdict, goes, stays
from archive.importing.corrections import Corrections
from archive.importing.draft import Draft, Piece
from archive.importing.hyphens import Vocabulary, break_between, judge
from archive.importing.languages import language_of
from archive.importing.page.lines import content
from archive.importing.source import Line
from archive.text.runs import Span

# Longer lines are no product of breaking a text into lines, and neither is a text of short ones.
WIDEST = 130
NARROWEST = 30
# Fewer breaks than these prove no width.
FEWEST_BREAKS = 4
# So much of a text shows its language.
SAMPLE = 20_000


class Rewrapping:
    """Of the lines of one page: which of them go on with the line before, and what becomes of the line end."""

    def __init__(self, draft: Draft, lines: Sequence[Line], corrections: Corrections) -> None:
        self._draft = draft
        self._lines = lines
        self._corrections = corrections
        self._width = _width(lines)

    def belongs(self, line: Line, after: Line) -> bool:
        """Whether a line goes on with the line before it: its first word would not have fitted there."""
        if self._width is None or after.number != line.number + 1 or after.indent > line.indent + 1:
            return False
        return _full(line, after, self._width) or sentences.hyphened(line.text.rstrip())

    def pieces(self, group: Sequence[Line]) -> Iterator[Piece]:
        """The lines of a unit, with a blank between them or a hyphen decided by evidence; each is noted."""
        for line, after in pairwise(group):
            start, end = content(line)
            verdict = self._verdict(line, after)
            if verdict is None:
                yield Span(start, end)
                yield " "
                continue
            note = self._draft.did if verdict.sure else self._draft.doubt
            note(line.number, f"{'kept' if verdict.keep else 'joined'} hyphen: {verdict.why}")
            yield Span(start, end if verdict.keep else end - 1)
            if verdict.blank:
                yield " "
        yield content(group[-1])

    def _verdict(self, line: Line, after: Line) -> Verdict | None:
        above = line.text.rstrip()
        if not sentences.hyphened(above):
            return None
        for what, say in (("join", goes), ("keep", stays)):
            if self._corrections.says(line.number, what):
                return say("by correction")
        divided = break_between(above, after.text.strip())
        return judge(divided, self._vocabulary, self._language) if divided else None

    @cached_property
    def _vocabulary(self) -> Vocabulary:
        return Vocabulary.of_rows([line.text.strip() for line in self._lines])

    @cached_property
    def _language(self) -> str:
        return language_of(self._draft.source.text[:SAMPLE])


def _width(lines: Sequence[Line]) -> int | None:
    """The width at which the lines of a page were broken, or None where a line is a paragraph.

    In broken text the first word of a line would not have fitted on the line above it, and sentences run over.
    """
    narrow = [len(line.text.rstrip()) for line in lines if len(line.text) <= WIDEST]
    if len(narrow) < FEWEST_BREAKS + 1 or len(narrow) < 0.95 * len(lines) or max(narrow) < NARROWEST:
        return None
    width = max(narrow)
    breaks = [(line, after) for line, after in pairwise(lines) if after.number == line.number + 1]
    full = [line for line, after in breaks if _full(line, after, width)]
    running = [line for line in full if not sentences.ends(line.text.rstrip())]
    proved = len(full) >= max(FEWEST_BREAKS, 0.6 * len(breaks)) and len(running) >= 0.5 * len(full)
    return width if proved else None


def _full(line: Line, after: Line, width: int) -> bool:
    words = after.text.split(maxsplit=1)
    return len(line.text.rstrip()) + 1 + len(words[0] if words else "") > width
