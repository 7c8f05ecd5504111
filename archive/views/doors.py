"""The door to one article, for every page that is about one."""

from collections.abc import Callable, Sequence
from functools import partial, wraps
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from archive.exports.citation import citation
from archive.exports.moderation import withdrawal
from archive.models import Article, Byline, bylines_of, is_sealed, opened
from archive.models.moderation import withdrawal_of
from archive.rules import visibility
from archive.templatetags.addresses import address

View = Callable[..., HttpResponse]


def with_article(view: View, *, words: bool = False) -> View:
    """Hand the view its article: 404 where the viewer may not know of it, the tombstone where it is withdrawn."""

    @require_safe
    @wraps(view)
    def door(request: HttpRequest, slug: str, **place: Any) -> HttpResponse:
        article = opened(slug, request.user, words=words)
        if article is None:
            raise Http404
        if not visibility.can_see(article, request.user):
            return tombstone(request, article)
        return view(request, article, **place)

    return door


with_words = partial(with_article, words=True)


def tombstone(request: HttpRequest, article: Article) -> HttpResponse:
    context = record(request, article)
    gone = withdrawal(withdrawal_of(article))
    context |= {"gone": gone, "citation": cited(request, article, context["bylines"], gone.citation)}
    return render(request, "archive/articles/tombstone.html", context, status=410)


def record(request: HttpRequest, article: Article) -> dict[str, Any]:
    """What every page of one article says of it."""
    return {
        "article": article,
        "bylines": bylines_of(article),
        "readable": visibility.can_read(article, request.user),
    }


def cited(request: HttpRequest, article: Article, bylines: Sequence[Byline], frozen: Sequence[str] = ()) -> list[str]:
    there = request.build_absolute_uri(address("article", article.slug))
    sha256 = None if is_sealed(article, request.user) else article.source_sha256
    return citation(article, bylines, settings.SITE_NAME, there, sha256, frozen)
