"""The note above an article that tells readers what they need to know to read it fairly. Its words stay as they are."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from archive.actions import articles
from archive.actions.decisions import Entry, record
from archive.actions.fitness import refuse_unfit
from archive.actions.reasoning import Reasons
from archive.actions.reasons import refuse_reason
from archive.actions.refusals import Refused
from archive.models import Article, Decision, ImportRun
from archive.models.reasoned import told
from archive.rules.undoing import REASONS

FIELD = "context_note"


@transaction.atomic
def put(
    article: Article,
    note: str,
    reasons: Reasons | None,
    *,
    by: str,
    at: datetime,
    reason: str,
    run: ImportRun | None = None,
) -> Decision:
    """Put a note above a published article, or another one in its place, under a rule. Raises Refused."""
    articles.weigh("context", article, reasons, by=by)
    if not note.strip():
        raise Refused(_("The note is empty: take it away instead."))
    return _write(article, note.strip(), reasons, by=by, at=at, reason=reason, run=run)


@transaction.atomic
def take_away(article: Article, *, by: str, at: datetime, reason: str, run: ImportRun | None = None) -> Decision:
    """Leave nothing above the article. Raises Refused."""
    articles.weigh("no_context", article, None, by=by)
    return _write(article, "", None, by=by, at=at, reason=reason, run=run)


@transaction.atomic
def restore(
    article: Article, values: Mapping[str, Any], *, by: str, at: datetime, reason: str, takes_back: int | None
) -> Decision:
    """Put there what stood there once, or nothing. Raises Refused."""
    articles.lock(article)
    return _write(article, values[FIELD], None, by=by, at=at, reason=reason, takes_back=takes_back)


def _write(
    article: Article,
    note: str,
    reasons: Reasons | None,
    *,
    by: str,
    at: datetime,
    reason: str,
    run: ImportRun | None = None,
    takes_back: int | None = None,
) -> Decision:
    refuse_reason(reason)
    if article.context_note == note:
        raise Refused(_("That stands so already."))
    before = {FIELD: article.context_note}
    article.context_note = note
    refuse_unfit(article, [FIELD])
    article.save(update_fields=[FIELD])
    after = {FIELD: note, **({REASONS: {"note": note, **told(reasons)}} if reasons else {})}
    verb = "article.context" if note else "article.no_context"
    return record(Entry(verb, articles.target(article), reason, before, after, takes_back), by=by, at=at, run=run)
