"""What is done to a statement: suggested, worded, found on, moved; each in one transaction with its Decision.

Both axes, `finding` and `workflow`, change here and nowhere else.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from archive.actions.decisions import Entry, record
from archive.actions.fitness import refuse_unfit
from archive.actions.reasons import refuse_reason
from archive.actions.refusals import Refused
from archive.models import Decision, Evidence, ImportRun, Occurrence, Statement
from archive.rules import statements as rules
from archive.states import Workflow

FIELDS = frozenset({"wording", "kind", "counts"})
LONGEST_KEY = 60


class Blocked(Refused):
    """A move that something stands in the way of."""

    def __init__(self, blockers: Sequence[rules.Blocker]) -> None:
        super().__init__(" ".join(map(str, blockers)))
        self.blockers = tuple(blockers)


class Overtaken(Refused):
    """What was seen when the change was made is no longer so; `fields` names what another has changed since."""

    def __init__(self, fields: Iterable[str]) -> None:
        self.fields = tuple(sorted(fields))
        said = _("Somebody else has changed this since: %s. Nothing of yours was saved; look at it and decide again.")
        super().__init__(said % ", ".join(self.fields))


def target(statement: Statement) -> str:
    return f"statement:{statement.key}"


@transaction.atomic
def create(
    fields: Mapping[str, Any], *, key: str = "", by: str, at: datetime, reason: str, run: ImportRun | None = None
) -> Statement:
    """A suggestion. Its key follows from its wording where none is given, and stays. Raises Refused."""
    refuse_reason(reason)
    _refuse_foreign(fields)
    Decision.objects.hold()
    wanted = _tidy(fields)
    if not wanted.get("wording"):
        raise Refused(_("A statement is worded in our own neutral words."))
    statement = Statement(**wanted, key=key or _free_key(wanted["wording"]), suggested_at=at)
    refuse_unfit(statement, {"key", *FIELDS})
    if key and Statement.objects.filter(key=key).exists():
        raise Refused(_("The key “%s” is another statement’s.") % key)
    statement.save(force_insert=True)
    after = {"counts": "", **wanted, "finding": str(statement.finding), "workflow": str(statement.workflow)}
    record(Entry("statement.create", target(statement), reason, {}, after), by=by, at=at, run=run)
    return statement


@transaction.atomic
def change(
    statement: Statement,
    changes: Mapping[str, Any],
    *,
    seen: Mapping[str, Any] | None = None,
    by: str,
    at: datetime,
    reason: str,
    run: ImportRun | None = None,
    takes_back: int | None = None,
) -> Decision | None:
    """Write wording, kind and what is counted; None, and no Decision, where all are what they were.

    `seen` holds the values that the person had before the eyes. Raises Overtaken and Refused.
    """
    refuse_reason(reason)
    _refuse_foreign(changes)
    lock(statement)
    different = {name: value for name, value in _tidy(changes).items() if getattr(statement, name) != value}
    _refuse_overtaken(statement, different, seen)
    if not different:
        return None
    if not different.get("wording", statement.wording):
        raise Refused(_("A statement is worded in our own neutral words."))
    return _write("statement.change", statement, different, by=by, at=at, reason=reason, run=run, takes_back=takes_back)


@transaction.atomic
def find(
    statement: Statement,
    finding: str,
    *,
    seen: str | None = None,
    by: str,
    at: datetime,
    reason: str,
    run: ImportRun | None = None,
    takes_back: int | None = None,
) -> Decision | None:
    """Say what this archive holds on a statement; None where that is said already. `seen` as in `change`."""
    refuse_reason(reason)
    lock(statement)
    different = {} if statement.finding == finding else {"finding": finding}
    _refuse_overtaken(statement, different, None if seen is None else {"finding": seen})
    if not different:
        return None
    known: dict[str, Any] = {"by": by, "at": at, "reason": reason, "run": run, "takes_back": takes_back}
    return _write("statement.finding", statement, different, **known)


@transaction.atomic
def move(
    statement: Statement,
    name: str,
    *,
    by: str,
    at: datetime,
    reason: str,
    run: ImportRun | None = None,
    takes_back: int | None = None,
) -> Decision:
    """Make a move of `rules.statements.MOVES`. The first publication gives the number. Raises Blocked and Refused."""
    refuse_reason(reason)
    if name not in rules.MOVES:
        raise Refused(_("There is no such move."))
    lock(statement)
    known = facts(statement)
    if not rules.may(name, known):
        said = _("A statement that is “%(state)s” can’t be moved by “%(move)s”.")
        raise Refused(said % {"state": statement.get_workflow_display(), "move": rules.MOVES[name].label})
    if found := rules.blockers(name, known):
        raise Blocked(found)
    before: dict[str, Any] = {"workflow": statement.workflow}
    after: dict[str, Any] = {"workflow": str(rules.MOVES[name].to)}
    statement.workflow = after["workflow"]
    if statement.workflow == Workflow.PUBLISHED and statement.number is None:
        statement.number, statement.published_at = Statement.objects.next_number(), at
        before["number"], after["number"] = None, statement.number
    statement.save(update_fields=["workflow", "number", "published_at"])
    entry = Entry(f"statement.{name}", target(statement), reason, before, after, takes_back)
    return record(entry, by=by, at=at, run=run)


@transaction.atomic
def move_back(statement: Statement, workflow: str, **known: Any) -> Decision:
    """Move a statement that is not public to where it was before. Raises Refused where no move leads there."""
    lock(statement)
    name = rules.way_back(statement.workflow, workflow)
    if name is None:
        raise Refused(_("No move leads from “%(now)s” back to “%(then)s”.") % {
            "now": statement.get_workflow_display(),
            "then": Workflow(workflow).label,
        })  # fmt: skip
    return move(statement, name, **known)


def facts(statement: Statement) -> rules.Facts:
    """What the rule asks of a statement, as it stands now."""
    return rules.Facts(
        statement.workflow,
        statement.wording,
        Occurrence.objects.filter(statement=statement).accepted().count(),
        Evidence.objects.counts_by_side(statement),
    )


def lock(statement: Statement) -> None:
    """Hold the log and the row until the transaction ends, and take the row's values as they are now."""
    Decision.objects.hold()
    statement.refresh_from_db(from_queryset=Statement.objects.select_for_update())


