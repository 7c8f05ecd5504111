"""Imports: what one load did, and what the loader wrote last."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from archive.models import constraints
from archive.models.articles import Article
from archive.models.statements import Statement
from archive.states import ImportWay


class ImportRunManager(models.Manager["ImportRun"]):
    def get_by_natural_key(self, key: str) -> ImportRun:
        return self.get(key=key)


class ImportRun(models.Model):
    """One load of seed folders, or of documents that a person brought at once.

    `finished_at` stays empty when it was cut off.
    """

    key = models.CharField(_("key"), max_length=32, unique=True, editable=False)
    way = models.CharField(_("way"), max_length=20, choices=ImportWay, default=ImportWay.CATALOGUE)
    actor = models.CharField(_("who"), max_length=150)
    started_at = models.DateTimeField(_("started"))
    finished_at = models.DateTimeField(_("finished"), null=True, blank=True)
    folders = models.JSONField(_("folders"), default=list)
    read = models.PositiveIntegerField(_("read"), default=0)
    created = models.PositiveIntegerField(_("created"), default=0)
    changed = models.PositiveIntegerField(_("changed"), default=0)
    kept = models.PositiveIntegerField(_("kept"), default=0)
    unchanged = models.PositiveIntegerField(_("unchanged"), default=0)
    not_held = models.PositiveIntegerField(_("not held"), default=0)
    refused = models.PositiveIntegerField(_("refused"), default=0)

    objects = ImportRunManager()

    class Meta:
        verbose_name = _("import")
        verbose_name_plural = _("imports")
        permissions = [("undo_importrun", "Can take back imports")]
        ordering = ["-started_at", "-pk"]
        constraints = [constraints.one_of("way", ImportWay.values, "import_way_is_known")]

    def __str__(self) -> str:
        return f"{self.started_at:%Y-%m-%d %H:%M} {self.actor}"

    def natural_key(self) -> tuple[str]:
        return (self.key,)


class CatalogueEntryManager(models.Manager["CatalogueEntry"]):
    def get_by_natural_key(self, slug: str) -> CatalogueEntry:
        return self.get(article__slug=slug)


class CatalogueEntry(models.Model):
    """What the loader last wrote into an article, per field: a value that differs now was changed by a person."""

    article = models.OneToOneField(Article, models.CASCADE, primary_key=True, related_name="catalogue_entry")
    key = models.CharField(_("catalogue entry"), max_length=300, unique=True)
    wrote = models.JSONField(_("what was written"), default=dict)
    run = models.ForeignKey(ImportRun, models.PROTECT, related_name="entries", verbose_name=_("last import"))

    objects = CatalogueEntryManager()

    class Meta:
        verbose_name = _("catalogue entry")
        verbose_name_plural = _("catalogue entries")

    def __str__(self) -> str:
        return self.key

    def natural_key(self) -> tuple[str]:
        return self.article.natural_key()

    natural_key.dependencies = ["archive.article", "archive.importrun"]  # type: ignore[attr-defined]


class CatalogueStatementManager(models.Manager["CatalogueStatement"]):
    def get_by_natural_key(self, key: str) -> CatalogueStatement:
        return self.get(statement__key=key)


class CatalogueStatement(models.Model):
    """The same for a statement. Its places and its evidence are told by their addresses in the sources."""

    statement = models.OneToOneField(Statement, models.CASCADE, primary_key=True, related_name="catalogue_entry")
    wrote = models.JSONField(_("what was written"), default=dict)
    run = models.ForeignKey(ImportRun, models.PROTECT, related_name="statements", verbose_name=_("last import"))

    objects = CatalogueStatementManager()

    class Meta:
        verbose_name = _("statement of a catalogue")
        verbose_name_plural = _("statements of catalogues")

    def __str__(self) -> str:
        return str(self.statement)

    def natural_key(self) -> tuple[str]:
        return self.statement.natural_key()

    natural_key.dependencies = ["archive.statement", "archive.importrun"]  # type: ignore[attr-defined]
