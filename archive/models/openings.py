"""One article opened for reading: the query that every page about one asks."""

from __future__ import annotations

from django.db.models import OuterRef

from archive.models.articles import Article, ArticleQuerySet
from archive.models.bylines import Byline
from archive.models.marks import Disputed, Marks, marking
from archive.models.prepared import PreparedModels, Shape
from archive.models.tags import Tag
from archive.rules import visibility


def _known(reader: visibility.Reader, slug: str) -> ArticleQuerySet:
    return Article.objects.known_to(reader).filter(slug=slug).order_by()


_RECORD = ("publisher", "collection", "text", "text__reading")
# Long values that no page of an article shows.
_ASIDE = (
    "collection__description", "collection__lacks", "collection__wrote", "publisher__note", "text__content__map",
)  # fmt: skip
_WRITER = Shape(Byline, related=("author",), without=("author__note",))
_TAG = Shape(Tag, without=("description",))
_WRITERS = (_WRITER, lambda: Byline.objects.filter(article=OuterRef("pk")).order_by("order"))
_TAGS = (_TAG, lambda: Tag.objects.filter(articles__content_object=OuterRef("pk")).order_by("name", "pk"))
_MARKS = (Marks(), lambda: marking().filter(text=OuterRef("text")))
_OPENED = {
    False: PreparedModels(Shape(Article, _RECORD, _ASIDE), _known, [_WRITERS]),
    True: PreparedModels(Shape(Article, (*_RECORD, "text__content"), _ASIDE), _known, [_WRITERS, _TAGS, _MARKS]),
}


def opened(slug: str, viewer: visibility.Viewer | None, *, words: bool = True) -> Article | None:
    """The article at this address with its reading and writers; with words, tags and marks where words are asked for.

    None if not known.
    """
    for article, *many in _OPENED[words].with_many(visibility.Reader.of(viewer), slug):
        vars(article).update(zip(("opened_bylines", "opened_tags", "opened_marks"), many, strict=False))
        if article.text:
            article.text.reading.article = article
        return article
    return None


def bylines_of(article: Article) -> list[Byline]:
    """The bylines of an article that was `opened`, in their order, each with its author."""
    return vars(article)["opened_bylines"]


def tags_of(article: Article) -> list[Tag]:
    """The tags of an article that was `opened` with words, by name."""
    return vars(article)["opened_tags"]


def marks_of(article: Article) -> list[Disputed]:
    """The marks in the words of an article that was `opened` with them, in the order of reading."""
    return vars(article)["opened_marks"]
