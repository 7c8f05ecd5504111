"""One article opened for reading: the queries that every page about one asks."""

from __future__ import annotations

from archive.models.articles import Article
from archive.models.bylines import Byline
from archive.models.prepared import PreparedModels
from archive.models.tags import Tag
from archive.rules import visibility

_ARTICLE = PreparedModels(
    Article,
    lambda reader, slug: Article.objects.known_to(reader).filter(slug=slug),
    ("publisher", "collection", "text", "text__content", "text__reading", "text__reading__source"),
)
_BYLINES = PreparedModels(
    Byline, lambda _kind, article: Byline.objects.filter(article=article).order_by("order"), ("author",)
)
_TAGS = PreparedModels(
    Tag, lambda _kind, article: Tag.objects.filter(articles__content_object=article).order_by("name", "pk")
)


def opened(slug: str, viewer: visibility.Viewer | None) -> Article | None:
    """The article at this address with its text and all that the text was read out of; None where it is not known."""
    for article in _ARTICLE.all(visibility.Reader.of(viewer), slug):
        if article.text:
            article.text.reading.article = article
        return article
    return None


def bylines_of(article: Article) -> list[Byline]:
    """In their order, each with its author."""
    return _BYLINES.all(None, article.pk)


def tags_of(article: Article) -> list[Tag]:
    """By name."""
    return _TAGS.all(None, article.pk)
