"""The timeline as a drawing and as a table; whatever is counted leads to the search for it."""

from collections.abc import Iterator
from itertools import accumulate
from urllib.parse import urlencode

from django import template
from django.utils.formats import number_format
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from archive.rules import dating
from archive.search.timeline import Period, Row, Timeline
from archive.templatetags.addresses import address
from archive.templatetags.catalogue import counted
from archive.templatetags.markup import form, joined

register = template.Library()

# In pixels; along the line of time in hundredths of it, so that the drawing fills its page. A column of the narrowest
# drawing is as wide as a finger needs.
COLUMN, NAME, TALLEST, FOOT, APART = 26, 24, 48, 22, 62
DRAWING = form('<svg class="bars" width="%s" height="%s" role="group" aria-label="%s">\n%s%s</svg>')
STRIP = form('<text class="name" x="0" y="%s">%s</text><line class="axis" x2="100%" y1="%s" y2="%s"/>\n%s')
BARS = form(
    '<a href="%s" rel="nofollow" aria-label="%s"><title>%s</title>'
    '<rect class="reach" x="%s" y="%s" width="%s" height="48"/>'
    '<line class="bar" x1="%s" x2="%s" y1="%s" y2="%s"/></a>\n'
)
LABEL = form('<text x="%s" y="%s">%s</text>\n')
TABLE = form('<table class="figures"><thead><tr><th scope="col">%s</th>%s</tr></thead>\n<tbody>%s</tbody></table>')
HEAD = form('<th scope="col">%s</th>')
HOUSE = form('<bdi><a href="%s">%s</a></bdi>')
LINE = form('<tr><th scope="row">%s</th>%s</tr>\n')
CLOSER = form('<a href="%s" rel="nofollow">%s</a>')
CELL = form('<td><a href="%s" rel="nofollow">%s</a></td>')
NONE = form("<td>%s</td>")


@register.simple_tag
def drawing(found: Timeline, publisher: str) -> SafeString:
    """One strip for all publishers and one for each, with a bar for each time; the strips of single ones share their
    scale. The bars are left out where nothing is."""
    width = COLUMN * len(found.periods)
    tallest = max((max(row.counts) for row in found.rows[1:]), default=1)
    scales = [max(found.rows[0].counts), *(tallest for _row in found.rows[1:])]
    feet = list(accumulate(NAME + TALLEST for _row in found.rows))
    every = _("All publishers")
    strips = (
        STRIP(foot - TALLEST - 8, row.name or every, foot, foot, bars(found, row, publisher, foot, scale))
        for row, foot, scale in zip(found.rows, feet, scales, strict=True)
    )
    labels = joined(LABEL(along(at + 0.5, found), feet[-1] + FOOT - 4, label) for at, label in labels_of(found))
    said = _("How many texts there are of each time; the table says the same")
    return DRAWING(max(width, 240), feet[-1] + FOOT, said, joined(strips), labels)


def bars(found: Timeline, row: Row, publisher: str, foot: int, scale: int) -> SafeString:
    return joined(
        BARS(
            searched(period, row.slug or publisher),
            said := f"{in_words(period)}, {row.name or _('all publishers')}: {counted('%s text', '%s texts', number)}",
            said, along(at, found), foot - TALLEST, along(1, found), along(at + 0.5, found), along(at + 0.5, found),
            foot, foot - max(round(number * TALLEST / scale), 2),
        )
        for at, (period, number) in enumerate(zip(found.periods, row.counts, strict=True))
        if number
    )  # fmt: skip


def along(columns: float, found: Timeline) -> str:
    """How long so many columns are."""
    return f"{100 * columns / len(found.periods):.3f}%"


def labels_of(found: Timeline) -> Iterator[tuple[int, str]]:
    """Years below the columns that begin with them, as many as have room."""
    last = -APART
    for at, period in enumerate(found.periods):
        begins = not found.months or period.first.month == 1 or not at
        if begins and COLUMN * at - last >= APART:
            last = COLUMN * at
            yield at, str(period.first.year)


@register.simple_tag
def table(found: Timeline, publisher: str) -> SafeString:
    """A line for each time of which there is anything, the latest first; a longer time leads to its months or years."""
    heads = [_("All publishers"), *(HOUSE(address("publisher", row.slug), row.name) for row in found.rows[1:])]
    lines = (
        LINE(
            in_words(period) if found.months else CLOSER(closer(period, publisher), in_words(period)),
            joined(cell(row, row.counts[at], period, publisher) for row in found.rows),
        )
        for at, period in reversed(list(enumerate(found.periods)))
        if found.rows[0].counts[at]
    )
    return TABLE(_("When"), joined(map(HEAD, heads)), joined(lines))


def cell(row: Row, number: int, period: Period, publisher: str) -> SafeString:
    if not number:
        return NONE("")
    return CELL(searched(period, row.slug or publisher), number_format(number, force_grouping=True))


def in_words(period: Period) -> str:
    return dating.in_words(period.first, period.last)


def searched(period: Period, publisher: str) -> str:
    given = {"year": period.value, "publisher": publisher}
    return f"{address('search')}?{urlencode({name: value for name, value in given.items() if value})}"


def closer(period: Period, publisher: str) -> str:
    given = {"year": period.value, "publisher": publisher}
    return f"{address('timeline')}?{urlencode({name: value for name, value in given.items() if value})}"
