"""A load taken back whole: what it wrote is undone, newest first; what a person changed since is kept and named.

Statements and documents go one by one, each in a transaction of its own, so that none is ever half undone and memory
stays flat; names, collections and stray sources follow in a last one. Whatever is cut off is finished by taking the
load back again: what is undone already is not met twice.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import Any

from django.db import transaction
from django.db.models import CharField, Exists, F, Min, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Cast, Concat
from django.utils.translation import gettext as _

from archive.actions import articles, disputes, histories, memory, removals, statements, values
from archive.actions.decisions import Entry, record
from archive.actions.meanings import NOUNS
from archive.actions.refusals import Refused
from archive.actions.undoing import refuse_reason
from archive.importing.record import Record
from archive.models import Article, Comment, Decision, ImportRun, SourceFile, Statement
from archive.rules import undoing_statements
from archive.rules.undoing import Fate, Hindrance, Outcome, Past, Thing, Way, fate
from archive.states import Workflow

Progress = Callable[[int, int, str], None]
# A run writes on these and what they are about; the rest are names.
# A tombstone holds a thousand characters, and says more than the reason.
LONGEST_REASON = 900
DOCUMENTS, STATEMENTS, STRAY = "article:", "statement:", "source:"


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


class Undoing:
    """The taking back of one load, as far as it goes without a write: what becomes of each thing."""

    def __init__(self, run: ImportRun) -> None:
        self.run = run

    def documents(self) -> list[tuple[str, int]]:
        """The articles of the load that are not undone yet, the newest first: target and first decision."""
        return self._left(DOCUMENTS, "article.remove", "article.withdraw")

    def statements(self) -> list[tuple[str, int]]:
        """The same of its statements."""
        return self._left(STATEMENTS, "statement.withdraw")

    def _left(self, kind: str, *ends: str) -> list[tuple[str, int]]:
        undone = Decision.objects.filter(takes_back__run=self.run, verb__in=ends, target=OuterRef("target"))
        return self._targets(Q(~Exists(undone), target__startswith=kind))

    @cached_property
    def reread(self) -> frozenset[str]:
        """The articles to which it gave another reading than they had."""
        rows = self.run.decisions.filter(verb="reading.store", detail__before__has_key="reader")
        return frozenset(rows.order_by().values_list("target", flat=True))

    def names(self, kind: str = "") -> list[tuple[str, int]]:
        """The names it wrote, of one kind or of all, the newest first."""
        which = Q()
        for one in [kind] if kind else NOUNS:
            which |= Q(target__startswith=f"{one}:")
        return self._targets(which)

    def sources(self) -> Iterator[SourceFile]:
        """Documents that it received and nothing was read out of."""
        for target, _first in self._targets(Q(target__startswith=STRAY)):
            found = SourceFile.objects.filter(sha256=target.removeprefix(STRAY), readings=None, articles=None)
            yield from found

    def _targets(self, which: Q) -> list[tuple[str, int]]:
        rows = self.run.decisions.filter(which).order_by().values_list("target").annotate(first=Min("number"))
        return sorted(rows, key=lambda row: row[1], reverse=True)

    def fates_of_documents(self, targets: Sequence[tuple[str, int]]) -> list[Fate]:
        """What becomes of some articles, in the order given; a fixed number of queries."""
        lines = _lines(targets)
        heads = {target: lines[target][0] for target, _first in targets}
        address = {target: histories.address_now(heads[target], lines[target]) for target in lines}
        slugs = {target: now.removeprefix(DOCUMENTS) for target, now in address.items()}
        rows = {article.slug: article for article in _with_values(Article.objects.filter(slug__in=slugs.values()))}
        busy = _commented(rows.values(), min((first for _target, first in targets), default=0))
        fates = []
        for target, _first in targets:
            line, article = lines[target], rows.get(slugs[target])
            if slugs[target] in busy:
                line = line + histories.hanging(heads[target], line)
            fates.append(fate(self.run.pk, line, None if article is None else _thing(address[target], article)))
        return fates

    def fates_of_statements(self, targets: Sequence[tuple[str, int]]) -> list[Fate]:
        """What becomes of some statements, in the order given; a fixed number of queries."""
        lines = _lines(targets)
        rows = Statement.objects.filter(key__in=[target.removeprefix(STATEMENTS) for target in lines])
        told = disputes.all_now(rows)
        things = {
            f"{STATEMENTS}{row.key}": Thing(f"{STATEMENTS}{row.key}", told[row.pk], row.workflow == Workflow.PUBLISHED)
            for row in rows
        }
        return [undoing_statements.fate(self.run.pk, lines[target], things.get(target)) for target, _first in targets]

    def fates_of_names(self, targets: Sequence[tuple[str, int]], going: Set[int] = frozenset()) -> list[Fate]:
        """What becomes of names once the articles that go are gone; a fixed number of queries for each kind."""
        lines = _lines(targets)
        address = {target: histories.address_now(line[0], line) for target, line in lines.items()}
        rows = _named_rows(address.values())
        number = _uses(rows.values(), going)
        stays: dict[str, list[str]] = {}
        unused: defaultdict[str, list[str]] = defaultdict(list)
        for target, now in address.items():
            if now in rows and any(past.way is Way.REMOVE and past.run == self.run.pk for past in lines[target]):
                stays[target] = removals.name_used(rows[now], number[now])
                if not stays[target]:
                    unused[removals.word_of(rows[now])].append(target)
        since = min((first for _target, first in targets), default=0)
        stays |= {target: [str(removals.STOOD)] for target in removals.stood_in_public(unused, since=since)}
        return [
            fate(self.run.pk, lines[target], _name(now, rows.get(now), stays.get(target, ())))
            for target, now in address.items()
        ]

    def going(self) -> set[int]:
        """The keys of the articles that go, as far as can be told at once: made by the load, never public, and
        nobody's since."""
        about = Decision.objects.filter(target=Concat(Value(DOCUMENTS), OuterRef("slug")), taken_back_by=None)
        made = about.filter(run=self.run, verb="article.create")
        others = about.filter(at__gte=self.run.started_at, takes_back=None).exclude(run=self.run)
        drafts = Article.objects.filter(Exists(made), ~Exists(others), published_at=None)
        return set(drafts.order_by().values_list("pk", flat=True))


