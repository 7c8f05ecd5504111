"""What is done to a comment as a whole: shown, veiled, put on hold; and, once two people agreed, withheld.

The state of a comment changes here and where a reading divides a thread anew, and nowhere else.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any, NamedTuple

from django.conf import settings
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from archive.actions import claims, flags
from archive.actions.decisions import Entry, record_batch
from archive.actions.histories import target_of
from archive.actions.reasoning import Hidden, Reasons, refuse_telling, refuse_unfit
from archive.actions.reasons import refuse_reason
from archive.actions.refusals import Refused
from archive.models import Comment, Decision, Flag, ImportRun, Interest, Measure, Proposal, Redaction
from archive.models.reasoned import told
from archive.rules import moderation as rules
from archive.search import indexing
from archive.states import CommentState

LEAVE = "leave"


class Overtaken(Refused):
    """A comment that somebody else decided on since it was seen; nothing was done."""

    def __init__(self, comment: Comment, last: Decision | None) -> None:
        self.comment, self.last = comment, last
        who = {"comment": comment, "state": comment.get_state_display(), "who": last.actor if last else _("somebody")}
        super().__init__(_("%(comment)s is %(state)s now: %(who)s has decided on it. Nothing of yours was done.") % who)


class NeedsTwo(Refused):
    """A move that one person can't make alone: it has to be proposed."""

    def __init__(self) -> None:
        super().__init__(_("This needs two different people: propose it, and another one agrees."))


class Change(NamedTuple):
    """One comment on its way to another state, with what its measure will say."""

    comment: Comment
    to: str
    reasons: Reasons | None
    until: datetime | None
    entry: Entry
    review_on: date | None = None

    @property
    def leaves(self) -> bool:
        return self.entry.verb == f"comment.{LEAVE}"


@transaction.atomic
def decide(
    comments: Sequence[Comment],
    move: str,
    reasons: Reasons | None = None,
    *,
    by: str,
    at: datetime,
    reason: str,
    run: ImportRun | None = None,
) -> list[int]:
    """Make a move of one person (leave, show, veil, hold) on some comments: all or none, a Decision for each.

    The comments as handed in are what the person saw: where the state of one is another by now, nothing is done; nor
    where they have `decided`, the number of the last Decision that was seen, and there is a later one.
    Gives the numbers of the Decisions. Raises Overtaken, NeedsTwo and Refused.
    """
    Decision.objects.hold()
    if people_needed(move, len(comments)) > 1:
        raise NeedsTwo
    if rules.COMMENT_MOVES[move].people > 1:
        raise Refused(_("This is proposed first, also where one person moderates alone."))
    return write(planned(comments, move, reasons, by=by, at=at, reason=reason), by=by, at=at, run=run)


def planned(
    comments: Sequence[Comment],
    move: str,
    reasons: Reasons | None,
    *,
    by: str,
    at: datetime,
    reason: str,
    said: Mapping[str, Any] | None = None,
) -> list[Change]:
    """What a move will change, once the log is held; `said` stands with the reasons in the log. Raises as `decide`."""
    refuse_reason(reason)
    if not comments:
        raise Refused(_("No comment was chosen."))
    rows = locked(comments)
    refuse_interested(by, rows)
    to = rules.COMMENT_MOVES[move].to
    if to is None and move != LEAVE:
        raise Refused(_("There is no such move."))
    if reasons:
        refuse_unfit(reasons)
    changes = []
    due = waiting(rows, at) if move == LEAVE else frozenset()
    by_words = found_by_words(rows)
    for row in rows:
        case = reasons.case(len(rows)) if reasons else rules.Case(count=len(rows))
        if found := rules.refusals("comment", move, facts(row, waits=row.pk in due), case):
            raise Refused(f"{row}: {' '.join(map(str, found))}")
        # Also where nothing is hidden by it: what is said stays in the log when the words go out of sight later.
        refuse_telling([reason, reasons.facts if reasons else ""], [Hidden(row.text.content)])
        if to is None:
            changes.append(_left(row, reason, reasons.review_on if reasons else None))
            continue
        until, own = rules.until(move, at), reasons
        if own and row.pk in by_words:
            own = replace(own, automated=True)
        after = {"state": str(to), "measure": _measure(row, to, own, until, said)}
        entry = Entry(f"comment.{move}", target_of(row), reason, measured(row), after)
        changes.append(Change(row, str(to), own if to != CommentState.SHOWN else None, until, entry))
    return changes


def found_by_words(comments: Sequence[Comment]) -> frozenset[int]:
    """The keys of those that a word rule brought before a person."""
    flagged = Flag.objects.standing().filter(comment__in=[row.pk for row in comments], word_rule__isnull=False)
    return frozenset(flagged.values_list("comment", flat=True))


def _left(row: Comment, reason: str, review_on: date | None) -> Change:
    """A comment stays as it is; what stands over it comes back for review on another day, or no more."""
    before = measured(row)
    measure = before["measure"] and before["measure"] | {"review_on": review_on and review_on.isoformat()}
    entry = Entry(f"comment.{LEAVE}", target_of(row), reason, before, before | {"measure": measure})
    return Change(row, row.state, None, None, entry, review_on)


def write(changes: Sequence[Change], *, by: str, at: datetime, run: ImportRun | None = None) -> list[int]:
    """Write planned changes with their Decisions, in the transaction that planned them; their numbers."""
    numbers = record_batch([change.entry for change in changes], by=by, at=at, run=run)
    lay(changes, numbers, at=at)
    return numbers


