"""The thread as HTML: one flat loop over tuples, however deep the thread is."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache

from django import template
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext

from archive.models import Disputed, ThreadLine
from archive.rules.paging import page_of
from archive.states import CommentState
from archive.templatetags import veils
from archive.templatetags.addresses import ThreadAddresses, address
from archive.templatetags.catalogue import counted
from archive.templatetags.marks import Margin, beside
from archive.templatetags.markup import form, joined
from archive.text.runs import Span

register = template.Library()

# From here on the indentation stands still, and the level is said in words.
DEEPEST = 8
MOST_LINKS, NEAR = 100, 4

# A comment is written in pieces: its opening with the name, details, its words, what stands below them, and the end.
NAMED = form(
    '<article class="comment d%s" id="c%s" aria-label="%s%s%s"><header><b><bdi>%s</bdi></b>'
    '<a class="number" href="%s%s/" rel="nofollow">%s</a>'
)
NAMELESS = form(
    '<article class="comment d%s" id="c%s" aria-label="%s%s%s"><header><b>%s</b>'
    '<a class="number" href="%s%s/" rel="nofollow">%s</a>'
)
HEADED = form("</header>")()
WORDS = form('<p dir="auto">%s</p>')
PLAIN = form('</header><p dir="auto">%s</p></article>\n')
BREAK = form('</p><p dir="auto">')()
NO_WORDS = form('<p class="stub">%s</p>')
END = form("</article>\n")()
NOTHING = joined([])
REPLY = form('<span>%s<a href="%s#c%s">%s</a>%s</span>')
REPLY_TO = form('<span>%s<a href="%s#c%s"><bdi>%s</bdi>, %s</a>%s</span>')
DETAIL = form("<span>%s</span>")
DATE = form("<span><bdi>%s</bdi></span>")
TAGS = form('<span class="tags">%s</span>')
TAG = form('<a class="tag" href="%s"><bdi>%s</bdi></a>')
GAP = form('<p class="gap d%s">%s</p>\n')
FIRST = form('<li><a href="%s#thread"%s>1</a></li>')
PAGE = form('<li><a href="%s%s/#thread"%s>%s</a></li>')
OPEN = form(' aria-current="page"')()
NEIGHBOUR = form('<a href="%s#thread" rel="%s">%s</a>')


@dataclass(frozen=True, slots=True)
class Gap:
    """A place where the source shows a comment and holds no words: its first line, and how deep it stood."""

    line: int
    depth: int


@dataclass(frozen=True, slots=True)
class Leaf:
    """One page of a thread. `lines` are in reading order, `gaps` in the order of the source.

    `tags` are slug and name of each, `marks` those of readable words, `also` says where the words stand elsewhere, by
    the number of the comment; `articles` are the slugs of the articles where they do, one for each passage.
    """

    slug: str
    number: int
    pages: int
    length: int
    lines: Sequence[ThreadLine]
    gaps: Sequence[Gap]
    tags: Mapping[int, Sequence[tuple[str, str]]] = field(default_factory=dict)
    marks: Mapping[int, Sequence[Disputed]] = field(default_factory=dict)
    also: Mapping[int, SafeString] = field(default_factory=dict)
    articles: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Phrases:
    """What the archive itself says in a thread, in one language."""

    comment: tuple[SafeString, SafeString]
    nameless: SafeString
    reply: tuple[SafeString, SafeString]
    level: str
    reconstructed: dict[str, SafeString]
    unreadable: SafeString
    wordless: SafeString
    gap: str


@cache
def phrases(_language: str | None) -> Phrases:
    return Phrases(
        comment=around(gettext("Comment %d")),
        nameless=joined([gettext("Name not kept in the source")]),
        reply=around(gettext("in reply to %s")),
        level=gettext("level %d"),
        reconstructed={
            "author": DETAIL(gettext("the name was reconstructed")),
            "parent": DETAIL(gettext("its place in the thread was reconstructed")),
            "boundary": DETAIL(gettext("where it begins or ends was reconstructed")),
        },
        unreadable=NO_WORDS(gettext("The words of this comment are kept and may not be shown here.")),
        wordless=NO_WORDS(gettext("The source keeps no words of this comment.")),
        gap=gettext("The source shows that a comment stood here; its words were not kept."),
    )


def around(phrase: str) -> tuple[SafeString, SafeString]:
    """What stands before and after the one value of a phrase."""
    before, after = re.split("%[sd]", phrase, maxsplit=1)
    return joined([before]), joined([after])


@register.simple_tag
def thread(leaf: Leaf, margin: Margin | None = None) -> SafeString:
    """The comments of one page, each with what it answers, and the gaps between them."""
    marks = margin.theirs if margin is not None else {}
    looked_for = margin is not None and margin.looked_for
    say = phrases(get_language())
    addresses = ThreadAddresses(leaf.slug)
    before, after = say.comment
    gaps = list(reversed(leaf.gaps))
    parts: list[SafeString] = []
    for line in leaf.lines:
        while gaps and gaps[-1].line < line.first_line:
            parts.append(gap(gaps.pop(), say))
        number, depth, author = line.number, line.depth, line.author
        opening, name = (NAMELESS, say.nameless) if author is None else (NAMED, author)
        parts.append(
            opening(
                depth if depth < DEEPEST else DEEPEST,
                number,
                before,
                number,
                after,
                name,
                addresses.comments,
                number,
                number,
            )
        )
        parts.extend(details(line, leaf.number, addresses, say))
        if number in leaf.tags:
            parts.append(tagged(leaf.tags[number]))
        body = line.words
        if (
            body
            and "\n\n" not in body
            and line.state == CommentState.SHOWN
            and not (line.marks or looked_for or number in leaf.also or number in marks)
        ):
            parts.append(PLAIN(body))
            continue
        parts.append(HEADED)
        if number in leaf.also:
            parts.append(leaf.also[number])
        parts.append(words(line, say, margin, marks.get(number, ())))
        parts.append(END)
    parts.extend(gap(left, say) for left in reversed(gaps))
    return joined(parts)


def gap(lost: Gap, say: Phrases) -> SafeString:
    return GAP(min(lost.depth, DEEPEST), say.gap)


def details(line: ThreadLine, page: int, addresses: ThreadAddresses, say: Phrases) -> list[SafeString]:
    found = [DATE(line.date)] if line.date else []
    if line.parent is not None and line.parent_position is not None:
        parent_page = page_of(line.parent_position)
        there = NOTHING if parent_page == page else addresses.page(parent_page)
        before, after = say.reply
        if line.parent_author is None:
            found.append(REPLY(before, there, line.parent, line.parent, after))
        else:
            found.append(REPLY_TO(before, there, line.parent, line.parent_author, line.parent, after))
    if line.depth > DEEPEST:
        found.append(DETAIL(say.level % line.depth))
    if line.reconstructed:
        # That a name is missing is said already; nothing in its place was reconstructed.
        told = ("author", "parent", "boundary") if line.author is not None else ("parent", "boundary")
        found.extend(say.reconstructed[what] for what in told if what in line.reconstructed)
    if line.pseudonym or line.gone_at_source or line.state != CommentState.SHOWN:
        found.extend(veils.notes(line))
    return found


def tagged(tags: Sequence[tuple[str, str]]) -> SafeString:
    """The archive's own tags, in one piece beside the details."""
    return TAGS(joined(TAG(address("tag", slug), name) for slug, name in tags))


