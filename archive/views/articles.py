"""Articles: the list, one article with the words and the thread, the same as JSON."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.safestring import SafeString
from django.views.decorators.http import require_safe

from archive.exports import articles as exports
from archive.exports.moderation import withdrawal
from archive.models import (
    Article,
    bylines_of,
    edition_of,
    further_of,
    is_sealed,
    opened,
    parallels_of,
    shown_blocks,
    tags_of,
    with_seals,
)
from archive.models.marks import lost_marks
from archive.models.moderation import withdrawal_of
from archive.models.parallels_elsewhere import Elsewhere, reprinted
from archive.rules import robots, visibility
from archive.rules.paging import SIZE
from archive.search.kept import kept
from archive.templatetags import articles as catalogue
from archive.templatetags.further import further
from archive.templatetags.parallels import also
from archive.templatetags.thread import Leaf
from archive.views.doors import cited, record, with_words
from archive.views.lists import SLUG, articles_asked
from archive.views.marks import marks_on
from archive.views.threads import leaf_of

# What `?by=` may say, and the field that it sorts by.
ORDERS = {"date": "date_earliest", "title": "title"}


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    by = request.GET.get("by", "date")
    if by not in ORDERS:
        raise Http404
    articles = articles_asked(request, Article.objects.all(), key=ORDERS[by], by=by)
    return render(request, "archive/articles/list.html", {"articles": articles, "by": by})


@with_words
def page(request: HttpRequest, article: Article) -> HttpResponse:
    leaf = leaf_of(article, 1, request.user)
    about = record(request, article)
    shown = shown_blocks(article.text, request.user)
    elsewhere = parallels_of(article, request.user) if shown else []
    context = {
        **about,
        **marks_on(request, article if shown else None, leaf, shown),
        "catalogue": catalogued(request, article, elsewhere, leaf),
        "shown": shown,
        "lost": lost_marks(article) if shown and corrected(article) else (),
        "also": also(article, shown, elsewhere) if shown and elsewhere else None,
        "reprinted": reprinted(article.slug, elsewhere),
        "leaf": leaf,
        "robots": robots.directives(article, named=bool(leaf and leaf.lines)),
    }
    return render(request, "archive/articles/article.html", context)


class Catalogued(NamedTuple):
    """What the catalogue has to say round the words of an article, as HTML."""

    overline: SafeString
    byline: SafeString
    origin: SafeString
    further: SafeString
    record: SafeString


def catalogued(request: HttpRequest, article: Article, elsewhere: Sequence[Elsewhere], leaf: Leaf | None) -> Catalogued:
    """Worked out once for each edition of the archive.

    Whoever works here is told of what is sealed, and of more places where the words also stand.
    """

    def make() -> Catalogued:
        bylines, sealed = bylines_of(article), is_sealed(article, request.user)
        said = [*(each.article for each in elsewhere if each.comment is not None), *(leaf.articles if leaf else ())]
        return Catalogued(
            catalogue.overline(article),
            catalogue.byline(bylines),
            catalogue.origin(article, doubts(article), leaf.length if leaf else 0),
            further(further_of(article, said)),
            catalogue.record(article, bylines, tags_of(article), cited(request, article, bylines), sealed),
        )

    staff, host = visibility.is_staff(request.user), request.build_absolute_uri("/")
    return kept(make, "catalogued", article.pk, staff, host, edition=edition_of(article))


def doubts(article: Article) -> int:
    """How many things the reader doubted."""
    return sum(bool(note.get("doubt")) for note in article.text.reading.notes) if article.text else 0


def corrected(article: Article) -> bool:
    """Whether its words were read more than once."""
    return article.text is not None and article.text.reading.number > 1


@require_safe
def listing_json(request: HttpRequest) -> JsonResponse:
    rows = with_seals(Article.objects.visible_to(None)).order_by("slug")
    if "after" in request.GET:
        after = request.GET["after"]
        if not SLUG.fullmatch(after):
            raise Http404
        rows = rows.filter(slug__gt=after)
    found = list(rows[: SIZE + 1])
    following = None
    if len(found) > SIZE:
        following = f"{reverse('archive:articles_json')}?after={found[SIZE - 1].slug}"
    return as_json(exports.listing(found[:SIZE], following))


@require_safe
def article_json(_request: HttpRequest, slug: str) -> JsonResponse:
    article = opened(slug, None)
    if article is None:
        raise Http404
    if not visibility.can_see(article, None):
        return gone_as_json(article)
    return as_json(exports.whole(article))


def gone_as_json(article: Article) -> JsonResponse:
    return as_json(exports.tombstone(article, withdrawal(withdrawal_of(article))), status=410)


def as_json(found: dict[str, Any], status: int = 200, content_type: str = "application/json") -> JsonResponse:
    response = JsonResponse(found, status=status, content_type=content_type, json_dumps_params={"ensure_ascii": False})
    response["X-Robots-Tag"] = robots.NOWHERE
    return response
