"""What an editor makes of figures that seem to disagree: a suggested statement, or nothing, which is remembered."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from archive.actions import marking
from archive.actions.decisions import Entry, record
from archive.actions.occurrences import Spot
from archive.actions.reasons import refuse_reason
from archive.actions.refusals import Refused
from archive.models import Decision, Statement, passages
from archive.models.figures import EVERYTHING, Asked, Candidate, disagreeing, words
from archive.states import StatementKind

TARGET = "figures:"
SUGGEST, REFUSE = "figures.suggest", "figures.refuse"


def decided() -> set[str]:
    """The keys of what was made a statement, or refused."""
    rows = Decision.objects.filter(verb__in=[SUGGEST, REFUSE]).values_list("target", flat=True)
    return {target.removeprefix(TARGET) for target in rows}


def find(key: str, asked: Asked = EVERYTHING) -> Candidate:
    """What seems to disagree among what was asked for, by its key. Raises Refused where it is found no more, or was
    refused since."""
    for each in disagreeing(decided(), asked).candidates:
        if each.key == key:
            return each
    raise Refused(_("These figures were decided on, or read anew, since."))


@transaction.atomic
def suggest(key: str, wording: str, asked: Asked = EVERYTHING, *, by: str, at: datetime, reason: str) -> Statement:
    """A suggested statement of figures, with the places proposed; nothing of it is published. Raises Refused."""
    Decision.objects.hold()
    found = find(key, asked)
    texts = passages.current(place.text for place in found.places)
    said = words(found.places)
    spots = [Spot(texts[place.text], place.start, place.end, said[place].exact) for place in found.places]
    statement = marking.suggest(
        {"wording": wording, "kind": StatementKind.FIGURE.value}, spots, by=by, at=at, reason=reason
    )
    record(Entry(SUGGEST, f"{TARGET}{key}", reason, {}, {"statement": statement.key}), by=by, at=at)
    return statement


@transaction.atomic
def refuse(key: str, asked: Asked = EVERYTHING, *, by: str, at: datetime, reason: str) -> Decision:
    """Say that these figures are of different things, or agree; they are offered no more. Raises Refused."""
    refuse_reason(reason)
    Decision.objects.hold()
    find(key, asked)
    return record(Entry(REFUSE, f"{TARGET}{key}", reason), by=by, at=at)
