"""Pages of lists: which page was asked for, and what its rows say."""

import re
from dataclasses import replace
from typing import Any

from django.db.models import Model, QuerySet
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from archive.converters import Slug
from archive.models import Article
from archive.models.keyset import Leaf, leaf
from archive.models.summaries import summaries
from archive.rules import visibility
from archive.search.kept import kept

# What an address says to turn a page.
TURNS = ("after", "before")
SLUG = re.compile(Slug.regex)


def leaf_asked[M: Model](
    request: HttpRequest, rows: QuerySet[M], key: str, *, among: QuerySet[M] | None = None
) -> Leaf[M]:
    """The page that `?after=slug` or `?before=slug` names, or the first; Http404 for a slug not `among` them."""
    after, before = (
        row_named(rows if among is None else among, request.GET[name]) if name in request.GET else None
        for name in TURNS
    )
    return leaf(rows, key, after=after, before=before)


def row_named[M: Model](rows: QuerySet[M], slug: str) -> M:
    if not SLUG.fullmatch(slug):
        raise Http404
    return get_object_or_404(rows, slug=slug)


def articles_asked(
    request: HttpRequest, rows: Any, *about: str, key: str = "date_earliest", by: str = ""
) -> SafeString:
    """A page of articles, which `about` names; empty where there are none."""

    def make() -> SafeString:
        return render_to_string("archive/articles/leaf.html", {"leaf": _articles(request, rows, key), "by": by})

    if visibility.is_staff(request.user):
        return make()
    return kept(make, "articles", *about, by, *(request.GET.get(name) for name in TURNS))


def _articles(request: HttpRequest, rows: Any, key: str) -> Leaf[Article]:
    # A link to the page after an article outlives the article's withdrawal.
    among = rows.known_to(request.user)
    found = leaf_asked(request, rows.visible_to(request.user).only("slug", key), key, among=among)
    known = summaries([row.pk for row in found.rows], request.user)
    return replace(found, rows=[known[row.pk] for row in found.rows if row.pk in known])
