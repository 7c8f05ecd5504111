"""What becomes of each thing that a load wrote when it is taken back, as far as it can be told without a write."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence, Set
from functools import cached_property
from typing import Any

from django.db.models import CharField, Exists, F, Min, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Cast, Concat

from archive.actions import articles, disputes, histories, removals, values
from archive.actions.meanings import NOUNS
from archive.models import Article, Comment, Decision, ImportRun, SourceFile, Statement
from archive.rules import undoing_statements
from archive.rules.fates import Fate, Thing, fate
from archive.rules.undoing import Past, Way
from archive.states import Workflow

# A run writes on these and what they are about; the rest are names.
DOCUMENTS, COMMENTS, STATEMENTS, STRAY = "article:", "comment:", "statement:", "source:"


class Fates:
    """The things of one load: what is left of each kind to take back, and what becomes of it."""

    def __init__(self, run: ImportRun) -> None:
        self.run = run

    def documents(self) -> list[tuple[str, int]]:
        """The articles of the load that are not undone yet, the newest first: target and first decision."""
        return self._left(DOCUMENTS, "article.remove", "article.withdraw")

    def statements(self) -> list[tuple[str, int]]:
        """The same of its statements."""
        return self._left(STATEMENTS, "statement.withdraw")

    def comments(self) -> list[tuple[str, int]]:
        """The comments on which it decided."""
        return self._targets(Q(target__startswith=COMMENTS))

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

    def of_documents(self, targets: Sequence[tuple[str, int]]) -> list[Fate]:
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

    def of_statements(self, targets: Sequence[tuple[str, int]]) -> list[Fate]:
        """What becomes of some statements, in the order given; a fixed number of queries."""
        lines = _lines(targets)
        rows = Statement.objects.filter(key__in=[target.removeprefix(STATEMENTS) for target in lines])
        told = disputes.all_now(rows)
        things = {
            f"{STATEMENTS}{row.key}": Thing(f"{STATEMENTS}{row.key}", told[row.pk], row.workflow == Workflow.PUBLISHED)
            for row in rows
        }
        return [undoing_statements.fate(self.run.pk, lines[target], things.get(target)) for target, _first in targets]

    def of_comments(self, targets: Sequence[tuple[str, int]]) -> list[Fate]:
        """What becomes of the decisions on some comments, in the order given; some queries for each."""
        fates = []
        for _target, first in targets:
            [past] = histories.pasts(Decision.objects.filter(pk=first))
            line = histories.since(past)
            target = histories.address_now(past, line)
            row = values.find(target)
            fates.append(fate(self.run.pk, [past, *line], Thing(target, values.now(row)) if row else None))
        return fates

    def of_names(self, targets: Sequence[tuple[str, int]], going: Set[int] = frozenset()) -> list[Fate]:
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
