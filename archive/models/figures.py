"""Figures in the words of the archive, as they were read out of its texts, and which of them disagree."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Sequence
from decimal import Decimal
from itertools import islice
from typing import NamedTuple

from django.db import models
from django.db.models import F, Window
from django.db.models.functions import RowNumber
from django.utils.translation import gettext_lazy as _

from archive.models import bulk
from archive.models.articles import Article
from archive.models.texts import Text, TextContent
from archive.text import figures as read
from archive.text.quotes import context

# Of what was asked for so many figures are compared, those of the newest texts.
MOST = 3_000
# Of one text so many are kept.
MOST_OF_TEXT = 1_000
# Candidates on a page.
PAGE = 25
CONTEXT = 90
LONGEST = 100


class Figure(models.Model):
    """A figure of a text that is read today. `values` are its one value, or, without a noun, a total and its parts.

    `before` and `behind` are the telling words round it, by their stems, with blanks between them.
    """

    # Not checked row by row, as of fingerprints.
    text = models.ForeignKey(Text, models.CASCADE, related_name="figures", verbose_name=_("text"), db_constraint=False)
    start = models.PositiveIntegerField(_("start"), help_text=_("in code points"))
    end = models.PositiveIntegerField(_("end"))
    noun = models.CharField(_("what is counted"), max_length=LONGEST, blank=True, help_text=_("its stem, or a unit"))
    word = models.CharField(_("word"), max_length=LONGEST, blank=True, help_text=_("as it is printed"))
    values = models.JSONField(_("values"))
    before = models.TextField(_("words before it"), blank=True)
    behind = models.TextField(_("words behind it"), blank=True)

    class Meta:
        verbose_name = _("figure")
        verbose_name_plural = _("figures")
        indexes = [models.Index(fields=["noun", "-text", "start"], name="figure_by_noun")]

    def __str__(self) -> str:
        return f"{self.text_id}: {self.start}"


COLUMNS = ("text", "start", "end", "noun", "word", "values", "before", "behind")


def keep(texts: Iterable[tuple[int, str]]) -> None:
    """Read the figures out of the words of texts, each by its primary key, none of which has any yet."""
    # All of them first: while PostgreSQL takes rows in it gives none out.
    rows = [row for key, words in texts for row in islice(_rows(key, words), MOST_OF_TEXT)]
    if rows:
        bulk.insert(Figure, COLUMNS, rows)


def _rows(key: int, words: str) -> Iterable[bulk.Row]:
    said = read.said(words)
    for total in said.sums:
        yield key, total.start, total.end, "", "", [str(total.total), *map(str, total.parts)], "", ""
    for each in said.figures:
        if len(each.word) <= LONGEST:
            round_it = (" ".join(each.before), " ".join(each.behind))
            yield key, each.start, each.end, each.noun, each.word, [str(each.value)], *round_it


def forget(article: Article | int) -> None:
    bulk.delete(Figure.objects.filter(text__in=Text.objects.filter(reading__article=article)))


def renew(article: int) -> None:
    """Read the figures of an article and of the comments under it anew, as they are read today."""
    forget(article)
    rows = TextContent.objects.filter(text__reading__texts__article=article).order_by("text")
    keep(rows.values_list("text", "body").iterator(chunk_size=500))


class Place(NamedTuple):
    """text[start:end] in an article, or in a comment under it."""

    text: int
    start: int
    end: int
    article: int
    title: str
    language: str
    comment: int | None


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
    key; or all. `page` counts from 1."""

    noun: str = ""
    article: int | None = None
    page: int = 1


EVERYTHING = Asked()


class Disagreeing(NamedTuple):
    """All that was found; `figures` of so many that there are were compared."""

    candidates: list[Candidate]
    figures: int
    all: int


class _Row(NamedTuple):
    text: int
    start: int
    end: int
    noun: str
    word: str
    values: list[str]
    before: str
    behind: str
    article: int
    title: str
    language: str
    comment: int | None
    sha256: str

    @property
    def told(self) -> read.Told:
        words = (tuple(self.before.split()), tuple(self.behind.split()))
        figure = read.Figure(Decimal(self.values[0]), self.start, self.end, self.noun, self.word, *words)
        return read.Told(self.article, self.text, figure)


def disagreeing(without: Collection[str] = (), asked: Asked = EVERYTHING) -> Disagreeing:
    """What disagrees in the words of articles and their comments, but for what has one of these keys; three queries at
    most.

    For those who work here: whose words may be read is not asked.
    """
    found, number = _asked(asked)
    rows = {(row.text, row.start, row.end, row.noun): row for row in found}
    told = [row.told for row in found if row.noun]
    candidates = [
        _candidate(each.noun, each.word, each.values, [rows[_place(one)] for one in each.told])
        for each in read.rivals(told)
    ]
    candidates += [_candidate("", "", list(map(Decimal, row.values)), [row]) for row in found if not row.noun]
    kept = [each for each in candidates if each.key not in without and _is_of(each, asked)]
    return Disagreeing(kept, len(found), number)


def _place(told: read.Told) -> tuple[int, int, int, str]:
    return told.text, told.figure.start, told.figure.end, told.figure.noun


def _is_of(candidate: Candidate, asked: Asked) -> bool:
    return asked.article is None or any(place.article == asked.article for place in candidate.places)


def _asked(asked: Asked) -> tuple[list[_Row], int]:
    """The figures that are compared, by text, and of how many. Each noun of an article has an equal share."""
    rows = Figure.objects.all()
    if asked.noun:
        rows = rows.filter(noun=asked.noun)
    if not asked.article:
        return _read(rows.order_by("-text", "start")[:MOST]), rows.count()
    own = _read(rows.filter(text__reading__article=asked.article).order_by("text", "start")[:MOST])
    nouns = {row.noun for row in own} - {""}
    others = rows.filter(noun__in=nouns).exclude(text__reading__article=asked.article)
    newest = Window(RowNumber(), partition_by=[F("noun")], order_by=[F("text").desc(), F("start")])
    share = MOST // max(len(nouns), 1)
    compared = _read(others.annotate(place=newest).filter(place__lte=share).order_by("-text", "start")[:MOST])
    return own + compared, len(own) + (len(compared) if len(compared) < share else others.count())


def _read(rows: models.QuerySet[Figure]) -> list[_Row]:
    columns = (
        *COLUMNS, "text__reading__article", "text__reading__article__title", "text__reading__article__language",
        "text__comment__number", "text__sha256",
    )  # fmt: skip
    return [_Row._make(row) for row in rows.values_list(*columns)]


def _candidate(noun: str, word: str, values: list[Decimal], rows: Sequence[_Row]) -> Candidate:
    places = [
        Place(row.text, row.start, row.end, row.article, row.title, row.language, row.comment)
        for row in sorted(rows, key=lambda row: (row.article, row.text, row.start))
    ]
    said = "\n".join(sorted(f"{row.sha256} {row.start} {row.end}" for row in rows))
    return Candidate(hashlib.sha256(said.encode()).hexdigest()[:40], noun, word, values, places)


class Words(NamedTuple):
    """What a place says, and what stands round it."""

    prefix: str
    exact: str
    suffix: str


def words(places: Iterable[Place]) -> dict[Place, Words]:
    """The words of places; one query."""
    wanted = list(places)
    keys = {place.text for place in wanted}
    bodies = dict(TextContent.objects.filter(text__in=keys).values_list("text", "body"))
    found = {}
    for place in wanted:
        body = bodies[place.text]
        before, behind = context(body, place.start, place.end, CONTEXT)
        found[place] = Words(before, body[place.start : place.end], behind)
    return found
