"""Pseudonyms: what stands in the place of a private person's name. The same person has the same one."""

from __future__ import annotations

from django.db import models
from django.db.models import Max, Q
from django.utils.translation import gettext_lazy as _

from archive.models.reasoned import Reasoned, known_grounds


class PseudonymQuerySet(models.QuerySet["Pseudonym"]):
    def next_number(self) -> int:
        return (self.aggregate(last=Max("number"))["last"] or 0) + 1


class PseudonymManager(models.Manager.from_queryset(PseudonymQuerySet)):  # type: ignore[misc]
    def get_by_natural_key(self, number: int) -> Pseudonym:
        return self.get(number=number)


class Pseudonym(Reasoned):
    """One person by a number and a name that says nothing. The name as printed stands on the comments alone."""

    number = models.PositiveIntegerField(_("number"), unique=True)
    name = models.CharField(_("name"), max_length=60, unique=True)
    given_at = models.DateTimeField(_("given"))

    objects = PseudonymManager()

    class Meta:
        verbose_name = _("pseudonym")
        verbose_name_plural = _("pseudonyms")
        ordering = ["number"]
        constraints = [
            models.CheckConstraint(condition=Q(number__gte=1) & ~Q(name=""), name="pseudonym_names_somebody"),
            *known_grounds("pseudonym"),
        ]

    def __str__(self) -> str:
        return self.name

    def natural_key(self) -> tuple[int]:
        return (self.number,)

    natural_key.dependencies = ["archive.houserule"]  # type: ignore[attr-defined]
