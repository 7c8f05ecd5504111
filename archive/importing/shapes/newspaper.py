"""A page of a newspaper, a journal or a blog: title, standfirst, byline, dates, captions, the text, and the menus round it."""

from collections.abc import Sequence

from archive.importing.corrections import Corrections
from archive.importing.draft import Draft
from archive.importing.record import BlockKind, Record
from archive.importing.source import Line, Source
from archive.text.runs import Span

NAME = "newspaper"
VERSION = 1


def read_page(draft: Draft, lines: Sequence[Line], corrections: Corrections) -> None:
    """Add the blocks, the title, the bylines, the dates and the notes of these lines to a draft.

    The lines are consecutive lines of `draft.source`. Where the draft holds blocks already, these lines stand
    after the article (below its comments): no title, byline or date is looked for in them.
    """
    for line in lines:
        if not line.blank:
            draft.add(BlockKind.PARAGRAPH, [Span(line.start, line.end)])


def score(source: Source) -> float:
    """How well the shape fits, 0 to 1."""
    return 0.5 if source.text.strip() else 0.0


def read(source: Source, corrections: Corrections) -> Record:
    draft = Draft(source)
    read_page(draft, source.lines, corrections)
    return draft.finish(NAME, VERSION)
