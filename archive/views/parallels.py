"""Two texts side by side."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from archive.models import Article, opened
from archive.models.synopses import compared
from archive.rules import robots, visibility
from archive.views.doors import tombstone, with_words


@with_words
def page(request: HttpRequest, article: Article, other: str) -> HttpResponse:
    """What two articles have in common; an article beside itself says what it has twice."""
    beside = article if other == article.slug else opened(other, request.user)
    if beside is None:
        raise Http404
    if not visibility.can_see(beside, request.user):
        return tombstone(request, beside)
    synopsis = compared(article, beside, request.user)
    context = {
        "synopsis": synopsis,
        "sides": list(zip("AB", synopsis.articles, synopsis.texts, strict=True)),
        "itself": beside is article,
        "robots": robots.quoting(comments=bool(synopsis.comments)),
    }
    return render(request, "archive/parallels/parallels.html", context)