def _lines(targets: Iterable[tuple[str, int]]) -> dict[str, list[Past]]:
    """For each target the decisions about the thing from the given one on, through later addresses."""
    firsts = dict(targets)
    if not firsts:
        return {}
    lines: dict[str, list[Past]] = {target: [] for target in firsts}
    rows = Decision.objects.filter(target__in=firsts, number__gte=min(firsts.values()))
    for past in histories.pasts(rows):
        if past.number >= firsts[past.target]:
            lines[past.target].append(past)
    for target, line in lines.items():
        if any(past.moved_to not in (None, target) for past in line):
            lines[target] = [line[0], *histories.since(line[0])]
    return lines


def _with_values(rows: QuerySet[Article]) -> QuerySet[Article]:
    rows = rows.annotate(shared=removals.SHARED, pointed_at=removals.POINTED_AT)
    return rows.select_related(*values.WITH_VALUES).with_bylines().prefetch_related("tags")  # type: ignore[attr-defined]


def _thing(target: str, article: Any) -> Thing:
    bylines = [articles.BylineData(row.author, row.role, row.attribution, row.printed) for row in article.bylines.all()]
    return Thing(
        target,
        values.article_values(article, bylines, [tag.name for tag in article.tags.all()]),
        public=article.state == "published",
        was_public=article.published_at is not None,
        stays=tuple(removals.article_stays(article, shared=article.shared, pointed_at=article.pointed_at)),
    )


def _named_rows(targets: Iterable[str]) -> dict[str, Any]:
    """The names of these targets by target, each kind in one query."""
    wanted: defaultdict[str, list[str]] = defaultdict(list)
    for target in targets:
        kind, _colon, slug = target.partition(":")
        wanted[kind].append(slug)
    return {
        f"{kind}:{row.slug}": row
        for kind, slugs in wanted.items()
        for row in removals.holding(NOUNS[kind]).filter(slug__in=slugs)
    }


def _uses(rows: Iterable[Any], going: Set[int] = frozenset()) -> Counter[str]:
    """On how many records each name stands that do not go, by target."""
    of_kind: defaultdict[Any, dict[int, str]] = defaultdict(dict)
    for row in rows:
        of_kind[type(row)][row.pk] = histories.target_of(row)
    return Counter({
        targets[key]: number
        for noun, targets in of_kind.items()
        for key, number in removals.uses(noun, list(targets), going).items()
    })  # fmt: skip


def _name(target: str, row: Any, stays: Iterable[str]) -> Thing | None:
    return None if row is None else Thing(target, values.now(row), stays=tuple(stays))


