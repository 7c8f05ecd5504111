"""Marks: where public statements stand in the words of one page, without anything that is said about them."""

from __future__ import annotations

from typing import NamedTuple

from django.db.models import QuerySet

from archive.models.articles import Article
from archive.models.occurrences import Occurrence
from archive.models.passages import PreparedPassages
from archive.models.prepared import Prepared
from archive.models.statements import Statement
from archive.rules import visibility
from archive.states import AnchorState


class Lost(NamedTuple):
    """A place whose words are surely in no text of today: the statement by number and wording, the number of the place,
    and the version in whose words it stands; `comment` says whether those are of a comment."""

    statement: int
    wording: str
    place: int
    version: int
    comment: bool


class Disputed(NamedTuple):
    """A statement, by primary key and public number, at [start:end] of a text; `place` numbers it in the statement."""

    start: int
    end: int
    place: int
    state: str
    statement: int
    number: int
    finding: str


# Marks of these states stand in the words of today.
CURRENT = [AnchorState.SAME, AnchorState.EDITED]
COLUMNS = ("start", "end", "number", "state", "statement", "statement__number", "statement__finding")


def marking() -> QuerySet[Occurrence]:
    """The accepted places of public statements, in the order of reading. Who may read the words is not asked."""
    rows = Occurrence.objects.accepted().filter(statement__workflow__in=visibility.PUBLIC_WORKFLOWS)
    return rows.order_by("start", "-end", "statement__number", "number")


_OWN = Prepared(lambda _kind, text: marking().filter(text=text).values_list(*COLUMNS))
_MARKS = PreparedPassages(
    lambda _reader, article, first, last: marking().filter(
        text__comment__article=article, text__comment__retired_at=None, text__comment__position__range=(first, last)
    ),
    *COLUMNS[2:],
)


def text_marks(text: int) -> list[Disputed]:
    """The marks in a text by its primary key; one query. Nothing is hidden in the words of an article."""
    return [Disputed._make(row) for row in _OWN.rows(None, text)]


def lost_marks(article: Article) -> list[Lost]:
    """The marks of an article and its comments that lost their words when these were read anew; one query."""
    rows = marking().filter(text__reading__article=article).exclude(state__in=CURRENT)
    columns = ("statement__number", "statement__wording", "number", "text__reading__number", "text__place")
    found = rows.order_by("statement__number", "number").values_list(*columns)
    return [Lost._make((*row, place > 0)) for *row, place in found]


def thread_marks(
    article: Article, first: int, last: int, viewer: visibility.Viewer | None
) -> dict[int, list[Disputed]]:
    """The marks in the comments at the positions first to last, by the comments' numbers, in the words as this person
    may read them.

    One query, or two where some of the words are hidden from the person.
    """
    found: dict[int, list[Disputed]] = {}
    for row, passage in _MARKS.all(viewer, article.pk, first, last):
        if passage and passage.comment and passage.words:
            mark = Disputed(passage.words.start, passage.words.end, *row)
            found.setdefault(passage.comment, []).append(mark)
    return found


def marked_statements(keys: list[int]) -> list[Statement]:
    """Public statements by their primary keys, in the order of these."""
    rows = {row.pk: row for row in Statement.objects.visible_to(None).filter(pk__in=keys)}
    return [rows[key] for key in keys if key in rows]
