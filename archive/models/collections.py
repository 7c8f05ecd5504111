from __future__ import annotations

from django.db import models
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext_lazy as _

from archive.rules import visibility


class CollectionQuerySet(models.QuerySet["Collection"]):
    def visible_to(self, viewer: visibility.Viewer | None) -> CollectionQuerySet:
        """Collections with an article that this person may see; those of real documents first."""
        articles = self.model.articles.rel.related_model.objects.visible_to(viewer)  # type: ignore[attr-defined]
        return self.filter(Exists(articles.filter(collection=OuterRef("pk")))).order_by("invented", "pk")


class CollectionManager(models.Manager.from_queryset(CollectionQuerySet)):  # type: ignore[misc]
    def get_by_natural_key(self, slug: str) -> Collection:
        return self.get(slug=slug)


class Collection(models.Model):
    """Articles that came together, with what those who brought them say of the whole.

    `wrote` is what the loader last wrote, per field: a value that differs now was changed by a person.
    """

    slug = models.SlugField(_("slug"), max_length=120, unique=True)
    name = models.CharField(_("name"), max_length=500)
    invented = models.BooleanField(_("invented"), default=False, help_text=_("made up to try the archive on"))
    description = models.TextField(_("description"), blank=True)
    lacks = models.TextField(_("what it lacks"), blank=True)
    wrote = models.JSONField(_("what was written"), default=dict, editable=False)

    objects = CollectionManager()

    class Meta:
        verbose_name = _("collection")
        verbose_name_plural = _("collections")
        ordering = ["name", "pk"]

    def __str__(self) -> str:
        return self.name

    def natural_key(self) -> tuple[str]:
        return (self.slug,)
