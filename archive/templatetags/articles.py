"""What every page of an article says of it, as HTML: heading, writers, record."""

from collections.abc import Iterable, Iterator, Sequence

from django import template
from django.utils.safestring import SafeString
from django.utils.text import capfirst

from archive.models import Article, Byline, Collection, Shown, ShownTag, once
from archive.rules import dating
from archive.rules.english import told
from archive.states import ArticleKind, ArticleState, Attribution, Origin, Rights, Role
from archive.templatetags.addresses import address
from archive.templatetags.blocks import first_title
from archive.templatetags.catalogue import counted, language_name
from archive.templatetags.marks import Margin
from archive.templatetags.markup import form, joined
from archive.templatetags.sayings import label
from archive.templatetags.sayings import said as _
from archive.text.direction import direction

register = template.Library()

OVERLINE = form('<p class="overline">%s</p>')
ORIGIN = form('<p class="origin">%s</p>')
BYLINE = form('<div class="byline">%s</div>')
PIECE = form("<span>%s</span>")
NAME = form("<bdi>%s</bdi>")
LINK = form('<a href="%s">%s</a>')
STATE = form('<span class="state">%s</span>')
PRINTED_TITLE = form('<h1 lang="%s" dir="%s">%s</h1>')
OUR_TITLE = form('<h1 class="ours" dir="auto">%s</h1>')
ROW = form(
    '<li class="row">\n<div class="when">%s</div>\n'
    '<div><div class="headline">%s</div>\n<div class="pieces">%s</div></div>\n</li>\n'
)
HEADLINE = form('<a href="%s" lang="%s" dir="%s">%s</a>')
OUR_HEADLINE = form('<a href="%s" class="ours" dir="auto">%s</a>')
RECORD = form("<dl>\n%s</dl>")
ENTRY = form("<dt>%s</dt>\n<dd>%s</dd>\n")
PRINTED = form('<bdi class="printed">%s</bdi>')
LINE = form('<span class="line">%s</span>')
CODE = form('<span class="code">%s</span>')
CODE_LINE = form('<span class="line code">%s</span>')
HASH = form("SHA-256 <wbr>%s<wbr>%s")
TAG = form('<a class="tag" href="%s"><bdi>%s</bdi></a>')


@register.simple_tag
def overline(article: Article) -> SafeString:
    """House, date and kind, above the title."""
    house: object = _("publisher not named")
    if article.publisher:
        house = NAME(article.publisher.name)
        # A withdrawn article may have been the only one by which the house was known.
        if article.state != ArticleState.WITHDRAWN:
            house = LINK(address("publisher", article.publisher.slug), house)
    pieces = [PIECE(house), PIECE(dating.when(article) or _("no date")), PIECE(label(ArticleKind, article.kind))]
    if article.collection and article.collection.invented:
        pieces.append(STATE(_("invented")))
    return OVERLINE(joined(pieces))


@register.simple_tag
def title(article: Article, shown: Shown | None = None, margin: Margin | None = None) -> SafeString:
    """The page's heading; with a margin it carries the marks of the title block that it stands for."""
    block = first_title(shown, article.title) if shown and margin is not None else None
    words = margin.blocks[block].words if margin is not None and block is not None else article.title
    if article.title_origin == Origin.SUPPLIED:
        return OUR_TITLE(words)
    return PRINTED_TITLE(article.language, direction(article.language), words)


@register.simple_tag
def rows(articles: Iterable[Article]) -> SafeString:
    """Articles as items of a list. Each carries its bylines, and the length of its thread as `thread`."""
    return joined(map(row, articles))


def row(article: Article) -> SafeString:
    headline: list[object] = [headline_link(article)]
    if article.collection and article.collection.invented:
        headline.append(STATE(_("invented")))
    if article.state != ArticleState.PUBLISHED:
        headline.append(STATE(label(ArticleState, article.state)))
    pieces = [writers(article.bylines.all())]
    if article.publisher:
        pieces.append(PIECE(NAME(article.publisher.name)))
    if article.rights == Rights.RECORD:
        pieces.append(PIECE(_("record only")))
    elif article.text_id is None:
        pieces.append(PIECE(_("words not held")))
    if article.thread:  # type: ignore[attr-defined]
        pieces.append(PIECE(counted("%s comment", "%s comments", article.thread)))  # type: ignore[attr-defined]
    return ROW(dating.when(article) or _("no date"), joined(headline, " "), joined(pieces))


def headline_link(article: Article) -> SafeString:
    there = address("article", article.slug)
    if article.title_origin == Origin.SUPPLIED:
        return OUR_HEADLINE(there, article.title)
    return HEADLINE(there, article.language, direction(article.language), article.title)


@register.simple_tag
def byline(bylines: Sequence[Byline]) -> SafeString:
    """Everyone who stands over an article, linked to their pages."""
    return BYLINE(writers(bylines, linked=True))


