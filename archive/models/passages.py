"""Passages: stretches of archived texts that a layer points at, and what a viewer may know of each."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from typing import NamedTuple

from django.db.models import BooleanField, Case, Exists, F, OuterRef, Q, QuerySet, Subquery, Value, When

from archive.models.anchoring import CONTEXT
from archive.models.articles import Article
from archive.models.comments import Comment
from archive.models.prepared import Prepared
from archive.models.redactions import Redaction
from archive.models.seals import hides_words
from archive.models.texts import Text, TextContent
from archive.rules import visibility
from archive.states import CommentState
from archive.text.masking import Shift, masked
from archive.text.runs import Run, Span


class Words(NamedTuple):
    """The words of a passage and everything that would tell them, as one viewer may know it.

    Positions are those in the words that the viewer is given of the text. Where other words of the text are hidden from
    the viewer, hashes and the place in the source are None, and the context too where it would tell some. Where words
    are hidden elsewhere in the source, its hash and the place in it are None.
    """

    exact: str
    prefix: str
    suffix: str
    start: int
    end: int
    text_sha256: str | None
    source_sha256: str | None
    source_start: int | None
    source_end: int | None


class Document(NamedTuple):
    """What is said of the article in which a passage stands, or under which the comment stands."""

    language: str
    publisher: str | None
    date_printed: str
    date_edtf: str
    date_earliest: date | None
    date_latest: date | None


class Passage(NamedTuple):
    """Where a passage stands. `comment` is None in the article itself, `words` where this viewer may not read them.

    `version` is the number of the reading that gave the words. `position` is that of the comment in the thread, None
    where it no longer stands there. `veil` is the category by which the comment stands behind a veil, empty where none
    is named, and None without a veil.
    """

    article: str
    title: str
    comment: int | None
    position: int | None
    veil: str | None
    document: Document
    words: Words | None
    version: int


_ARTICLE = "text__reading__article__"
_COLUMNS = (
    "text", "readable", "partly", "sealed", f"{_ARTICLE}slug", f"{_ARTICLE}title", "comment_number",
    "text__comment__position", "text__comment__retired_at", "text__comment__state",
    "text__comment__measure__rule__category",
    f"{_ARTICLE}language", f"{_ARTICLE}publisher__name", f"{_ARTICLE}date_printed", f"{_ARTICLE}date_edtf",
    f"{_ARTICLE}date_earliest", f"{_ARTICLE}date_latest",
    "exact", "prefix", "suffix", "start", "end", "text__sha256", "text__reading__source__sha256",
    "source_start", "source_end", "text__reading__number",
)  # fmt: skip


def with_passages(
    rows: QuerySet, viewer: visibility.Viewer | None, *columns: str
) -> Iterator[tuple[Sequence, Passage | None]]:
    """The columns of each row, and its passage, None where it has no text; one query, and two where words are hidden
    in some of the texts."""
    return _given(list(known(rows, viewer).values_list(*columns, *_COLUMNS)), len(columns))


class PreparedPassages:
    """As `with_passages`, for rows that are asked for often; `build(reader, *marks)` gives them as for `Prepared`."""

    def __init__(self, build: Callable[..., QuerySet], *columns: str) -> None:
        self._own = len(columns)
        self._rows = Prepared(
            lambda reader, *marks: known(build(reader, *marks), reader).values_list(*columns, *_COLUMNS)
        )

    def all(self, viewer: visibility.Viewer | None, *values: int) -> Iterator[tuple[Sequence, Passage | None]]:
        return _given(self._rows.rows(visibility.Reader.of(viewer), *values), self._own)


def _given(found: Sequence[Sequence], own: int) -> Iterator[tuple[Sequence, Passage | None]]:
    """Rows of some columns of their own and `_COLUMNS`, as `with_passages` gives them."""
    shifts = _shifts({text for text, readable, partly in (row[own : own + 3] for row in found) if readable and partly})
    for row in found:
        text, may_read, _partly, sealed, article, title, comment, position, retired, state, category, *rest, version = (
            row[own:]
        )
        words = _as_given(Words(*rest[6:]), shifts.get(text)) if may_read else None
        if words and sealed:
            words = words._replace(source_sha256=None, source_start=None, source_end=None)
        stands = None if retired else position
        veil = (category or "") if state == CommentState.VEILED else None
        document = Document(*rest[:6])
        yield (
            row[:own],
            None if text is None else Passage(article, title, comment, stands, veil, document, words, version),
        )


def _shifts(texts: set[int]) -> dict[int, Shift]:
    """How positions move in those of these texts in which words are hidden."""
    if not texts:
        return {}
    hidden = Redaction.objects.spans(texts)
    bodies = TextContent.objects.filter(text__in=hidden).values_list("text", "body")
    return {text: Shift(hidden[text], masked(body, hidden[text]).marks) for text, body in bodies}


def _as_given(words: Words, shift: Shift | None) -> Words | None:
    if shift is None:
        return words
    there = shift.place(Span(words.start, words.end))
    if there is None:
        return None
    whole = shift.place(Span(max(words.start - CONTEXT, 0), words.end + CONTEXT))
    context = {} if whole else {"prefix": "", "suffix": ""}
    unknown = dict.fromkeys(("text_sha256", "source_sha256", "source_start", "source_end"))
    return words._replace(start=there.start, end=there.end, **unknown, **context)  # type: ignore[arg-type]


def placed(viewer: visibility.Viewer | None) -> Q:
    """Rows with a `text` in whose article or thread this person may look: the SQL face of `can_see`."""
    if visibility.is_staff(viewer):
        return Q()
    return Q(text__reading__article__state__in=visibility.PUBLIC_STATES)


def readable(viewer: visibility.Viewer | None, side: str = "") -> Q:
    """Rows with a place in a text that this person may read: the SQL face of `can_read`, without hidden words.

    Of texts, those shown today. `side` is "a" or "b" where a row has two places.
    """
    text, start, end = (side, f"{side}_start", f"{side}_end") if side else ("text", "start", "end")

    def it(**lookups: object) -> Q:
        return Q(**{f"{text}__{name}": value for name, value in lookups.items()})

    if visibility.is_staff(viewer):
        return it(isnull=False)
    own = it(place=0, article__isnull=False)
    theirs = it(place__gt=0, comment__retired_at=None, comment__state__in=visibility.READABLE_COMMENTS)
    open_article = it(
        reading__article__state__in=visibility.PUBLIC_STATES,
        reading__article__rights__in=visibility.READABLE_RIGHTS,
    )
    hidden = Redaction.objects.standing().filter(text=OuterRef(text), start__lt=OuterRef(end), end__gt=OuterRef(start))
    return open_article & (own | (theirs & ~Q(Exists(hidden))))


def known[Rows: QuerySet](rows: Rows, viewer: visibility.Viewer | None) -> Rows:
    """Rows with a `text`, with whether they are readable, whether other words of the text, or of its source, are hidden
    from this person, and in which comment they stand.

    The text of a comment that was read anew is nobody's; whose it was is known by its place in the source.
    """
    may_read = Case(
        When(readable(viewer), then=Value(value=True)), default=Value(value=False), output_field=BooleanField()
    )
    there = Comment.objects.filter(
        article=OuterRef("text__reading__article"),
        source=OuterRef("text__reading__source"),
        source_start__lte=OuterRef("source_start"),
        source_end__gte=OuterRef("source_end"),
    ).order_by(F("retired_at").asc(nulls_first=True), "-source_start")
    comment = Case(
        When(text__comment__isnull=False, then=F("text__comment__number")),
        When(text__place__gt=0, then=Subquery(there.values("number")[:1])),
    )
    hidden = Redaction.objects.standing().filter(text=OuterRef("text"))
    nothing = Value(value=False)
    partly, sealed = (
        (nothing, nothing) if visibility.is_staff(viewer) else (Exists(hidden), hides_words("text__reading__source"))
    )
    rows = rows.annotate(readable=may_read, partly=partly, sealed=sealed, comment_number=comment)
    if visibility.is_staff(viewer):
        return rows
    return rows.filter(Q(text=None) | Q(text__place=0) | Q(comment_number__isnull=False))


# The texts that the archive shows today: of each article and comment the one that was read last.
CURRENT = Q(article__isnull=False) | Q(comment__isnull=False, comment__retired_at=None)


def texts_of(article: Article | int) -> QuerySet[Text]:
    """The current texts of an article and of the comments under it."""
    return Text.objects.filter(CURRENT, reading__article=article)


def current(keys: Iterable[int]) -> dict[int, Text]:
    """Those of these texts that are current, with their words, by primary key."""
    rows = Text.objects.filter(CURRENT, pk__in=set(keys)).select_related("content", "reading__source")
    return {text.pk: text for text in rows}


def of_source(sha256: str, start: int, end: int) -> Iterator[tuple[Text, str, list[Run]]]:
    """The current texts in which source[start:end], in code points of the decoded source, may stand, each with its
    words and its map: those of the articles that were read out of it, and of the comments that enclose the range."""
    own = Text.objects.filter(place=0, article__isnull=False, reading__source__sha256=sha256)
    for text in own.select_related("reading").order_by("reading"):
        # Comments do not overlap: the last one that begins before the range is the only one that can enclose it.
        of_article = Comment.objects.filter(article=text.reading.article_id, source=text.reading.source_id).standing()
        last = of_article.filter(source_start__lte=start).order_by("-source_start").values_list("text", "source_end")
        within = [key for key, ends in last[:1] if ends >= end]
        found = Text.objects.filter(pk__in=[text.pk, *within], content__isnull=False).select_related("content")
        for one in found.order_by("place"):
            yield one, one.content.body, [Run(*run) for run in one.content.map]
