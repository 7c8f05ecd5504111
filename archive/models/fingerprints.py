"""Fingerprints of texts: the one index by which texts that share wording are found.

A text of an article or a comment is in it as long as it is read today.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable

from django.db import connections, models, router
from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext_lazy as _

from archive.models import bulk
from archive.models.articles import Article
from archive.models.readings import Reading
from archive.models.texts import Text


class FingerprintQuerySet(models.QuerySet["Fingerprint"]):
    def under(self, article: Article | int) -> FingerprintQuerySet:
        """Of an article and the comments under it, as they are or were read."""
        return self.filter(text__in=Text.objects.filter(reading__article=article))


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


# What stands in more texts than these is nobody's wording; it is taken from the oldest, those that had it first.
OLDEST = 5_000
_OLDEST = "SELECT text_id FROM {fingerprint} WHERE value = given.value ORDER BY text_id LIMIT %(oldest)s"
_FOUND = {
    "sqlite": "(SELECT value FROM json_each(%(values)s)) given "
    f"JOIN {{fingerprint}} other ON other.value = given.value AND other.text_id IN ({_OLDEST})",
    "postgresql": f"unnest(%(values)s::bigint[]) given (value) CROSS JOIN LATERAL ({_OLDEST}) other",
}
_LIKE = """
SELECT reading.article_id
FROM {found} JOIN {text} said ON said.id = other.text_id JOIN {reading} reading ON reading.id = said.reading_id
WHERE reading.article_id <> %(without)s
GROUP BY reading.article_id ORDER BY COUNT(DISTINCT given.value) DESC, reading.article_id LIMIT %(most)s
"""


def articles_like(values: Collection[int], *, without: int, most: int) -> list[int]:
    """Keys of the other articles that have most of these fingerprints, themselves or in their comments; one query."""
    connection = connections[router.db_for_read(Fingerprint)]
    models_named = (Fingerprint, Text, Reading)
    tables = {str(each._meta.model_name): connection.ops.quote_name(each._meta.db_table) for each in models_named}
    asked = _LIKE.format(found=_FOUND[connection.vendor].format(**tables), **tables)
    given = json.dumps([*values]) if connection.vendor == "sqlite" else [*values]
    with connection.cursor() as cursor:
        cursor.execute(asked, {"values": given, "without": without, "most": most, "oldest": OLDEST})
        return [article for (article,) in cursor.fetchall()]


def indexed() -> QuerySet[Article]:
    """Articles of whose words something is in the index."""
    return Article.objects.filter(_there(), text__isnull=False).order_by("pk")


def not_indexed() -> QuerySet[Article]:
    """Articles of whose words, though they are held, nothing is in the index."""
    return Article.objects.filter(~_there(), text__isnull=False).order_by("pk")


def _there() -> Exists:
    texts = Text.objects.filter(reading=OuterRef("text__reading"))
    return Exists(texts.filter(Exists(Fingerprint.objects.filter(text=OuterRef("pk")))))
