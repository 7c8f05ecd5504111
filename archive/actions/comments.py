"""All that decisions write of one comment: told as the log tells it, and written again when one is taken back."""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from archive.actions import measures, pseudonyms, redactions
from archive.actions.decisions import Entry, record
from archive.actions.histories import target_of
from archive.actions.reasons import refuse_reason
from archive.actions.refusals import Refused
from archive.models import Comment, Decision, ImportRun
from archive.rules import moderation as rules
from archive.rules import undoing
from archive.rules.undoing import Way


def now(comment: Comment) -> dict[str, Any]:
    """All values of a comment that are ours."""
    return {
        "tags": sorted(tag.name for tag in comment.tags.all()),
        **measures.measured(comment),
        "pseudonym": pseudonyms.told(comment.pseudonym),
        "gone_at_source": _day(comment.gone_at_source),
        **redactions.values(comment),
    }


@transaction.atomic
def see_gone(
    comment: Comment,
    on: date | None,
    *,
    by: str,
    at: datetime,
    reason: str,
    run: ImportRun | None = None,
    takes_back: int | None = None,
) -> Decision:
    """Record that the source no longer has a comment since this day, or has it again (None); our own state stays.

    Raises Refused.
    """
    refuse_reason(reason)
    [row] = measures.locked([comment])
    move = "gone" if on else "back"
    if found := rules.refusals("comment", move, measures.facts(row), rules.Case()):
        raise Refused(" ".join(map(str, found)))
    if on and on > at.date():
        raise Refused(_("That day has not come yet."))
    before, after = ({"gone_at_source": _day(day)} for day in (row.gone_at_source, on))
    row.gone_at_source = on
    row.save(update_fields=["gone_at_source"])
    return record(Entry(f"comment.{move}", target_of(row), reason, before, after, takes_back), by=by, at=at, run=run)


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _measure(comment: Comment, values: Mapping[str, Any], **known: Any) -> Decision:
    return measures.restore(comment, values, **known)


def _redactions(comment: Comment, values: Mapping[str, Any], **known: Any) -> Decision:
    return redactions.restore(comment, values, **known)


def _pseudonym(comment: Comment, values: Mapping[str, Any], **known: Any) -> Decision:
    return pseudonyms.restore(comment, values["pseudonym"], **known)


def _gone(comment: Comment, values: Mapping[str, Any], **known: Any) -> Decision:
    day = values["gone_at_source"]
    return see_gone(comment, day and date.fromisoformat(day), **known)


FAMILIES: dict[str, Callable[..., Decision]] = {
    **dict.fromkeys(("leave", "show", "veil", "hold", "withhold", "restore"), _measure),
    **dict.fromkeys(("redact", "lift", "refuse_redaction", "propose_redaction"), _redactions),
    **dict.fromkeys(("pseudonymise", "name"), _pseudonym),
    **dict.fromkeys(("gone", "back"), _gone),
}
# By verb, for every decision about a comment whose values are written again, but for its tags.
WRITERS: dict[str, Callable[..., Decision]] = {
    verb: FAMILIES[verb.partition(".")[2]]
    for verb, way in undoing.WAYS.items()
    if way is Way.WRITE and verb.startswith("comment.") and verb != "comment.tags"
}
