"""The front, and what the archive says of itself."""

from collections.abc import Callable
from typing import Any

from django.core.cache import cache as kept
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from archive.exports.years import chart
from archive.models import Article, Collection, Comment, Decision, Statement, Tag, disputes
from archive.models.disputes import Held, held, with_families
from archive.models.drawings import drawing
from archive.models.summaries import summaries
from archive.rules.repetition import Standing

NEWEST = 5
SUBJECTS = 14
DISPUTED = 4
# So many texts and lines of the collection are drawn here.
DRAWN = (60, 90)
DAY = 24 * 60 * 60


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    keys = [*Article.objects.visible_to(request.user).newest().values_list("pk", flat=True)[:NEWEST]]
    known = summaries(keys, request.user)
    newest = [known[key] for key in keys if key in known]
    head = Decision.objects.head()[1]
    context = {"newest": newest, **until_decided("figures", head, figures), **until_decided("front", head, front)}
    return render(request, "archive/home.html", context)


@require_safe
def about(request: HttpRequest) -> HttpResponse:
    return render(request, "archive/about.html", until_decided("figures", Decision.objects.head()[1], figures))


def until_decided(name: str, head: str, make: Callable[[], dict[str, Any]]) -> dict[str, Any]:
    """What takes whole tables to make is kept until the log goes on: no change is without its Decision."""
    key = f"{name}:{head}"
    found: dict[str, Any] | None = kept.get(key)
    if found is None:
        found = make()
        kept.set(key, found, DAY)
    return found


def figures() -> dict[str, Any]:
    """How much the archive shows to everyone and what is lacking in it."""
    articles = Article.objects.visible_to(None)
    return {
        "figures": {
            **articles.figures(),
            "comments": Comment.objects.visible_to(None).standing().count(),
            "statements": Statement.objects.visible_to(None).count(),
        },
        "collections": list(Collection.objects.visible_to(None)),
        "chart": chart(articles.years()),
        "subjects": list(Tag.objects.visible_to(None).most_used(SUBJECTS)),
    }


def front() -> dict[str, Any]:
    """What is disputed, and the drawing of the collection."""
    return {"disputed": disputed(), "drawing": drawing(*DRAWN)}


def disputed() -> list[tuple[Statement, Standing, list[Held]]]:
    """The statements that were published last, with the number of their places and what is held on both sides."""
    found = with_families(disputes(Statement.objects.visible_to(None).order_by("-number")[:DISPUTED], None))
    return [(dispute.statement, dispute.standing, both) for dispute, both in zip(found, held(found, None), strict=True)]
