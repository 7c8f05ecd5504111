"""Words of a comment hidden one by one, each stretch with its rule; shown again; proposed stretches decided."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from archive.actions.decisions import Entry, record
from archive.actions.histories import target_of
from archive.actions.measures import facts, found_by_words, locked, refuse_interested
from archive.actions.reasoning import Hidden, Reasons, refuse_telling, refuse_unfit
from archive.actions.reasons import refuse_reason
from archive.actions.refusals import Refused
from archive.models import Comment, Decision, ImportRun, Redaction, Text, anchoring
from archive.models.anchoring import Astray
from archive.models.reasoned import told as told_reasons
from archive.rules import moderation as rules
from archive.search import indexing
from archive.states import RedactionState
from archive.text.runs import Span

PREFIX = "redaction "
# Stretches that are hidden, or decided on, at once.
MOST = 200
VERBS = {
    RedactionState.STANDING: "comment.redact",
    RedactionState.LIFTED: "comment.lift",
    RedactionState.REFUSED: "comment.refuse_redaction",
    RedactionState.PROPOSED: "comment.propose_redaction",
}
HIDES = frozenset({RedactionState.STANDING, RedactionState.PROPOSED})


def field(redaction: Redaction) -> str:
    """What decisions call a redaction of a comment."""
    return f"{PREFIX}{redaction.number}"


def told(redaction: Redaction) -> dict[str, Any]:
    """A redaction as the log keeps it: by its place in the source, which no reading changes, without its words."""
    source = redaction.text.reading.source.sha256
    place = [source, redaction.source_start, redaction.source_end]
    return {
        "state": str(redaction.state),
        "words": redaction.words,
        "source": place,
        **told_reasons(redaction),
    }


def values(comment: Comment) -> dict[str, Any]:
    """All redactions of a comment, told as the log tells them."""
    rows = Redaction.objects.filter(comment=comment).select_related("rule", "text__reading__source")
    return {field(row): told(row) for row in rows}


@transaction.atomic
def redact(
    comment: Comment,
    spans: Sequence[Span],
    reasons: Reasons,
    *,
    by: str,
    at: datetime,
    reason: str,
    run: ImportRun | None = None,
) -> list[Redaction]:
    """Hide stretches of the words of a comment (code points of the text that `comment` had when it was handed in).

    All or none, with one Decision. Raises Overtaken, and Refused where a stretch holds no words, or shares some with
    one that is hidden already.
    """
    refuse_reason(reason)
    refuse_unfit(reasons)
    text = comment.text_id
    [row] = locked([comment])
    refuse_interested(by, [row])
    if found := rules.refusals("comment", "redact", facts(row), reasons.case()):
        raise Refused(" ".join(map(str, found)))
    if row.text_id != text:
        raise Refused(_("This text is not shown any more: it was read anew."))
    if not spans or len(spans) > MOST:
        raise Refused(_("Between one and %d stretches are hidden at once.") % MOST)
    if found_by_words([row]):
        reasons = replace(reasons, automated=True)
    made = laid(row, row.text, spans, reasons, at=at)
    refuse_telling([reason, reasons.facts], [Hidden(row.text.content, each.start, each.end) for each in made])
    after = {field(each): told(each) for each in made}
    decision = record(
        Entry("comment.redact", target_of(row), reason, dict.fromkeys(after), after), by=by, at=at, run=run
    )
    return save(made, decision)


def laid(
    comment: Comment, text: Text, spans: Iterable[Span], reasons: Reasons, *, at: datetime, state: str = "standing"
) -> list[Redaction]:
    """New redactions of a comment, not saved yet. Raises Refused."""
    taken = list(Redaction.objects.filter(text=text, state__in=HIDES).values_list("start", "end"))
    number = Redaction.objects.next_number(comment)
    made = []
    for start, end in sorted(spans):
        try:
            anchor = anchoring.anchor(text, start, end)
        except Astray as error:
            raise Refused(str(error)) from None
        if any(low < end and start < high for low, high in taken):
            raise Refused(_("Some of these words are hidden already, or twice among what was chosen."))
        taken.append((start, end))
        row = Redaction(comment=comment, text=text, number=number, state=state, decided_at=at, **reasons.fields())
        row.start, row.end, row.words = start, end, text.content.count(start, end)
        row.source_start, row.source_end = anchor.source_start, anchor.source_end
        made.append(row)
        number += 1
    return made


def save(made: Sequence[Redaction], decision: Decision) -> list[Redaction]:
    for row in made:
        row.decision = decision
        row.save(force_insert=True)
    indexing.follow_comments(row.comment for row in made)
    return list(made)


def lift(
    redactions: Collection[Redaction], *, by: str, at: datetime, reason: str, run: ImportRun | None = None
) -> list[int]:
    """Show hidden words again; as `decide`."""
    return decide(redactions, RedactionState.LIFTED, by=by, at=at, reason=reason, run=run)


@transaction.atomic
def decide(
    redactions: Collection[Redaction],
    state: str,
    *,
    by: str,
    at: datetime,
    reason: str,
    run: ImportRun | None = None,
) -> list[int]:
    """Hide what was proposed, refuse it, or show it again: all or none, with one Decision for each comment.

    The rows as handed in are what the person saw: where one was decided since, nothing is. Raises Refused.
    """
    refuse_reason(reason)
    if not redactions or len(redactions) > MOST:
        raise Refused(_("Between one and %d stretches are decided at once.") % MOST)
    Decision.objects.hold()
    seen = {row.pk: row.state for row in redactions}
    by_comment: dict[int, list[Redaction]] = {}
    for row in _locked(pk__in=seen):
        if row.state != seen[row.pk]:
            raise Refused(_("%s was decided by somebody else since. Nothing of yours was done.") % row)
        if row.state not in STARTS[RedactionState(state)]:
            raise Refused(_("%(row)s is “%(state)s” already.") % {"row": row, "state": row.get_state_display()})
        by_comment.setdefault(row.comment_id, []).append(row)
    refuse_interested(by, [some[0].comment for some in by_comment.values()])
    known: dict[str, Any] = {"by": by, "at": at, "run": run}
    return [_give(some, dict.fromkeys(some, state), reason, **known).number for some in by_comment.values()]


STARTS = {
    RedactionState.STANDING: {RedactionState.PROPOSED, RedactionState.LIFTED, RedactionState.REFUSED},
    RedactionState.LIFTED: {RedactionState.STANDING},
    RedactionState.REFUSED: {RedactionState.PROPOSED},
}


@transaction.atomic
def restore(
    comment: Comment, places: Mapping[str, Any], *, by: str, at: datetime, reason: str, takes_back: int | None
) -> Decision:
    """Give redactions the states that the log told once. One that was not there then is lifted: it stays on record."""
    refuse_reason(reason)
    Decision.objects.hold()
    refuse_interested(by, [comment])
    numbers = {int(name.removeprefix(PREFIX)): name for name in places}
    rows = list(_locked(comment=comment, number__in=numbers))
    then = {row: places[numbers[row.number]] for row in rows}
    wanted = {row: said["state"] if said else str(RedactionState.LIFTED) for row, said in then.items()}
    different = {row: state for row, state in wanted.items() if row.state != state}
    if not different:
        raise Refused(_("That stands so already."))
    return _give(list(different), different, reason, by=by, at=at, takes_back=takes_back)


def _give(
    rows: Sequence[Redaction],
    states: Mapping[Redaction, str],
    reason: str,
    *,
    by: str,
    at: datetime,
    run: ImportRun | None = None,
    takes_back: int | None = None,
) -> Decision:
    before = {field(row): told(row) for row in rows}
    hidden = []
    for row in rows:
        row.state = states[row]
        if row.state == RedactionState.STANDING:
            _refuse_twice(row)
            hidden.append(Hidden(row.text.content, row.start, row.end))
    refuse_telling([reason], hidden)
    verb = VERBS[RedactionState(rows[0].state)]
    after = {field(row): told(row) for row in rows}
    entry = Entry(verb, target_of(rows[0].comment), reason, before, after, takes_back)
    decision = record(entry, by=by, at=at, run=run)
    for row in rows:
        row.decision, row.decided_at = decision, at
        row.save(update_fields=["state", "decision", "decided_at"])
    indexing.follow_comments(row.comment for row in rows)
    return decision


def _refuse_twice(row: Redaction) -> None:
    others = Redaction.objects.filter(text=row.text, state__in=HIDES, start__lt=row.end, end__gt=row.start)
    if others.exclude(pk=row.pk).exists():
        raise Refused(_("The words of %s were hidden anew since.") % row)


def _locked(**where: Any) -> Iterable[Redaction]:
    rows = Redaction.objects.filter(**where).order_by("comment", "number").select_for_update(of=("self",))
    return rows.select_related("rule", "comment__article", "text__content", "text__reading__source")
