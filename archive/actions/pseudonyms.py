"""Names of private people replaced: one pseudonym for one person, and places where others name them proposed."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from archive.actions import redactions
from archive.actions.decisions import Entry, record, record_all
from archive.actions.histories import target_of
from archive.actions.measures import facts, locked, refuse_interested
from archive.actions.reasoning import Reasons, refuse_naming, refuse_unfit
from archive.actions.reasons import refuse_reason
from archive.actions.refusals import Refused
from archive.models import Comment, Decision, ImportRun, Pseudonym, Redaction, passages, quoting
from archive.models.reasoned import told as told_reasons
from archive.rules import moderation as rules
from archive.states import RedactionState
from archive.text.folding import fold

NAME = "Reader %d"


def told(pseudonym: Pseudonym | None) -> dict[str, Any] | None:
    """A pseudonym as the log keeps it."""
    return None if pseudonym is None else {"name": pseudonym.name, **told_reasons(pseudonym)}


@transaction.atomic
def restore(
    comment: Comment, said: dict[str, Any] | None, *, by: str, at: datetime, reason: str, takes_back: int | None
) -> Decision:
    """Give this person the name that stood there once: as printed, or a pseudonym. Raises Refused."""
    if said is None:
        return name(comment, by=by, at=at, reason=reason, takes_back=takes_back)
    row = Pseudonym.objects.filter(name=said["name"]).first()
    if row is None:
        raise Refused(_("There is no pseudonym “%s”.") % said["name"])
    pseudonymise(comment, Reasons.of(row), same_as=row, by=by, at=at, reason=reason, takes_back=takes_back)
    return Decision.objects.about(target_of(comment)).latest("number")


@transaction.atomic
def pseudonymise(
    comment: Comment,
    reasons: Reasons,
    *,
    same_as: Pseudonym | None = None,
    by: str,
    at: datetime,
    reason: str,
    run: ImportRun | None = None,
    takes_back: int | None = None,
) -> Pseudonym:
    """Replace the name under every comment of this person in the thread, with a Decision for each.

    Whoever has a pseudonym there keeps it; `same_as` says that it is a person who has one elsewhere. Where the words
    of a comment carry the name, a redaction is proposed. Raises Overtaken and Refused.
    """
    refuse_reason(reason)
    refuse_unfit(reasons)
    [row] = locked([comment])
    refuse_interested(by, [row])
    if found := rules.refusals("comment", "pseudonymise", facts(row), reasons.case()):
        raise Refused(" ".join(map(str, found)))
    name = row.author_name or ""
    refuse_naming([reason, reasons.facts], name)
    theirs = [each for each in _of_person(row, name) if each.pseudonym_id is None]
    pseudonym = same_as or _known(row, name) or _new(reasons, at)
    entries = [
        Entry(
            "comment.pseudonymise",
            target_of(each),
            reason,
            {"pseudonym": None},
            {"pseudonym": told(pseudonym)},
            takes_back if each.pk == row.pk else None,
        )
        for each in sorted(theirs, key=lambda each: each.pk != row.pk)
    ]
    record_all(entries, by=by, at=at, run=run)
    Comment.objects.filter(pk__in=[each.pk for each in theirs]).update(pseudonym=pseudonym)
    _propose(row, name, reasons, by=by, at=at, reason=reason, run=run)
    return pseudonym


@transaction.atomic
def name(
    comment: Comment,
    *,
    by: str,
    at: datetime,
    reason: str,
    run: ImportRun | None = None,
    takes_back: int | None = None,
) -> Decision:
    """Show the name as printed again under every comment of this person in the thread. Raises Overtaken and Refused.

    Gives the Decision about this one; what pseudonymised the others with it is taken back with it. Redactions of the
    name in the words of others are lifted by themselves.
    """
    refuse_reason(reason)
    [row] = locked([comment])
    refuse_interested(by, [row])
    if found := rules.refusals("comment", "name", facts(row), rules.Case()):
        raise Refused(" ".join(map(str, found)))
    rows = Comment.objects.filter(article=row.article_id, pseudonym=row.pseudonym_id)
    theirs = sorted(rows.select_related("article", "pseudonym__rule"), key=lambda each: each.pk != row.pk)
    together = _made_together(takes_back)
    entries = [
        Entry(
            "comment.name",
            target_of(each),
            reason,
            {"pseudonym": told(each.pseudonym)},
            {"pseudonym": None},
            takes_back if each.pk == row.pk else together.get(target_of(each)),
        )
        for each in theirs
    ]
    [first, *_rest] = record_all(entries, by=by, at=at, run=run)
    Comment.objects.filter(pk__in=[each.pk for each in theirs]).update(pseudonym=None)
    return Decision.objects.get(pk=first[0])


def _made_together(number: int | None) -> dict[str, int]:
    """The decisions that were made in one act with this one, by target, as far as they are not taken back."""
    one = Decision.objects.filter(pk=number).first() if number else None
    if one is None:
        return {}
    rows = Decision.objects.filter(verb=one.verb, at=one.at, actor=one.actor, run=one.run_id, taken_back_by=None)
    return dict(rows.values_list("target", "number"))


def same_name(one: str | None, other: str | None) -> bool:
    """Whether two names as printed are the same person's in one thread: capitals and composition tell nobody apart."""
    return bool(one and other) and fold(one or "") == fold(other or "")


def _of_person(row: Comment, name: str) -> Sequence[Comment]:
    rows = Comment.objects.filter(article=row.article_id).exclude(author_name=None).select_related("article")
    return [each for each in rows.order_by("number") if same_name(each.author_name, name)]


def _known(row: Comment, name: str) -> Pseudonym | None:
    rows = Comment.objects.filter(article=row.article_id).exclude(pseudonym=None).select_related("pseudonym")
    return next((each.pseudonym for each in rows if same_name(each.author_name, name)), None)


def _new(reasons: Reasons, at: datetime) -> Pseudonym:
    number = Pseudonym.objects.next_number()
    return Pseudonym.objects.create(number=number, name=NAME % number, given_at=at, **reasons.fields())


def _propose(row: Comment, name: str, reasons: Reasons, *, at: datetime, reason: str, **known: Any) -> None:
    """Propose to hide the name wherever the words of comments under the article carry it, in whatever capitals."""
    left = redactions.MOST
    texts = (
        passages.texts_of(row.article_id)
        .filter(place__gt=0)
        .select_related("content", "comment__article", "reading__source")
    )
    for text in texts.order_by("place").iterator(chunk_size=500):
        spans = quoting.every(name, text, left)
        there = Redaction.objects.filter(text=text, state__in=redactions.HIDES) if spans else ()
        free = [span for span in spans if not any(one.start < span.end and span.start < one.end for one in there)]
        made = redactions.laid(text.comment, text, free, reasons, at=at, state=RedactionState.PROPOSED)
        if made:
            after = {redactions.field(each): redactions.told(each) for each in made}
            verb = redactions.VERBS[RedactionState.PROPOSED]
            entry = Entry(verb, target_of(text.comment), reason, dict.fromkeys(after), after)
            redactions.save(made, record(entry, at=at, **known))
        left -= len(made)
        if left < 1:
            return
