"""Fingerprints of texts: the one index by which texts that share wording are found.

A text of an article or a comment is in it as long as it is read today.
"""

from __future__ import annotations

from collections.abc import Iterable

from django.db import models
from django.db.models import Count, Exists, OuterRef, QuerySet
from django.utils.translation import gettext_lazy as _

from archive.models import bulk
from archive.models.articles import Article
from archive.models.texts import Text


class FingerprintQuerySet(models.QuerySet["Fingerprint"]):
    def under(self, article: Article | int) -> FingerprintQuerySet:
        """Of an article and the comments under it, as they are or were read."""
        return self.filter(text__in=Text.objects.filter(reading__article=article))

    def articles_like(self, values: Iterable[int], *, without: int, most: int) -> list[int]:
        """Keys of the other articles that have most of these fingerprints, themselves or in their comments."""
        rows = self.filter(value__in=set(values)).exclude(text__reading__article=without)
        counted = rows.order_by().values("text__reading__article").annotate(number=Count("value", distinct=True))
        best = counted.order_by("-number", "text__reading__article")[:most]
        return list(best.values_list("text__reading__article", flat=True))


class Fingerprint(models.Model):
    """One fingerprint of one text: `value` is a signed hash of 64 bits."""

    pk = models.CompositePrimaryKey("value", "text")
    value = models.BigIntegerField(_("value"))
    # Not checked row by row: there are hundreds for each text, and texts go in one place only.
    text = models.ForeignKey(
        Text, models.CASCADE, related_name="fingerprints", verbose_name=_("text"), db_constraint=False
    )

    objects = models.Manager.from_queryset(FingerprintQuerySet)()

    class Meta:
        verbose_name = _("fingerprint")
        verbose_name_plural = _("fingerprints")

    def __str__(self) -> str:
        return f"{self.text_id}: {self.value}"


def index(rows: Iterable[tuple[int, Iterable[int]]]) -> None:
    """Put texts that are in it no more or not yet into the index: each with its values."""
    bulk.insert(Fingerprint, ("value", "text"), ((value, text) for text, values in rows for value in sorted(values)))


def indexed() -> QuerySet[Article]:
    """Articles of whose words something is in the index."""
    return Article.objects.filter(_there(), text__isnull=False).order_by("pk")


def not_indexed() -> QuerySet[Article]:
    """Articles of whose words, though they are held, nothing is in the index."""
    return Article.objects.filter(~_there(), text__isnull=False).order_by("pk")


def _there() -> Exists:
    texts = Text.objects.filter(reading=OuterRef("text__reading"))
    return Exists(texts.filter(Exists(Fingerprint.objects.filter(text=OuterRef("pk")))))
