"""Private notes. They decide nothing, and stand in no log: what is said in them is for those who work here alone."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from archive.actions.refusals import Refused
from archive.models import Comment, Decision, Flag, Note
from archive.text.runs import UNSTORABLE

LONGEST = Note._meta.get_field("words").max_length or 0


@transaction.atomic
def write(comment: Comment, words: str, *, by: str, at: datetime) -> Note:
    """Raises Refused."""
    words = words.strip()
    if not words or UNSTORABLE in words or len(words) > LONGEST:
        raise Refused(_("A note has between 1 and %d characters.") % LONGEST)
    Decision.objects.hold()
    return Note.objects.create(comment=comment, number=Note.objects.next_number(comment), who=by, at=at, words=words)


def forget(comment: Comment) -> None:
    """What was said of a comment in private goes with its words when they are erased."""
    Note.objects.filter(comment=comment).delete()
    Flag.objects.filter(comment=comment).delete()
