"""The reasons of a moderation decision: what is written of them, and that they tell nothing that is hidden."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from archive.actions.refusals import Refused
from archive.models import HouseRule, TextContent
from archive.models.reasoned import REASONS, Reasoned
from archive.rules.moderation import Case
from archive.states import Ground, Prompt
from archive.text.masking import tells
from archive.text.runs import UNSTORABLE

LONGEST_FACTS = Reasoned._meta.get_field("facts").max_length or 0
LONGEST_LAW = Reasoned._meta.get_field("law").max_length or 0
# So many hidden words in a row must not be repeated in public.
RUN = 4
TELLING = gettext_lazy("Readers see the reason and the facts: they must not repeat what is hidden.")


@dataclass(frozen=True, slots=True)
class Reasons:
    """The fields of a statement of reasons. `facts` is in our own words, and public."""

    rule: HouseRule
    facts: str = ""
    ground: str = Ground.HOUSE
    law: str = ""
    prompt: str = Prompt.OWN
    automated: bool = False
    review_on: date | None = None

    def fields(self) -> dict[str, Any]:
        """For the columns of a `Reasoned` row."""
        return {name: getattr(self, name) for name in REASONS}

    def case(self, count: int = 1) -> Case:
        return Case(self.rule.code, self.ground, self.law, count, self.review_on)

    @classmethod
    def of(cls, row: Reasoned) -> "Reasons":
        return cls(**{name: getattr(row, name) for name in REASONS})

    @classmethod
    def heard(cls, said: Mapping[str, Any]) -> "Reasons":
        """From what the log tells of them. Raises Refused where the rule is not here."""
        code, _blank, version = str(said["rule"]).rpartition(" ")
        rule = HouseRule.objects.filter(code=code, version=int(version)).first() if version.isdecimal() else None
        if rule is None:
            raise Refused(_("There is no rule of the house “%s”.") % said["rule"])
        review_on = said["review_on"]
        plain = {name: said[name] for name in ("facts", "ground", "law", "prompt", "automated")}
        return cls(rule, review_on=date.fromisoformat(review_on) if review_on else None, **plain)


def refuse_unfit(reasons: Reasons) -> None:
    """Raise Refused for reasons that no column holds, and for a rule that does not hold today."""
    for said, longest in ((reasons.facts, LONGEST_FACTS), (reasons.law, LONGEST_LAW)):
        if UNSTORABLE in said or len(said) > longest:
            raise Refused(_("The facts and the law are said in at most %d characters.") % longest)
    if reasons.ground not in Ground or reasons.prompt not in Prompt:
        raise Refused(_("Choose the ground, and what made us look, from the lists."))
    if reasons.ground == Ground.LAW and not reasons.law.strip():
        raise Refused(_("A decision on a ground of law names the provision."))
    if not HouseRule.objects.in_force().filter(pk=reasons.rule.pk).exists():
        raise Refused(_("The rule “%s” does not hold today in this version.") % reasons.rule.code)


class Hidden(NamedTuple):
    """Words that are not for everybody: a stretch of a text, or all of it."""

    content: TextContent
    start: int = 0
    end: int | None = None


def refuse_telling(said: Iterable[str], hidden: Iterable[Hidden]) -> None:
    """Raise Refused where public words repeat hidden ones."""
    hidden = list(hidden)
    if any(each.content.is_told(public, RUN, each.start, each.end) for public in said for each in hidden):
        raise Refused(str(TELLING))


def refuse_naming(said: Iterable[str], name: str) -> None:
    """Raise Refused where public words name a person, or by a part of the name."""
    if any(tells(public, name, 1) for public in said):
        raise Refused(str(TELLING))
