"""The reason of a decision that readers will see."""

from django.utils.translation import gettext as _

from archive.actions.refusals import Refused
from archive.text.runs import UNSTORABLE

# As much as the column of a reading's reason holds.
LONGEST_REASON = 1000


def refuse_reason(reason: str, longest: int = LONGEST_REASON) -> None:
    """Raise Refused where there is no reason, or none that can be kept."""
    if not reason.strip() or UNSTORABLE in reason or len(reason) > longest:
        raise Refused(_("This needs a reason of at most %d characters: readers see it.") % longest)
