"""Two texts side by side as HTML, and at a passage where its words also stand."""

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from itertools import zip_longest

from django import template
from django.utils.safestring import SafeString
from django.utils.translation import get_language, get_language_bidi, gettext, ngettext

from archive.models import Article, Shown
from archive.models.parallels_elsewhere import Elsewhere, Reprint
from archive.models.synopses import Passage, Synopsis
from archive.templatetags.addresses import address
from archive.templatetags.markup import Form, form, joined
from archive.text.direction import direction
from archive.text.runs import Span
from archive.text.synopsis import Both, Stretch, side

register = template.Library()

ROW = form('<div class="row%s"%s>\n%s%s%s</div>\n')
ID = form(' id="p%s"')
ABOUT = form('<p class="about">%s</p>\n')
CELL = form('<div class="cell"><b class="whose">%s</b><div lang="%s" dir="%s">%s</div></div>\n')
NOTHING = form('<div class="cell none"></div>\n')()
SAME = form("<mark>%s</mark>")
ONLY = (form("<del>%s</del>"), form("<ins>%s</ins>"))
SIDE = form('<p class="desk-side"><bdi>%s</bdi>%s</p>\n<blockquote lang="%s" dir="%s">%s</blockquote>\n')
LETTERS = "AB"
STOP = re.compile(r"[^\w\s]+")
NOTE = form('<div class="note" role="note" lang="%s" dir="%s">\n%s%s</div>\n')
ALSO = form('<p class="also">%s</p>\n')
LEMMA = form('<q lang="%s" dir="%s">%s</q> ')
OTHERS = form("<details><summary>%s</summary>\n%s</details>\n")
REPRINT = form('<p class="reprint">%s</p>\n')
# So many words at the beginning of a passage tell which words are meant.
NAMED = 4
# So many other places are told at one passage or comment.
MOST = 5
THERE = form('<a href="%s#%s"><bdi lang="%s">%s</bdi></a>')


@register.simple_tag
def rows(synopsis: Synopsis) -> SafeString:
    """Both texts whole, what they share on one line; the stop behind a passage stands with it."""
    made = []
    begun = [0, 0]
    for row, later in zip_longest(synopsis.rows, synopsis.rows[1:]):
        spans = []
        for number, words in enumerate(synopsis.texts):
            span = (row.a, row.b)[number]
            end = span.end
            if row.both and later:
                end = _with_stop(words or "", end, (later.a, later.b)[number].end)
            spans.append(Span(max(span.start, begun[number]), end))
            begun[number] = end
        made.append(_row(synopsis, row.both, spans))
    return joined(made)


@register.simple_tag
def crossing(synopsis: Synopsis) -> SafeString:
    """The passages that stand in another order, each pair in a row."""
    return joined(_row(synopsis, both, both[:2]) for both in synopsis.crossing)


@register.simple_tag
def passages(sides: Iterable[Passage]) -> SafeString:
    """Both sides of one parallel, each under the title of its text."""
    return joined(
        SIDE(
            side.article.title,
            gettext(", comment %d") % side.comment if side.comment else "",
            side.article.language,
            direction(side.article.language),
            gettext("These words may not be shown.")
            if side.words is None
            else joined(_told(side.words, each, ONLY[number]) for each in side.stretches),
        )
        for number, side in enumerate(sides)
    )


def _with_stop(words: str, end: int, most: int) -> int:
    stop = STOP.match(words, end, most)
    return stop.end() if stop else end


def _row(synopsis: Synopsis, both: Both | None, spans: Sequence[Span]) -> SafeString:
    cells = [_cell(synopsis, number, span, both) for number, span in enumerate(spans)]
    if both is None:
        return ROW("", "", "", *cells) if any(cell is not NOTHING for cell in cells) else NOTHING
    return ROW(" shared", ID(synopsis.numbers[both]), ABOUT(_about(synopsis, both)), *cells)


def _cell(synopsis: Synopsis, number: int, span: Span, both: Both | None) -> SafeString:
    words, article = synopsis.texts[number] or "", synopsis.articles[number]
    content: object = words[span.start : span.end].strip()
    if not content:
        return NOTHING
    if both is not None:
        at = (both.a, both.b)[number]
        stretches = side(at, [piece[number] for piece in both.pieces])
        content = joined([*(_told(words, each, ONLY[number]) for each in stretches), words[at.end : span.end]])
    return CELL(LETTERS[number], article.language, direction(article.language), content)


def _told(words: str, stretch: Stretch, only: Form) -> SafeString:
    """A stretch of a passage, the blanks at its ends outside of what is marked."""
    found = words[stretch.start : stretch.end]
    bare = found.strip()
    if not bare:
        return joined([found])
    at = found.index(bare)
    return joined([found[:at], (SAME if stretch.same else only)(bare), found[at + len(bare) :]])


def _about(synopsis: Synopsis, both: Both) -> str:
    counted = ngettext("%d word in both", "%d words in both", both.words) % both.words
    whole = gettext("word for word") if len(both.pieces) == 1 else gettext("with changes")
    looked = gettext("confirmed by an editor") if both in synopsis.confirmed else gettext("found by comparison")
    return f"{counted}, {whole}; {looked}"


