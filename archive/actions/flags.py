"""Flags: a comment is put before a person by hand, and what was decided on is put away.

A flag hides nothing and decides nothing, so the log tells only what was decided on the comment then.
"""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from archive.actions.reasons import refuse_reason
from archive.actions.refusals import Refused
from archive.models import Comment, Decision, Flag


@transaction.atomic
def put(comment: Comment, *, urgent: bool = False, by: str, at: datetime, reason: str) -> Flag:
    """Put a comment into the queue; only those who work here are told why. Raises Refused where it is there so."""
    refuse_reason(reason)
    Decision.objects.hold()
    there = Flag.objects.filter(comment=comment, word_rule=None).first()
    if there and there.settled_at is None and there.urgent >= urgent:
        raise Refused(_("%s has put it into the queue already.") % there.raised_by)
    values = {
        "urgent": urgent,
        "reason": reason,
        "raised_by": by,
        "raised_at": at,
        "settled_at": None,
        "decision": None,
    }
    return Flag.objects.update_or_create(comment=comment, word_rule=None, defaults=values)[0]


def settle(decided: Mapping[int, int], *, at: datetime) -> None:
    """Put away the flags of comments, under the number of what was decided on each."""
    for flag in Flag.objects.standing().filter(comment__in=list(decided)):
        flag.settled_at, flag.decision_id = at, decided[flag.comment_id]
        flag.save(update_fields=["settled_at", "decision"])


def raise_again(decision: int) -> None:
    """The flags that a decision put away stand again, because it was taken back."""
    Flag.objects.filter(decision=decision).update(settled_at=None, decision=None)