def _write(
    verb: str, statement: Statement, values: Mapping[str, Any], *, reason: str, takes_back: int | None, **known: Any
) -> Decision:
    before = {name: getattr(statement, name) for name in values}
    for name, value in values.items():
        setattr(statement, name, value)
    refuse_unfit(statement, values)
    statement.save(update_fields=list(values))
    return record(Entry(verb, target(statement), reason, before, dict(values), takes_back), **known)


def _refuse_overtaken(statement: Statement, wanted: Mapping[str, Any], seen: Mapping[str, Any] | None) -> None:
    if changed := [name for name in wanted if name in (seen or {}) and getattr(statement, name) != seen[name]]:  # type: ignore[index]
        raise Overtaken(changed)


def _refuse_foreign(fields: Mapping[str, Any]) -> None:
    if foreign := sorted(set(fields) - FIELDS):
        raise Refused(_("%s can’t be written here.") % ", ".join(foreign))


def _tidy(fields: Mapping[str, Any]) -> dict[str, Any]:
    """The same with the blanks of the wording in order."""
    return {name: " ".join(value.split()) if name == "wording" else str(value) for name, value in fields.items()}


def _free_key(wording: str) -> str:
    """A key no other statement has; a wording that leaves nothing in ASCII gives a plain one."""
    key = slugify(wording)[:LONGEST_KEY].strip("-") or "statement"
    taken = set(Statement.objects.filter(key__startswith=key).values_list("key", flat=True))
    number = 1
    while (free := key if number == 1 else f"{key}-{number}") in taken:
        number += 1
    return free
