from __future__ import annotations

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from archive.models.public import named_in_public
from archive.rules import visibility


class AuthorQuerySet(models.QuerySet["Author"]):
    def visible_to(self, viewer: visibility.Viewer | None) -> AuthorQuerySet:
        """Those that stand over an article this person may see; a name that only drafts carry is not told."""
        return self if visibility.is_staff(viewer) else named_in_public(self, "bylines", "article__")


class AuthorManager(models.Manager.from_queryset(AuthorQuerySet)):  # type: ignore[misc]
    def get_by_natural_key(self, slug: str) -> Author:
        return self.get(slug=slug)


class Author(models.Model):
    """A person who wrote, or helped to write, an article. Writers of comments are private people and not here."""

    slug = models.SlugField(_("slug"), max_length=120, unique=True)
    name = models.CharField(_("name"), max_length=500)
    note = models.TextField(_("note"), blank=True)

    objects = AuthorManager()

    class Meta:
        verbose_name = _("author")
        verbose_name_plural = _("authors")
        ordering = ["name", "pk"]

    def __str__(self) -> str:
        return self.name

    def natural_key(self) -> tuple[str]:
        return (self.slug,)

    def get_absolute_url(self) -> str:
        return reverse("archive:author", args=[self.slug])
