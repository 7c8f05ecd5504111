"""What people, houses and subjects have in common: a name, an address, and that two records can turn out to be one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from archive.models.public import named_in_public
from archive.rules import visibility


class NamedQuerySet(models.QuerySet[Any]):
    def visible_to(self, viewer: visibility.Viewer | None) -> Self:
        """Those that something public carries; a name that only drafts carry is not told."""
        standing = self.standing()
        return standing if visibility.is_staff(viewer) else named_in_public(standing, self.model.carried)

    def numbers(self, viewer: visibility.Viewer | None) -> Counter[int]:
        """How many articles that this person may see each carries, by primary key; one query."""
        (relation, public), *_ = self.model.carried.items()
        field = self.model._meta.get_field(relation).field
        [article] = (condition.rpartition("state__in")[0].removesuffix("__") for condition in public)
        rows = field.model._base_manager.filter(**{f"{field.name}__isnull": False}).order_by()
        # A person may have written and translated an article, or be named twice; a tag stands there once.
        each = models.Count("article", distinct=True) if article == "article" else models.Count("pk")
        counted = rows.values_list(field.name).annotate(number=each)
        if not visibility.is_staff(viewer):
            # Few are hidden: to take them away is less work than to look at each of the others.
            hidden = rows.exclude(**public).values_list(field.name).annotate(number=0 - each)
            counted = counted.union(hidden, all=True).order_by()
        found: Counter[int] = Counter()
        for name, number in counted:
            found[name] += number
        return +found

    def standing(self) -> Self:
        """Those that were not merged into another."""
        return self.filter(merged_into=None)


class NamedManager(models.Manager.from_queryset(NamedQuerySet)):  # type: ignore[misc]
    def get_by_natural_key(self, slug: str) -> Any:
        return self.get(slug=slug)


class Mergeable(models.Model):
    """A record that may have been merged into another of its kind; its row stays, so that its address leads there.

    `carried` names the relations by which something carries it, that of articles first, each with what makes that
    public.
    """

    carried: ClassVar[Mapping[str, Mapping[str, Any]]]

    merged_into = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="merged",
        verbose_name=_("merged into"),
    )

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(merged_into=None) | ~Q(merged_into=F("pk")), name="%(class)s_is_not_merged_into_itself"
            )
        ]

    def natural_key(self) -> tuple[str]:
        return (self.slug,)  # type: ignore[attr-defined]

    def get_absolute_url(self) -> str:
        return reverse(f"archive:{self._meta.model_name}", args=[self.slug])  # type: ignore[attr-defined]

    def standing(self) -> Self:
        """The record that stands for this one: itself, or what it was merged into at last."""
        row = self
        while row.merged_into:
            row = row.merged_into  # type: ignore[assignment]
        return row


class Named(Mergeable):
    slug = models.SlugField(_("slug"), max_length=120, unique=True)
    name = models.CharField(_("name"), max_length=500)
    note = models.TextField(_("note"), blank=True)

    objects = NamedManager()

    class Meta(Mergeable.Meta):
        abstract = True
        ordering = ["name", "pk"]

    def __str__(self) -> str:
        return self.name
