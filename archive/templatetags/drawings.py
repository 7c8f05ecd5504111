"""The whole collection as a picture: texts from left to right by their dates, those without one in a column of their
own; above the line what they share, below it what contradicts each other. The table beside it says the same."""

from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import NamedTuple

from django import template
from django.utils.safestring import SafeString
from django.utils.translation import gettext, ngettext

from archive.models.drawings import Contradiction, Drawing, Listed, Node, Sharing
from archive.templatetags.addresses import address
from archive.templatetags.markup import form, joined

register = template.Library()

PICTURE = form(
    '<svg class="collection" viewBox="0 0 %s %s" width="%s" height="%s" role="group" aria-label="%s">\n%s%s%s%s</svg>\n'
)
BASE = form('<path class="base" d="M0 %sH%s"/>\n')
LINE = form('<a href="%s" aria-label="%s"><path class="%s" d="M%s %sQ%s %s %s %s"/><title>%s</title></a>\n')
DOT = form('<a href="%s" aria-label="%s"><circle cx="%s" cy="%s" r="5"/><title>%s</title></a>\n')
YEAR = form('<text x="%s" y="%s">%s</text>\n')
# All in units of the picture. Dots stand as far apart as there is room for, and never closer than a finger can tell.
WIDTH, CLOSEST, FARTHEST, MARGIN, GAP = 720, 12, 72, 24, 48
TALLEST, LOWEST, LABEL = 150, 20, 44
MANY_WORDS = 60


class Places(NamedTuple):
    """Where each text stands along the line, where the years begin, and how wide the picture is."""

    along: dict[str, int]
    years: list[tuple[int, str]]
    width: int


def places(texts: list[Node]) -> Places:
    step = min(FARTHEST, max(CLOSEST, (WIDTH - 2 * MARGIN - GAP) // max(len(texts) - 1, 1)))
    along: dict[str, int] = {}
    years: list[tuple[int, str]] = []
    x = MARGIN
    for year, some in groupby(texts, key=lambda text: text.earliest and text.earliest.year):
        if year is None and along:
            x += GAP
        # A label needs room; a year that begins too near to the last one has none.
        if year is None or not years or x - years[-1][0] >= LABEL:
            years.append((x, gettext("undated") if year is None else str(year)))
        for text in some:
            along[text.slug] = x
            x += step
    return Places(along, years, x - step + MARGIN + LABEL)


@register.simple_tag
def picture(drawing: Drawing) -> SafeString:
    along, years, width = places(drawing.texts)
    titles = {text.slug: text.title for text in drawing.texts}
    above = _reach(drawing.shared, along) + MARGIN
    below = above + LABEL + _reach(drawing.contradictions, along)
    arcs = [
        _arc(
            address("parallels", line.a, line.b),
            shares(line, titles),
            _class(line),
            along[line.a],
            along[line.b],
            above,
            -1,
        )
        for line in drawing.shared
    ]
    arcs += [
        _arc(
            address("statement", line.statements[0]), contradicts(line, titles), "against",
            along[line.a], along[line.b], above, 1,
        )
        for line in drawing.contradictions
    ]  # fmt: skip
    dots = joined(
        DOT(address("article", text.slug), named(text), along[text.slug], above, named(text)) for text in drawing.texts
    )
    labels = joined(YEAR(x - 5, below - 6, year) for x, year in years)
    said = gettext("Texts by date: what they share above the line, what contradicts each other below it")
    return PICTURE(width, below, width, below, said, BASE(above, width), joined(arcs), dots, labels)


def _arc(there: str, said: str, kind: str, a: int, b: int, base: int, side: int) -> SafeString:
    # From left to right: dashes of two lines between the same texts then lie on each other.
    a, b = sorted((a, b))
    top = base + side * _height(b - a)
    return LINE(there, said, kind, a, base, (a + b) // 2, top, b, base, said)


def _height(apart: int) -> int:
    """How high the middle of a curve between two places is drawn to; the curve itself reaches half of it."""
    return min(TALLEST * 2, LOWEST + apart)


def _reach(lines: Sequence[Sharing | Contradiction], along: dict[str, int]) -> int:
    """How far the curves of some lines reach from the line of time."""
    return max((_height(abs(along[line.a] - along[line.b])) // 2 for line in lines), default=0)


def _class(line: Sharing) -> str:
    if not line.own:
        return "shares said"
    return "shares much" if line.words >= MANY_WORDS else "shares"


def named(text: Node) -> str:
    return f"{text.title}, {text.printed or (text.earliest.isoformat() if text.earliest else gettext('undated'))}"


def shares(line: Sharing, titles: dict[str, str]) -> str:
    return f"{_words(line)}: {titles[line.a]}; {titles[line.b]}"


def contradicts(line: Contradiction, titles: dict[str, str]) -> str:
    one, other = line.statements
    said = gettext("Statements %(one)d and %(other)d contradict each other: %(a)s; %(b)s")
    return said % {"one": one, "other": other, "a": titles[line.a], "b": titles[line.b]}


ROW = form("<tr><td>%s</td><td>%s</td><td>%s</td></tr>\n")
TEXT = form('<a href="%s" lang="%s"><bdi>%s</bdi></a>')
THERE = form('<a href="%s">%s</a>')


@register.simple_tag
def picture_rows(drawing: Drawing) -> SafeString:
    """The lines of the picture as rows of a table: one text, another, and what is between them."""
    texts = {text.slug: TEXT(address("article", text.slug), text.language, text.title) for text in drawing.texts}
    rows = [
        ROW(texts[line.a], texts[line.b], THERE(address("parallels", line.a, line.b), _words(line)))
        for line in drawing.shared
    ]
    for line in drawing.contradictions:
        one, other = (THERE(address("statement", number), number) for number in line.statements)
        said = gettext("contradiction of the statements %(one)s and %(other)s")
        before, between, after = (said % {"one": "\0", "other": "\0"}).split("\0")
        rows.append(ROW(texts[line.a], texts[line.b], joined([before, one, between, other, after])))
    return joined(rows)


def _words(line: Sharing) -> str:
    if not line.own:
        return ngettext("%d word in both, in comments", "%d words in both, in comments", line.words) % line.words
    return ngettext("%d word in both", "%d words in both", line.words) % line.words


@register.simple_tag
def pair_rows(listed: Listed) -> SafeString:
    """Pairs of texts as rows of a table."""
    return joined(_pair(line, listed.texts) for line in listed.pairs)


def _pair(line: Sharing, texts: Mapping[str, Node]) -> SafeString:
    sides = [TEXT(address("article", slug), texts[slug].language, texts[slug].title) for slug in (line.a, line.b)]
    return ROW(*sides, THERE(address("parallels", line.a, line.b), _words(line)))
