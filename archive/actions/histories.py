"""The decisions about one thing, followed through the addresses that it has had."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from django.db.models import Model, Q

from archive.models import Comment, Decision, HouseRule, ImportRun, Parallel, SourceFile, Statement, User, WordRule
from archive.models.decisions import DecisionQuerySet
from archive.rules.undoing import Past

COLUMNS = (
    "number", "at", "actor", "verb", "target", "run", "takes_back", "detail__before", "detail__after",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Stay:
    """The time a thing had one address: the target of its decisions, the first of them and the one after the last."""

    target: str
    first: int = 0
    end: int | None = None

    @property
    def decisions(self) -> Q:
        within = Q(target=self.target, number__gte=self.first)
        return within if self.end is None else within & Q(number__lt=self.end)


def pasts(rows: DecisionQuerySet) -> list[Past]:
    """Decisions as the rule sees them, in the order of the log."""
    return [Past(*row) for row in rows.order_by("number").values_list(*COLUMNS)]


def past_of(decision: Decision) -> Past:
    """One row, with its detail at hand."""
    detail = getattr(decision, "detail", None)
    return Past(
        decision.number,
        decision.at,
        decision.actor,
        decision.verb,
        decision.target,
        decision.run_id,
        decision.takes_back_id,
        detail and detail.before,
        detail and detail.after,
    )


def target_of(row: Model) -> str:
    """What decisions call a row."""
    match row:
        case Comment():
            key = f"{row.article.slug}#{row.number}"
        case SourceFile():
            return f"source:{row.sha256}"
        case ImportRun():
            return f"import:{row.key}"
        case Statement():
            key = row.key
        case HouseRule():
            return f"rule:{row.code}"
        case WordRule():
            key = row.code
        case User():
            key = row.get_username()
        case Decision() | Parallel():
            key = str(row.number)
        case _:
            key = row.slug  # type: ignore[attr-defined]
    return f"{row._meta.model_name}:{key}"


def past(number: int) -> Past | None:
    return next(iter(pasts(Decision.objects.filter(pk=number))), None)


def since(past: Past) -> list[Past]:
    """The later decisions about the same thing, also under addresses that it was given later.

    A comment stands at its article's address: for one the decisions that moved the article are among them.
    """
    if past.kind == "comment":
        return _since_of_comment(past)
    return _since(past.moved_to or past.target, past.number)


def _since(target: str | None, number: int) -> list[Past]:
    found: list[Past] = []
    while target:
        rows = pasts(Decision.objects.filter(target=target, number__gt=number))
        target = None
        for row in rows:
            found.append(row)
            if row.moved_to not in (None, row.target):
                target, number = row.moved_to, row.number
                break
    return found


def _since_of_comment(past: Past) -> list[Past]:
    article, sign, place = _of_article(past.target)
    moves = [later for later in _since(article, past.number) if later.moved_to]
    ends = [*(move.number for move in moves), None]
    found = Q()
    for start, end in zip([past, *moves], ends, strict=True):
        at = start.moved_to or article
        found |= Stay(_comment_at(at, sign + place), start.number + 1, end).decisions
    return sorted([*moves, *pasts(Decision.objects.filter(found))], key=lambda later: later.number)


def _of_article(comment: str) -> tuple[str, str, str]:
    """The target of a comment's article, the sign, and the number of the comment in it."""
    slug, sign, place = comment.removeprefix("comment:").rpartition("#")
    return f"article:{slug}", sign, place


def _comment_at(article: str, place: str) -> str:
    return f"comment:{article.removeprefix('article:')}{place}"


def hanging(past: Past, line: Iterable[Past]) -> list[Past]:
    """The later decisions about the comments of an article, in whose targets its address stands."""
    slugs = {one.partition(":")[2] for one in (past.target, past.moved_to, *(later.target for later in line)) if one}
    of_comments = Q()
    for slug in slugs:
        of_comments |= Q(target__startswith=f"comment:{slug}#")
    return pasts(Decision.objects.filter(of_comments, number__gt=past.number))


