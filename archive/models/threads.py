"""Stretches of one article's thread: what pages ask for most, so its SQL is written once.

They give what `Comment.objects.visible_to(viewer).under(article)` gives. The article is at hand here, so the rule is
asked in Python, and the query need not look the article up for every comment.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from django.db.models import Case, Exists, F, OuterRef, QuerySet, Subquery, TextField, Value, When
from django.db.models.expressions import Combinable
from django.db.models.functions import Coalesce

from archive.models.articles import Article
from archive.models.comments import READABLE, Comment, TaggedComment
from archive.models.occurrences import Occurrence
from archive.models.parallels import Parallel
from archive.models.parallels_elsewhere import Elsewhere, comments_elsewhere
from archive.models.prepared import Prepared
from archive.models.texts import TextContent
from archive.models.threadlines import ThreadLine, columns, lines_of
from archive.rules import visibility


class Stretch(NamedTuple):
    """Which words, and how many comments at most.

    Without the number PostgreSQL, to which low positions are common ones, would read whole tables for a first page.
    """

    words: str
    most: int


def _words(which: str) -> Any:
    # Past the table of texts, which has nothing to say here.
    body = Subquery(TextContent.objects.filter(text=OuterRef("text")).values("body"))
    none = Value(None, output_field=TextField())
    readable = Case(When(state__in=visibility.READABLE_COMMENTS, then=body), default=none)
    return {"all": body, "readable": readable, "none": none}[which]


def _tagged(article: int, first: int, last: int) -> QuerySet[TaggedComment, Any]:
    there = {"content_object__article": article, "content_object__position__range": (first, last)}
    return TaggedComment.objects.filter(**there, content_object__retired_at=None).order_by()


def _length(article: int) -> QuerySet[Comment, Any]:
    return Comment.objects.under(article).order_by("-position").values_list("position")[:1]


def _there(article: int, first: int, last: int, layer: QuerySet[Any], side: str) -> QuerySet[Comment, Any]:
    """A comment to whose text a row of a layer points."""
    points = Exists(layer.filter(**{side: OuterRef("text")}))
    return Comment.objects.under(article).between(first, last).filter(points).order_by().values("pk")[:1]


_STRETCH = Prepared(
    lambda stretch, article, first, last: (
        columns(Comment.objects.under(article).between(first, last), _words(stretch.words)).annotate(  # type: ignore[no-redef]
            length=Subquery(_length(article)),
            tagged=Subquery(_tagged(article, first, last).values("tag")[:1]),
            marked=Subquery(_there(article, first, last, Occurrence.objects.accepted(), "text")),
            paralleled=Coalesce(
                *(Subquery(_there(article, first, last, Parallel.objects.standing(), side)) for side in "ab")
            ),
        )
    )[: stretch.most]
)
_TAGS = Prepared(
    lambda _kind, article, first, last: (
        _tagged(article, first, last)
        .order_by("tag__name", "tag")
        .values_list("content_object__number", "tag__slug", "tag__name")
    )
)
_LENGTH = Prepared(lambda _kind, article: _length(article))


class Found(NamedTuple):
    """Comments that stand beside each other, the length of their whole thread, and whether any of them has a tag, or
    a statement may stand in any, or shares words with another text.

    The length is 0 where none stand there.
    """

    lines: list[ThreadLine]
    length: int
    tagged: bool
    marked: bool
    paralleled: bool


def thread_stretch(article: Article, first: int, last: int, viewer: visibility.Viewer | None) -> Found:
    """The comments at the positions first to last, both included, that stand there."""
    if last < first or not visibility.can_see(article, viewer):
        return Found([], 0, tagged=False, marked=False, paralleled=False)
    words = "all" if visibility.is_staff(viewer) else "readable" if visibility.can_read(article, viewer) else "none"
    rows = _STRETCH.rows(Stretch(words, last - first + 1), article.pk, first, last)
    length, tagged, marked, paralleled = rows[0][-4:] if rows else (0, None, None, None)
    lines = lines_of((row[:-4] for row in rows), whole=words == "all")
    return Found(lines, length, tagged is not None, marked is not None, paralleled is not None)


def thread_tags(article: Article, first: int, last: int) -> dict[int, list[tuple[str, str]]]:
    """The tags of such comments by the comments' numbers, slug and name of each, by name."""
    found: dict[int, list[tuple[str, str]]] = {}
    for number, slug, name in _TAGS.rows(None, article.pk, first, last):
        found.setdefault(number, []).append((slug, name))
    return found


def thread_parallels(
    article: Article, first: int, last: int, viewer: visibility.Viewer | None
) -> dict[int, list[Elsewhere]]:
    """Where the words of such comments also stand, by the comments' numbers; two queries."""
    texts = Comment.objects.under(article).between(first, last).values_list("text", flat=True)
    return comments_elsewhere(set(texts), viewer)


def thread_lines(article: Article, first: int, last: int, viewer: visibility.Viewer | None) -> list[ThreadLine]:
    return thread_stretch(article, first, last, viewer).lines


def thread_length(article: Article, viewer: visibility.Viewer | None) -> int:
    """How many comments a thread has: positions count from 1 without holes."""
    if not visibility.can_see(article, viewer):
        return 0
    return next((position for (position,) in _LENGTH.rows(None, article.pk)), 0)


def comment_lines(comments: QuerySet[Comment], viewer: visibility.Viewer | None) -> list[ThreadLine]:
    """The same for any comments, in their order; whether their place in a thread may be seen is not asked."""
    whole = visibility.is_staff(viewer)
    words: Combinable = F("text__content__body")
    if not whole:
        words = Case(When(READABLE, then=words), default=Value(None), output_field=TextField())
    return lines_of(columns(comments, words), whole=whole)
