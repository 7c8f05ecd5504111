"""Word rules: terms by which comments are flagged, so that a person looks at them. They hide nothing."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class WordRuleQuerySet(models.QuerySet["WordRule"]):
    def on(self) -> WordRuleQuerySet:
        return self.filter(on=True).order_by("code")


class WordRuleManager(models.Manager.from_queryset(WordRuleQuerySet)):  # type: ignore[misc]
    def get_by_natural_key(self, code: str) -> WordRule:
        return self.get(code=code)


class WordRule(models.Model):
    """Terms as `archive.text.wordforms` reads them. `rule` is the code of the house rule that they may fall under.

    `rehearsed_to` is the primary key of the last comment in which the terms as they are were looked for;
    `rehearsed_at` says when that was the last of all, and None that the rehearsal is not done.
    """

    code = models.SlugField(_("code"), max_length=40, unique=True)
    label = models.CharField(_("what it looks for"), max_length=60)
    rule = models.SlugField(_("rule of the house"), max_length=40)
    terms = models.JSONField(_("terms"), default=list)
    on = models.BooleanField(_("switched on"), default=False)
    rehearsed_to = models.PositiveBigIntegerField(_("rehearsed as far as"), default=0)
    rehearsed_at = models.DateTimeField(_("rehearsed"), null=True, blank=True)

    objects = WordRuleManager()

    class Meta:
        verbose_name = _("word rule")
        verbose_name_plural = _("word rules")
        ordering = ["code"]
        indexes = [models.Index(fields=["code"], condition=Q(on=True), name="wordrule_on")]
        constraints = [
            models.CheckConstraint(condition=~Q(code="") & ~Q(label="") & ~Q(rule=""), name="wordrule_says_what_it_is"),
            models.CheckConstraint(
                condition=Q(on=False) | Q(rehearsed_at__isnull=False), name="wordrule_is_rehearsed_before_it_is_on"
            ),
        ]

    def __str__(self) -> str:
        return self.label

    def natural_key(self) -> tuple[str]:
        return (self.code,)
