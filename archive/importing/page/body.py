"""The text of an article between its head and the foot of the page, and where it ends."""

from collections.abc import Mapping, Sequence

from archive.importing import sentences
from archive.importing.page.furniture import carries_its_link, closes, leads_elsewhere
from archive.importing.page.head import is_prose
from archive.importing.page.units import Unit
from archive.importing.record import BlockKind

HEADING_WORDS = 14
# A foot holds little prose beside that of the article, and no long paragraph.
FOOT_SHARE = 0.2
FOOT_WORDS = 60
MOST_LINKS = 20
NO_HEADING = (".", ",", ";", ":", "…", "։", "?", "!", "՞")


def text_ends(units: Sequence[Unit], begin: int) -> int:
    """The place behind the last unit of the article.

    The foot begins where the site's own lines begin below the last paragraph, or above it where only a few short
    sentences follow them.
    """
    weights = {place: unit.words for place, unit in enumerate(units) if place >= begin and is_prose(unit)}
    before, after = 0, sum(weights.values())
    longest = _longest_below(units, weights)
    for place in range(begin, len(units)):
        if units[place].kind == BlockKind.BOILERPLATE and before:
            little = after <= FOOT_SHARE * before and longest[place] <= FOOT_WORDS
            if not after or (little and _opens_foot(units, place)):
                return place
        before, after = before + weights.get(place, 0), after - weights.get(place, 0)
    return len(units)


def _longest_below(units: Sequence[Unit], weights: Mapping[int, int]) -> list[int]:
    longest, found = 0, []
    for place in range(len(units) - 1, -1, -1):
        found.append(longest)
        longest = max(longest, weights.get(place, 0))
    return found[::-1]


def _opens_foot(units: Sequence[Unit], place: int) -> bool:
    """Whether sentences below this line of the site can be the site's own too; an advertisement opens no foot."""
    if closes(units[place].text):
        return True
    below = units[place + 1 : place + 1 + MOST_LINKS]
    links = [unit for unit in below if unit.kind is None and not is_prose(unit)]
    return leads_elsewhere(units[place].text) and bool(below) and below[0] in links[:1] and len(links) > 1


def mark_body(units: Sequence[Unit], begin: int, end: int, menus: set[int]) -> list[tuple[int, str]]:
    """Give the open units of the text their kinds; returns doubts as (line, what)."""
    doubts = []
    last_prose = max((place for place in range(begin, end) if is_prose(units[place])), default=begin - 1)
    for place in range(begin, end):
        unit = units[place]
        if unit.kind == BlockKind.LIST_ITEM and not unit.fixed and not unit.ends and _is_link(units, place):
            unit.kind = BlockKind.BOILERPLATE
        if unit.kind is not None:
            continue
        if is_prose(unit) or place > last_prose:
            in_foot = place in menus and place > last_prose >= begin and end < len(units)
            unit.kind = BlockKind.BOILERPLATE if in_foot else BlockKind.PARAGRAPH
        elif _is_link(units, place):
            unit.kind = BlockKind.BOILERPLATE
            doubts.append((unit.line, "a short line below a reference to other articles is read as a link"))
        elif _is_heading(units, place, end):
            unit.kind = BlockKind.HEADING
        else:
            unit.kind = BlockKind.PARAGRAPH
    return doubts


def _is_link(units: Sequence[Unit], place: int) -> bool:
    """Whether only short lines stand between this one and a line that leads to other articles."""
    for above in reversed(units[max(place - MOST_LINKS, 0) : place]):
        if is_prose(above) or above.fixed:
            return False
        if above.kind == BlockKind.BOILERPLATE and leads_elsewhere(above.text):
            return not (units[place].apart and carries_its_link(above.text))
    return False


def _is_heading(units: Sequence[Unit], place: int, end: int) -> bool:
    """A short line that is no sentence, set apart, with text below it."""
    unit = units[place]
    if unit.words > HEADING_WORDS or unit.text.endswith(NO_HEADING) or not any(map(str.isalpha, unit.text)):
        return False
    if sentences.start_of(unit.text) == sentences.Start.SMALL:
        return False
    below = next((other for other in units[place + 1 : end] if other.kind != BlockKind.CAPTION), None)
    if below is None or not (is_prose(below) or below.kind == BlockKind.LIST_ITEM):
        return False
    among_short = place > 0 and not unit.apart and not is_prose(units[place - 1])
    return below.words > unit.words and not among_short


def mark_foot(units: Sequence[Unit], end: int) -> list[tuple[int, str]]:
    """Below the article all is the site's; returns a doubt for each sentence among it."""
    doubts = []
    for unit in units[end:]:
        if unit.fixed or unit.kind not in (None, BlockKind.LIST_ITEM, BlockKind.CAPTION):
            continue
        if is_prose(unit):
            doubts.append((unit.line, "a sentence below the article is read as the site’s own"))
        unit.kind = BlockKind.BOILERPLATE
    return doubts
