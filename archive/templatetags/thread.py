"""The thread as HTML: one flat loop over tuples, however deep the thread is.

Audited: whatever comes out of the archive passes through `escape` here, and nothing else in this module is marked
safe. Together with `blocks` it is the only place that does so.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from django import template
from django.urls import reverse
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, gettext

from archive.models import ThreadLine
from archive.rules.paging import page_of
from archive.states import CommentState

register = template.Library()

# From here on the indentation stands still, and the level is said in words.
DEEPEST = 8

COMMENT = (
    '<article class="comment d%d" id="c%d" aria-label="%s"><header><b>%s</b>'
    '<a class="number" href="%s%d/" rel="nofollow">%d</a>%s</header>%s</article>\n'
)
REPLY = '<a href="%s#c%d">%s</a>'
DETAIL = "<span>%s</span>"
PARAGRAPH = '</p><p dir="auto">'
GAP = '<p class="gap d%d">%s</p>\n'
PAGE = '<li><a href="%s#thread"%s>%d</a></li>'
NEIGHBOUR = '<a href="%s#thread" rel="%s">%s</a>'
MOST_LINKS, NEAR = 100, 4
STUB = '<p class="stub">%s</p>'


@dataclass(frozen=True, slots=True)
class Gap:
    """A place where the source shows a comment and holds no words: its first line, and how deep it stood."""

    line: int
    depth: int


@dataclass(frozen=True, slots=True)
class Leaf:
    """One page of a thread. `lines` are in reading order, `gaps` in the order of the source."""

    slug: str
    number: int
    pages: int
    length: int
    lines: Sequence[ThreadLine]
    gaps: Sequence[Gap]


@cache
def phrases(_language: str | None) -> dict[str, str]:
    """What the archive itself says in a thread, escaped, in the language that is active."""
    say = {
        "comment": gettext("Comment %d"),
        "nameless": gettext("Name not kept in the source"),
        "reply": gettext("in reply to %s"),
        "level": gettext("level %d"),
        "author": gettext("the name was reconstructed"),
        "parent": gettext("its place in the thread was reconstructed"),
        "boundary": gettext("where it begins or ends was reconstructed"),
        "hidden": gettext("withheld from readers"),
        "withheld": gettext("Withheld. Its words are kept and not shown."),
        "unreadable": gettext("The words of this comment are kept and may not be shown here."),
        "wordless": gettext("The source keeps no words of this comment."),
        "gap": gettext("The source shows that a comment stood here; its words were not kept."),
    }
    return {name: escape(phrase) for name, phrase in say.items()}


@register.simple_tag
def thread(leaf: Leaf) -> SafeString:
    """The comments of one page, each with what it answers, and the gaps between them."""
    say = phrases(get_language())
    addresses = Addresses(leaf.slug)
    comment_address = addresses.comments
    gaps = list(reversed(leaf.gaps))
    parts: list[str] = []
    for line in leaf.lines:
        while gaps and gaps[-1].line < line.first_line:
            parts.append(gap(gaps.pop(), say))
        number = line.number
        parts.append(
            COMMENT
            % (
                min(line.depth, DEEPEST),
                number,
                say["comment"] % number,
                say["nameless"] if line.author is None else f"<bdi>{escape(line.author)}</bdi>",
                comment_address,
                number,
                number,
                details(line, leaf.number, addresses, say),
                words(line, say),
            )
        )
    parts.extend(gap(left, say) for left in reversed(gaps))
    return mark_safe("".join(parts))  # noqa: S308


def gap(lost: Gap, say: dict[str, str]) -> str:
    return GAP % (min(lost.depth, DEEPEST), say["gap"])


def details(line: ThreadLine, page: int, addresses: "Addresses", say: dict[str, str]) -> str:
    found = [f"<bdi>{escape(line.date)}</bdi>"] if line.date else []
    if line.parent is not None and line.parent_position is not None:
        parent_page = page_of(line.parent_position)
        whom = str(line.parent)
        if line.parent_author is not None:
            whom = f"<bdi>{escape(line.parent_author)}</bdi>, {whom}"
        there = "" if parent_page == page else addresses.page(parent_page)
        found.append(say["reply"] % (REPLY % (there, line.parent, whom)))
    if line.depth > DEEPEST:
        found.append(say["level"] % line.depth)
    # That a name is missing is said already; nothing in its place was reconstructed.
    told = ("author", "parent", "boundary") if line.author is not None else ("parent", "boundary")
    found.extend(say[what] for what in told if what in line.reconstructed)
    if line.state != CommentState.SHOWN and line.words is not None:
        found.append(say["hidden"])
    return "".join([DETAIL % detail for detail in found])


def words(line: ThreadLine, say: dict[str, str]) -> str:
    if line.words is None:
        return STUB % say["withheld" if line.state == CommentState.WITHHELD else "unreadable"]
    if not line.words:
        return STUB % say["wordless"]
    return f'<p dir="auto">{escape(line.words).replace("\n\n", PARAGRAPH)}</p>'


class Addresses:
    """The addresses of one article's thread, each asked for once: a reverse for every comment costs too much.

    Slugs are letters, digits, - and _, percent-encoded by `reverse`; they and numbers need no escaping.
    """

    def __init__(self, slug: str) -> None:
        self.article = reverse("archive:article", args=[slug])
        self.comments = reverse("archive:comment", args=[slug, 1]).removesuffix("1/")
        self.pages = reverse("archive:thread", args=[slug, 1]).removesuffix("1/")

    def page(self, number: int) -> str:
        """Page 1 stands under the article itself."""
        return self.article if number == 1 else f"{self.pages}{number}/"


@register.simple_tag
def thread_pages(leaf: Leaf) -> SafeString:
    """Links to the pages of a thread: to all of them, or in a very long one to the near ones and every so many."""
    addresses = Addresses(leaf.slug)
    links = [
        PAGE % (addresses.page(number), ' aria-current="page"' if number == leaf.number else "", number)
        for number in offered(leaf.number, leaf.pages)
    ]
    return mark_safe("".join(links))  # noqa: S308


@register.simple_tag
def thread_neighbours(leaf: Leaf) -> SafeString:
    """Links to the page before and the page after."""
    addresses = Addresses(leaf.slug)
    near = [(leaf.number - 1, "prev", gettext("Page before")), (leaf.number + 1, "next", gettext("Page after"))]
    links = [
        NEIGHBOUR % (addresses.page(number), relation, escape(say))
        for number, relation, say in near
        if 1 <= number <= leaf.pages
    ]
    return mark_safe("".join(links))  # noqa: S308


def offered(current: int, pages: int) -> list[int]:
    """The pages to link to, at most `MOST_LINKS` and a few."""
    step = -(-pages // MOST_LINKS)
    near = range(max(current - NEAR, 1), min(current + NEAR, pages) + 1)
    return sorted({1, pages, *near, *range(step, pages + 1, step)})
