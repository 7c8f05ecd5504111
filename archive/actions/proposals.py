"""Moves that need two people: one proposes, another agrees or puts it away. One row in the log says both names."""

from collections.abc import Sequence
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from archive.actions import erasure, measures
from archive.actions.decisions import record_batch
from archive.actions.reasoning import Reasons, refuse_unfit
from archive.actions.refusals import Refused
from archive.models import Comment, Decision, ImportRun, Proposal, ProposedComment
from archive.rules import moderation as rules
from archive.states import CommentState


@transaction.atomic
def propose(
    comments: Sequence[Comment], move: str, reasons: Reasons, *, by: str, at: datetime, reason: str
) -> Proposal:
    """Propose a move over one comment or several; nothing changes yet. Raises Overtaken and Refused.

    Where the house has one moderator (`SINGLE_MODERATOR`), who proposes may agree as well; the log says so.
    """
    Decision.objects.hold()
    refuse_unfit(reasons)
    changes = measures.planned(comments, move, reasons, by=by, at=at, reason=reason)
    rows = [change.comment for change in changes]
    waiting = ProposedComment.objects.filter(proposal__settled_at=None, proposal__move=move, comment__in=rows)
    if there := waiting.select_related("proposal").first():
        raise Refused(_("%s has proposed that already; another person can agree to it.") % there.proposal.proposed_by)
    proposal = Proposal.objects.create(
        number=Proposal.objects.next_number(),
        move=move,
        reason=reason,
        proposed_by=by,
        proposed_at=at,
        **reasons.fields(),
    )
    ProposedComment.objects.bulk_create(ProposedComment(proposal=proposal, comment=row, seen=row.state) for row in rows)
    return proposal


@transaction.atomic
def agree(
    proposal: Proposal, *, by: str, at: datetime, run: ImportRun | None = None, recorded_by: str = ""
) -> list[int]:
    """Agree to a proposal: it is done, with a Decision for each comment. Raises Overtaken and Refused.

    `recorded_by` wrote it into the log where that was another: a load tells who decided.

    What another person did to one of the comments since it was proposed stands in the way of all of it.
    """
    _lock(proposal)
    alone = settings.SINGLE_MODERATOR and proposal.proposed_by.casefold() == by.casefold()
    if refused := rules.second_refusal(proposal.proposed_by, by, alone=alone):
        raise Refused(str(refused))
    proposal.settled_by, proposal.settled_at, proposal.agreed, proposal.alone = by, at, True, alone
    rows = _comments(proposal)
    measures.refuse_interested(proposal.proposed_by, rows)
    changes = measures.planned(
        rows, proposal.move, Reasons.of(proposal), by=by, at=at, reason=proposal.reason, said=measures.people(proposal)
    )
    numbers = record_batch([each.entry for each in changes], by=recorded_by or by, at=at, run=run)
    proposal.decision_id = numbers[0]
    # The guard lets a comment be withheld only once this stands there.
    proposal.save(update_fields=["settled_by", "settled_at", "agreed", "alone", "decision"])
    measures.lay(changes, numbers, at=at)
    if rules.COMMENT_MOVES[proposal.move].to == CommentState.ERASED:
        erasure.destroy([change.comment for change in changes], by=by, at=at, reason=proposal.reason)
    return numbers


@transaction.atomic
def put_away(proposal: Proposal, *, by: str, at: datetime) -> None:
    """Settle a proposal without doing it; whoever proposed it may do that too. Raises Refused."""
    _lock(proposal)
    proposal.settled_by, proposal.settled_at = by, at
    proposal.save(update_fields=["settled_by", "settled_at"])


def _lock(proposal: Proposal) -> None:
    Decision.objects.hold()
    proposal.refresh_from_db(from_queryset=Proposal.objects.select_for_update())
    if proposal.settled_at:
        said = _("%(who)s has agreed to it already.") if proposal.agreed else _("%(who)s has put it away already.")
        raise Refused(said % {"who": proposal.settled_by})


def _comments(proposal: Proposal) -> list[Comment]:
    """Its comments in the state that was seen when it was proposed."""
    rows = []
    for each in proposal.comments.select_related("comment").order_by("pk"):
        each.comment.state = each.seen
        rows.append(each.comment)
    return rows