def words(line: ThreadLine, say: Phrases, margin: Margin | None = None, marks: Sequence[Disputed] = ()) -> SafeString:
    if line.words is None:
        return veils.stub(line) if line.state in veils.STUBS else say.unreadable
    if not line.words:
        return say.wordless
    if margin is not None and (marks or margin.looked_for):
        body = marked(line, marks, margin)
        return veils.veil(line, body) if line.state == CommentState.VEILED else body
    if line.state == CommentState.VEILED:
        return veils.veil(line)
    if line.marks:
        return WORDS(veils.words_of(line))
    if "\n\n" in line.words:
        return WORDS(joined(line.words.split("\n\n"), BREAK))
    return WORDS(line.words)


def marked(line: ThreadLine, marks: Sequence[Disputed], margin: Margin) -> SafeString:
    """The words of a comment with the marks of statements, and with notes beside them; hidden words stay what they
    are."""
    pieces = list(veils.pieces(line))
    found = iter(
        margin.marked(line.words or "", [piece for piece in pieces if isinstance(piece, Span)], marks, line.number)
    )
    parts: list[SafeString] = []
    begins: list[int] = []
    for piece in pieces:
        if isinstance(piece, Span):
            stretch = next(found)
            parts.append(stretch.words)
            begins.extend(stretch.begins)
        else:
            parts.append(piece)
    return beside(veils.PARAGRAPHS(joined(parts)), margin.taken(begins))


@register.simple_tag
def thread_count(leaf: Leaf) -> str:
    return counted("%s comment stood under this page", "%s comments stood under this page", leaf.length)


@register.simple_tag
def thread_page(leaf: Leaf) -> str:
    return gettext("Page %(number)d of %(pages)d.") % {"number": leaf.number, "pages": leaf.pages}


@register.simple_tag
def thread_pages(leaf: Leaf) -> SafeString:
    """Links to the pages of a thread: to all of them, or in a very long one to the near ones and every so many."""
    addresses = ThreadAddresses(leaf.slug)
    links = [FIRST(addresses.article, OPEN if leaf.number == 1 else NOTHING)]
    links.extend(
        PAGE(addresses.pages, number, OPEN if number == leaf.number else NOTHING, number)
        for number in offered(leaf.number, leaf.pages)[1:]
    )
    return joined(links)


@register.simple_tag
def thread_neighbours(leaf: Leaf) -> SafeString:
    """Links to the page before and the page after."""
    addresses = ThreadAddresses(leaf.slug)
    near = [(leaf.number - 1, "prev", gettext("Page before")), (leaf.number + 1, "next", gettext("Page after"))]
    return joined(
        NEIGHBOUR(addresses.page(number), relation, say) for number, relation, say in near if 1 <= number <= leaf.pages
    )


def offered(current: int, pages: int) -> list[int]:
    """The pages to link to, at most `MOST_LINKS` and a few."""
    step = -(-pages // MOST_LINKS)
    near = range(max(current - NEAR, 1), min(current + NEAR, pages) + 1)
    return sorted({1, pages, *near, *range(step, pages + 1, step)})
