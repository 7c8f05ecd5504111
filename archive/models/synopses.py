"""Two articles side by side, as a viewer may read them."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from archive.models.articles import Article
from archive.models.parallels import Parallel
from archive.models.texts import shown
from archive.rules import visibility
from archive.text import synopsis
from archive.text.runs import Span
from archive.text.synopsis import Both, Row


class InComment(NamedTuple):
    """Words that a comment has in common with the other document, or with another comment: where both stand."""

    places: tuple[tuple[str, int | None], tuple[str, int | None]]
    words: int


class Synopsis(NamedTuple):
    """Two articles, the one that was printed first first; `known` says whether their dates tell which one that is.

    `texts` are their words, None where they may not be read. `crossing` are passages that stand in another order.
    `reprint` says that one holds nearly the whole text of the other. `numbers` are those of the parallels, `confirmed`
    the passages at which an editor has looked.
    """

    articles: tuple[Article, Article]
    known: bool
    texts: tuple[str | None, str | None]
    rows: list[Row]
    crossing: list[Both]
    comments: list[InComment]
    reprint: bool
    numbers: dict[Both, int]
    confirmed: frozenset[Both]

    @property
    def passages(self) -> int:
        return len(self.numbers)


def compared(one: Article, other: Article, viewer: visibility.Viewer | None) -> Synopsis:
    """Hand in articles that were opened with words; two queries."""
    ordered = sorted([one, other], key=lambda each: (each.date_earliest or date.max, each.pk))
    first, second = ordered
    own: dict[Both, Parallel] = {}
    comments = []
    rows = Parallel.objects.visible_to(viewer).standing().between(one, other).by_place()
    for row in rows.select_related("a__reading__article", "b__reading__article", "a__comment", "b__comment"):
        if row.a.place or row.b.place:
            comments.append(InComment((_where(row.a), _where(row.b)), row.words))
        else:
            own[_both(row, turned=row.a.reading.article_id != first.pk)] = row
    texts = (shown(first.text, viewer), shown(second.text, viewer))
    laid: list[Row] = []
    crossing = list(own)
    if first != second:
        laid, crossing = synopsis.rows(crossing, len(texts[0] or ""), len(texts[1] or ""))
    return Synopsis(
        (first, second),
        _known(first.date_latest, second.date_earliest),
        texts,
        laid,
        sorted(crossing),
        comments,
        frozenset({one.slug, other.slug}) in rows.reprints(),
        {both: row.number for both, row in own.items()},
        frozenset(both for both, row in own.items() if row.decision == "confirmed"),
    )


class Passage(NamedTuple):
    """One side of a parallel: its words, or None where they may not be read, and its stretches by place in them."""

    article: Article
    comment: int | None
    words: str | None
    stretches: list[synopsis.Stretch]


def passages_of(row: Parallel, viewer: visibility.Viewer | None) -> tuple[Passage, Passage]:
    """Both sides of a parallel, the one that was printed first first. Words of comments are for those who work here."""
    both = _both(row, turned=False)
    sides = []
    for number, text in enumerate((row.a, row.b)):
        span = (both.a, both.b)[number]
        words = shown(text, viewer) if text.place == 0 or visibility.is_staff(viewer) else None
        stretches = synopsis.side(span, [piece[number] for piece in both.pieces])
        sides.append(
            Passage(
                text.reading.article,
                _where(text)[1],
                None if words is None else words[span.start : span.end],
                [each._replace(start=each.start - span.start, end=each.end - span.start) for each in stretches],
            )
        )
    first, second = sorted(sides, key=lambda side: side.article.date_earliest or date.max)
    return first, second


def _known(first: date | None, second: date | None) -> bool:
    return first is not None and second is not None and first < second


def _where(text: object) -> tuple[str, int | None]:
    comment = getattr(text, "comment", None) if text.place else None  # type: ignore[attr-defined]
    return text.reading.article.slug, comment.number if comment else None  # type: ignore[attr-defined]


def _both(row: Parallel, *, turned: bool) -> Both:
    a, b = Span(row.a_start, row.a_end), Span(row.b_start, row.b_end)
    pieces = [
        (Span(a.start + low, a.start + high), Span(b.start + left, b.start + right))
        for low, high, left, right, _words in row.pieces
    ]
    if turned:
        return Both(b, a, tuple((theirs, ours) for ours, theirs in pieces), row.words)
    return Both(a, b, tuple(pieces), row.words)
