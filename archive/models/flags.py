"""Flags: why a person is to look at a comment, raised by a word rule or by somebody who works here."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from archive.models.comments import Comment
from archive.models.decisions import Decision
from archive.models.wordrules import WordRule
from archive.text.wordforms import Matcher


class FlagQuerySet(models.QuerySet["Flag"]):
    def standing(self) -> FlagQuerySet:
        """Those that wait for a person."""
        return self.filter(raised_at__isnull=False, settled_at=None)

    def rehearsed(self) -> FlagQuerySet:
        """Those that a word rule would raise."""
        return self.filter(raised_at=None)


class FlagManager(models.Manager.from_queryset(FlagQuerySet)):  # type: ignore[misc]
    def get_by_natural_key(self, slug: str, number: int, code: str | None) -> Flag:
        return self.get(comment__article__slug=slug, comment__number=number, word_rule__code=code)


class Flag(models.Model):
    """One reason to look at one comment: a word rule with the number of its `hits`, or a person's own.

    `raised_at` is None as long as a word rule is only rehearsed. `decision` is what was decided when it was settled.
    """

    comment = models.ForeignKey(
        Comment, models.PROTECT, related_name="flags", verbose_name=_("comment"), db_index=False
    )
    word_rule = models.ForeignKey(
        WordRule, models.PROTECT, null=True, blank=True, related_name="flags", verbose_name=_("word rule")
    )
    hits = models.PositiveIntegerField(_("hits"), default=0)
    urgent = models.BooleanField(_("urgent"), default=False)
    reason = models.CharField(_("reason"), max_length=1000, blank=True)
    raised_by = models.CharField(_("raised by"), max_length=150, blank=True)
    raised_at = models.DateTimeField(_("raised"), null=True, blank=True)
    settled_at = models.DateTimeField(_("settled"), null=True, blank=True)
    decision = models.ForeignKey(
        Decision, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("decision")
    )

    objects = FlagManager()

    class Meta:
        verbose_name = _("flag")
        verbose_name_plural = _("flags")
        ordering = ["comment", "pk"]
        indexes = [
            models.Index(
                fields=["comment"], condition=Q(raised_at__isnull=False, settled_at=None), name="flag_standing"
            ),
        ]
        constraints = [
            models.UniqueConstraint(fields=["comment", "word_rule"], name="flag_is_raised_once_by_a_rule"),
            models.UniqueConstraint(
                fields=["comment"], condition=Q(word_rule=None), name="flag_is_raised_once_by_hand"
            ),
            models.CheckConstraint(
                condition=Q(word_rule=None, hits=0, raised_at__isnull=False) & ~Q(raised_by="") & ~Q(reason="")
                | Q(word_rule__isnull=False, hits__gte=1, urgent=False),
                name="flag_says_who_raised_it",
            ),
            models.CheckConstraint(
                condition=Q(settled_at=None, decision=None) | Q(settled_at__isnull=False, raised_at__isnull=False),
                name="flag_is_raised_before_it_is_settled",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.comment}: {self.word_rule or self.raised_by}"

    def natural_key(self) -> tuple[str, int, str | None]:
        return (*self.comment.natural_key(), self.word_rule.code if self.word_rule else None)

    natural_key.dependencies = ["archive.comment", "archive.wordrule", "archive.decision"]  # type: ignore[attr-defined]


class Hit(NamedTuple):
    """A comment in which terms stand, and how often."""

    comment: int
    hits: int


def look(rows: Iterable[tuple[int, str]], terms: Matcher) -> Iterator[Hit]:
    """The comments, each with its words, in which a term stands."""
    for comment, words in rows:
        if spans := terms.spans(words):
            yield Hit(comment, len(spans))


def look_through(terms: Matcher, after: int, most: int) -> tuple[list[Hit], int | None]:
    """The same for so many comments behind one, and the last of these; None where there are no more."""
    rows = Comment.objects.filter(pk__gt=after).order_by("pk").values_list("pk", "text__content__body")[:most]
    found = list(rows)
    return list(look(found, terms)), found[-1][0] if found else None
