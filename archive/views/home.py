"""The front, and what the archive says of itself."""

from typing import Any

from django.core.cache import cache as kept
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from archive.exports.years import chart
from archive.models import Article, Collection, Comment, Decision, Occurrence, Statement, Tag
from archive.views.lists import say_lengths

NEWEST = 5
SUBJECTS = 14
DISPUTED = 4
DAY = 24 * 60 * 60


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    newest = Article.objects.visible_to(request.user).newest().with_bylines()[:NEWEST]
    say_lengths(newest)
    context = {"newest": newest, **figures()}
    return render(request, "archive/home.html", context)


@require_safe
def about(request: HttpRequest) -> HttpResponse:
    return render(request, "archive/about.html", figures())


def figures() -> dict[str, Any]:
    """How much the archive shows to everyone and what is lacking in it.

    Counting reads whole tables, so the figures are kept until the log goes on: no change is without its Decision.
    """
    key = f"figures:{Decision.objects.head()[1]}"
    found = kept.get(key)
    if found is None:
        articles = Article.objects.visible_to(None)
        found = {
            "figures": {
                **articles.figures(),
                "comments": Comment.objects.visible_to(None).standing().count(),
                "statements": Statement.objects.visible_to(None).count(),
            },
            "collections": list(Collection.objects.visible_to(None)),
            "disputed": disputed(),
            "chart": chart(articles.years()),
            "subjects": list(Tag.objects.visible_to(None).most_used(SUBJECTS)),
        }
        kept.set(key, found, DAY)
    return found


def disputed() -> list[Statement]:
    """The statements that were published last, each with the number of its places as `places`."""
    rows = list(Statement.objects.visible_to(None).order_by("-number")[:DISPUTED])
    places = Occurrence.objects.visible_to(None).counts_by_statement(rows)
    for row in rows:
        row.places = places.get(row.pk, 0)
    return rows
