"""Any other text, as a fallback: blank lines part its paragraphs, its lines stay lines, and no word is given a role."""

from archive.importing.corrections import Corrections
from archive.importing.draft import Draft
from archive.importing.page import dated, signing
from archive.importing.page.units import Unit, read_paragraphs
from archive.importing.record import BlockKind, Record
from archive.importing.source import Source

NAME = "plain"
VERSION = 1


def score(source: Source) -> float:
    """Low and the same for every text: taken where no other shape fits."""
    return 0.1 if source.text.strip() else 0.0


def read(source: Source, corrections: Corrections) -> Record:
    draft = Draft(source)
    units = read_paragraphs(draft, source.lines, corrections)
    signing.mark_lines(draft, [unit for unit in units if unit.fixed])
    for unit in units:
        draft.add(unit.kind or BlockKind.PARAGRAPH, unit.pieces)
        _take(draft, unit)
    return draft.finish(NAME, VERSION)


def _take(draft: Draft, unit: Unit) -> None:
    """What a correction says that this paragraph is."""
    if unit.kind == BlockKind.TITLE:
        draft.title = unit.whole
    if unit.kind == BlockKind.BYLINE:
        draft.bylines += [(unit.span(*name), role) for name, role in unit.names]
    if unit.kind == BlockKind.DATE and (dates := dated.dates_of(unit)):
        draft.published = dated.placed(dates[0])