def address_now(past: Past, line: Sequence[Past]) -> str:
    """The target under which the thing is found now; `line` is `since(past)`."""
    target = past.moved_to or past.target
    for later in line:
        if later.moved_to and past.kind == "comment":
            _article, sign, place = _of_article(target)
            target = _comment_at(later.moved_to, sign + place)
        else:
            target = later.moved_to or target
    return target


def stays(target: str) -> list[Stay]:
    """The addresses that the thing at this one has had, the latest first. A comment's are its article's.

    An address may have been another thing's before: a thing's own time there begins where it was made, or moved in.
    Two queries.
    """
    if target.startswith("comment:"):
        article, sign, place = _of_article(target)
        return [Stay(_comment_at(stay.target, sign + place), stay.first, stay.end) for stay in stays(article)]
    found = way_here(target)
    line = _ends_at([stay.target for stay in found])
    for number, stay in enumerate(found):
        # The last that it did where it no longer is was to leave.
        there = (past for past in line if past.target == stay.target and (not stay.end or past.number < stay.end - 1))
        made = made_in(stay.target, there)
        if made is not None:
            return [*found[:number], Stay(stay.target, made, stay.end)]
    return found


def way_here(target: str) -> list[Stay]:
    """As `stays`, without asking where the thing was made: what came before that was another's. One query at most."""
    kind, _colon, slug = target.partition(":")
    if kind != MOVING:
        return [Stay(target)]
    moves = Decision.objects.filter(verb=f"{kind}.change", detail__after__has_key="slug").order_by("-number")
    found: list[Stay] = []
    end: int | None = None
    for number, start, after in moves.values_list("number", "target", "detail__after"):
        if after["slug"] == slug and start != f"{kind}:{slug}":
            found.append(Stay(f"{kind}:{slug}", number, end))
            slug, end = start.partition(":")[2], number + 1
    return [*found, Stay(f"{kind}:{slug}", 0, end)]


def within(target: str) -> Q:
    """What holds for all decisions about the thing that has this address now."""
    return during(stays(target))


def during(some: Iterable[Stay]) -> Q:
    """What holds for the decisions in some stays."""
    found = Q()
    for stay in some:
        found |= stay.decisions
    return found


def own(way: Sequence[Stay], line: Sequence[Past]) -> int | None:
    """The number of the decision that made a thing, among those on its way here, the newest first; None where it is
    not among them."""
    left = {stay.end - 1 for stay in way if stay.end is not None}
    for past in line:
        if past.verb == f"{past.kind}.create":
            return past.number
        if ends(past.target, past) and past.number not in left:
            return past.number + 1
    return None


def made_in(target: str, line: Iterable[Past]) -> int | None:
    """The number under which the thing at a target was made there, out of all decisions about the target, in their
    order; None where it came from elsewhere."""
    made = None
    for past in line:
        if past.verb == f"{past.kind}.create":
            made = past.number
        elif ends(target, past):
            made = None
    return made


def ends(target: str, past: Past) -> bool:
    """Whether a decision took the thing at this target away from there."""
    return past.verb == f"{past.kind}.remove" or past.moved_to not in (None, target)


# Whose address may change; the others have theirs as long as they are here.
MOVING = "article"


def _ends_at(targets: Sequence[str]) -> list[Past]:
    """The decisions by which things may have come to some targets of one kind, or gone from there."""
    kind = targets[0].partition(":")[0]
    verbs = [f"{kind}.{what}" for what in ("create", "remove", "change")]
    return pasts(Decision.objects.filter(target__in=targets, verb__in=verbs))


def targets_of(rows: Iterable[Past]) -> Iterator[str]:
    """Each target once, that of the newest decision first."""
    yield from dict.fromkeys(row.target for row in sorted(rows, key=lambda row: row.number, reverse=True))
