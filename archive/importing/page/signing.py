"""Where on a page bylines are looked for, and which of them count."""

import re
from collections.abc import Iterable, Sequence

from archive.importing.datewords import fold
from archive.importing.draft import Draft
from archive.importing.page import bylines, dated
from archive.importing.page.bylinewords import AUTHOR, PHOTOGRAPHER
from archive.importing.page.names import is_bare_name, may_go_on, names_only, read_name, read_names
from archive.importing.page.units import Unit
from archive.importing.page.words import is_house
from archive.importing.record import BlockKind
from archive.text.runs import Span

# The last units of an article, in which it may speak of itself.
LAST = 3
# So many units above a title a name may be the writer’s.
NEAR = 3
PLACE_WORDS = 2
# Towns, which look like a name in front of a date.
TOWNS = re.compile(
    r"(?:new|san|santa|santo|los|las|el|la|le|saint|st\.?|sankt|sao|rio|tel|port|fort|north|south|east|west|mount|lake"
    r"|buenos|hong|bad|нью|санкт|нижнии|великии|старыи|новыи)\b[ .-]"
    r"|.*\b(?:city|town|beach|springs|county|lane|street)$"
)
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
        if unit not in below and not unit.text[0].isupper():
            continue
        if unit not in below:
            draft.doubt(unit.line, "a name above the title may be the writer’s")
            continue
        if len(below) == 1 and not is_house(unit.text) and _stands_at_date(around, around.index(unit)):
            unit.names = [(name, AUTHOR) for name in read_names(unit.text, 0)]
            draft.doubt(unit.line, "a name beside the date is read as the writer’s")
        else:
            draft.doubt(unit.line, "a name below the title may be the writer’s")
        unit.kind = BlockKind.BYLINE
    if not bare and title in around:
        _mark_names_with_dates(draft, around[around.index(title) + 1 :])


def _stands_at_date(units: Sequence[Unit], place: int) -> bool:
    """Whether the date stands beside a line, or below it with only a place between."""
    near = [unit.kind == BlockKind.DATE for unit in units[max(place - 1, 0) : place + 3]]
    if any(near[: 3 if place else 2]):
        return True
    between = units[place + 1] if place + 2 < len(units) else None
    town = between is not None and between.kind is None and between.words <= PLACE_WORDS and not between.apart
    return town and units[place + 2].kind == BlockKind.DATE


def _mark_names_with_dates(draft: Draft, units: Sequence[Unit]) -> None:
    """A name on the line of the date, in front of it or behind it; a place stands there with a comma as well."""
    for unit in units:
        part = dated.beside(unit) if unit.kind == BlockKind.DATE else None
        if part is None or unit.names:
            continue
        (start, end), sign = part
        text = unit.text[start:end]
        if names_only(text) and not is_house(text) and not (sign == "," and TOWNS.match(fold(text)[0])):
            unit.names = [(Span(start + name.start, start + name.end), AUTHOR) for name in read_names(text, 0)]
            draft.doubt(unit.line, "a name on the line of the date is read as the writer’s")
            return


def _mark_sign_off(draft: Draft, units: Sequence[Unit], end: int) -> None:
    """The name under a text: below a closing formula, above place and date, or alone below the last sentence."""
    for place in range(max(end - LAST, 1), end):
        unit = units[place]
        if unit.kind != BlockKind.PARAGRAPH or unit.fixed or not is_bare_name(unit.text):
            continue
        above = units[place - 1]
        over_date = place + 1 < end and units[place + 1].kind == BlockKind.DATE
        closed = above.text.endswith(",") and above.words <= SENTENCE_WORDS
        # Alone below the last sentence; without capitals any words would look like a name.
        alone = place == end - 1 and unit.apart and above.ends and above.kind == BlockKind.PARAGRAPH
        alone = alone and unit.text[0].isupper() and not is_house(unit.text) and not TOWNS.match(fold(unit.text)[0])
        if over_date or closed or alone:
            unit.kind = BlockKind.BYLINE
            unit.names = [(Span(0, len(unit.text)), AUTHOR)]
            draft.doubt(unit.line, "the name under the text is read as the writer’s")


def take(draft: Draft, units: Sequence[Unit], title: Unit | None, begin: int, end: int) -> None:
    """Take the bylines of the head, of the title and of the last units into the draft."""
    _take_lines(draft, [unit for unit in units if unit.fixed] + [unit for unit in units[:begin] if not unit.fixed])
    if title is not None and not draft.bylines:
        _add(draft, title, bylines.read_title(title.text))
    if title is not None and not draft.bylines:
        _take_column(draft, units, title, range(begin, end))
    if not draft.bylines:
        _mark_sign_off(draft, units, end)
    last = list(range(max(end - LAST, begin), end))
    _take_lines(draft, [units[place] for place in last if not units[place].fixed])
    for place in [*range(begin, min(begin + 1, end)), *last, *range(end, len(units))]:
        _take_sentence(draft, units[place])
    _take_foot(draft, units[end:])
    if not draft.bylines:
        draft.did(units[0].line if units else 1, "no writer is named")


def _take_column(draft: Draft, units: Sequence[Unit], title: Unit, text: range) -> None:
    """The name in front of a title, where only the end of the page speaks of that person: of its own writer."""
    name = bylines.named_before_title(title.text)
    if name is None:
        return
    whole = title.text[slice(*name)]
    last = units[max(text.stop - LAST, text.start) : text.stop + LAST]
    above = units[text.start : max(text.stop - LAST, text.start)]
    introduced = [unit for unit in last if unit.text.startswith(f"{whole} ")]
    surname = whole.split()[-1]
    spoken_of = any(surname in unit.text for unit in [*above, *last] if unit not in introduced)
    if len(introduced) == 1 and not spoken_of:
        _add(draft, title, [(name, AUTHOR)])
        draft.doubt(title.line, "the name in front of the title is read as the writer’s, who is introduced at the end")


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
