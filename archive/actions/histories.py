"""The decisions about one thing, followed through the addresses that it has had."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from django.db.models import Model, Q

from archive.models import Comment, Decision, ImportRun, SourceFile, Statement, User
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
        case User():
            key = row.get_username()
        case Decision():
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
    """
    if target.startswith("comment:"):
        article, sign, place = _of_article(target)
        return [Stay(_comment_at(stay.target, sign + place), stay.first, stay.end) for stay in stays(article)]
    found: list[Stay] = []
    end: int | None = None
    while True:
        made = _made_at(target, end)
        if made is not None:
            return [*found, Stay(target, made, end)]
        came = _moved_in(target, end)
        if came is None:
            return [*found, Stay(target, 0, end)]
        number, earlier = came
        found.append(Stay(target, number, end))
        target, end = earlier, number + 1


def within(target: str) -> Q:
    """What holds for all decisions about the thing that has this address now."""
    found = Q()
    for stay in stays(target):
        found |= stay.decisions
    return found


def _made_at(target: str, end: int | None) -> int | None:
    """The number under which the thing at a target was made there; None where it came from elsewhere."""
    kind = target.partition(":")[0]
    rows = Decision.objects.filter(Stay(target, 0, end).decisions, verb__in=[f"{kind}.{what}" for what in _ENDS])
    return made_in(target, pasts(rows))


def made_in(target: str, line: Iterable[Past]) -> int | None:
    """The same out of all decisions about a target, in their order."""
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


_ENDS = ("create", "remove", "change")


def _moved_in(target: str, end: int | None) -> tuple[int, str] | None:
    """The last decision that gave a thing this address, with the one it had before."""
    kind, _, slug = target.partition(":")
    rows = Decision.objects.filter(verb=f"{kind}.change", detail__after__slug=slug).exclude(target=target)
    if end is not None:
        rows = rows.filter(number__lt=end)
    return rows.order_by("-number").values_list("number", "target").first()


def targets_of(rows: Iterable[Past]) -> Iterator[str]:
    """Each target once, that of the newest decision first."""
    yield from dict.fromkeys(row.target for row in sorted(rows, key=lambda row: row.number, reverse=True))
