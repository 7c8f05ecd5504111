"""Redactions: words of a comment that are hidden one by one, each stretch with its rule."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.db import models
from django.db.models import F, Max, Q
from django.utils.translation import gettext_lazy as _

from archive.models import constraints
from archive.models.comments import Comment
from archive.models.decisions import Decision
from archive.models.reasoned import Reasoned, known_grounds
from archive.models.sources import SourceFile
from archive.models.texts import Text
from archive.states import RedactionState
from archive.text.masking import joined
from archive.text.runs import Span

# Where words are hidden, and where they may become so.
LAID = [RedactionState.PROPOSED, RedactionState.STANDING]


class RedactionQuerySet(models.QuerySet["Redaction"]):
    def standing(self) -> RedactionQuerySet:
        """Those that hide words now."""
        return self.filter(state=RedactionState.STANDING)

    def proposed(self) -> RedactionQuerySet:
        return self.filter(state=RedactionState.PROPOSED)

    def under(self, article: int) -> RedactionQuerySet:
        return self.filter(comment__article=article)

    def spans(self, texts: Iterable[int]) -> dict[int, list[Span]]:
        """What is hidden in each of some texts, by primary key; those without are left out."""
        found: defaultdict[int, list[Span]] = defaultdict(list)
        for text, start, end in self.standing().filter(text__in=set(texts)).values_list("text", "start", "end"):
            found[text].append(Span(start, end))
        return {text: joined(spans) for text, spans in found.items()}

    def next_number(self, comment: Comment) -> int:
        return (self.filter(comment=comment).aggregate(last=Max("number"))["last"] or 0) + 1


class RedactionManager(models.Manager.from_queryset(RedactionQuerySet)):  # type: ignore[misc]
    def get_by_natural_key(self, slug: str, number: int, own: int) -> Redaction:
        return self.get(comment__article__slug=slug, comment__number=number, number=own)


class Redaction(Reasoned):
    """text[start:end] of a comment, in code points. `number` is given once in a comment; no row is deleted.

    `words` counts what is hidden. `source_start` and `source_end` are the smallest range of the source around it.
    """

    comment = models.ForeignKey(
        Comment, models.PROTECT, related_name="redactions", verbose_name=_("comment"), db_index=False
    )
    number = models.PositiveIntegerField(_("number"))
    text = models.ForeignKey(Text, models.PROTECT, related_name="redactions", verbose_name=_("text"), db_index=False)
    start = models.PositiveIntegerField(_("start"), help_text=_("in code points"))
    end = models.PositiveIntegerField(_("end"))
    words = models.PositiveIntegerField(_("words"))
    source_start = models.PositiveBigIntegerField(_("start in the source"))
    source_end = models.PositiveBigIntegerField(_("end in the source"))
    # That of the comment, so that one look tells whether words are hidden in a source.
    source = models.ForeignKey(
        SourceFile,
        models.PROTECT,
        related_name="redactions",
        verbose_name=_("source"),
        editable=False,
        db_index=False,
        db_constraint=False,
    )
    state = models.CharField(_("state"), max_length=20, choices=RedactionState, default=RedactionState.STANDING)
    decided_at = models.DateTimeField(_("decided"))
    decision = models.ForeignKey(Decision, models.PROTECT, related_name="+", verbose_name=_("decision"))

    objects = RedactionManager()

    class Meta:
        verbose_name = _("redaction")
        verbose_name_plural = _("redactions")
        ordering = ["comment", "start"]
        indexes = [
            models.Index(fields=["text", "start"], condition=Q(state="standing"), name="redaction_in_text"),
            models.Index(fields=["state"], condition=Q(state="proposed"), name="redaction_waiting"),
            models.Index(fields=["source"], condition=Q(state="standing"), name="redaction_in_source"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["comment", "number"], name="redaction_number_is_given_once"),
            models.UniqueConstraint(
                fields=["text", "start", "end"], condition=Q(state__in=LAID), name="redaction_is_laid_once"
            ),
            constraints.one_of("state", RedactionState.values, "redaction_state_is_known"),
            models.CheckConstraint(condition=Q(number__gte=1, words__gte=1), name="redaction_counts_from_one"),
            models.CheckConstraint(condition=Q(start__lt=F("end")), name="redaction_hides_something"),
            models.CheckConstraint(condition=Q(source_start__lt=F("source_end")), name="redaction_has_a_source"),
            *known_grounds("redaction"),
        ]

    def __str__(self) -> str:
        return f"{self.comment} ({self.number})"

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.source_id = self.comment.source_id
        super().save(*args, **kwargs)

    def natural_key(self) -> tuple[str, int, int]:
        return (*self.comment.natural_key(), self.number)

    natural_key.dependencies = [  # type: ignore[attr-defined]
        "archive.comment", "archive.sourcefile", "archive.text", "archive.decision", "archive.houserule"
    ]  # fmt: skip