def also(article: Article, shown: Shown, found: Iterable[Elsewhere]) -> Mapping[int, SafeString]:
    """By the number of the block in which a passage begins: where its words also stand, the oldest first."""
    starts = [start for _kind, start, *_rest in shown.blocks]
    lines: defaultdict[int, list[Elsewhere]] = defaultdict(list)
    for each in found:
        if each.article == article.slug and each.comment is None:
            continue  # what a text says twice stands on the page of the text beside itself
        lines[max(bisect_right(starts, each.here.start) - 1, 0)].append(each)
    return {number: _lines(article, shown, some) for number, some in lines.items()}


def _lines(article: Article, shown: Shown, found: list[Elsewhere]) -> SafeString:
    found.sort(key=lambda each: (each.article == article.slug, each.earliest or date.max, each.here, each.number))
    said = [
        ALSO(joined([_lemma(article, shown, each), _sentence(article, each, comment=False)])) for each in found[:MOST]
    ]
    return _note(said, len(found))


def _lemma(article: Article, shown: Shown, each: Elsewhere) -> SafeString:
    """The first words of the passage, by which it is found in its paragraph."""
    first = shown.words[each.here.start : each.here.end].split(maxsplit=NAMED)[:NAMED]
    return LEMMA(article.language, direction(article.language), f"{' '.join(first)} …")


def also_said(article: Article, found: Sequence[Elsewhere]) -> SafeString:
    """Where the words of a comment under an article also stand, the oldest first."""
    ordered = sorted(found, key=lambda each: (each.earliest or date.max, each.comment or 0, each.number))
    return _note([ALSO(_sentence(article, each, comment=True)) for each in ordered[:MOST]], len(found))


def _note(said: list[SafeString], found: int) -> SafeString:
    """The first of so many places, and the others behind a click."""
    others = joined([])
    if found > MOST:
        said.append(ALSO(ngettext("And in %d more place.", "And in %d more places.", found - MOST) % (found - MOST)))
    if found > 1:
        summary = ngettext("and %d other place", "and %d other places", found - 1) % (found - 1)
        others = OTHERS(summary, joined(said[1:]))
    return NOTE(*_ours(), said[0], others)


def _ours() -> tuple[str, str]:
    """Language and direction of what the archive itself says."""
    return get_language() or "en", "rtl" if get_language_bidi() else "ltr"


def _sentence(article: Article, each: Elsewhere, *, comment: bool) -> SafeString:
    title: object = each.title
    if each.article == article.slug:
        title = gettext("the article above") if each.comment is None else gettext("another comment here")
        title = title if comment else gettext("a comment below")
    there = THERE(
        address("parallels", article.slug, each.article), _anchor(each, comment=comment), each.language, title
    )
    said = ngettext(
        "%(number)d word of this also stands in %(title)s",
        "%(number)d words of this also stand in %(title)s",
        each.words,
    )
    before, after = (said % {"number": each.words, "title": "\0"}).split("\0")
    rest = [_where(article, each), _changed(each), _order(article, each, comment=comment)]
    return joined([before, there, after, *rest, "."])


def _anchor(each: Elsewhere, *, comment: bool) -> str:
    return "comments" if comment or each.comment is not None else f"p{each.number}"


def _where(article: Article, each: Elsewhere) -> str:
    return gettext(", in a comment under it") if each.comment and each.article != article.slug else ""


def _changed(each: Elsewhere) -> str:
    if not each.changed:
        return gettext(", word for word")
    return ngettext(", with %d word changed", ", with %d words changed", each.changed) % each.changed


def _order(article: Article, each: Elsewhere, *, comment: bool) -> str:
    """Who had the words first, as far as the dates of the articles tell; a comment is later than its article."""
    if each.article == article.slug:
        return gettext(", which had them first") if comment and each.comment is None else ""
    if each.comment is None and _before(each.latest, article.date_earliest):
        return gettext(", which had them first")
    if not comment and _before(article.date_latest, each.earliest):
        return gettext(", which has them later")
    return gettext(", and which came first is not known")


def _before(latest: date | None, earliest: date | None) -> bool:
    return latest is not None and earliest is not None and latest < earliest


@register.simple_tag
def reprints(article: Article, found: Sequence[Reprint]) -> SafeString:
    """Which other texts are this one again."""
    return joined(REPRINT(_reprint(article, each)) for each in found[:MOST])


def _reprint(article: Article, each: Reprint) -> SafeString:
    if each.holds_this:
        said = gettext("Nearly all words of this text also stand in %s")
    else:
        said = gettext("This text holds nearly all words of %s")
    there = THERE(
        address("parallels", article.slug, each.of.article),
        _anchor(each.of, comment=False),
        each.of.language,
        each.of.title,
    )
    before, after = said.split("%s")
    told = gettext(": one is a reprint, and no source beside the other.")
    return joined([before, there, after, _order(article, each.of, comment=False), told])
