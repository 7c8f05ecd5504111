"""Where on a page bylines are looked for, and which of them count."""

from collections.abc import Iterable, Sequence

from archive.importing.draft import Draft
from archive.importing.page import bylines
from archive.importing.page.bylinewords import AUTHOR, PHOTOGRAPHER
from archive.importing.page.names import is_bare_name, may_go_on, names_only, read_name
from archive.importing.page.units import Unit
from archive.importing.record import BlockKind
from archive.text.runs import Span

# The last units of an article, in which it may speak of itself.
LAST = 3
# So many units above a title a name may be the writer’s.
NEAR = 3
BELOW = 20
LINE_WORDS = 16
SENTENCE_WORDS = 8
OWN_BLOCK_WORDS = 25


def mark_lines(draft: Draft, units: Sequence[Unit]) -> None:
    """Give the kind byline to lines that are one, also where the name stands on the line below its marker.

    A line that names only a photographer is one below another byline, and else the credit of a picture.
    """
    for place, unit in enumerate(units):
        if unit.fixed and unit.kind == BlockKind.BYLINE:
            _sign_corrected(unit)
        if unit.kind is not None or unit.words > LINE_WORDS or (unit.ends and unit.words > SENTENCE_WORDS):
            continue
        signed = bylines.read_line(unit.text, junk=place > 0)
        if signed and (signed[0].role != PHOTOGRAPHER or (place and units[place - 1].kind == BlockKind.BYLINE)):
            unit.kind = BlockKind.BYLINE
            unit.names = [*signed]
            if may_go_on(unit.text, signed[-1].name.end):
                draft.doubt(unit.line, "what follows the name behind a comma may be a house or another writer")
        elif bylines.is_marker(unit.text) and place + 1 < len(units):
            _sign_below(unit, units[place + 1])


def title_after_all(units: Sequence[Unit]) -> Unit | None:
    """A first line such as "By Design", where the page has no other title: one word behind "by" is no sure name."""
    for unit in units[:1]:
        if len(unit.names) == 1 and not unit.fixed and " " not in unit.text[slice(*unit.names[0][0])]:
            unit.names = []
            return unit
    return None


def _sign_below(marker: Unit, below: Unit) -> None:
    signed = bylines.read_line(f"{marker.text} {below.text}") if below.kind is None else []
    shift = len(marker.text) + 1
    if signed and all(name.start >= shift for name, _ in signed):
        marker.kind = below.kind = BlockKind.BYLINE
        below.names = [(Span(name.start - shift, name.end - shift), role) for name, role in signed]


def _sign_corrected(unit: Unit) -> None:
    """A line that a person called a byline: by its marker, or else the name that it begins with."""
    signed = bylines.read_line(unit.text, junk=True) or bylines.read_sentence(unit.text)
    if not signed and (name := read_name(unit.text, 0)):
        signed = [bylines.Signed(name, AUTHOR)]
    unit.names = [*signed]


def mark_bare_names(draft: Draft, units: Sequence[Unit], title: Unit | None, begin: int) -> None:
    """A name alone on its line, beside the date below a title, is a byline; two of them may be a writer and a house."""
    if title is None or any(unit.kind == BlockKind.BYLINE for unit in units[:begin]):
        return
    at = units.index(title)
    around = [unit for unit in units[max(at - NEAR, 0) : min(begin, at + BELOW)] if unit.kind != BlockKind.BOILERPLATE]
    bare = [unit for unit in around if unit.kind is None and unit is not title and names_only(unit.text)]
    below = [unit for unit in bare if around.index(unit) > around.index(title)]
    for unit in bare:
        if unit not in below:
            draft.doubt(unit.line, "a name above the title may be the writer’s")
            continue
        place = around.index(unit)
        dated = any(near.kind == BlockKind.DATE for near in around[place - 1 : place + 2])
        if len(below) == 1 and dated and is_bare_name(unit.text):
            unit.names = [(Span(0, len(unit.text)), AUTHOR)]
            draft.doubt(unit.line, "a name beside the date is read as the writer’s")
        else:
            draft.doubt(unit.line, "a name below the title may be the writer’s")
        unit.kind = BlockKind.BYLINE


def _mark_sign_off(draft: Draft, units: Sequence[Unit], end: int) -> None:
    """The name under a letter: the last lines, below a closing formula or above place and date."""
    for place in range(max(end - LAST, 1), end):
        unit = units[place]
        if unit.kind != BlockKind.PARAGRAPH or unit.fixed or not is_bare_name(unit.text):
            continue
        dated = place + 1 < end and units[place + 1].kind == BlockKind.DATE
        if dated or (units[place - 1].text.endswith(",") and units[place - 1].words <= SENTENCE_WORDS):
            unit.kind = BlockKind.BYLINE
            unit.names = [(Span(0, len(unit.text)), AUTHOR)]
            draft.doubt(unit.line, "the name under the text is read as the writer’s")


def take(draft: Draft, units: Sequence[Unit], title: Unit | None, begin: int, end: int) -> None:
    """Take the bylines of the head, of the title and of the last units into the draft."""
    _take_lines(draft, [unit for unit in units if unit.fixed] + [unit for unit in units[:begin] if not unit.fixed])
    if title is not None and not draft.bylines:
        _add(draft, title, bylines.read_title(title.text))
    if not draft.bylines:
        _mark_sign_off(draft, units, end)
    last = list(range(max(end - LAST, begin), end))
    _take_lines(draft, [units[place] for place in last if not units[place].fixed])
    for place in [*range(begin, min(begin + 1, end)), *last, *range(end, len(units))]:
        _take_sentence(draft, units[place])
    _take_foot(draft, units[end:])
    if not draft.bylines:
        draft.did(units[0].line if units else 1, "no writer is named")


def _add(draft: Draft, unit: Unit, names: Iterable[tuple[Span, str]]) -> None:
    """Names of a unit, but none that is there already in the same role."""
    known = {(draft.source.text[slice(*span)].casefold(), role) for span, role in draft.bylines}
    for name, role in names:
        if (unit.text[slice(*name)].casefold(), role) not in known:
            draft.bylines.append((unit.span(*name), role))


def _take_lines(draft: Draft, units: Iterable[Unit]) -> None:
    for unit in units:
        _add(draft, unit, unit.names)
        if unit.fixed and unit.kind == BlockKind.BYLINE and not unit.names:
            draft.doubt(unit.line, "no name is found in the byline")


def _take_sentence(draft: Draft, unit: Unit) -> None:
    """Names of a sentence about the text itself; a sentence of little else is a block of the kind byline."""
    if unit.kind not in (BlockKind.PARAGRAPH, BlockKind.BOILERPLATE):
        return
    signed = bylines.read_sentence(unit.text)
    _add(draft, unit, signed)
    if signed and unit.words <= OWN_BLOCK_WORDS and not unit.fixed:
        unit.kind = BlockKind.BYLINE
    elif not signed and bylines.speaks_of_unnamed_writer(unit.text):
        draft.doubt(unit.line, "speaks of the writer without a name that is certain")


def _take_foot(draft: Draft, foot: Sequence[Unit]) -> None:
    """A single byline among the site's lines below an article that has none may be its own."""
    signed = [unit for unit in foot if unit.names and not unit.fixed]
    if len(signed) == 1 and not draft.bylines:
        _take_lines(draft, signed)
        draft.doubt(signed[0].line, "the only byline stands below the article, among the lines of the site")
