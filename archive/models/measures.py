"""Measures: what stands over a comment as a whole, and why."""

from __future__ import annotations

from datetime import datetime

from django.db import models
from django.utils.translation import gettext_lazy as _

from archive.models.comments import Comment
from archive.models.decisions import Decision
from archive.models.reasoned import Reasoned, known_grounds
from archive.rules import visibility
from archive.states import CommentState


class MeasureQuerySet(models.QuerySet["Measure"]):
    def visible_to(self, viewer: visibility.Viewer | None) -> MeasureQuerySet:
        if visibility.is_staff(viewer):
            return self
        return self.filter(comment__article__state__in=visibility.PUBLIC_STATES)

    def ran_out(self, at: datetime) -> MeasureQuerySet:
        """Holds that ran out."""
        return self.filter(comment__state=CommentState.HELD, until__lte=at)

    def to_review(self, at: datetime) -> MeasureQuerySet:
        """Whatever is to be looked at again by now."""
        return self.filter(review_on__lte=at.date())

    def due(self, at: datetime) -> MeasureQuerySet:
        """Both; the longest overdue first."""
        return (self.ran_out(at) | self.to_review(at)).order_by("until", "review_on", "pk")


class MeasureManager(models.Manager.from_queryset(MeasureQuerySet)):  # type: ignore[misc]
    def get_by_natural_key(self, slug: str, number: int) -> Measure:
        return self.get(comment__article__slug=slug, comment__number=number)


class Measure(Reasoned):
    """Why a comment is veiled, on hold, withheld or erased. A comment that is shown has none.

    `words` counts those of the comment, `until` is the end of a hold, `decision` the public number of what was decided.
    """

    comment = models.OneToOneField(
        Comment, models.PROTECT, primary_key=True, related_name="measure", verbose_name=_("comment")
    )
    words = models.PositiveIntegerField(_("words"))
    until = models.DateTimeField(_("until"), null=True, blank=True)
    decided_at = models.DateTimeField(_("decided"))
    decision = models.ForeignKey(Decision, models.PROTECT, related_name="+", verbose_name=_("decision"))

    objects = MeasureManager()

    class Meta:
        verbose_name = _("measure")
        verbose_name_plural = _("measures")
        indexes = [
            models.Index(fields=["until"], name="measure_until"),
            models.Index(fields=["review_on"], name="measure_review"),
        ]
        constraints = [*known_grounds("measure")]

    def __str__(self) -> str:
        return f"{self.comment}: {self.rule}"

    def natural_key(self) -> tuple[str, int]:
        return self.comment.natural_key()

    natural_key.dependencies = ["archive.comment", "archive.decision", "archive.houserule"]  # type: ignore[attr-defined]
