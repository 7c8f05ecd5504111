"""What is known of the search index as a whole: by which rule its cards were made, a key that changes with it, and how
many cards of each kind there are, which takes long to count."""

from __future__ import annotations

import secrets
from collections import Counter
from collections.abc import Mapping

from django.db import models
from django.db.models import Count
from django.db.models.functions import Coalesce, Concat
from django.utils.translation import gettext_lazy as _

from archive.models.cards import VERSION, Card, Kind
from archive.models.decisions import Decision
from archive.models.prepared import Prepared

# The first code points of the name of an edition stay the same until all cards are made anew.
KEY = 32


class IndexState(models.Model):
    """The one row says how the cards were made when they were last made all at once; none where they never were."""

    version = models.PositiveSmallIntegerField(_("rule by which the cards were made"))
    key = models.CharField(_("key"), max_length=KEY)
    comments = models.IntegerField(_("cards of comments"), default=0)
    articles = models.IntegerField(_("cards of articles"), default=0)
    statements = models.IntegerField(_("cards of statements"), default=0)
    authors = models.IntegerField(_("cards of authors"), default=0)
    publishers = models.IntegerField(_("cards of publishers"), default=0)

    class Meta:
        verbose_name = _("state of the search index")
        verbose_name_plural = _("states of the search index")

    def __str__(self) -> str:
        return self.key


# The columns with the numbers, by what they count.
NUMBERS = {
    Kind.COMMENT: "comments",
    Kind.ARTICLE: "articles",
    Kind.STATEMENT: "statements",
    Kind.AUTHOR: "authors",
    Kind.PUBLISHER: "publishers",
}


def _editions() -> models.QuerySet[IndexState, tuple[str]]:
    # No change of what may be seen is without its Decision.
    head = models.Subquery(Decision.objects.order_by("-number").values("digest")[:1])
    named = Concat("key", Coalesce(head, models.Value("")))
    return IndexState.objects.order_by().annotate(edition=named).values_list("edition")


_EDITION = Prepared(lambda _kind: _editions())


def of_now() -> models.Subquery:
    """An expression: `edition`, or NULL for none, for a query that is asked anyway."""
    return models.Subquery(_editions()[:1])


def edition() -> str:
    """A name for all that the archive shows and finds now, which changes with each change; empty where the index was
    never made. One query."""
    return "".join(found for [found] in _EDITION.rows(None))


def stale() -> bool:
    """Whether the cards were never made, or by the rule of another release."""
    return not IndexState.objects.filter(version=VERSION).exists()


def renewed() -> None:
    """Say that all cards were made anew."""
    IndexState.objects.all().delete()
    numbers = {NUMBERS[Kind(kind)]: number for kind, number in _counted().items()}
    IndexState.objects.create(version=VERSION, key=secrets.token_hex(KEY // 2), **numbers)


def changed(by: Mapping[Kind, int]) -> None:
    """Say that there are so many more cards of these kinds, or fewer."""
    more = {NUMBERS[kind]: models.F(NUMBERS[kind]) + number for kind, number in by.items() if number}
    if more:
        IndexState.objects.update(**more)


def numbers() -> dict[int, int]:
    """How many cards there are of each kind. One query; a long one where the index was never made."""
    for row in IndexState.objects.values_list(*NUMBERS.values()):
        return dict(zip(map(int, NUMBERS), row, strict=True))
    return _counted()


def sound() -> bool:
    """Whether there are as many cards of each kind as it says."""
    return Counter(numbers()) == Counter(_counted())


def _counted() -> dict[int, int]:
    return dict(Card.objects.order_by().values_list("kind").annotate(Count("pk")))
