"""What an article and a page of its thread say of the disputed statements in their words."""

from typing import Any

from django.http import HttpRequest

from archive.models import Article, Dispute, Shown, disputes, marked_statements, marks_of, sides, weighed
from archive.models.disputes import with_families
from archive.states import OccurrenceDecision
from archive.templatetags.marks import NOTED, WHOLE, margin
from archive.templatetags.thread import Leaf
from archive.text.queries import parse


def marks_on(
    request: HttpRequest, article: Article | None, leaf: Leaf | None, shown: Shown | None = None
) -> dict[str, Any]:
    """The margin of a page, where statements stand in an article that is `shown` or in the comments of a leaf.

    `?marks=0` asks for the words by themselves: `plain` is then the number of statements. `?find=` has words marked
    that somebody looked for; a margin without statements is for that alone.
    """
    typed = request.GET.get("find")
    looked_for = parse(typed).wanted if typed else ()
    own = marks_of(article) if article else []
    theirs = leaf.marks if leaf else {}
    marks = [*own, *(mark for some in theirs.values() for mark in some)]
    keys = list(dict.fromkeys(mark.statement for mark in marks))
    if not keys or request.GET.get("marks") == "0":
        only = margin(shown, [], {}, [], [], looked_for) if looked_for else None
        return {"margin": only, "plain": len(keys)}
    statements = marked_statements(keys[:NOTED])
    found = with_families(accepted(disputes(statements[:WHOLE], request.user)))
    heard = [(each, sides(each, weights)) for each, weights in zip(found, weighed(found, request.user), strict=True)]
    return {"margin": margin(shown, own, theirs, statements, heard, looked_for)}


def accepted(found: list[Dispute]) -> list[Dispute]:
    """Without the places that are only proposed, of which the people who work here may know."""
    return [
        each._replace(places=[place for place in each.places if place.decision == OccurrenceDecision.ACCEPTED])
        for each in found
    ]
