"""The words of an article as HTML, block by block, nothing left out and everything in its place.

Audited: whatever comes out of the archive passes through `escape` here, and nothing else in this module is marked
safe. Together with `thread` it is the only place that does so.
"""

from collections.abc import Iterator
from itertools import groupby

from django import template
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, get_language_bidi, gettext

from archive.importing.record import BlockKind
from archive.models import Shown

register = template.Library()

FORMS = {
    BlockKind.TITLE: '<div class="block printed-title" id="b%d">%s</div>\n',
    BlockKind.STANDFIRST: '<div class="block standfirst" id="b%d">%s</div>\n',
    BlockKind.BYLINE: '<p class="block small" id="b%d">%s</p>\n',
    BlockKind.DATE: '<p class="block small" id="b%d">%s</p>\n',
    BlockKind.PARAGRAPH: '<p class="block" id="b%d">%s</p>\n',
    BlockKind.HEADING: '<h3 class="block" id="b%d">%s</h3>\n',
    BlockKind.LIST_ITEM: '<li id="b%d">%s</li>\n',
    BlockKind.CAPTION: '<figure class="block" id="b%d"><figcaption>%s</figcaption></figure>\n',
}
LIST = '<ul class="block items">\n%s</ul>\n'
ASIDE = '<details class="block beside"><summary lang="%s" dir="%s">%s</summary>\n%s</details>\n'
LEFT = '<p id="b%d">%s</p>\n'
NEAR = 3
# Kept and not shown until someone asks: they are the page's words, not the article's.
SHUT = frozenset({BlockKind.BOILERPLATE, BlockKind.RUNNING_HEAD})


@register.simple_tag
def blocks(shown: Shown, title: str) -> SafeString:
    """The blocks in their order; the first title block is left to the page's own heading where both say the same."""
    return mark_safe("".join(parts(shown, title)))  # noqa: S308


def parts(shown: Shown, title: str) -> Iterator[str]:
    heading = first_title(shown, title)
    placed = [
        (kind, number, escape(shown.words[start:end]), first, last)
        for number, (kind, start, end, first, last) in enumerate(shown.blocks)
        if number != heading
    ]
    for group, members in groupby(placed, key=lambda block: "shut" if block[0] in SHUT else block[0]):
        if group == "shut":
            yield aside(list(members))
        elif group == BlockKind.LIST_ITEM:
            yield LIST % "".join([FORMS[BlockKind.LIST_ITEM] % block[1:3] for block in members])
        else:
            form = FORMS.get(group, FORMS[BlockKind.PARAGRAPH])
            yield from [form % block[1:3] for block in members]


def aside(members: list[tuple[str, int, SafeString, int, int]]) -> str:
    """Menus, share lines and running heads that stand together, shut."""
    found = [f"{first}–{last}" if last > first else str(first) for first, last in stretches(members)]
    summary = escape(gettext("Also printed here: lines %s") % ", ".join(found))
    side = "rtl" if get_language_bidi() else "ltr"
    return ASIDE % (escape(get_language() or "en"), side, summary, "".join([LEFT % member[1:3] for member in members]))


def stretches(members: list[tuple[str, int, SafeString, int, int]]) -> list[tuple[int, int]]:
    """The lines of some blocks as ranges; a few lines between two of them, blank ones mostly, part no range."""
    found: list[tuple[int, int]] = []
    for first, last in sorted(member[3:] for member in members):
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
