"""Two texts side by side."""

import re
from functools import partial

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from archive.models import Article, opened
from archive.models.drawings import listed
from archive.models.synopses import compared
from archive.rules import robots, visibility
from archive.search.kept import kept
from archive.views.doors import tombstone, with_words

# A page that is none has no address: so many pairs no archive has.
NUMBER = re.compile(r"[1-9][0-9]{0,5}")


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """All pairs of articles that share wording, by pages; the same for everyone."""
    asked = request.GET.get("page", "1")
    if not NUMBER.fullmatch(asked):
        raise Http404
    number = int(asked)
    found = kept(partial(listed, number), "pairs", number)
    if number > 1 and not found.pairs:
        raise Http404
    return render(request, "archive/parallels/list.html", {"listed": found, "number": number})


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
