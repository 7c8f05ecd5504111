"""One article opened for reading: the queries that every page about one asks."""

from __future__ import annotations

from archive.models.articles import Article, ArticleQuerySet
from archive.models.bylines import Byline
from archive.models.prepared import PreparedModels
from archive.models.tags import Tag
from archive.rules import visibility


def _known(reader: visibility.Reader, slug: str) -> ArticleQuerySet:
    return Article.objects.known_to(reader).filter(slug=slug).order_by()


_RECORD = ("publisher", "collection", "text", "text__reading")
# Long values that no page of an article shows.
_ASIDE = ("collection__description", "collection__lacks", "collection__wrote", "publisher__note", "text__content__map")
_ARTICLE = PreparedModels(Article, _known, related=_RECORD, without=_ASIDE)
_WITH_WORDS = PreparedModels(Article, _known, related=(*_RECORD, "text__content"), without=_ASIDE)
_BYLINES = PreparedModels(
    Byline, lambda _kind, article: Byline.objects.filter(article=article).order_by("order"), related=("author",)
)
_TAGS = PreparedModels(
    Tag, lambda _kind, article: Tag.objects.filter(articles__content_object=article).order_by("name", "pk")
)


def opened(slug: str, viewer: visibility.Viewer | None, *, words: bool = True) -> Article | None:
    """The article at this address with its reading, and with its words where they are asked for; None if not known."""
    for article in (_WITH_WORDS if words else _ARTICLE).all(visibility.Reader.of(viewer), slug):
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
