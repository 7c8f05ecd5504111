"""Sources: the bytes as received."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from archive.models import constraints
from archive.models.kept import Kept, KeptQuerySet


class SourceFileManager(models.Manager.from_queryset(KeptQuerySet)):  # type: ignore[misc]
    def get_by_natural_key(self, sha256: str) -> SourceFile:
        return self.get(sha256=sha256)


class SourceFile(Kept):
    """What is known of the bytes of one document. The row and its content never change."""

    sha256 = models.CharField("SHA-256", max_length=64, unique=True)
    size = models.PositiveBigIntegerField(_("bytes"))
    media_type = models.CharField(_("media type"), max_length=120)
    encoding = models.CharField(_("encoding"), max_length=40)
    name = models.CharField(_("name as given"), max_length=255)
    received_at = models.DateTimeField(_("received"))
    how = models.CharField(_("how it came"), max_length=200)

    objects = SourceFileManager()

    class Meta:
        verbose_name = _("source")
        verbose_name_plural = _("sources")
        ordering = ["pk"]
        constraints = [constraints.sha256("sha256", "source_sha256_is_a_hash")]

    def __str__(self) -> str:
        return f"{self.name} ({self.sha256[:12]})"

    def natural_key(self) -> tuple[str]:
        return (self.sha256,)


class SourceContentManager(models.Manager.from_queryset(KeptQuerySet)):  # type: ignore[misc]
    def get_by_natural_key(self, sha256: str) -> SourceContent:
        return self.get(source__sha256=sha256)


class SourceContent(Kept):
    """The bytes themselves, apart, so that no list ever loads them."""

    source = models.OneToOneField(SourceFile, models.PROTECT, primary_key=True, related_name="content")
    data = models.BinaryField()

    objects = SourceContentManager()

    class Meta:
        verbose_name = _("content of a source")
        verbose_name_plural = _("contents of sources")

    def __str__(self) -> str:
        return str(self.source_id)

    def natural_key(self) -> tuple[str]:
        return self.source.natural_key()

    natural_key.dependencies = ["archive.sourcefile"]  # type: ignore[attr-defined]


class SourceCheckManager(models.Manager["SourceCheck"]):
    def get_by_natural_key(self, sha256: str) -> SourceCheck:
        return self.get(source__sha256=sha256)


class SourceCheck(models.Model):
    """When a source and all that was read out of it was last verified. The only part of it that moves."""

    source = models.OneToOneField(SourceFile, models.CASCADE, primary_key=True, related_name="check_record")
    checked_at = models.DateTimeField(_("last checked"), db_index=True)
    faults = models.PositiveIntegerField(_("faults found"))

    objects = SourceCheckManager()

    class Meta:
        verbose_name = _("check of a source")
        verbose_name_plural = _("checks of sources")

    def __str__(self) -> str:
        return f"{self.source_id} {self.checked_at:%Y-%m-%d}"

    def natural_key(self) -> tuple[str]:
        return self.source.natural_key()

    natural_key.dependencies = ["archive.sourcefile"]  # type: ignore[attr-defined]
