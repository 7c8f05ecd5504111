"""Results of a search as HTML: each with the sentence of its hit, and the way to the very words."""

from collections.abc import Mapping
from urllib.parse import quote_plus, urlencode

from django import template
from django.utils.formats import number_format
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from archive.models.cards import Kind
from archive.rules import dating
from archive.rules.paging import page_of
from archive.search.facets import Facet, Value
from archive.search.results import Page, Result
from archive.states import Origin
from archive.templatetags.addresses import ThreadAddresses, address
from archive.templatetags.articles import writers
from archive.templatetags.catalogue import language_name
from archive.templatetags.markup import form, joined
from archive.templatetags.statements import finding
from archive.text.direction import direction
from archive.text.hits import Excerpt
from archive.text.queries import UNKNOWN, days_of, spelt

register = template.Library()

ROW = form(
    '<li class="row">\n<div class="when">%s</div>\n'
    '<div><div class="headline">%s</div>\n<div class="pieces">%s</div>%s</div>\n</li>\n'
)
HEADLINE = form('<a href="%s" lang="%s" dir="%s">%s</a>')
OURS = form('<a href="%s" class="ours" dir="auto">%s</a>')
UNOFFERED = form('<a href="%s" class="ours" rel="nofollow">%s</a>')
PIECE = form("<span>%s</span>")
NAME = form("<bdi>%s</bdi>")
SNIPPET = form('\n<p class="snippet" lang="%s" dir="%s">%s%s%s</p>')
OF_OURS = form('\n<p class="snippet ours" dir="auto">%s%s%s</p>')
SAID = form('\n<p class="snippet" dir="auto" data-nosnippet>%s%s%s</p>')
HIT = form("<mark>%s</mark>")
STUB = form('\n<p class="stub">%s</p>')
VALUE = form('<li><a href="%s" rel="nofollow">%s</a> <span>%s</span></li>\n')
SAID_VALUES = {"in", "year", "language", "comments", "disputed"}
KIND_NAMES = {
    "articles": gettext_lazy("Articles"),
    "comments": gettext_lazy("Comments"),
    "statements": gettext_lazy("Statements"),
    "authors": gettext_lazy("Authors"),
    "publishers": gettext_lazy("Publishers"),
}


@register.simple_tag
def results(page: Page) -> SafeString:
    find = spelt(page.asked.query.wanted)
    return joined(result(each, find) for each in page.results)


def result(found: Result, find: str) -> SafeString:
    match found.kind:
        case Kind.ARTICLE:
            return of_article(found, find)
        case Kind.COMMENT:
            return of_comment(found, find)
        case Kind.STATEMENT:
            there = address("statement", found.row.number)
            return ROW(_("Statement"), OURS(there, found.row.wording), PIECE(finding(found.row.finding)), "")
        case Kind.AUTHOR:
            return ROW(_("Author"), OURS(address("author", found.row.slug), NAME(found.row.name)), "", "")
    return ROW(_("Publisher"), OURS(address("publisher", found.row.slug), NAME(found.row.name)), "", "")


def of_article(found: Result, find: str) -> SafeString:
    article = found.row
    there: str = address("article", article.slug)
    if found.hit:
        there = marked(there, find, f"f0-{found.hit}")
    headline = OURS(there, article.title)
    if article.title_origin != Origin.SUPPLIED:
        headline = HEADLINE(there, article.language, direction(article.language), article.title)
    pieces = [writers(article.bylines.all())]
    if article.publisher:
        pieces.append(PIECE(NAME(article.publisher.name)))
    words = ""
    if found.excerpt and found.excerpt.words:
        # Without a hit in the words of the article they are those of our abstract.
        parts = snippet(found.excerpt)
        words = SNIPPET(article.language, direction(article.language), *parts) if found.hit else OF_OURS(*parts)
    return ROW(dating.when(article) or _("no date"), headline, joined(pieces), words)


def of_comment(found: Result, find: str) -> SafeString:
    article, line = found.row, found.line
    if line is None:
        return joined([])
    page = ThreadAddresses(article.slug).page(page_of(line.position))
    there = marked(page, find, f"f{line.number}-{found.hit}" if found.hit else f"c{line.number}")
    words = STUB(_("Veiled. Open it there to read.")) if found.veiled else ""
    if found.excerpt and found.excerpt.words:
        words = SAID(*snippet(found.excerpt))
    under = HEADLINE(address("article", article.slug), article.language, direction(article.language), article.title)
    headline = UNOFFERED(there, _("Comment %d") % line.number)
    return ROW(dating.when(article) or _("no date"), headline, PIECE(under), words)


def marked(there: str, find: str, place: str) -> str:
    """The address of a page with the words that are looked for marked on it, at one place."""
    return f"{there}?{urlencode({'find': find})}#{place}" if find else there


def snippet(found: Excerpt) -> tuple[str, SafeString, str]:
    parts: list[object] = []
    at = 0
    for start, end in found.hits:
        parts += [found.words[at:start], HIT(found.words[start:end])]
        at = end
    return "… " if found.before else "", joined([*parts, found.words[at:]]), " …" if found.after else ""


@register.simple_tag
def values(facet: Facet, given: Mapping[str, str], typed: str) -> SafeString:
    """The values of a facet, each with a link that narrows the search to it."""
    here = {"q": typed, **given} if typed else dict(given)
    there = f"{address('search')}?{urlencode(here)}{'&' if here else ''}{facet.name}="
    return joined(
        VALUE(
            f"{there}{quote_plus(each.value)}",
            value_name(facet.name, each),
            number_format(each.matches, force_grouping=True),
        )
        for each in facet.values
    )


def value_name(name: str, each: Value) -> object:
    return said(name, each.value) if name in SAID_VALUES else NAME(each.label)


@register.simple_tag
def said(name: str, value: str) -> str:
    """A value of a condition in words."""
    if name == "language":
        return language_name(value)
    if name == "in":
        return str(KIND_NAMES.get(value, value))
    if name in {"comments", "disputed"}:
        return {"yes": _("yes"), "no": _("no")}.get(value, value)
    if name == "year":
        days = days_of(value)
        return _("no date") if value == UNKNOWN else dating.in_words(*days) if days and ".." not in value else value
    return value
