"""Figures in the words of the archive, and which of them disagree."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable
from decimal import Decimal
from functools import reduce
from operator import or_
from typing import NamedTuple

from django.db.models import Q, QuerySet

from archive.models.articles import Article
from archive.models.passages import CURRENT
from archive.models.texts import Text
from archive.text.figures import Figure, Sum, Told, beginning, figures, rivals, sums
from archive.text.quotes import context

# So many articles, the newest, and so many texts of theirs are read through at once; of texts in which something
# stands that is asked for so many, by so many words.
MOST_ARTICLES, MOST_TEXTS = 100, 1000
MOST_NAMED, MOST_NOUNS = 200, 10
# By what a unit is known in a text.
SPELT = {"money": ("$", "€", "₪", "dollar", "euro", "manat", "shekel"), "percent": ("%", "percent"), "years": ("year",)}
# Of a longer text so many characters from its beginning.
LONGEST = 50_000
CONTEXT = 90


class Place(NamedTuple):
    """text[start:end], with what stands round it, in an article, or in a comment under it."""

    text: int
    start: int
    end: int
    article: int
    title: str
    language: str
    comment: int | None
    prefix: str
    exact: str
    suffix: str


class Candidate(NamedTuple):
    """Figures that seem to disagree. `key` stays as long as they stand where they are.

    `noun` is the stem of what is counted, or a unit, and `word` how it is printed; both are empty of a total, the first
    value, that its parts do not come to.
    """

    key: str
    noun: str
    word: str
    values: list[Decimal]
    places: list[Place]


class Asked(NamedTuple):
    """Which figures are looked for: of one noun or unit, by its stem; those that disagree with one article, by primary
    key; or all, in so many of the newest articles. `page` counts from 1; the documents of one page are compared."""

    noun: str = ""
    article: int | None = None
    page: int = 1


EVERYTHING = Asked()


class Disagreeing(NamedTuple):
    """What was found on this page; `documents` (articles, or texts in which what is asked for stands) were read
    through, of `all`."""

    candidates: list[Candidate]
    documents: int
    all: int
    more: bool


class _Page(NamedTuple):
    article: int
    title: str
    language: str
    comment: int | None
    sha256: str
    words: str


# Words never change: what was read out of them is known by their hash.
_known: dict[str, tuple[list[Figure], list[Sum]]] = {}


def disagreeing(without: Collection[str] = (), asked: Asked = EVERYTHING) -> Disagreeing:
    """What disagrees in the words of articles and their comments, but for what has one of these keys; four queries at
    most.

    For those who work here: whose words may be read is not asked.
    """
    if asked.noun or asked.article:
        pages, documents, count = _named(asked)
        size = MOST_NAMED
    else:
        pages, documents, count = _newest(asked.page)
        size = MOST_ARTICLES
    read = {key: _read(page.sha256, page.words) for key, page in pages.items()}
    told = [
        Told(pages[key].article, key, figure)
        for key, (found, _sums) in read.items()
        for figure in found
        if asked.noun in ("", figure.noun)
    ]
    candidates = [
        _candidate(
            (each.noun, each.word),
            each.values,
            ((one.text, one.figure.start, one.figure.end) for one in each.told),
            pages,
        )
        for each in rivals(told)
    ]
    if not asked.noun:
        candidates += [
            _candidate(("", ""), [one.total, *one.parts], [(key, one.start, one.end)], pages)
            for key, (_figures, totals) in read.items()
            for one in totals
        ]
    kept = [each for each in candidates if each.key not in without and _is_of(each, asked)]
    return Disagreeing(kept, documents, count, asked.page * size < count)


def _is_of(candidate: Candidate, asked: Asked) -> bool:
    return asked.article is None or any(place.article == asked.article for place in candidate.places)


def _newest(page: int) -> tuple[dict[int, _Page], int, int]:
    """The texts of a page of the articles that have words, how many these are, and of how many."""
    held = Article.objects.filter(text__isnull=False)
    first = (page - 1) * MOST_ARTICLES
    newest = list(held.order_by("-added_at", "-pk").values_list("pk", flat=True)[first : first + MOST_ARTICLES])
    rows = Text.objects.filter(CURRENT, reading__article__in=newest).order_by("place", "-reading__article", "pk")
    return _pages(rows[:MOST_TEXTS]), len(newest), held.count()


def _named(asked: Asked) -> tuple[dict[int, _Page], int, int]:
    """The same for the texts in which a noun stands, or a noun of the figures of an article; its own come as well."""
    own: dict[int, _Page] = {}
    nouns = {asked.noun}
    if asked.article:
        own = _pages(Text.objects.filter(CURRENT, reading__article=asked.article).order_by("place")[:MOST_NAMED])
        nouns = {figure.noun for page in own.values() for figure in _read(page.sha256, page.words)[0]}
    spelt = sorted({word for noun in nouns for word in SPELT.get(noun, (beginning(noun),))})[:MOST_NOUNS]
    stands = reduce(or_, (Q(content__body__icontains=word) for word in spelt), Q(pk__in=[]))
    rows = Text.objects.filter(CURRENT & stands).exclude(reading__article=asked.article)
    first = (asked.page - 1) * MOST_NAMED
    ordered = rows.order_by("-reading__article", "place")[first : first + MOST_NAMED]
    found = _pages(ordered)
    return own | found, len(found), rows.count()


def _pages(rows: QuerySet[Text]) -> dict[int, _Page]:
    columns = (
        "pk", "reading__article", "reading__article__title", "reading__article__language", "comment__number", "sha256",
        "content__body",
    )  # fmt: skip
    return {key: _Page._make(rest) for key, *rest in rows.values_list(*columns)}


def _read(sha256: str, words: str) -> tuple[list[Figure], list[Sum]]:
    if sha256 not in _known:
        if len(_known) >= MOST_TEXTS:
            _known.clear()
        _known[sha256] = figures(words[:LONGEST]), sums(words[:LONGEST])
    return _known[sha256]


def _candidate(
    noun: tuple[str, str], values: list[Decimal], places: Iterable[tuple[int, int, int]], pages: dict[int, _Page]
) -> Candidate:
    made = []
    for key, start, end in places:
        page = pages[key]
        around = context(page.words, start, end, CONTEXT)
        words = (around[0], page.words[start:end], around[1])
        made.append(Place(key, start, end, page.article, page.title, page.language, page.comment, *words))
    said = "\n".join(sorted(f"{pages[each.text].sha256} {each.start} {each.end}" for each in made))
    return Candidate(hashlib.sha256(said.encode()).hexdigest()[:40], *noun, values, made)
