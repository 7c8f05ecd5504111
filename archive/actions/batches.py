"""Batches: several comments decided on at once, after it was said what would become of each, and taken back as one."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from django.db import transaction
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from archive.actions import measures, proposals
from archive.actions.decisions import BATCH, Entry, record
from archive.actions.reasoning import Reasons
from archive.actions.refusals import Refused
from archive.actions.undoing import Standing, take_back
from archive.models import Comment, Decision, Interest, Proposal, ProposedComment
from archive.rules import moderation as rules

# What may be done to several comments at once. Words are hidden, names replaced and comments erased one by one.
MOVES = ("leave", "show", "veil", "hold", "withhold")
UNDONE = "batch.take_back"


class Foreseen(NamedTuple):
    """What a move would make of one comment: where it leads, or what stands in the way."""

    comment: Comment
    to: str
    blocked: list[str | Promise]


def foreseen(
    comments: Sequence[Comment], move: str, reasons: Reasons | None, *, by: str, at: datetime
) -> list[Foreseen]:
    """What would become of each comment, which changes nothing; the same few queries for any number."""
    due = measures.waiting(comments, at)
    kept = set(Interest.objects.standing().filter(who__iexact=by).values_list("article", flat=True))
    asked = ProposedComment.objects.filter(proposal__settled_at=None, proposal__move=move, comment__in=list(comments))
    proposed = dict(asked.values_list("comment", "proposal__proposed_by"))
    case = reasons.case(len(comments)) if reasons else rules.Case(count=len(comments))
    found = []
    for row in comments:
        facts = measures.facts(row, 0, waits=row.pk in due)
        person = rules.Person(by, {rules.COMMENT_MOVES[move].permission}, interested=row.article_id in kept)
        blocked = rules.refusals("comment", move, facts, case, person)
        if row.pk in proposed:
            blocked.append(_("%s has proposed that already; another person can agree to it.") % proposed[row.pk])
        found.append(Foreseen(row, str(rules.COMMENT_MOVES[move].to or row.state), blocked))
    return found


@transaction.atomic
def decide(
    comments: Sequence[Comment], move: str, reasons: Reasons | None, *, by: str, at: datetime, reason: str
) -> list[int] | Proposal:
    """Make a move on all of these comments, as they were seen, or on none: their Decisions; where it needs two people
    the proposal. Raises Overtaken and Refused."""
    if move not in MOVES:
        raise Refused(_("This is done to one comment at a time."))
    if rules.COMMENT_MOVES[move].people == 1 and measures.people_needed(move, len(comments)) == 1:
        return measures.decide(comments, move, reasons, by=by, at=at, reason=reason)
    if reasons is None:
        raise Refused(_("What needs two people needs a rule of the house."))
    return proposals.propose(comments, move, reasons, by=by, at=at, reason=reason)


def parts(batch: Decision) -> list[Decision]:
    """The Decisions of a batch, one for each comment, in their order."""
    said = batch.detail.after
    rows = Decision.objects.filter(number__range=(said["first"], said["last"]))
    return list(rows.select_related("detail", "taken_back_by").order_by("number"))


@transaction.atomic
def undo(batch: Decision, *, by: str, at: datetime, reason: str) -> Decision:
    """Take back every Decision of a batch that stands, by one that names the batch; all or none. Raises Refused."""
    Decision.objects.hold()
    if batch.verb != BATCH or not hasattr(batch, "detail"):
        raise Refused(_("There is no such batch."))
    if taken := Decision.objects.filter(takes_back=batch).first():
        raise Refused(_("It was taken back by decision %d.") % taken.number)
    made = record(Entry(UNDONE, batch.target, reason, dict(batch.detail.after), {}, batch.number), by=by, at=at)
    for part in reversed(parts(batch)):
        if hasattr(part, "taken_back_by"):
            continue
        try:
            take_back(part, by=by, at=at, reason=reason)
        except Standing as standing:
            raise Refused(f"{part.target}: {standing}") from None
    return made
