"""The reason of a decision that readers will see."""

from django.utils.translation import gettext as _

from archive.actions.refusals import Refused
from archive.text.runs import UNSTORABLE

LONGEST = 1000


def refuse_reason(reason: str) -> None:
    """Raise Refused where there is no reason, or none that can be kept."""
    if not reason.strip() or UNSTORABLE in reason or len(reason) > LONGEST:
        raise Refused(_("This needs a reason of at most %d characters: readers see it.") % LONGEST)
