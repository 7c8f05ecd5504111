"""The rules of the house: what is hidden here and why, in words that everybody can read. Each version stays."""

from __future__ import annotations

from django.db import models
from django.db.models import OuterRef, Q, Subquery
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from archive.models.kept import Kept, KeptQuerySet


class HouseRuleQuerySet(KeptQuerySet["HouseRule"]):
    def latest_versions(self) -> HouseRuleQuerySet:
        """Of each rule the last version, also of those that hold no more."""
        last = self.model._base_manager.filter(code=OuterRef("code")).order_by("-version")
        return self.filter(pk=Subquery(last.values("pk")[:1]))

    def in_force(self) -> HouseRuleQuerySet:
        """Of each rule that holds today the version that holds."""
        return self.latest_versions().filter(holds=True)


class HouseRuleManager(models.Manager.from_queryset(HouseRuleQuerySet)):  # type: ignore[misc]
    def get_by_natural_key(self, code: str, version: int) -> HouseRule:
        return self.get(code=code, version=version)


class HouseRule(Kept):
    """One version of a rule. `category` names what it is about in a few words, and stands in the place of hidden ones.

    `examples` is a list of invented sentences. A rule that is given up has a last version that does not hold.
    """

    code = models.SlugField(_("code"), max_length=40)
    version = models.PositiveIntegerField(_("version"))
    category = models.CharField(_("category"), max_length=60)
    text = models.TextField(_("rule"), max_length=2000)
    covers = models.TextField(_("what it covers"), max_length=2000, blank=True)
    examples = models.JSONField(_("invented examples"), default=list, blank=True)
    holds = models.BooleanField(_("holds"), default=True)
    written_at = models.DateTimeField(_("written"))

    objects = HouseRuleManager()

    class Meta:
        verbose_name = _("rule of the house")
        verbose_name_plural = _("rules of the house")
        ordering = ["code", "version"]
        constraints = [
            models.UniqueConstraint(fields=["code", "version"], name="houserule_version_is_written_once"),
            models.CheckConstraint(condition=Q(version__gte=1), name="houserule_counts_from_one"),
            models.CheckConstraint(
                condition=~Q(code="") & ~Q(category="") & ~Q(text=""), name="houserule_says_what_it_is"
            ),
        ]

    def __str__(self) -> str:
        return self.category

    def natural_key(self) -> tuple[str, int]:
        return (self.code, self.version)

    def get_absolute_url(self) -> str:
        return f"{reverse('archive:rules')}#{self.code}"
