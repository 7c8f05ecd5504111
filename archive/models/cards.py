"""The cards of the search index: one for each text, statement and name that everyone may see, with its terms.

A card holds what anonymous readers may read and nothing else. The database keeps a full-text index over the cards by
itself: see `cardindex`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from enum import IntEnum
from itertools import batched
from typing import Any, NamedTuple

from django.db import models
from django.utils.translation import gettext_lazy as _

from archive.models.articles import Article
from archive.models.authors import Author
from archive.models.comments import Comment
from archive.models.publishers import Publisher
from archive.models.redactions import Redaction
from archive.models.statements import Statement
from archive.models.texts import Text
from archive.rules import visibility
from archive.text.masking import MARK, masked
from archive.text.terms import keys

# Raise it when a text gets other terms, or a card another place: every card is then made anew by the next `migrate`.
VERSION = 1
# Stands between parts that are no neighbours; it is part of no term, so no phrase runs over it.
BREAK = "¶"
# PostgreSQL keeps no more different terms of one text, in bytes. No text that was ever written has as many.
MOST_BYTES = 900_000
# Comments whose words are in memory at once.
AT_ONCE = 500
KIND_BITS, KEY_BITS = 3, 37
DAY_BITS = KIND_BITS + KEY_BITS
KEY = (1 << KEY_BITS) - 1
NEWEST = (1 << 22) - 1


class Kind(IntEnum):
    """What a card is of; of one day, the later ones come first."""

    COMMENT = 1
    ARTICLE = 2
    STATEMENT = 3
    AUTHOR = 4
    PUBLISHER = 5


def place_of(kind: Kind, key: int, day: date | None) -> int:
    """The number of a card: the later the day, the higher. The undated are lowest, names the highest."""
    days = NEWEST if kind >= Kind.AUTHOR else day.toordinal() if day else 0
    return (days << KIND_BITS | kind) << KEY_BITS | key


def thing_at(place: int) -> tuple[Kind, int]:
    """Kind and primary key of what a card is of."""
    return Kind((place >> KEY_BITS) & ((1 << KIND_BITS) - 1)), place & KEY


class Filled(NamedTuple):
    """A card as it should be."""

    place: int
    kind: int
    article: int | None
    text: int | None
    words: str


class Card(models.Model):
    """`words` are terms with a blank between them; the heading (title, wording, name) is what stands before the first
    BREAK. Nothing hangs on a card, and nothing keeps one from going."""

    place = models.BigIntegerField(_("place"), primary_key=True)
    kind = models.PositiveSmallIntegerField(_("kind"))
    article = models.ForeignKey(
        Article, models.DO_NOTHING, null=True, related_name="+", db_constraint=False, verbose_name=_("article")
    )
    text = models.ForeignKey(
        Text,
        models.DO_NOTHING,
        null=True,
        related_name="+",
        db_constraint=False,
        db_index=False,
        verbose_name=_("text"),
    )
    words = models.TextField(_("terms"))

    class Meta:
        verbose_name = _("card of the search index")
        verbose_name_plural = _("cards of the search index")
        indexes = [models.Index(fields=["kind", "place"], name="card_by_kind")]

    def __str__(self) -> str:
        return str(self.place)


def of_articles(articles: models.QuerySet[Article]) -> Iterator[Filled]:
    """The cards of these articles, of those that everyone may see."""
    seen = articles.visible_to(None).order_by()  # type: ignore[attr-defined]
    rows = seen.values_list("pk", "date_earliest", "title", "abstract", "rights", "text", "text__content__body")
    for key, day, title, abstract, rights, text, body in rows.iterator(chunk_size=100):
        read = body if rights in visibility.READABLE_RIGHTS else None
        place = place_of(Kind.ARTICLE, key, day)
        yield Filled(place, Kind.ARTICLE, key, text if read else None, _words([title, abstract, read or ""]))


def of_comments(comments: models.QuerySet[Comment]) -> Iterator[Filled]:
    """The cards of these comments, of those whose words everyone may read, without what is hidden in them."""
    rows = comments.readable_by(None).standing().order_by()  # type: ignore[attr-defined]
    columns = rows.values_list("pk", "article", "article__date_earliest", "text", "text__content__body")
    for batch in batched(columns.iterator(chunk_size=AT_ONCE), AT_ONCE):
        hidden = Redaction.objects.spans(text for *_some, text, _body in batch)
        for key, article, day, text, body in batch:
            words = masked(body, hidden[text]).words if text in hidden else body
            place = place_of(Kind.COMMENT, key, day)
            yield Filled(place, Kind.COMMENT, article, text, _words(["", *words.split(MARK)]))


def of_statements(statements: models.QuerySet[Statement]) -> Iterator[Filled]:
    for row in statements.visible_to(None).order_by():  # type: ignore[attr-defined]
        yield Filled(_place_of_statement(row.pk, row.published_at), Kind.STATEMENT, None, None, _words([row.wording]))


def of_names(names: models.QuerySet[Author] | models.QuerySet[Publisher]) -> Iterator[Filled]:
    kind = _kind_of_name(names)
    for key, name in names.visible_to(None).order_by().values_list("pk", "name"):  # type: ignore[union-attr]
        yield Filled(place_of(kind, key, None), kind, None, None, _words([name]))


def cards_of(rows: models.QuerySet[Any]) -> models.QuerySet[Card]:
    """The cards that these comments, statements or names have, also those that should have none any more."""
    if rows.model is Comment:
        places = [place_of(Kind.COMMENT, *row) for row in rows.values_list("pk", "article__date_earliest")]
        return Card.objects.filter(place__in=places)
    if rows.model is Statement:
        places = [_place_of_statement(*row) for row in rows.values_list("pk", "published_at")]
        return Card.objects.filter(place__in=places)
    first = models.Value(place_of(_kind_of_name(rows), 0, None), models.BigIntegerField())
    return Card.objects.filter(place__in=rows.order_by().annotate(place=models.F("pk") + first).values("place"))


def _place_of_statement(key: int, published: datetime | None) -> int:
    return place_of(Kind.STATEMENT, key, published.date() if published else None)


def _kind_of_name(names: models.QuerySet[Any]) -> Kind:
    return Kind.AUTHOR if names.model is Author else Kind.PUBLISHER


def _words(parts: Iterable[str]) -> str:
    """The terms of some parts, the first of which is the heading, or empty where there is none."""
    heading, *rest = (" ".join(keys(part)) for part in parts)
    found = f" {BREAK} ".join([heading, *filter(None, rest)]).strip()
    return found if len(found) < MOST_BYTES // 4 else _cut(found)


def _cut(words: str) -> str:
    """As many of these terms as every database can index."""
    known: set[str] = set()
    room, kept = MOST_BYTES, []
    for term in words.split(" "):
        if term not in known:
            room -= len(term.encode())
            if room < 0:
                break
            known.add(term)
        kept.append(term)
    return " ".join(kept)
