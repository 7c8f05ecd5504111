"""Claims: somebody says that they look at a comment, or look no more. They expire, and keep nobody from deciding.

They leave no trace in the log: nothing is decided by them.
"""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from archive.actions.refusals import Refused
from archive.models import Claim, Comment, Decision
from archive.rules import moderation as rules


@transaction.atomic
def take(comment: Comment, *, by: str, at: datetime) -> Claim:
    """Look at a comment, or look at it longer. Raises Refused while another person does."""
    Decision.objects.hold()
    there = Claim.objects.standing(at).filter(comment=comment).first()
    if there and (refused := rules.claim_refusal(by, there.who)):
        raise Refused(str(refused))
    return Claim.objects.update_or_create(comment=comment, defaults={"who": by, "until": at + rules.CLAIM})[0]


def release(comment: Comment, *, by: str) -> None:
    """Stop looking at it; the claim of another person stays."""
    Claim.objects.filter(comment=comment, who__iexact=by).delete()


def end(comments: Iterable[int]) -> None:
    """What was decided on, nobody has to look at any more."""
    Claim.objects.filter(comment__in=list(comments)).delete()
