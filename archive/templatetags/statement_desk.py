"""What the desk of statements says of places, evidence and relations."""

from collections.abc import Mapping

from django import template

from archive.models import Dispute, Passage, Piece, Place, Related
from archive.rules.relations import in_words
from archive.states import AnchorState, EvidenceSide, OccurrenceDecision
from archive.templatetags.addresses import address

register = template.Library()


@register.filter
def by_side(dispute: Dispute) -> list[tuple[str, str, list[Piece]]]:
    """Every side with its name and its evidence, also where nothing stands."""
    return [
        (side, str(EvidenceSide(side).label), [piece for piece in dispute.evidence if piece.side == side])
        for side in EvidenceSide.values
    ]


@register.filter
def said(related: Related) -> str:
    return in_words(related.type, forward=related.forward)


@register.filter
def wording_in(place: Place, wordings: Mapping[int, str]) -> str:
    """That of the statement which stands there, out of some by primary key."""
    return wordings.get(place.statement, "")


@register.filter
def decision_name(place: Place) -> str:
    return str(OccurrenceDecision(place.decision).label)


@register.filter
def state_name(row: Place | Piece) -> str:
    return str(AnchorState(row.state).label)


@register.filter
def place_address(passage: Passage) -> str:
    """The public address of the article or the comment."""
    if passage.comment is None:
        return address("article", passage.article)
    return address("comment", passage.article, passage.comment)
