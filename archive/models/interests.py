"""Interests that people who work here declare in an article: they do not decide there."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from archive.models.articles import Article


class InterestQuerySet(models.QuerySet["Interest"]):
    def standing(self) -> InterestQuerySet:
        return self.filter(ended_at=None)

    def keeps(self, name: str, articles: models.QuerySet[Article] | list[int]) -> bool:
        """Whether this person declared an interest in one of these articles."""
        return self.standing().filter(who__iexact=name, article__in=articles).exists()


class InterestManager(models.Manager.from_queryset(InterestQuerySet)):  # type: ignore[misc]
    def get_by_natural_key(self, who: str, slug: str, declared_at: str) -> Interest:
        return self.get(who=who, article__slug=slug, declared_at=declared_at)


class Interest(models.Model):
    """Somebody's interest in an article, from when it was declared until it ended."""

    who = models.CharField(_("who"), max_length=150)
    article = models.ForeignKey(Article, models.PROTECT, related_name="interests", verbose_name=_("article"))
    declared_at = models.DateTimeField(_("declared"))
    ended_at = models.DateTimeField(_("ended"), null=True, blank=True)

    objects = InterestManager()

    class Meta:
        verbose_name = _("declared interest")
        verbose_name_plural = _("declared interests")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["who", "article"], condition=Q(ended_at=None), name="interest_is_declared_once"
            ),
            models.CheckConstraint(condition=~Q(who=""), name="interest_is_somebodys"),
        ]

    def __str__(self) -> str:
        return f"{self.who}: {self.article}"

    def natural_key(self) -> tuple[str, str, str]:
        return (self.who, *self.article.natural_key(), self.declared_at.isoformat())

    natural_key.dependencies = ["archive.article"]  # type: ignore[attr-defined]
