"""The queue of the moderators: every comment that needs a decision, the most urgent first, and the way through it."""

import re
from datetime import datetime
from typing import Any, NamedTuple

from django.contrib.admin import ModelAdmin
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.db.models import Exists, OuterRef
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from archive.actions.clock import now
from archive.admin import acts
from archive.models import Comment, Interest, ThreadLine, comment_lines
from archive.models.queue import Place, Why, decided, leaf, reasons, step, waiting
from archive.rules import moderation as rules
from archive.states import Waiting

LIST = "admin:archive_comment_queue"
BEFORE_ALL = Place(0, 0)
PLACE = re.compile(r"([0-9])\.([0-9]{1,18})")


class Turn(NamedTuple):
    """Where a person is in the queue: which reason they go through, or every one, and at which place, if at any."""

    cause: Waiting | None
    place: Place | None

    @classmethod
    def asked(cls, request: HttpRequest) -> "Turn":
        """Out of the address. Raises SuspiciousOperation for what none of its links says."""
        cause, place = request.GET.get("why", ""), request.GET.get("at", "")
        found = PLACE.fullmatch(place)
        if (cause and cause not in Waiting.values) or (place and not found):
            raise SuspiciousOperation("A place in the queue that no link names.")
        return cls(Waiting(cause) if cause else None, Place(*map(int, found.groups())) if found else None)

    def query(self, place: Place | None) -> dict[str, str]:
        said = {"why": str(self.cause)} if self.cause else {}
        return said | ({"at": f"{place.rank}.{place.comment}"} if place else {})

    def address(self, comment: int, place: Place | None = None) -> str:
        """The page of a comment, with the way through the queue."""
        return reverse("admin:archive_comment_moderate", args=[comment], query=self.query(place or self.place))

    @property
    def listed(self) -> str:
        return reverse(LIST, query=self.query(None))

    @property
    def previous(self) -> str:
        return reverse(LIST, query=self.query(self.place) | {"go": "previous"})

    @property
    def next(self) -> str:
        return reverse(LIST, query=self.query(self.place) | {"go": "next"})

    def onward(self, comment: int) -> str:
        """Where a person goes who is done with a comment: to the next in the queue, or stays where they do not go
        through it."""
        return self.next if self.place else self.address(comment)

    def step(self, *, back: bool) -> str:
        """The address of the comment next to this place, or of the list at either end; of the first one, where a
        person is at no place yet."""
        there = step(waiting(now(), self.cause), self.place or BEFORE_ALL, back=back)
        return self.address(there.comment, there) if there else self.listed


class Item(NamedTuple):
    """A comment in the queue. Whatever waits may be strong, so its words are behind a click or a key."""

    row: Any
    line: ThreadLine
    why: list[Why]
    address: str
    masked: bool = True


def page(admin: ModelAdmin, request: HttpRequest) -> HttpResponse:
    if rules.MODERATE not in acts.codenames(request):
        raise PermissionDenied
    turn, at = Turn.asked(request), now()
    if go := request.GET.get("go"):
        return redirect(turn.step(back=go == "previous"))
    places, more = leaf(waiting(at, turn.cause), turn.place)
    context = {
        "items": _items(places, turn, request, at),
        "more": turn.query(places[-1]) if more else None,
        "turn": turn,
        "causes": Waiting,
        "at": at,
    }
    return acts.page(admin, request, "comment/queue", _("What waits for a decision"), **context)


def _items(places: list[Place], turn: Turn, request: HttpRequest, at: datetime) -> list[Item]:
    keys = [place.comment for place in places]
    interest = Interest.objects.standing().filter(who__iexact=request.user.get_username(), article=OuterRef("article"))
    rows = Comment.objects.filter(pk__in=keys).order_by("pk")
    seen = rows.select_related("article", "claim").annotate(interested=Exists(interest), decided=decided())
    found = {row.pk: (row, line) for row, line in zip(seen, comment_lines(rows, request.user), strict=True)}
    why = reasons(keys, at) if keys else {}
    return [
        Item(*found[place.comment], why.get(place.comment, []), turn.address(place.comment, place)) for place in places
    ]
