"""Figures in the words of the archive, and which of them disagree."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable
from decimal import Decimal
from typing import NamedTuple

from archive.models.articles import Article
from archive.models.passages import CURRENT
from archive.models.texts import Text
from archive.text.figures import Figure, Sum, Told, figures, rivals, sums
from archive.text.quotes import context

# So many articles, the newest, and so many texts of theirs are read through at once.
MOST_ARTICLES, MOST_TEXTS = 100, 1000
# Of a longer text so many characters from its beginning.
LONGEST = 50_000
CONTEXT = 90


class Place(NamedTuple):
    """text[start:end], with what stands round it, in an article, or in a comment under it."""

    text: int
    start: int
    end: int
    title: str
    language: str
    comment: int | None
    prefix: str
    exact: str
    suffix: str


class Candidate(NamedTuple):
    """Figures that seem to disagree. `key` stays as long as they stand where they are.

    `noun` is the stem of what is counted, or a unit; it is empty of a total, the first value, that its parts do not
    come to.
    """

    key: str
    noun: str
    values: list[Decimal]
    places: list[Place]


class Disagreeing(NamedTuple):
    """What was found; `articles` were read through, of `all` that have words."""

    candidates: list[Candidate]
    articles: int
    all: int


class _Page(NamedTuple):
    article: int
    title: str
    language: str
    comment: int | None
    sha256: str
    words: str


# Words never change: what was read out of them is known by their hash.
_known: dict[str, tuple[list[Figure], list[Sum]]] = {}


def disagreeing(without: Collection[str] = ()) -> Disagreeing:
    """What disagrees in the words of the newest articles and their comments, but for what has one of these keys; three
    queries.

    For those who work here: whose words may be read is not asked.
    """
    held = Article.objects.filter(text__isnull=False)
    newest = list(held.order_by("-added_at", "-pk").values_list("pk", flat=True)[:MOST_ARTICLES])
    columns = (
        "pk", "reading__article", "reading__article__title", "reading__article__language", "comment__number", "sha256",
        "content__body",
    )  # fmt: skip
    rows = Text.objects.filter(CURRENT, reading__article__in=newest).order_by("place", "-reading__article", "pk")
    pages = {key: _Page._make(rest) for key, *rest in rows.values_list(*columns)[:MOST_TEXTS]}
    read = {key: _read(page.sha256, page.words) for key, page in pages.items()}
    told = [Told(pages[key].article, key, figure) for key, (found, _sums) in read.items() for figure in found]
    candidates = [
        _candidate(each.noun, each.values, ((one.text, one.figure.start, one.figure.end) for one in each.told), pages)
        for each in rivals(told)
    ]
    candidates += [
        _candidate("", [one.total, *one.parts], [(key, one.start, one.end)], pages)
        for key, (_figures, totals) in read.items()
        for one in totals
    ]
    return Disagreeing([each for each in candidates if each.key not in without], len(newest), held.count())


def _read(sha256: str, words: str) -> tuple[list[Figure], list[Sum]]:
    if sha256 not in _known:
        if len(_known) >= MOST_TEXTS:
            _known.clear()
        _known[sha256] = figures(words[:LONGEST]), sums(words[:LONGEST])
    return _known[sha256]


def _candidate(
    noun: str, values: list[Decimal], places: Iterable[tuple[int, int, int]], pages: dict[int, _Page]
) -> Candidate:
    made = []
    for key, start, end in places:
        page = pages[key]
        around = context(page.words, start, end, CONTEXT)
        words = (around[0], page.words[start:end], around[1])
        made.append(Place(key, start, end, page.title, page.language, page.comment, *words))
    said = "\n".join(sorted(f"{pages[each.text].sha256} {each.start} {each.end}" for each in made))
    return Candidate(hashlib.sha256(said.encode()).hexdigest()[:40], noun, values, made)
