"""The words of an article as HTML, block by block, nothing left out and everything in its place."""

from collections.abc import Iterator, Mapping
from itertools import groupby
from typing import NamedTuple

from django import template
from django.utils.safestring import SafeString
from django.utils.translation import get_language, get_language_bidi, ngettext

from archive.importing.record import BlockKind
from archive.models import Shown
from archive.templatetags.marks import Margin, beside
from archive.templatetags.markup import Form, form, joined

register = template.Library()

FORMS: dict[str, Form] = {
    BlockKind.TITLE: form('<div class="block printed-title" id="b%s">%s</div>\n'),
    BlockKind.STANDFIRST: form('<div class="block standfirst" id="b%s">%s</div>\n'),
    BlockKind.BYLINE: form('<p class="block small" id="b%s">%s</p>\n'),
    BlockKind.DATE: form('<p class="block small" id="b%s">%s</p>\n'),
    BlockKind.PARAGRAPH: form('<p class="block" id="b%s">%s</p>\n'),
    BlockKind.HEADING: form('<h3 class="block" id="b%s">%s</h3>\n'),
    BlockKind.LIST_ITEM: form('<li id="b%s">%s</li>\n'),
    BlockKind.CAPTION: form('<figure class="block" id="b%s"><figcaption>%s</figcaption></figure>\n'),
}
LIST = form('<ul class="block items">\n%s</ul>\n')
ASIDE = form('<details class="block beside"><summary lang="%s" dir="%s">%s</summary>\n%s</details>\n')
LEFT = form('<p id="b%s">%s</p>\n')
# Kept and not shown until someone asks: they are the page's words, not the article's.
SHUT = frozenset({BlockKind.BOILERPLATE, BlockKind.RUNNING_HEAD})
# Nothing comes between these.
TOGETHER = frozenset({"shut", BlockKind.LIST_ITEM})
NEAR = 3


class Placed(NamedTuple):
    """A block with its number among all of the text, its words, and the lines of the source it was read out of."""

    kind: str
    number: int
    words: str
    first: int
    last: int


@register.simple_tag
def blocks(
    shown: Shown,
    title: str,
    margin: Margin | None = None,
    language: str = "",
    also: Mapping[int, SafeString] | None = None,
) -> SafeString:
    """The blocks in their order; the first title block is left to the page's own heading where both say the same.

    `also` has further notes that stand beside some blocks, by number.
    """
    heading = first_title(shown, title)
    placed = [
        Placed(kind, number, shown.words[start:end], first, last)
        for number, (kind, start, end, first, last) in enumerate(shown.blocks)
        if number != heading
    ]
    if margin is not None and heading is not None and placed:
        margin.put_off(heading, placed[0].number)
    if margin is None and not also:
        return joined(form_of(group, members) for group, members in groups(placed))
    return joined(
        noted(group, some, margin, language, also or {})
        for group, members in groups(placed)
        for some in ([members] if group in TOGETHER else ([block] for block in members))
    )


def groups(placed: list[Placed]) -> Iterator[tuple[str, list[Placed]]]:
    """Blocks that stand together: items of a list, what is shut, and else each kind by itself."""
    for group, members in groupby(placed, key=lambda block: "shut" if block.kind in SHUT else block.kind):
        yield group, list(members)


def form_of(group: str, members: list[Placed]) -> SafeString:
    if group == "shut":
        return aside(members)
    of = FORMS.get(group, FORMS[BlockKind.PARAGRAPH])
    filled = joined([of(block.number, block.words) for block in members])
    return LIST(filled) if group == BlockKind.LIST_ITEM else filled


def noted(
    group: str, members: list[Placed], margin: Margin | None, language: str, also: Mapping[int, SafeString]
) -> SafeString:
    """A block, a list or an aside with marks, beside it the notes on statements that begin in it and what else there
    is to say of it."""
    notes: list[SafeString] = []
    if margin is not None:
        begins = [number for block in members for number in margin.blocks[block.number].begins]
        members = [block._replace(words=margin.blocks[block.number].words) for block in members]
        notes = margin.taken(begins)
    notes += [also[block.number] for block in members if block.number in also]
    return beside(form_of(group, members), notes, language)


def aside(members: list[Placed]) -> SafeString:
    """Menus, share lines and running heads that stand together, shut."""
    found = [f"{first}–{last}" if last > first else str(first) for first, last in stretches(members)]
    lines = ", ".join(found)
    summary = ngettext("Also printed here: line %s", "Also printed here: lines %s", 1 if lines.isdigit() else 2) % lines
    side = "rtl" if get_language_bidi() else "ltr"
    left = joined(LEFT(block.number, block.words) for block in members)
    return ASIDE(get_language() or "en", side, summary, left)


def stretches(members: list[Placed]) -> list[tuple[int, int]]:
    """The lines of some blocks as ranges; a few lines between two of them, blank ones mostly, part no range."""
    found: list[tuple[int, int]] = []
    for first, last in sorted((block.first, block.last) for block in members):
        if found and first - found[-1][1] <= NEAR:
            found[-1] = (found[-1][0], max(found[-1][1], last))
        else:
            found.append((first, last))
    return found


def first_title(shown: Shown, title: str) -> int | None:
    """The number of the title block that the page's heading stands for."""
    for number, (kind, start, end, *_lines) in enumerate(shown.blocks):
        if kind == BlockKind.TITLE:
            return number if shown.words[start:end].split() == title.split() else None
    return None
