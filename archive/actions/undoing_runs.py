"""A load taken back whole: what it wrote is undone, newest first; what a person changed since is kept and named.

Statements and documents go one by one, each in a transaction of its own, so that none is ever half undone and memory
stays flat; names, collections and stray sources follow in a last one. Whatever is cut off is finished by taking the
load back again: what is undone already is not met twice.
"""

from collections import Counter
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from archive.actions import articles, memory, removals, statements, values
from archive.actions.decisions import Entry, record
from archive.actions.fates import COMMENTS, STATEMENTS, Fates
from archive.actions.reasons import refuse_reason
from archive.actions.refusals import Refused
from archive.importing.record import Record
from archive.models import Decision, ImportRun
from archive.rules.fates import Fate, Outcome
from archive.rules.undoing import Hindrance, Way

Progress = Callable[[int, int, str], None]
# A tombstone holds a thousand characters, and says more than the reason.
LONGEST_REASON = 900


@dataclass(frozen=True, slots=True)
class Kept:
    """One thing that stays as it is, and why."""

    target: str
    why: Hindrance


@dataclass(slots=True)
class Report:
    """What was taken back of a load, or would be. `waiting` statements and documents were left for another call."""

    key: str
    counts: Counter[Outcome] = field(default_factory=Counter)
    kept: list[Kept] = field(default_factory=list)
    waiting: int = 0

    def add(self, fate: Fate) -> None:
        self.counts[fate.outcome] += 1
        self.kept += [Kept(fate.target, why) for why in fate.kept]

    @property
    def done(self) -> int:
        return sum(self.counts[outcome] for outcome in (Outcome.GOES, Outcome.WITHDRAWN, Outcome.PUT_BACK))


def preview(run: ImportRun) -> Report:
    """What taking the load back would do. Reads all of it, a hundred documents at a time."""
    fates, report = Fates(run), Report(run.key)
    for targets, ask in (
        (fates.statements(), fates.of_statements),
        (fates.comments(), fates.of_comments),
        (fates.documents(), fates.of_documents),
    ):
        for start in range(0, len(targets), 100):
            for one in ask(targets[start : start + 100]):
                report.add(one)
    for one in fates.of_names(fates.names(), fates.going()):
        report.add(one)
    return report


def take_back_run(
    run: ImportRun,
    *,
    by: str,
    clock: Callable[[], datetime],
    reason: str,
    most: int | None = None,
    progress: Progress | None = None,
) -> Report:
    """Undo a load, statements and decisions on comments before the documents they stand in.

    With `most`, so many things at a time: the rest waits for another call, and names with it. Raises Refused where
    nothing of the load is left to undo or to name.
    """
    refuse_reason(reason, LONGEST_REASON)
    fates, report = Fates(run), Report(run.key)
    things = [*fates.statements(), *fates.comments(), *fates.documents()]
    for done, (target, first) in enumerate(things):
        if most is not None and report.done >= most:
            report.waiting = len(things) - done
            break
        if progress:
            progress(done, len(things), target)
        undo = UNDOING.get(f"{target.partition(':')[0]}:", _document)
        report.add(undo(fates, target, first, by=by, at=clock(), reason=reason))
    if not report.waiting:
        _names(fates, report, by=by, at=clock(), reason=reason)
    if progress:
        progress(len(things), len(things), "")
    if not report.done and not report.kept:
        raise Refused(_("Nothing of this load stands any more."))
    if report.done:
        _conclude(report, by=by, at=clock(), reason=reason)
    return report


@transaction.atomic
def _undo_statement(fates: Fates, target: str, first: int, *, by: str, at: datetime, reason: str) -> Fate:
    Decision.objects.hold()
    [found] = fates.of_statements([(target, first)])
    row: Any = values.find(target)
    if found.outcome is Outcome.WITHDRAWN:
        # Before its places are put back: what is public has to stand somewhere.
        statements.move(row, "withdraw", by=by, at=at, reason=_brought(reason), takes_back=found.undoes)
    found = values.put_back(row, found, {}, by=by, at=at, reason=reason)
    if found.outcome in (Outcome.WITHDRAWN, Outcome.PUT_BACK):
        memory.put_statement_right(row, found)
    return found


@transaction.atomic
def _undo_comment(fates: Fates, target: str, first: int, **known: Any) -> Fate:
    Decision.objects.hold()
    [found] = fates.of_comments([(target, first)])
    return values.put_back(values.find(found.target), found, {}, **known)


UNDOING: dict[str, Callable[..., Fate]] = {STATEMENTS: _undo_statement, COMMENTS: _undo_comment}


def _brought(reason: str) -> str:
    return _("The load that brought it was taken back: %(reason)s") % {"reason": reason}


def _document(fates: Fates, target: str, first: int, **known: Any) -> Fate:
    """Readers take their time: what they say is asked before the log is held."""
    read: dict[int, Record] = {}
    if target in fates.reread:
        [found] = fates.of_documents([(target, first)])
        article: Any = values.find(found.target)
        for put in found.puts:
            if put.past.way is Way.READ:
                # Asked again behind the lock, and kept and named there.
                with suppress(Refused):
                    read[put.past.number] = values.read_again(article, put.values)
    return _undo_document(fates, target, first, read, **known)


@transaction.atomic
def _undo_document(
    fates: Fates, target: str, first: int, read: Mapping[int, Record], *, by: str, at: datetime, reason: str
) -> Fate:
    Decision.objects.hold()
    [found] = fates.of_documents([(target, first)])
    known: dict[str, Any] = {"by": by, "at": at, "reason": reason}
    article: Any = values.find(found.target)
    if found.outcome is Outcome.GOES:
        removals.remove_article(article, takes_back=found.undoes, **known)
        return found
    found = values.put_back(article, found, read, **known)
    if found.outcome is Outcome.WITHDRAWN:
        articles.withdraw(article, by=by, at=at, reason=_brought(reason), takes_back=found.undoes)
    if article and found.outcome in (Outcome.WITHDRAWN, Outcome.PUT_BACK):
        memory.put_right(article, found)
    return found


@transaction.atomic
def _names(fates: Fates, report: Report, *, by: str, at: datetime, reason: str) -> None:
    Decision.objects.hold()
    known: dict[str, Any] = {"by": by, "at": at, "reason": reason}
    targets = fates.names()
    for found in fates.of_names(targets):
        row: Any = values.find(found.target)
        if found.outcome is Outcome.GOES:
            removals.remove_name(row, takes_back=found.undoes, since=found.undoes or 0, **known)
        elif found.puts:
            found = values.put_back(row, found, {}, **known)
            memory.put_name_right(row, found)
        report.add(found)
    for source in fates.sources():
        removals.remove_source(source, **known)


@transaction.atomic
def _conclude(report: Report, *, by: str, at: datetime, reason: str) -> None:
    record(Entry("import.take_back", f"import:{report.key}", reason, {}, summary(report)), by=by, at=at)


def summary(report: Report) -> dict[str, Any]:
    """The figures of a report, and what was kept, as the log and the command give them."""
    counted = {outcome.value.replace(" ", "_"): report.counts[outcome] for outcome in Outcome}
    kept = [
        {
            "target": one.target,
            "fields": list(one.why.fields),
            "why": str(one.why),
            "decision": one.why.number,
            "who": one.why.actor or None,
            "when": one.why.at.isoformat() if one.why.at else None,
        }
        for one in report.kept
    ]
    return {**counted, "waiting": report.waiting, "stays": kept}
