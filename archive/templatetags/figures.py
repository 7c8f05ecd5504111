"""Figures of a disputed statement as a picture: one dot for each place, along one axis."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from django import template
from django.utils.formats import number_format
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from archive.templatetags.catalogue import counted
from archive.templatetags.markup import form, joined

register = template.Library()

PLOT = form(
    '<svg class="plot" viewBox="0 0 %s %s" role="img" aria-label="%s">\n<path d="M0 %sH%s"/>\n%s\n'
    '<text x="0" y="%s">%s</text><text x="%s" y="%s" text-anchor="end">%s</text>\n</svg>'
)
DOT = form('<circle cx="%s" cy="%s" r="%s"><title>%s</title></circle>')
# All in units of the picture. However many dots stand on one another, they reach no higher than TALLEST.
WIDTH, RADIUS, STEP, TALLEST, LABELS = 480, 4, 10, 240, 20
# A number of four digits may be a year.
UNGROUPED = 10_000


@register.simple_tag
def dot_plot(points: Sequence[tuple[str, Decimal]]) -> SafeString:
    """The places of figures, each a label and its value, as an SVG; empty where all values are the same."""
    ordered = sorted(points, key=lambda point: point[1])
    if not ordered or ordered[0][1] == ordered[-1][1]:
        return joined([])
    low, high = ordered[0][1], ordered[-1][1]
    room = WIDTH - 2 * RADIUS
    along = [RADIUS + round((value - low) / (high - low) * room) for _label, value in ordered]
    levels = list(stacked(along))
    step = min(STEP, TALLEST / (max(levels) + 1))
    base = round(max(levels) * step) + 2 * STEP
    dots = joined(
        (
            DOT(x, base - STEP - round(level * step), RADIUS, f"{label}: {number(value)}")
            for (label, value), x, level in zip(ordered, along, levels, strict=True)
        ),
        "\n",
    )
    said = _("%(places)s with figures from %(low)s to %(high)s; the table has each of them") % {
        "places": counted("%s place", "%s places", len(ordered)),
        "low": number(low),
        "high": number(high),
    }
    foot = base + LABELS
    return PLOT(WIDTH, foot + RADIUS, said, base, WIDTH, dots, foot, number(low), WIDTH, foot, number(high))


def stacked(along: Sequence[int]) -> Iterator[int]:
    """How high each of some dots, from left to right, has to stand so that it touches none before it."""
    ends: list[int] = []
    for x in along:
        level = next((level for level, end in enumerate(ends) if end <= x), len(ends))
        ends[level : level + 1] = [x + STEP]
        yield level


@register.filter
def number(value: Decimal) -> str:
    """With its thousands set apart from five digits on: one of four may be a year."""
    plain = int(value) if value == int(value) else value.normalize()
    return number_format(plain, force_grouping=abs(value) >= UNGROUPED)
