"""Private notes: what those who work here tell each other about a comment. They are never public."""

from __future__ import annotations

from django.db import models
from django.db.models import Max, Q
from django.utils.translation import gettext_lazy as _

from archive.models.comments import Comment


class NoteQuerySet(models.QuerySet["Note"]):
    def next_number(self, comment: Comment) -> int:
        return (self.filter(comment=comment).aggregate(last=Max("number"))["last"] or 0) + 1


class NoteManager(models.Manager.from_queryset(NoteQuerySet)):  # type: ignore[misc]
    def get_by_natural_key(self, slug: str, number: int, own: int) -> Note:
        return self.get(comment__article__slug=slug, comment__number=number, number=own)


class Note(models.Model):
    """What somebody said of a comment. `number` counts in the comment."""

    comment = models.ForeignKey(
        Comment, models.PROTECT, related_name="notes", verbose_name=_("comment"), db_index=False
    )
    number = models.PositiveIntegerField(_("number"))
    who = models.CharField(_("who"), max_length=150)
    at = models.DateTimeField(_("when"))
    words = models.CharField(_("note"), max_length=1000)

    objects = NoteManager()

    class Meta:
        verbose_name = _("private note")
        verbose_name_plural = _("private notes")
        ordering = ["comment", "number"]
        constraints = [
            models.UniqueConstraint(fields=["comment", "number"], name="note_number_is_given_once"),
            models.CheckConstraint(condition=~Q(who="") & ~Q(words=""), name="note_says_something"),
        ]

    def __str__(self) -> str:
        return f"{self.comment} ({self.number})"

    def natural_key(self) -> tuple[str, int, int]:
        return (*self.comment.natural_key(), self.number)

    natural_key.dependencies = ["archive.comment"]  # type: ignore[attr-defined]
