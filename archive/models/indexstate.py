"""What is known of the search index as a whole: by which rule its cards were made, and a key that changes with it."""

from __future__ import annotations

import secrets

from django.db import models
from django.db.models.functions import Coalesce, Concat
from django.utils.translation import gettext_lazy as _

from archive.models.cards import VERSION
from archive.models.decisions import Decision
from archive.models.prepared import Prepared


class IndexState(models.Model):
    """The one row says how the cards were made when they were last made all at once; none where they never were."""

    version = models.PositiveSmallIntegerField(_("rule by which the cards were made"))
    key = models.CharField(_("key"), max_length=32)

    class Meta:
        verbose_name = _("state of the search index")
        verbose_name_plural = _("states of the search index")

    def __str__(self) -> str:
        return self.key


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
    IndexState.objects.create(version=VERSION, key=secrets.token_hex(16))