def _commented(rows: Iterable[Article], since: int) -> set[str]:
    """Slugs of those articles on whose comments something was decided after a number."""
    number = Cast("number", CharField())
    about = Concat(Value("comment:"), F("article__slug"), Value("#"), number, output_field=CharField())
    comments = Comment.objects.filter(article__in=[row.pk for row in rows]).annotate(about=about).values("about")
    decided = Decision.objects.filter(target__in=comments, number__gt=since).order_by().distinct()
    return {target.removeprefix("comment:").rpartition("#")[0] for target in decided.values_list("target", flat=True)}


def preview(run: ImportRun) -> Report:
    """What taking the load back would do. Reads all of it, a hundred documents at a time."""
    undoing, report = Undoing(run), Report(run.key)
    for targets, fates in (
        (undoing.statements(), undoing.fates_of_statements),
        (undoing.documents(), undoing.fates_of_documents),
    ):
        for start in range(0, len(targets), 100):
            for one in fates(targets[start : start + 100]):
                report.add(one)
    for one in undoing.fates_of_names(undoing.names(), undoing.going()):
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
    """Undo a load, statements before the documents they stand in. With `most`, so many of them at a time: the rest
    waits for another call, and names with it.

    Raises Refused where nothing of the load is left to undo or to name.
    """
    refuse_reason(reason, LONGEST_REASON)
    undoing, report = Undoing(run), Report(run.key)
    things = [*undoing.statements(), *undoing.documents()]
    for done, (target, first) in enumerate(things):
        if most is not None and report.done >= most:
            report.waiting = len(things) - done
            break
        if progress:
            progress(done, len(things), target)
        undo = _undo_statement if target.startswith(STATEMENTS) else _document
        report.add(undo(undoing, target, first, by=by, at=clock(), reason=reason))
    if not report.waiting:
        _names(undoing, report, by=by, at=clock(), reason=reason)
    if progress:
        progress(len(things), len(things), "")
    if not report.done and not report.kept:
        raise Refused(_("Nothing of this load stands any more."))
    if report.done:
        _conclude(report, by=by, at=clock(), reason=reason)
    return report


@transaction.atomic
def _undo_statement(undoing: Undoing, target: str, first: int, *, by: str, at: datetime, reason: str) -> Fate:
    Decision.objects.hold()
    [found] = undoing.fates_of_statements([(target, first)])
    row: Any = values.find(target)
    if found.outcome is Outcome.WITHDRAWN:
        # Before its places are put back: what is public has to stand somewhere.
        statements.move(row, "withdraw", by=by, at=at, reason=_brought(reason), takes_back=found.undoes)
    found = values.put_back(row, found, {}, by=by, at=at, reason=reason)
    if found.outcome in (Outcome.WITHDRAWN, Outcome.PUT_BACK):
        memory.put_statement_right(row, found)
    return found


def _brought(reason: str) -> str:
    return _("The load that brought it was taken back: %(reason)s") % {"reason": reason}


def _document(undoing: Undoing, target: str, first: int, **known: Any) -> Fate:
    """Readers take their time: what they say is asked before the log is held."""
    read: dict[int, Record] = {}
    if target in undoing.reread:
        [found] = undoing.fates_of_documents([(target, first)])
        article: Any = values.find(found.target)
        for put in found.puts:
            if put.past.way is Way.READ:
                # Asked again behind the lock, and kept and named there.
                with suppress(Refused):
                    read[put.past.number] = values.read_again(article, put.values)
    return _undo_document(undoing, target, first, read, **known)


@transaction.atomic
def _undo_document(
    undoing: Undoing, target: str, first: int, read: Mapping[int, Record], *, by: str, at: datetime, reason: str
) -> Fate:
    Decision.objects.hold()
    [found] = undoing.fates_of_documents([(target, first)])
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
def _names(undoing: Undoing, report: Report, *, by: str, at: datetime, reason: str) -> None:
    Decision.objects.hold()
    known: dict[str, Any] = {"by": by, "at": at, "reason": reason}
    targets = undoing.names()
    for found in undoing.fates_of_names(targets):
        row: Any = values.find(found.target)
        if found.outcome is Outcome.GOES:
            removals.remove_name(row, takes_back=found.undoes, since=found.undoes or 0, **known)
        elif found.puts:
            found = values.put_back(row, found, {}, **known)
            memory.put_name_right(row, found)
        report.add(found)
    for source in undoing.sources():
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
