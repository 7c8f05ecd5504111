"""Claims: who looks at a comment just now, so that another need not do the same work."""

from __future__ import annotations

from datetime import datetime

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from archive.models.comments import Comment


class ClaimQuerySet(models.QuerySet["Claim"]):
    def standing(self, at: datetime) -> ClaimQuerySet:
        return self.filter(until__gt=at)


class ClaimManager(models.Manager.from_queryset(ClaimQuerySet)):  # type: ignore[misc]
    def get_by_natural_key(self, slug: str, number: int) -> Claim:
        return self.get(comment__article__slug=slug, comment__number=number)


class Claim(models.Model):
    """Somebody looks at a comment until a time, after which the claim says nothing. It keeps nobody from deciding."""

    comment = models.OneToOneField(
        Comment, models.PROTECT, primary_key=True, related_name="claim", verbose_name=_("comment")
    )
    who = models.CharField(_("who"), max_length=150)
    until = models.DateTimeField(_("until"))

    objects = ClaimManager()

    class Meta:
        verbose_name = _("claim")
        verbose_name_plural = _("claims")
        constraints = [models.CheckConstraint(condition=~Q(who=""), name="claim_is_somebodys")]

    def __str__(self) -> str:
        return f"{self.comment}: {self.who}"

    def natural_key(self) -> tuple[str, int]:
        return self.comment.natural_key()

    natural_key.dependencies = ["archive.comment"]  # type: ignore[attr-defined]
