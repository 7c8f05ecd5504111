"""What statements are to each other: said, and no longer said."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from archive.actions.decisions import Entry, record
from archive.actions.reasons import refuse_reason
from archive.actions.refusals import Refused
from archive.actions.statements import target
from archive.models import Decision, ImportRun, Statement, StatementRelation
from archive.rules import relations as rules
from archive.states import RelationType, Workflow


def field(kind: str, key: str) -> str:
    """What decisions about a statement call its relation to another, given by its key."""
    return f"{kind}: {key}"


@transaction.atomic
def relate(
    statement: Statement,
    kind: str,
    other: Statement,
    *,
    by: str,
    at: datetime,
    reason: str,
    run: ImportRun | None = None,
    takes_back: int | None = None,
) -> StatementRelation:
    """Say that `statement` <kind> `other`. A symmetric relation is kept once, whoever of the two it is said of.

    Raises Refused where it is said already, or the other way round, or of a withdrawn statement.
    """
    refuse_reason(reason)
    if kind not in RelationType.values:
        raise Refused(_("There is no such relation."))
    Decision.objects.hold()
    for each in (statement, other):
        each.refresh_from_db()
    rows = StatementRelation.objects.between(statement, other).values_list("statement__key", "type", "other__key")
    if sentence := rules.refusal(kind, statement.key, other.key, list(rows)):
        raise Refused(str(sentence))
    for each in (statement, other):
        if each.workflow == Workflow.WITHDRAWN:
            raise Refused(_("“%s” is withdrawn: take it up again first.") % each)
    first, second = statement, other
    if rules.stored(kind, statement.key, other.key)[0] != statement.key:
        first, second = other, statement
    relation = StatementRelation.objects.create(statement=first, type=kind, other=second)
    name = field(kind, second.key)
    record(Entry("relation.add", target(first), reason, {name: None}, {name: True}, takes_back), by=by, at=at, run=run)
    return relation


@transaction.atomic
def unrelate(
    relation: StatementRelation,
    *,
    by: str,
    at: datetime,
    reason: str,
    run: ImportRun | None = None,
    takes_back: int | None = None,
) -> Decision:
    """Say it no longer; the log keeps that it was said. Raises Refused where it is gone."""
    refuse_reason(reason)
    Decision.objects.hold()
    row = StatementRelation.objects.select_related("statement", "other").filter(pk=relation.pk).first()
    if row is None:
        raise Refused(_("That relation was taken away already."))
    name = field(row.type, row.other.key)
    row.delete()
    entry = Entry("relation.remove", target(row.statement), reason, {name: True}, {name: None}, takes_back)
    return record(entry, by=by, at=at, run=run)


@transaction.atomic
def restore(statement: Statement, said: Mapping[str, Any], *, takes_back: int | None, **known: Any) -> Decision:
    """Say, or say no longer, what the log told once."""
    [(name, there)] = said.items()
    kind, _colon, key = name.partition(": ")
    other = Statement.objects.filter(key=key).first()
    if other is None:
        raise Refused(_("There is no statement “%s” any more.") % key)
    if there:
        relate(statement, kind, other, takes_back=takes_back, **known)
        # Behind the lock the last one is its own.
        return Decision.objects.latest("number")
    row = StatementRelation.objects.filter(statement=statement, type=kind, other=other).first()
    if row is None:
        raise Refused(_("That relation was taken away already."))
    return unrelate(row, takes_back=takes_back, **known)
