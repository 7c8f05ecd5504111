"""Authors, publishers and tags: the list of those who stand over something public, and what hangs on each."""

import re
from collections.abc import Callable
from functools import partial
from typing import Any, NamedTuple

from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.views.decorators.http import require_safe

from archive.converters import Number, Slug
from archive.models import Article, Author, Comment, Publisher, Statement, Tag
from archive.rules import visibility
from archive.rules.paging import SIZE
from archive.search.inventory import holdings
from archive.search.kept import kept
from archive.views.lists import TURNS, articles_asked, leaf_asked

# The first statements with a tag stand on its page; the list of statements has all of them.
STATEMENTS = 20
# Other tags that are named on the page of one.
BESIDE = 10
PLACE = re.compile(f"({Slug.regex})/({Number.regex})")


class Names(NamedTuple):
    """A noun with a page of names and a page for each name."""

    model: Any
    stem: str
    articles: Callable[[Any], Any]


AUTHORS = Names(Author, "authors", Article.objects.written_by)
PUBLISHERS = Names(Publisher, "publishers", Article.objects.published_by)
TAGS = Names(Tag, "tags", Article.objects.tagged_with)


@require_safe
def index(request: HttpRequest, noun: Names) -> HttpResponse:
    """Names in their order, each with the number of its articles that the viewer may see."""
    make = partial(listed, request, noun)
    if visibility.is_staff(request.user):
        names = make(noun.model.objects.numbers(request.user).get)
    else:
        held = holdings()
        make = partial(make, held.columns[noun.model._meta.model_name].number)
        names = kept(make, "names", noun.stem, *map(request.GET.get, TURNS), edition=held.edition)
    return render(request, f"archive/{noun.stem}/list.html", {"names": names})


def listed(request: HttpRequest, noun: Names, number: Callable[[int], int | None]) -> SafeString:
    leaf = leaf_asked(request, noun.model.objects.visible_to(request.user), "name")
    for row in leaf.rows:
        row.over = number(row.pk)
    return render_to_string("archive/names.html", {"leaf": leaf}, request)


@require_safe
def page(request: HttpRequest, noun: Names, slug: str) -> HttpResponse:
    """The articles, and the comments, of one name. What was merged leads to what stands for it."""
    row = noun.model.objects.visible_to(request.user).filter(slug=slug).first()
    if row is None:
        return lead_on(request, noun, slug)
    context = {noun.model._meta.model_name: row}
    if "comment" not in request.GET:
        context["articles"] = articles_asked(request, noun.articles(row), noun.stem, slug)
    if noun is TAGS and not {"after", "before"} & request.GET.keys():
        context["comments"], context["further"] = comments_asked(request, row)
    if noun is TAGS and not {"after", "before", "comment"} & request.GET.keys():
        # One more than are shown tells that there are more.
        context["statements"] = Statement.objects.visible_to(None).tagged_with(row).by_number()[: STATEMENTS + 1]
        context["shown"] = STATEMENTS
        context["beside"] = kept(lambda: list(Tag.objects.beside(row, BESIDE)), "beside", row.pk)
    return render(request, f"archive/{noun.stem}/{noun.model._meta.model_name}.html", context)


def lead_on(request: HttpRequest, noun: Names, slug: str) -> HttpResponse:
    merged = get_object_or_404(noun.model.objects.exclude(merged_into=None), slug=slug)
    standing = get_object_or_404(noun.model.objects.visible_to(request.user), pk=merged.standing().pk)
    response = redirect(standing, permanent=True)
    # A merge can be undone, and then the address is the old one's again.
    response["Cache-Control"] = "no-cache"
    return response


def comments_asked(request: HttpRequest, tag: Tag) -> tuple[list[dict[str, Any]], str]:
    """A page of the comments with a tag, from the one after `?comment=article/number`; and where the next begins."""
    rows = Comment.objects.visible_to(request.user).standing().tagged_with(tag).by_article()
    if (asked := request.GET.get("comment")) is not None:
        place = PLACE.fullmatch(asked)
        if place is None:
            raise Http404
        slug, number = place[1], int(place[2])
        rows = rows.filter(Q(article__slug__gt=slug) | Q(article__slug=slug, number__gt=number))
    found = list(rows.values("article__slug", "article__title", "number")[: SIZE + 1])
    last = found[SIZE - 1] if len(found) > SIZE else None
    return found[:SIZE], f"{last['article__slug']}/{last['number']}" if last else ""
