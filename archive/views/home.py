"""The front, and what the archive says of itself."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.cache import cache as kept
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from archive.exports.years import chart
from archive.importing.catalogue import COLLECTION, read_introduction
from archive.importing.tables import BadCatalogue
from archive.models import Article, Comment, Decision, Tag
from archive.views.lists import say_lengths

NEWEST = 5
SUBJECTS = 14
DAY = 24 * 60 * 60


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    newest = Article.objects.visible_to(request.user).newest().with_bylines()[:NEWEST]
    say_lengths(newest)
    context = {"newest": newest, "collections": introductions(), **figures()}
    return render(request, "archive/home.html", context)


@require_safe
def about(request: HttpRequest) -> HttpResponse:
    return render(request, "archive/about.html", {"collections": introductions(), **figures()})


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
            },
            "chart": chart(articles.years()),
            "subjects": list(Tag.objects.visible_to(None).most_used(SUBJECTS)),
        }
        kept.set(key, found, DAY)
    return found


@dataclass(frozen=True, slots=True)
class Introduction:
    """What a collection says of itself."""

    name: str
    invented: bool
    description: str
    lacks: str


@cache
def introductions() -> tuple[Introduction, ...]:
    """The collections that this archive is set to load, as far as they introduce themselves."""
    found = []
    for folder in settings.ARCHIVE_SEEDS:
        try:
            found.append(Introduction(*read_introduction(Path(folder) / COLLECTION)))
        except BadCatalogue:
            continue
    return tuple(found)
