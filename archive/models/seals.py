"""Sources in which words are hidden from readers: what would tell those words is kept from readers too.

The hash of such a source would confirm a guess at the words, its size and the places behind them tell their length.
"""

from __future__ import annotations

from typing import Any

from django.db.models import Exists, OuterRef

from archive.models.articles import Article, ArticleQuerySet
from archive.models.comments import Comment
from archive.models.redactions import Redaction
from archive.rules import visibility


def hides_words(source: str) -> Any:
    """An expression: whether words are hidden in the source whose key stands at this path."""
    hidden = Comment.objects.hidden().filter(source=OuterRef(source))
    parts = Redaction.objects.standing().filter(source=OuterRef(source))
    return Exists(hidden) | Exists(parts)


def with_seals(articles: ArticleQuerySet) -> ArticleQuerySet:
    """Articles that `is_sealed` can be asked of."""
    return articles.annotate(sealed=hides_words("source"))


def is_sealed(article: Article, viewer: visibility.Viewer | None) -> bool:
    """Whether hash and size of the source of an article, `opened` or `with_seals`, are not for this person."""
    if visibility.is_staff(viewer):
        return False
    return not visibility.can_see(article, viewer) or vars(article)["sealed"]