@register.simple_tag
def writers(bylines: Iterable[Byline], *, linked: bool = False) -> SafeString:
    pieces = [PIECE(writer(each, linked=linked)) for each in once(bylines)]
    return joined(pieces or [PIECE(_("author not named"))])


def writer(each: Byline, *, linked: bool) -> SafeString:
    parts: list[object] = [] if each.role == Role.AUTHOR else [label(Role, each.role)]
    if each.author is None:
        parts.append(_("author not named") if each.role == Role.AUTHOR else _("not named"))
    else:
        name = NAME(each.author.name)
        parts.append(LINK(address("author", each.author.slug), name) if linked else name)
        if each.attribution == Attribution.SUPPLIED:
            parts.append(_("(supplied by the archive)"))
    return joined(parts, " ")


@register.simple_tag
def origin(article: Article, doubts: int, comments: int) -> SafeString:
    """What is known of the words in a line, and the ways to what else the page has."""
    pieces = []
    if article.captured_on:
        pieces.append(PIECE(_("Captured on %s") % dating.day(article.captured_on)))
    if article.text:
        if doubts:
            pieces.append(PIECE(counted("%s doubt in the reading", "%s doubts in the reading", doubts)))
        if comments:
            pieces.append(LINK("#thread", counted("%s comment", "%s comments", comments)))
        pieces.append(LINK(address("provenance", article.slug), _("Where these words come from")))
        if (version := article.text.reading.number) > 1:
            there = address("version", article.slug, version)
            pieces.append(LINK(there, _("Version %s: what was changed") % version))
    else:
        pieces.append(PIECE(_("The words are not held here")))
    if article.note:
        pieces.append(LINK("#note", _("What is odd here")))
    pieces.append(LINK("#record", _("Record")))
    return ORIGIN(joined(pieces))


@register.simple_tag
def record(
    article: Article, bylines: Sequence[Byline], tags: Sequence[ShownTag], citation: Sequence[str], sealed: bool
) -> SafeString:
    """The catalogue record as a list of definitions; without hash and size of a source that is `sealed`."""
    return RECORD(joined(ENTRY(name, said) for name, said in entries(article, bylines, tags, citation, sealed)))


def entries(
    article: Article, bylines: Sequence[Byline], tags: Sequence[ShownTag], citation: Sequence[str], sealed: bool
) -> Iterator[tuple[object, object]]:
    yield _("Published"), joined(published(article))
    yield _("Captured"), joined(captured(article))
    if article.collection:
        yield _("Collection"), collection(article.collection)
    yield _("Kind"), label(ArticleKind, article.kind)
    yield _("Language"), language_name(article.language)
    yield _("Title"), label(Origin, article.title_origin)
    for each in bylines:
        if each.author and each.printed and each.printed != each.author.name:
            printed = joined([NAME(each.author.name), _(", printed as "), PRINTED(each.printed)])
            yield capfirst(label(Role, each.role)), printed
    yield _("Rights"), rights(article)
    if tags:
        yield _("Tags"), joined(TAG(address("tag", tag.slug), tag.name) for tag in tags)
    yield _("Source"), joined(source(article, sealed))
    yield _("Cite as"), joined((NAME(part + ".") for part in citation), " ")


def published(article: Article) -> Iterator[object]:
    """As printed, and then the days it can mean."""
    meant = dating.bounds(article)
    if article.date_printed:
        yield PRINTED(article.date_printed)
    elif not meant:
        yield _("no date is printed")
    if meant and meant != article.date_printed:
        edtf = article.date_edtf
        yield LINE(joined([meant, CODE(edtf)], ", ") if edtf and edtf != meant else meant)


def captured(article: Article) -> Iterator[object]:
    day = dating.day(article.captured_on) if article.captured_on else ""
    if article.captured_printed:
        yield PRINTED(article.captured_printed)
    elif not day:
        yield _("not known")
    if day and day != article.captured_printed:
        yield LINE(day)
    if article.captured_how:
        yield LINE(told(article.captured_how))


def collection(of: Collection) -> SafeString:
    link = LINK(f"{address('about')}#{of.slug}", NAME(of.name))
    return joined([link, LINE(_("Invented, to try the archive on."))]) if of.invented else link


def rights(article: Article) -> str:
    if article.rights == Rights.OPEN:
        return _("Open: the words may be read, quoted and passed on.")
    if article.rights == Rights.ON_SITE:
        return _("On this site only: the words may be read here, and no copies are offered to others.")
    return _("Record only: the words are not shown.")


def source(article: Article, sealed: bool) -> Iterator[object]:
    if not article.source_sha256:
        yield _("not held here")
        return
    yield NAME(article.source_name or _("without a name"))
    held = _("held here") if article.held else _("not held here")
    if article.source_bytes and not sealed:
        held = f"{counted('%s byte', '%s bytes', article.source_bytes)}, {held}"
    yield LINE(held)
    if sealed:
        yield LINE(_("Its size and its hash are not told while words in it are hidden."))
        return
    yield CODE_LINE(HASH(article.source_sha256[:32], article.source_sha256[32:]))
