"""Echoes: words that say what a place of a statement says, and that nobody has judged yet."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from archive.models.articles import Article
from archive.models.occurrences import Occurrence
from archive.models.statements import Statement
from archive.models.texts import Text


class EchoQuerySet(models.QuerySet["Echo"]):
    def under(self, article: Article | int) -> EchoQuerySet:
        """In an article or in its comments, as they are or were read."""
        return self.filter(text__in=Text.objects.filter(reading__article=article))

    def waiting(self) -> EchoQuerySet:
        """Those at which the statement was marked by nobody since, and refused by nobody."""
        marked = Occurrence.objects.filter(
            statement=models.OuterRef("statement"),
            text=models.OuterRef("text"),
            start__lt=models.OuterRef("end"),
            end__gt=models.OuterRef("start"),
        )
        return self.filter(~models.Exists(marked))


class Echo(models.Model):
    """text[start:end], in code points, has the words of a place of the statement: all of them in their order, or, where
    `same` is false, most of them.

    It follows from the words and can be found again, so none is a Decision, and none keeps a document here. Judged, it
    is a place of the statement, accepted or refused, and that is remembered.
    """

    statement = models.ForeignKey(
        Statement, models.CASCADE, related_name="echoes", verbose_name=_("statement"), db_index=False
    )
    text = models.ForeignKey(Text, models.CASCADE, related_name="echoes", verbose_name=_("text"))
    start = models.PositiveIntegerField(_("start"), help_text=_("in code points"))
    end = models.PositiveIntegerField(_("end"))
    same = models.BooleanField(_("the same words"))

    objects = models.Manager.from_queryset(EchoQuerySet)()

    class Meta:
        verbose_name = _("echo")
        verbose_name_plural = _("echoes")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["statement", "text", "start", "end"], name="echo_is_found_once"),
            models.CheckConstraint(condition=Q(start__lt=F("end")), name="echo_has_words"),
        ]

    def __str__(self) -> str:
        return f"{self.statement}: {self.text_id}, {self.start}"
