"""Pages of lists: which page was asked for, and what its rows say."""

import re
from collections.abc import Iterable
from typing import Any

from django.db.models import Model, QuerySet
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404

from archive.converters import Slug
from archive.models import Article, Comment
from archive.models.keyset import Leaf, leaf

SLUG = re.compile(Slug.regex)


def leaf_asked[M: Model](
    request: HttpRequest, rows: QuerySet[M], key: str, *, among: QuerySet[M] | None = None
) -> Leaf[M]:
    """The page that `?after=slug` or `?before=slug` names, or the first; Http404 for a slug not `among` them."""
    after, before = (
        row_named(rows if among is None else among, request.GET[name]) if name in request.GET else None
        for name in ("after", "before")
    )
    return leaf(rows, key, after=after, before=before)


def row_named[M: Model](rows: QuerySet[M], slug: str) -> M:
    if not SLUG.fullmatch(slug):
        raise Http404
    return get_object_or_404(rows, slug=slug)


def articles_asked(request: HttpRequest, rows: Any, key: str = "date_earliest") -> Leaf[Article]:
    """A page of articles, each with its bylines and the length of its thread."""
    # A link to the page after an article outlives the article's withdrawal.
    found = leaf_asked(request, rows.visible_to(request.user).with_bylines(), key, among=rows.known_to(request.user))
    say_lengths(found.rows)
    return found


def say_lengths(articles: Iterable[Article]) -> None:
    """Put the length of its thread on each article, as `thread`."""
    lengths = Comment.objects.lengths(article.pk for article in articles)
    for article in articles:
        article.thread = lengths.get(article.pk, 0)  # type: ignore[attr-defined]
