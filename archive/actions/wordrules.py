"""Word rules: written, rehearsed on the whole archive, switched on and off. All they ever do is to raise flags."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from time import monotonic
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from archive.actions.decisions import Entry, record
from archive.actions.fitness import refuse_unfit
from archive.actions.histories import target_of
from archive.actions.reasons import refuse_reason
from archive.actions.refusals import Refused
from archive.models import Comment, Decision, Flag, HouseRule, ImportRun, WordRule
from archive.models.flags import Hit, look, look_through
from archive.rules import wordrules as rules
from archive.text.runs import UNSTORABLE
from archive.text.wordforms import Matcher

FIELDS = ("label", "rule", "terms", "on")
# Comments that are looked through at once.
STEP = 1000


def told(row: WordRule) -> dict[str, Any]:
    return {name: getattr(row, name) for name in FIELDS}


@transaction.atomic
def write(
    code: str, label: str, rule: str, terms: Sequence[str], *, new: bool = False, by: str, at: datetime, reason: str
) -> WordRule:
    """Write a word rule, or change it: with other terms it is switched off, and rehearsed anew. Raises Refused."""
    refuse_reason(reason)
    terms = list(dict.fromkeys(said for term in terms if (said := " ".join(term.split()))))
    if refused := next((_("A term has a NUL in it.") for term in terms if UNSTORABLE in term), rules.refusal(terms)):
        raise Refused(refused)
    if not HouseRule.objects.in_force().filter(code=rule).exists():
        raise Refused(_("There is no rule of the house “%s”.") % rule)
    Decision.objects.hold()
    row = WordRule.objects.filter(code=code).first()
    if row and new:
        raise Refused(_("There is a word rule “%s” already.") % code)
    before = told(row) if row else {}
    row = row or WordRule(code=code)
    if before.get("terms") != terms:
        row.on, row.rehearsed_to, row.rehearsed_at = False, 0, None
    row.label, row.rule, row.terms = " ".join(label.split()), rule, terms
    refuse_unfit(row, {"code", "label", "rule"})
    if told(row) == before:
        return row
    row.save()
    if before.get("terms") != terms:
        Flag.objects.rehearsed().filter(word_rule=row).delete()
    record(Entry("wordrule.write", target_of(row), reason, before, told(row)), by=by, at=at)
    return row


def rehearse(rule: WordRule, *, at: datetime, seconds: float | None = None) -> WordRule:
    """Look for the terms in all comments, or in as many as there is time for, and keep the hits; nobody is shown a
    flag by it. Each step is kept by itself, and a later call goes on. Raises Refused where it is switched on."""
    until = None if seconds is None else monotonic() + seconds
    while not (rule := _step(rule, at=at)).rehearsed_at:
        if until is not None and monotonic() >= until:
            break
    return rule


@transaction.atomic
def _step(rule: WordRule, *, at: datetime) -> WordRule:
    Decision.objects.hold()
    rule = WordRule.objects.select_for_update().get(pk=rule.pk)
    if rule.on:
        raise Refused(_("It is switched on."))
    hits, last = look_through(Matcher(rule.terms), rule.rehearsed_to, STEP)
    _keep(rule, hits)
    rule.rehearsed_to, rule.rehearsed_at = last or rule.rehearsed_to, None if last else at
    rule.save(update_fields=["rehearsed_to", "rehearsed_at"])
    return rule


def _keep(rule: WordRule, hits: Iterable[Hit], **raised: Any) -> None:
    """What a rule has flagged before, also where somebody decided on it, stays as it is."""
    Flag.objects.bulk_create(
        (Flag(comment_id=hit.comment, word_rule=rule, hits=hit.hits, **raised) for hit in hits),
        batch_size=500,
        ignore_conflicts=True,
    )


@transaction.atomic
def switch_on(rule: WordRule, *, by: str, at: datetime, reason: str) -> int:
    """Raise a flag for every hit of the rehearsal, and for new comments from now on; how many. Raises Refused where
    the rehearsal is not done."""
    refuse_reason(reason)
    Decision.objects.hold()
    rule = WordRule.objects.select_for_update().get(pk=rule.pk)
    if rule.on:
        raise Refused(_("It is switched on."))
    if rule.rehearsed_at is None:
        raise Refused(_("It is rehearsed first: nobody has seen yet what it would find."))
    if Comment.objects.filter(pk__gt=rule.rehearsed_to).exists():
        raise Refused(_("Comments have come since: rehearse it on these too."))
    before, rule.on = told(rule), True
    rule.save(update_fields=["on"])
    raised = Flag.objects.rehearsed().filter(word_rule=rule).update(raised_at=at, raised_by=by)
    record(Entry("wordrule.on", target_of(rule), reason, before, told(rule) | {"flags": raised}), by=by, at=at)
    return raised


@transaction.atomic
def switch_off(rule: WordRule, *, by: str, at: datetime, reason: str) -> None:
    """Flags that it raised and nobody decided on wait no more. Raises Refused."""
    refuse_reason(reason)
    Decision.objects.hold()
    rule = WordRule.objects.select_for_update().get(pk=rule.pk)
    if not rule.on:
        raise Refused(_("It is switched off."))
    before, rule.on = told(rule), False
    rule.save(update_fields=["on"])
    Flag.objects.standing().filter(word_rule=rule).update(raised_at=None, raised_by="")
    record(Entry("wordrule.off", target_of(rule), reason, before, told(rule)), by=by, at=at)


def watch(comments: Iterable[tuple[int, str]], *, at: datetime, run: ImportRun | None = None) -> None:
    """Look at new comments, each with its words, in the transaction that stores them. One query where nothing is
    switched on, and one for a whole load."""
    watching = _watching(run)
    comments = list(comments) if watching else []
    for rule, terms in watching:
        _keep(rule, look(comments, terms), raised_at=at, raised_by=f"word rule {rule.code}")


def _watching(run: ImportRun | None) -> list[tuple[WordRule, Matcher]]:
    kept = getattr(run, "watching", None)
    if kept is None:
        kept = [(rule, Matcher(rule.terms)) for rule in WordRule.objects.on()]
        if run is not None:
            run.watching = kept  # type: ignore[attr-defined]
    return kept
