"""Places and passages whose words were read anew: looked at, and confirmed, or moved to where they stand today."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest
from django.utils.translation import gettext as _

from archive.actions import anchors
from archive.actions.occurrences import Spot
from archive.actions.refusals import Refused
from archive.admin import acts
from archive.admin.marking import Choice
from archive.forms.marking import SPOT
from archive.models import Evidence, Occurrence
from archive.models.quoting import Match
from archive.states import AnchorState


def waits(row: Occurrence | Evidence) -> bool:
    return row.text_id is not None and row.state != AnchorState.SAME


def choices(request: HttpRequest, row: Occurrence | Evidence) -> list[Choice]:
    """Where it may stand today, the likeliest place first and chosen."""
    asked = request.POST.get("spot", "")
    found = [(_value(match), match) for match in anchors.proposals(row)]
    known = any(value == asked for value, _match in found)
    return [
        Choice(value, match, value == asked if known else not number, "", "")
        for number, (value, match) in enumerate(found)
    ]


def _value(match: Match) -> str:
    return f"{match.text.pk}:{match.anchor.start}:{match.anchor.end}"


def settled(request: HttpRequest, row: Occurrence | Evidence, form: Any) -> bool:
    """Confirm a place or move it, as the button says; the form says why where it can't be."""
    chosen = SPOT.fullmatch(request.POST.get("spot", ""))
    known = acts.known(request, form)
    try:
        if request.POST.get("anchor") == "confirm":
            anchors.confirm([row], **known)
            messages.success(request, _("The words are confirmed."))
        elif chosen is None:
            form.add_error(None, _("Choose where it stands today."))
            return False
        else:
            match = next((one for one in anchors.proposals(row) if _value(one) == chosen[0]), None)
            if match is None:
                form.add_error(None, _("Choose one of the places that are proposed."))
                return False
            anchors.move(row, Spot(match.text, match.anchor.start, match.anchor.end, match.anchor.exact), **known)
            messages.success(request, _("It stands there now."))
    except Refused as refusal:
        form.add_error(None, str(refusal))
        row.refresh_from_db()
        return False
    return True
