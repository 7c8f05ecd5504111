"""One article opened for reading: the query that every page about one asks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

from django.db.models import Exists, OuterRef, Q

from archive.models import indexstate
from archive.models.articles import Article, ArticleQuerySet
from archive.models.bylines import Byline
from archive.models.further import Further, further
from archive.models.marks import Disputed, text_marks
from archive.models.occurrences import Occurrence
from archive.models.parallels import Parallel
from archive.models.parallels_elsewhere import Elsewhere, elsewhere
from archive.models.prepared import Plain, PreparedModels, Shape
from archive.models.seals import hides_words
from archive.models.tags import Tag
from archive.rules import visibility


class ShownTag(NamedTuple):
    """A tag as pages show it."""

    slug: str
    name: str


def _known(reader: visibility.Reader, slug: str) -> ArticleQuerySet:
    return Article.objects.known_to(reader).filter(slug=slug).order_by()


_RECORD = ("publisher", "collection", "text", "text__reading")
# Long values that no page of an article shows.
_ASIDE = (
    "collection__description", "collection__lacks", "collection__wrote", "publisher__note", "text__content__map",
)  # fmt: skip
_WRITER = Shape(Byline, related=("author",), without=("author__note",))
_WRITERS = (_WRITER, lambda: Byline.objects.filter(article=OuterRef("pk")).order_by("order"))
_TAGS = (
    Plain(ShownTag._make, ShownTag._fields),
    lambda: Tag.objects.filter(articles__content_object=OuterRef("pk")).order_by("name", "pk"),
)
# Most texts have none of these, but for the last.
_LAYERS = (
    lambda: Exists(Occurrence.objects.accepted().filter(text=OuterRef("text"))),
    lambda: Exists(Parallel.objects.standing().filter(Q(a=OuterRef("text")) | Q(b=OuterRef("text")))),
    lambda: hides_words("source"),
    indexstate.of_now,
)
_OPENED = {
    False: PreparedModels(Shape(Article, _RECORD, _ASIDE), _known, [_WRITERS]),
    True: PreparedModels(Shape(Article, (*_RECORD, "text__content"), _ASIDE), _known, [_WRITERS, _TAGS], _LAYERS),
}
# Where an opened article keeps what came with it.
_KEPT = ("opened_bylines", "opened_tags", "opened_marked", "opened_paralleled", "sealed", "opened_edition")


def opened(slug: str, viewer: visibility.Viewer | None, *, words: bool = True) -> Article | None:
    """The article at this address with its reading and writers; with words and tags where words are asked for.

    None if not known.
    """
    for article, *many in _OPENED[words].with_many(visibility.Reader.of(viewer), slug):
        vars(article).update(zip(_KEPT, many, strict=False))
        if article.text:
            article.text.reading.article = article
        return article
    return None


def bylines_of(article: Article) -> list[Byline]:
    """The bylines of an article that was `opened`, in their order, each with its author."""
    return vars(article)["opened_bylines"]


def tags_of(article: Article) -> list[ShownTag]:
    """The tags of an article that was `opened` with words, by name."""
    return vars(article)["opened_tags"]


def marks_of(article: Article) -> list[Disputed]:
    """The marks in the words of an article that was `opened` with them, in the order of reading; a query if any."""
    return text_marks(article.text_id) if vars(article)["opened_marked"] and article.text_id else []


def parallels_of(article: Article, viewer: visibility.Viewer | None) -> list[Elsewhere]:
    """Where the words of an article that was `opened` with them also stand; a query if anywhere."""
    return elsewhere(article.text, viewer) if vars(article)["opened_paralleled"] else []


def further_of(article: Article, said: Iterable[str] = ()) -> list[Further]:
    """What to read after an article that was `opened` with words; a query where it shares anything with others.

    `said` are the slugs of articles, one for each passage shared where one side stands in a comment.
    """
    kept, tags = vars(article), [tag.slug for tag in tags_of(article)]
    return further(article, tags, Counter(said), marked=kept["opened_marked"], paralleled=kept["opened_paralleled"])


def edition_of(article: Article) -> str:
    """The edition of the archive in which an article was `opened` with words."""
    return vars(article)["opened_edition"] or ""
