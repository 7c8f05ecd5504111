"""What stands with every moderation decision: the fields of a statement of reasons."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from archive.models.houserules import HouseRule
from archive.states import Ground, Prompt


class Reasoned(models.Model):
    """The rule in the version that was applied, the ground, the facts in our own words, and what made somebody look.

    `facts` is public. It never repeats hidden words; the actions see to that.
    """

    rule = models.ForeignKey(HouseRule, models.PROTECT, related_name="+", verbose_name=_("rule"), db_index=False)
    ground = models.CharField(_("ground"), max_length=20, choices=Ground, default=Ground.HOUSE)
    law = models.CharField(_("provision of the law"), max_length=300, blank=True)
    facts = models.CharField(_("facts"), max_length=1000, blank=True)
    prompt = models.CharField(_("what made us look"), max_length=20, choices=Prompt, default=Prompt.OWN)
    automated = models.BooleanField(_("found by a program"), default=False)
    review_on = models.DateField(_("comes back for review"), null=True, blank=True)

    class Meta:
        abstract = True


REASONS = ("rule", "ground", "law", "facts", "prompt", "automated", "review_on")


def told(row: Any) -> dict[str, Any]:
    """The reasons of a row, or of what has its fields, as the log keeps them; the rule by its code and version."""
    return {
        "rule": f"{row.rule.code} {row.rule.version}",
        "category": row.rule.category,
        "ground": str(row.ground),
        "law": row.law,
        "facts": row.facts,
        "prompt": str(row.prompt),
        "automated": row.automated,
        "review_on": row.review_on and row.review_on.isoformat(),
    }


def known_grounds(noun: str) -> list[models.CheckConstraint]:
    """The constraints of every table of reasons."""
    return [
        models.CheckConstraint(condition=models.Q(ground__in=Ground.values), name=f"{noun}_ground_is_known"),
        models.CheckConstraint(condition=models.Q(prompt__in=Prompt.values), name=f"{noun}_prompt_is_known"),
        models.CheckConstraint(
            condition=models.Q(ground=Ground.HOUSE) | ~models.Q(law=""), name=f"{noun}_ground_of_law_is_named"
        ),
    ]
