"""The whole collection as it is drawn: which texts share passages, and which say what contradicts each other.

Everybody is given the same: what anonymous may see.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from itertools import product
from typing import NamedTuple

from django.db.models import Count, F, Q, Sum

from archive.models.articles import Article
from archive.models.occurrences import Occurrence
from archive.models.parallels import Parallel
from archive.models.relations import StatementRelation
from archive.rules.paging import SIZE, span
from archive.states import RelationType

# So many texts and lines are drawn, those that share most.
MOST_TEXTS, MOST_LINES = 300, 400

COLUMNS = ("slug", "title", "language", "date_printed", "date_earliest")


class Node(NamedTuple):
    """A text by its address; `earliest` is None where its date is not known."""

    slug: str
    title: str
    language: str
    printed: str
    earliest: date | None


class Sharing(NamedTuple):
    """Two articles, by address, that share so many words in so many passages, themselves or in their comments;
    `own` of these passages lie in the articles' own words."""

    a: str
    b: str
    words: int
    passages: int
    own: int


class Contradiction(NamedTuple):
    """Two texts, by address, in which stand public statements, by number, that contradict each other."""

    a: str
    b: str
    statements: tuple[int, int]


class Drawing(NamedTuple):
    """`texts` in the order of their dates, undated ones last. `all` counts the texts of the archive; `cut` says that
    lines were left out."""

    texts: list[Node]
    shared: list[Sharing]
    contradictions: list[Contradiction]
    all: int
    cut: bool


def drawing(most_texts: int | None = None, most_lines: int | None = None) -> Drawing:
    """Six queries at most, however many texts there are."""
    most_texts, most_lines = most_texts or MOST_TEXTS, most_lines or MOST_LINES
    shared, contradictions = Sharings()[: MOST_LINES + 1], _contradictions()
    cut = len(shared) > most_lines or len(contradictions) > most_lines
    shared, contradictions = shared[:most_lines], contradictions[:most_lines]
    rows = Article.objects.visible_to(None)
    number = rows.count() if shared or contradictions else 0
    if number > most_texts:
        often: defaultdict[str, int] = defaultdict(int)
        lines: list[Sharing | Contradiction] = [*shared, *contradictions]
        for line in lines:
            often[line.a] += 1
            often[line.b] += 1
        chosen = set(sorted(often, key=lambda slug: (-often[slug], slug))[:most_texts])
        cut = cut or len(often) > most_texts
        shared = [line for line in shared if {line.a, line.b} <= chosen]
        contradictions = [line for line in contradictions if {line.a, line.b} <= chosen]
        rows = rows.filter(slug__in=chosen)
    ordered = rows.order_by(F("date_earliest").asc(nulls_last=True), "slug") if number else rows.none()
    return Drawing([Node._make(row) for row in ordered.values_list(*COLUMNS)], shared, contradictions, number, cut)


class Sharings:
    """The pairs of articles that share wording which everyone may read, those that share most words first; a slice of
    them is one query."""

    def __init__(self) -> None:
        a, b = "a__reading__article__slug", "b__reading__article__slug"
        apart = Parallel.objects.visible_to(None).exclude(a__reading__article=F("b__reading__article"))
        own = Count("pk", filter=Q(a__place=0, b__place=0))
        summed = apart.order_by().values_list(a, b).annotate(shared_words=Sum("words"), number=Count("pk"), own=own)
        self._rows = summed.order_by("-shared_words", a, b)

    def __getitem__(self, some: slice) -> list[Sharing]:
        return [Sharing._make(row) for row in self._rows[some]]


class Listed(NamedTuple):
    """Some pairs of articles that share wording, with the articles by address; `more` says whether others follow."""

    pairs: list[Sharing]
    texts: dict[str, Node]
    more: bool


def listed(page: int) -> Listed:
    """A page of all pairs; two queries."""
    first, last = span(page)
    pairs = Sharings()[first - 1 : last + 1]
    shown = pairs[:SIZE]
    rows = Article.objects.filter(slug__in={slug for pair in shown for slug in (pair.a, pair.b)})
    texts = {row[0]: Node._make(row) for row in rows.values_list(*COLUMNS)} if shown else {}
    return Listed(shown, texts, len(pairs) > len(shown))


def _contradictions() -> list[Contradiction]:
    """By the numbers of the statements; one more than are drawn."""
    against = StatementRelation.objects.visible_to(None).filter(type=RelationType.CONTRADICTS)
    pairs = list(
        against.order_by("statement__number", "other__number").values_list(
            "statement", "statement__number", "other", "other__number"
        )[: MOST_LINES + 1]
    )
    texts = _texts({key for one, _number, other, _numbered in pairs for key in (one, other)}) if pairs else {}
    found: list[Contradiction] = []
    for one, number, other, numbered in pairs:
        for a, b in product(texts.get(one, ()), texts.get(other, ())):
            if a != b and len(found) <= MOST_LINES:
                found.append(Contradiction(a, b, (number, numbered)))
    return found


def _texts(statements: Iterable[int]) -> dict[int, list[str]]:
    """In which articles each of some statements stands, itself and not in a comment, by address."""
    rows = Occurrence.objects.readable_by(None).filter(statement__in=statements, text__place=0)
    found: defaultdict[int, list[str]] = defaultdict(list)
    for statement, slug in rows.order_by().values_list("statement", "text__reading__article__slug").distinct():
        found[statement].append(slug)
    return {statement: sorted(slugs) for statement, slugs in found.items()}
