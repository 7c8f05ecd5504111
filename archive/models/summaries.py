"""Articles as lists say what they are: a page of them with their writers, publisher and the length of each thread, in
one query."""

from __future__ import annotations

import json
from collections.abc import Collection

from django.db import connections, router
from django.db.models import Max, OuterRef, QuerySet, Subquery
from django.db.models.expressions import RawSQL

from archive.models.articles import Article, ArticleQuerySet
from archive.models.bylines import Byline
from archive.models.comments import Comment
from archive.models.prepared import PreparedModels, Shape
from archive.rules import visibility

# What no list says.
_ASIDE = (
    "note", "captured_printed", "captured_on", "captured_how", "source_sha256", "source_name", "source_bytes",
    "withdrawn_at", "withdrawn_reason", "context_note", "publisher__note", "collection__description",
    "collection__lacks", "collection__wrote",
)  # fmt: skip


def _among(reader: visibility.Reader, keys: str) -> ArticleQuerySet:
    sqlite = connections[router.db_for_read(Article)].vendor == "sqlite"
    listed = "SELECT value FROM json_each(%s)" if sqlite else "SELECT unnest(%s::bigint[])"
    return Article.objects.visible_to(reader).filter(pk__in=RawSQL(listed, [keys])).order_by()  # noqa: S611


def _writers() -> QuerySet[Byline]:
    return Byline.objects.filter(article=OuterRef("pk")).order_by("order")


def _length() -> Subquery:
    standing = Comment.objects.standing().filter(article=OuterRef("pk")).order_by().values("article")
    return Subquery(standing.annotate(last=Max("position")).values("last"))


_SUMMARISED = PreparedModels(
    Shape(Article, ("publisher", "collection"), _ASIDE),
    _among,
    [(Shape(Byline, related=("author",), without=("author__note",)), _writers)],
    [_length],
)


def summaries(keys: Collection[int], viewer: visibility.Viewer | None) -> dict[int, Article]:
    """Those of these articles that this person may see, by primary key, each with its bylines and the length of its
    thread, as `thread`; one query, and none for none."""
    if not keys:
        return {}
    sqlite = connections[router.db_for_read(Article)].vendor == "sqlite"
    said = json.dumps([*keys]) if sqlite else f"{{{','.join(map(str, keys))}}}"
    found = {}
    for article, bylines, thread in _SUMMARISED.with_many(visibility.Reader.of(viewer), said):
        article.thread = thread or 0
        vars(article)["_prefetched_objects_cache"] = {"bylines": bylines}
        found[article.pk] = article
    return found
