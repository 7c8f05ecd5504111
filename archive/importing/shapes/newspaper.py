"""A page of a newspaper, a journal or a blog: its head, its text, its pictures, and what the site prints round it."""

from collections.abc import Iterator, Sequence

from archive.importing.corrections import Corrections
from archive.importing.draft import Draft
from archive.importing.page import body, dated, furniture, head, signing
from archive.importing.page.captions import mark_captions, mark_credits
from archive.importing.page.lists import mark_lists
from archive.importing.page.oddities import page_oddities
from archive.importing.page.units import Unit, read_units
from archive.importing.record import BlockKind, Record
from archive.importing.source import Line, Source

NAME = "newspaper"
VERSION = 1

FOOT_PROSE_WORDS = 40
# The last lines of a text, where a letter has its date.
LAST = 3
# So many lines show whether a document is a page.
SAMPLE = 2000


def read_page(draft: Draft, lines: Sequence[Line], corrections: Corrections) -> None:
    """Add the blocks, the title, the bylines, the dates and the notes of these lines to a draft.

    The lines are consecutive lines of `draft.source`. Where the draft holds an article already, these lines stand
    below its comments: no title, byline or date is looked for in them.
    """
    units = read_units(draft, lines, corrections)
    if any(block.kind in (BlockKind.TITLE, BlockKind.PARAGRAPH) for block in draft.blocks):
        _read_foot(draft, units)
    else:
        _read_article(draft, units)
    for unit in units:
        draft.add(unit.kind or BlockKind.PARAGRAPH, unit.pieces)


def _read_foot(draft: Draft, units: Sequence[Unit]) -> None:
    for unit in units:
        if unit.kind is None and unit.words >= FOOT_PROSE_WORDS and not furniture.is_furniture(unit.text):
            unit.kind = BlockKind.PARAGRAPH
            draft.doubt(unit.line, "a long paragraph below the comments; it stays")
        unit.kind = unit.kind or BlockKind.BOILERPLATE


def text_begins(source: Source) -> int:
    """The line of a page at which the text begins below title, bylines and dates; 0 where nothing reads like one."""
    draft = Draft(source)
    units = read_units(draft, source.lines[:SAMPLE], Corrections())
    _mark(draft, units)
    begin = head.text_begins(units)
    return units[begin].line if begin < len(units) else 0


def _mark(draft: Draft, units: Sequence[Unit]) -> None:
    """Give their kinds to the units that tell by themselves what they are."""
    signing.mark_lines(draft, units)
    mark_credits(units)
    dated.mark_dates(units)
    mark_captions(units)
    furniture.mark_furniture(units)
    mark_lists(units)


def _read_article(draft: Draft, units: Sequence[Unit]) -> None:
    _mark(draft, units)
    menus = furniture.menu_runs(units)
    begin = head.text_begins(units)
    title, rivals = _take_title(draft, units, begin, menus)
    has_text = begin < len(units)
    if not has_text:
        # Nothing reads like a paragraph: what stands below the title is the text.
        begin = units.index(title) + 1 if title else 0
    end = body.text_ends(units, begin)
    signing.mark_bare_names(draft, units, title, begin)
    head.mark_between(units, title, begin, menus, frozenset(rivals))
    for line, what in [*body.mark_body(units, begin, end, menus), *body.mark_foot(units, end)]:
        draft.doubt(line, what)
    signing.take(draft, units, title, begin, end)
    _take_dates(draft, units, units.index(title) if title else begin, range(begin, end), has_text=has_text)
    page_oddities(draft, units)


def _take_title(draft: Draft, units: Sequence[Unit], begin: int, menus: set[int]) -> tuple[Unit | None, list[Unit]]:
    """The title, and the lines that could be it as well."""
    rivals: list[Unit] = []
    title = next((unit for unit in units if unit.kind == BlockKind.TITLE), None)
    if title is None:
        title, rivals = head.find_title(units, begin, menus)
        title = title or signing.title_after_all(units)
    if title is None:
        draft.did(units[0].line if units else 1, "no title is printed")
        return None, []
    title.kind = BlockKind.TITLE
    draft.title = title.span(*head.heading_of(title.text))
    for rival in rivals:
        draft.doubt(rival.line, "could be the title as well")
    return title, rivals


def _take_dates(draft: Draft, units: Sequence[Unit], at: int, text: range, *, has_text: bool) -> None:
    """The dates of the head, whose title stands at `at`, of the last lines of the text, and labelled ones anywhere.

    On a page without a text several dates belong to several texts.
    """
    found = [
        (place, one)
        for place, unit in enumerate(units)
        for one in _dates(unit)
        if place < text.start or text.stop - LAST <= place < text.stop or one.label or unit.fixed
    ]
    if len(found) > 1 and not has_text:
        draft.doubt(found[0][1].unit.line, "several dates and no text that one of them would belong to")
        return
    above = [place for place, _ in found if place < at]
    between = units[above[0] : at] if above else []
    parted = sum(unit.kind == BlockKind.BOILERPLATE for unit in between) > 1
    days = dated.choose([one for _, one in found], len(above), parted=parted)
    if days.published:
        draft.published = dated.placed(days.published)
    if days.captured:
        draft.captured = dated.placed(days.captured)
        draft.did(days.captured.unit.line, "the date above the title is read as the day on which the page was kept")
    if not days.published and not days.captured:
        _take_dateline(draft, units)
    if days.doubt:
        draft.doubt(found[0][1].unit.line, days.doubt)


def _take_dateline(draft: Draft, units: Sequence[Unit]) -> None:
    """The date in front of the first paragraph, between the place and a dash, where it has a year."""
    first = next((unit for unit in units if unit.kind == BlockKind.PARAGRAPH), None)
    found = dated.in_dateline(first) if first else None
    if found:
        draft.published = dated.placed(found)
        draft.doubt(found.unit.line, "the day of publication is that of the dateline")


def _dates(unit: Unit) -> Iterator[dated.Dated]:
    if unit.kind in (BlockKind.DATE, BlockKind.BYLINE, BlockKind.RUNNING_HEAD):
        yield from (one for one in dated.dates_of(unit) if not one.relative)


def score(source: Source) -> float:
    """0.05 to 0.8: how many of the things that only such a page has were found."""
    draft = Draft(source)
    read_page(draft, source.lines[:SAMPLE], Corrections())
    record = draft.finish(NAME, VERSION)
    kinds = {block.kind for block in record.blocks}
    evidence = (
        record.title is not None,
        bool(record.bylines),
        record.published is not None,
        BlockKind.CAPTION in kinds,
        BlockKind.BOILERPLATE in kinds,
        BlockKind.STANDFIRST in kinds or BlockKind.HEADING in kinds,
    )
    return 0.2 + 0.1 * sum(evidence) if any(evidence) and BlockKind.PARAGRAPH in kinds else 0.05


def read(source: Source, corrections: Corrections) -> Record:
    draft = Draft(source)
    read_page(draft, source.lines, corrections)
    return draft.finish(NAME, VERSION)
