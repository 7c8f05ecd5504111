"""What of the comments waits for a moderator: which, why, since when, and in which order."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from django.db.models import Case, CharField, F, IntegerField, Max, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Cast, Coalesce, Concat

from archive.models.comments import Comment
from archive.models.decisions import Decision
from archive.models.flags import Flag
from archive.models.measures import Measure
from archive.models.proposals import ProposedComment
from archive.models.redactions import Redaction
from archive.rules.paging import SIZE
from archive.states import Waiting

RANKS = {cause: rank for rank, cause in enumerate(Waiting, 1)}


class Why(NamedTuple):
    """One reason why a comment waits: since when, who brought it there, and what is said of it."""

    cause: Waiting
    since: datetime
    who: str
    said: str


class Place(NamedTuple):
    """Where a comment stands in the queue: by the rank of the most urgent reason, and then by its key."""

    rank: int
    comment: int


def decided() -> Subquery:
    """The number of the last Decision about a comment, or None."""
    target = Concat(
        Value("comment:"), OuterRef("article__slug"), Value("#"), Cast(OuterRef("number"), CharField()),
        output_field=CharField(),
    )  # fmt: skip
    last = Decision.objects.filter(target=target).order_by().values("target").annotate(last=Max("number"))
    return Subquery(last.values("last"))


def causes(at: datetime) -> dict[Waiting, QuerySet[Any]]:
    """For each reason the rows that make a comment wait; each has it in its column `comment`."""
    flags, by_hand = Flag.objects.standing(), Q(word_rule=None)
    rows: dict[Waiting, QuerySet[Any]] = {
        Waiting.URGENT: flags.filter(by_hand, urgent=True),
        Waiting.RAN_OUT: Measure.objects.ran_out(at),
        Waiting.SECOND: ProposedComment.objects.filter(proposal__settled_at=None),
        Waiting.PUT: flags.filter(by_hand, urgent=False),
        Waiting.STRETCHES: Redaction.objects.proposed(),
        Waiting.FLAGGED: flags.exclude(by_hand),
        Waiting.REVIEW: Measure.objects.to_review(at),
    }
    return {cause: found.order_by() for cause, found in rows.items()}


def waiting(at: datetime, cause: Waiting | None = None) -> QuerySet[Any]:
    """The comments that wait, or that wait for one reason, in the order of the queue; `rank` says their place."""
    keys = {each: rows.values("comment") for each, rows in causes(at).items()}
    first, *rest = [keys[cause]] if cause else keys.values()
    ranks = Case(*(When(pk__in=keys[each], then=rank) for each, rank in RANKS.items()), output_field=IntegerField())
    rows = Comment.objects.filter(pk__in=first.union(*rest).order_by() if rest else first)
    return rows.annotate(rank=ranks).order_by("rank", "pk")


def leaf(rows: QuerySet[Any], after: Place | None = None, size: int = SIZE) -> tuple[list[Place], bool]:
    """So many places of the queue, from behind one, and whether there are more."""
    if after:
        rows = rows.filter(Q(rank__gt=after.rank) | Q(rank=after.rank, pk__gt=after.comment))
    found = [Place(*row) for row in rows.values_list("rank", "pk")[: size + 1]]
    return found[:size], len(found) > size


def step(rows: QuerySet[Any], here: Place, *, back: bool = False) -> Place | None:
    """The place next to one, which need not be taken any more; None at either end."""
    if back:
        before = Q(rank__lt=here.rank) | Q(rank=here.rank, pk__lt=here.comment)
        row = rows.filter(before).order_by("-rank", "-pk").values_list("rank", "pk").first()
        return Place(*row) if row else None
    return next(iter(leaf(rows, here, 1)[0]), None)


def reasons(comments: Collection[int], at: datetime) -> dict[int, list[Why]]:
    """Why each of these comments waits, the most urgent first; one query."""
    found: defaultdict[int, list[Why]] = defaultdict(list)
    first, *rest = (_told(cause, rows.filter(comment__in=comments)) for cause, rows in causes(at).items())
    for comment, rank, *said in first.union(*rest, all=True).order_by():
        found[comment].append(Why(list(Waiting)[rank - 1], *said))
    return {comment: sorted(set(some), key=lambda why: (RANKS[why.cause], why[1:])) for comment, some in found.items()}


# The columns of each table that say since when, who, and what; the rule, where nothing is said.
_SAID: dict[type, Sequence[str]] = {
    Flag: ("raised_at", "raised_by", "word_rule__label", "reason"),
    Measure: ("decided_at", "decision__actor", "rule__category"),
    ProposedComment: ("proposal__proposed_at", "proposal__proposed_by", "proposal__move"),
    Redaction: ("decided_at", "decision__actor", "rule__category"),
}


def _told(cause: Waiting, rows: QuerySet[Any]) -> QuerySet[Any, Any]:
    since, who, *said = _SAID[rows.model]
    words: Any = Coalesce(*said) if len(said) > 1 else F(*said)
    return rows.annotate(
        of_rank=Value(RANKS[cause], output_field=IntegerField()),
        of_since=F(since),
        of_who=Cast(who, CharField(max_length=150)),
        of_said=Cast(words, CharField(max_length=1000)),
    ).values_list("comment", "of_rank", "of_since", "of_who", "of_said")
