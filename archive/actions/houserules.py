"""The rules of the house: written, written anew, given up. Every version stays."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from archive.actions.decisions import Entry, record
from archive.actions.fitness import refuse_unfit
from archive.actions.reasons import refuse_reason
from archive.actions.refusals import Refused
from archive.importing.houserules import RuleData
from archive.models import Decision, HouseRule, ImportRun
from archive.text.runs import UNSTORABLE

FIELDS = ("category", "text", "covers", "examples", "holds")
MOST_EXAMPLES, LONGEST_EXAMPLE = 10, 300


def target(code: str) -> str:
    return f"rule:{code}"


@transaction.atomic
def write(
    code: str,
    category: str,
    text: str,
    covers: str = "",
    examples: Sequence[str] = (),
    *,
    new: bool = False,
    by: str,
    at: datetime,
    reason: str,
    run: ImportRun | None = None,
) -> HouseRule:
    """Write a rule, or the next version of it; the last one is returned where it says the same. Raises Refused, also
    where it is to be a `new` one and the code is known."""
    if new and HouseRule.objects.filter(code=code).exists():
        raise Refused(_("There is a rule “%s” already.") % code)
    wanted: dict[str, Any] = {
        "category": " ".join(category.split()),
        "text": text.strip(),
        "covers": covers.strip(),
        "examples": [said for each in examples if (said := " ".join(each.split()))],
        "holds": True,
    }
    return _next(code, wanted, by=by, at=at, reason=reason, run=run)


@transaction.atomic
def adopt(rules: Iterable[RuleData], *, renew: bool = False, by: str, at: datetime, reason: str) -> tuple[int, int]:
    """Write rules that the archive has never had; with `renew` also new versions of others. How many were written, and
    how many stay as they are. Raises Refused."""
    Decision.objects.hold()
    known = set(HouseRule.objects.values_list("code", flat=True))
    before, rules = HouseRule.objects.count(), list(rules)
    for rule in rules:
        if renew or rule.code not in known:
            write(rule.code, rule.category, rule.text, rule.covers, rule.examples, by=by, at=at, reason=reason)
    written = HouseRule.objects.count() - before
    return written, len(rules) - written


@transaction.atomic
def give_up(rule: HouseRule, *, by: str, at: datetime, reason: str) -> HouseRule:
    """End a rule by a last version that does not hold; decisions under it stand. Raises Refused."""
    return _next(
        rule.code, {name: getattr(rule, name) for name in FIELDS} | {"holds": False}, by=by, at=at, reason=reason
    )


def _next(
    code: str, wanted: dict[str, Any], *, by: str, at: datetime, reason: str, run: ImportRun | None = None
) -> HouseRule:
    refuse_reason(reason)
    Decision.objects.hold()
    last = HouseRule.objects.filter(code=code).order_by("-version").first()
    before = {name: getattr(last, name) for name in FIELDS} if last else {}
    if last and before == wanted:
        return last
    row = HouseRule(code=code, version=last.version + 1 if last else 1, written_at=at, **wanted)
    refuse_unfit(row, {"code", "category", "text", "covers"})
    _refuse_examples(wanted["examples"])
    row.save()
    entry = Entry("rule.write" if wanted["holds"] else "rule.give_up", target(code), reason, before, wanted)
    record(entry, by=by, at=at, run=run)
    return row


def _refuse_examples(examples: Sequence[str]) -> None:
    if len(examples) > MOST_EXAMPLES or any(len(one) > LONGEST_EXAMPLE or UNSTORABLE in one for one in examples):
        said = _("At most %(most)d examples of at most %(longest)d characters each.")
        raise Refused(said % {"most": MOST_EXAMPLES, "longest": LONGEST_EXAMPLE})
