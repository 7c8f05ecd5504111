"""Readings: one pass of one reader over one source, with the corrections it was given."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from archive.models.articles import Article
from archive.models.kept import Kept, KeptQuerySet
from archive.models.sources import SourceFile


class ReadingManager(models.Manager.from_queryset(KeptQuerySet)):  # type: ignore[misc]
    def get_by_natural_key(self, slug: str, number: int) -> Reading:
        return self.get(article__slug=slug, number=number)


class Reading(Kept):
    """How the texts of an article were read out of a source. Never changed: a better reading is a new row.

    `corrections` is a list of `{"line", "what", "to"?}`, `notes` of `{"line", "what", "doubt"}`, `gaps` of
    `{"lines": [first, last], "depth"}`; lines count from 1 with both ends included.
    """

    article = models.ForeignKey(Article, models.PROTECT, related_name="readings", verbose_name=_("article"))
    number = models.PositiveIntegerField(_("number"))
    previous = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="next", verbose_name=_("previous reading")
    )
    source = models.ForeignKey(SourceFile, models.PROTECT, related_name="readings", verbose_name=_("source"))
    reader = models.CharField(_("reader"), max_length=40)
    reader_version = models.PositiveIntegerField(_("reader version"))
    corrections = models.JSONField(_("corrections"), default=list, blank=True)
    notes = models.JSONField(_("notes"), default=list, blank=True)
    gaps = models.JSONField(_("gaps"), default=list, blank=True)
    reason = models.CharField(_("reason"), max_length=1000)
    read_at = models.DateTimeField(_("read"))

    objects = ReadingManager()

    class Meta:
        verbose_name = _("reading")
        verbose_name_plural = _("readings")
        ordering = ["article", "number"]
        constraints = [models.UniqueConstraint(fields=["article", "number"], name="reading_has_its_number")]

    def __str__(self) -> str:
        return f"{self.article} ({self.number})"

    def natural_key(self) -> tuple[str, int]:
        return (*self.article.natural_key(), self.number)

    natural_key.dependencies = ["archive.article", "archive.sourcefile"]  # type: ignore[attr-defined]