def lay(changes: Sequence[Change], numbers: Sequence[int], *, at: datetime) -> None:
    """Give comments their states and measures, under Decisions that stand in the log; they wait no more."""
    decided = {change.comment.pk: number for change, number in zip(changes, numbers, strict=True)}
    flags.settle(decided, at=at)
    claims.end(decided)
    for change, number in zip(changes, numbers, strict=True):
        comment = change.comment
        if change.leaves:
            Measure.objects.filter(comment=comment).update(review_on=change.review_on)
            continue
        comment.state = change.to
        comment.save(update_fields=["state"])
        if change.reasons is None:
            Measure.objects.filter(comment=comment).delete()
            continue
        fields = {
            **change.reasons.fields(),
            "words": comment.text.content.count(),
            "until": change.until,
            "decided_at": at,
            "decision_id": number,
        }
        Measure.objects.update_or_create(comment=comment, defaults=fields)
    indexing.follow_comments(change.comment for change in changes)


def locked(comments: Sequence[Comment]) -> list[Comment]:
    """The rows as they are now, held until the transaction ends. Raises Overtaken."""
    Decision.objects.hold()
    seen = {row.pk: row.state for row in comments}
    rows = Comment.objects.filter(pk__in=seen).order_by("article", "number").select_for_update(of=("self",))
    found = list(rows.select_related("article", "text__content", "text__reading__source"))
    later = _later(comments, found)
    for row in found:
        if row.state != seen[row.pk] or row.pk in later:
            raise Overtaken(row, Decision.objects.about(target_of(row)).last())
    return found


def _later(comments: Sequence[Comment], found: Sequence[Comment]) -> set[int]:
    """The keys of those on which something was decided after what was seen, where it is known what was."""
    seen = {row.pk: number for row in comments if (number := getattr(row, "decided", None)) is not None}
    targets = {target_of(row): row.pk for row in found if row.pk in seen}
    rows = Decision.objects.filter(target__in=targets).order_by().values_list("target").annotate(Max("number"))
    return {targets[target] for target, last in rows if last > seen[targets[target]]} if targets else set()


def refuse_interested(by: str, rows: Sequence[Comment]) -> None:
    if Interest.objects.keeps(by, [row.article_id for row in rows]):
        raise Refused(_("You declared an interest in this article, so others decide here."))


def people_needed(move: str, count: int) -> int:
    return rules.people("comment", move, count, alone=settings.SINGLE_MODERATOR, cap=settings.MODERATION_CAP)


def waiting(comments: Sequence[Comment], at: datetime) -> frozenset[int]:
    """The keys of those that wait for somebody to say that they may stay as they are."""
    keys = [row.pk for row in comments]
    flagged = Flag.objects.standing().filter(comment__in=keys).order_by().values_list("comment")
    due = Measure.objects.to_review(at).filter(comment__in=keys).order_by().values_list("comment")
    return frozenset(key for (key,) in flagged.union(due).order_by())


def facts(comment: Comment, hidden: int | None = None, *, waits: bool = False) -> rules.Facts:
    """What the rules ask of a comment, as it stands now; `hidden` counts its hidden stretches, where that is known."""
    return rules.Facts(
        comment.state,
        Redaction.objects.standing().filter(comment=comment).count() if hidden is None else hidden,
        named=bool(comment.author_name),
        pseudonymised=comment.pseudonym_id is not None,
        gone_at_source=comment.gone_at_source is not None,
        waits=waits,
    )


def measured(comment: Comment) -> dict[str, Any]:
    """State and measure of a comment as the log tells them."""
    row = Measure.objects.filter(comment=comment).select_related("rule").first()
    if row is None:
        return {"state": str(comment.state), "measure": None}
    agreed = Proposal.objects.filter(agreed=True, comments__comment=comment, settled_at=row.decided_at).first()
    who = people(agreed) if agreed else {}
    measure = {**told(row), "words": row.words, "until": row.until and row.until.isoformat(), **who}
    return {"state": str(comment.state), "measure": measure}


def people(proposal: Proposal) -> dict[str, Any]:
    """Who decided what two people decide, as the log tells it."""
    said = {"proposal": proposal.number, "proposed_by": proposal.proposed_by, "agreed_by": proposal.settled_by}
    return {**said, "alone": True} if proposal.alone else said


def _measure(
    comment: Comment, to: str, reasons: Reasons | None, until: datetime | None, said: Mapping[str, Any] | None
) -> dict[str, Any] | None:
    if reasons is None or to == CommentState.SHOWN:
        return None
    words = comment.text.content.count()
    reasoned = told(Measure(**reasons.fields()))
    return {**reasoned, "words": words, "until": until and until.isoformat(), **(said or {})}


@transaction.atomic
def restore(
    comment: Comment, values: Mapping[str, Any], *, by: str, at: datetime, reason: str, takes_back: int | None
) -> Decision:
    """Put a comment back under what stood over it once. What needed two people needs two again. Raises Refused."""
    refuse_reason(reason)
    [row] = locked([comment])
    refuse_interested(by, [row])
    state, measure = values["state"], values["measure"]
    if state in {CommentState.WITHHELD, CommentState.ERASED}:
        raise Refused(_("This needs two different people: propose it, and another one agrees."))
    reasons = Reasons.heard(measure) if measure else None
    until = datetime.fromisoformat(measure["until"]) if measure and measure["until"] else None
    entry = Entry("comment.restore", target_of(row), reason, measured(row), dict(values), takes_back)
    [number] = write([Change(row, state, reasons, until, entry)], by=by, at=at)
    if takes_back:
        flags.raise_again(takes_back)
    return Decision.objects.get(pk=number)
