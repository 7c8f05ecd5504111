"""Readings: what a reader made of a source becomes texts and comments, and stays known through better readings."""

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from itertools import islice
from typing import Any, NamedTuple

from django.db import transaction
from django.db.models import F, Max
from django.utils.translation import gettext as _

from archive.actions import carrying, echoes, erasure, parallels, reanchoring, wordrules
from archive.actions.articles import lock, target
from archive.actions.decisions import Entry, record_all
from archive.actions.refusals import Refused
from archive.importing.corrections import Correction
from archive.importing.record import ReadComment, Record
from archive.models import Article, Comment, ImportRun, Reading, SourceFile, Text, TextContent, bulk, figures
from archive.rules.recognition import Known, recognised, states
from archive.states import CommentState
from archive.text.runs import UNSTORABLE, Span

LONGEST_AUTHOR = Comment._meta.get_field("author_name").max_length or 0
LONGEST_DATE = Comment._meta.get_field("date_printed").max_length or 0
# Above every position in a source: while comments change places, they stand up here.
ABOVE = 2**52
# What a reading says of a comment; its number, and what people decided about it, are not the reading's to change.
READ = (
    "parent", "position", "depth", "source_start", "source_end", "first_line", "last_line",
    "author_name", "date_printed", "reconstructed", "text",
)  # fmt: skip


class Unstorable(Refused):
    """A record with a value that no column holds."""


class OtherSource(Refused):
    """The article's words were read out of another document."""


class Pass(NamedTuple):
    """One pass of a reader over a source, to be kept under an article."""

    article: Article
    source: SourceFile
    record: Record
    corrections: tuple[Correction, ...]
    reason: str


@transaction.atomic
def store(
    article: Article,
    source: SourceFile,
    record: Record,
    *,
    corrections: Iterable[Correction] = (),
    reason: str,
    by: str,
    at: datetime,
    run: ImportRun | None = None,
    takes_back: int | None = None,
) -> Reading:
    """Keep a record as the article's current reading; the current one is returned where it says the same already.

    Comments of an earlier reading are known again by their place in the source and keep number and state. What is
    not found again is retired, and comes back when a later reading finds it. What points at words follows them: see
    `reanchoring`; what hides words stays on them: see `carrying`. Its words are compared with those of the others: see
    `parallels` and `echoes`. Raises Unstorable, OtherSource and Exposing.
    """
    lock(article)
    if article.source_sha256 not in (None, source.sha256):
        raise OtherSource(
            _("%(article)s stands on the document %(own)s, not on %(other)s.")
            % {"article": article, "own": article.source_sha256, "other": source.sha256}
        )
    record = erasure.without(record, source)
    read = Pass(article, source, record, tuple(corrections), reason)
    if article.text is None:
        [reading] = store_first([read], by=by, at=at, run=run)
        parallels.compare(reading, at=at, first=True)
        echoes.look_in(article.pk, first=True)
        return reading
    current = article.text.reading
    if current.source_id != source.pk:
        raise OtherSource(
            _("%(article)s was read out of %(own)s, not out of %(other)s.")
            % {"article": article, "own": current.source, "other": source}
        )
    if says_the_same(current, record, read.corrections):
        return current
    _refuse_unfit(record)
    decided, stances = carrying.decided(article, source), carrying.stances(article)
    carrying.refuse_exposing(article, source, record, decided)
    figures.forget(article)
    [reading] = _insert_readings([read], [current], at)
    [texts] = _insert_texts([reading], [record])
    marks = reanchoring.marks(article)
    changes = _renew_thread(article, source, record.comments, texts, at, run)
    _point([read], [texts])
    followed = reanchoring.follow(marks, reanchoring.Homes(record, texts), reason=reason, takes_back=takes_back)
    if followed:
        changes["statements"] = [entry.target.partition(":")[2] for entry in followed]
    carrying.carry(article, record, texts, decided)
    carrying.cover(article, source, decided, at)
    if changed := carrying.carried(article, stances):
        changes["carried"] = changed
    entry = _entry(read, reading, before=_told(current), after=changes, takes_back=takes_back)
    record_all([entry, *followed], by=by, at=at, run=run)
    parallels.compare(reading, at=at)
    echoes.look_in(article.pk)
    return reading


@transaction.atomic
def store_first(passes: Sequence[Pass], *, by: str, at: datetime, run: ImportRun | None = None) -> list[Reading]:
    """Keep the first readings of articles that have none; their comments are numbered in reading order.

    They are compared with nothing here: `parallels.find` does that for as many as there are.
    """
    for read in passes:
        _refuse_unfit(read.record)
    readings = _insert_readings(passes, [None] * len(passes), at)
    texts = _insert_texts(readings, [read.record for read in passes])
    allocated = bulk.allocate(Comment, sum(len(read.record.comments) for read in passes))
    keys = iter(allocated)

    def rows() -> Iterator[bulk.Row]:
        for read, of in zip(passes, texts, strict=True):
            own = list(islice(keys, len(read.record.comments)))
            for place, row in enumerate(_read_values(read.record.comments, own, of), 1):
                state = CommentState.ERASED if read.record.comments[place - 1].erased else CommentState.SHOWN
                yield (own[place - 1], read.article.pk, read.source.pk, place, state.value, None, *row)

    bulk.insert(Comment, ("id", "article", "source", "number", "state", "retired_at", *READ), rows())
    _point(passes, texts)
    said = (read.body for each in passes for read in each.record.comments)
    wordrules.watch(zip(allocated, said, strict=True), at=at, run=run)
    entries = [_entry(read, reading, after=_gone(read)) for read, reading in zip(passes, readings, strict=True)]
    record_all(entries, by=by, at=at, run=run)
    return readings


def _gone(read: Pass) -> dict[str, Any]:
    """What the log tells of comments that were erased before the archive had them here."""
    erased = [number for number, comment in enumerate(read.record.comments, 1) if comment.erased]
    return {"carried": {str(number): {"state": CommentState.ERASED.value} for number in erased}} if erased else {}


def _renew_thread(
    article: Article,
    source: SourceFile,
    comments: Sequence[ReadComment],
    texts: Sequence[int],
    at: datetime,
    run: ImportRun | None,
) -> dict[str, Any]:
    """Lay a new reading over the thread that is there; the numbers that are new, retired and back again."""
    rows = list(Comment.objects.filter(article=article, source=source).order_by("source_start", "pk"))
    known = [Known(Span(row.source_start, row.source_end), row.retired_at is None, row.state) for row in rows]
    spans = [comment.source for comment in comments]
    found = recognised(known, spans)
    given_states = states(known, spans, found)
    next_key = iter(bulk.allocate(Comment, found.count(None)))
    keys = [next(next_key) if index is None else rows[index].pk for index in found]
    read = _read_values(comments, keys, texts)

    again = {index for index in found if index is not None}
    retired = [row for index, row in enumerate(rows) if row.retired_at is None and index not in again]
    bulk.update(Comment, ["retired_at"], ((row.pk, at) for row in retired))
    if any(index is not None and known[index].span != span for index, span in zip(found, spans, strict=True)):
        # Row by row a comment could meet the old place of the next one.
        standing = Comment.objects.filter(article=article, source=source, retired_at=None)
        standing.update(source_start=F("source_start") + ABOVE, source_end=F("source_end") + ABOVE)
    bulk.update(
        Comment,
        ("state", "retired_at", *READ),
        (
            (key, state, None, *row)
            for key, state, row, index in zip(keys, given_states, read, found, strict=True)
            if index is not None
        ),
    )
    last = article.comments.aggregate(last=Max("number"))["last"] or 0
    new = [place for place, index in enumerate(found) if index is None]
    bulk.insert(
        Comment,
        ("id", "article", "source", "number", "state", "retired_at", *READ),
        (
            (keys[place], article.pk, source.pk, number, given_states[place], None, *read[place])
            for number, place in enumerate(new, last + 1)
        ),
    )
    if new:
        wordrules.watch(((keys[place], comments[place].body) for place in new), at=at, run=run)
    return {
        "new": list(range(last + 1, last + len(new) + 1)),
        "retired": [row.number for row in retired],
        "back": [rows[index].number for index in sorted(again) if rows[index].retired_at is not None],
    }


def _read_values(comments: Sequence[ReadComment], keys: Sequence[int], texts: Sequence[int]) -> list[bulk.Row]:
    """The values of the columns `READ` for each comment; `texts` begins with the article's own."""
    return [
        (
            None if comment.parent is None else keys[comment.parent],
            place,
            comment.depth,
            *comment.source,
            *comment.lines,
            None if comment.author is None else _storable(comment.author),
            _storable(comment.date.printed) if comment.date else "",
            list(comment.reconstructed),
            texts[place],
        )
        for place, comment in enumerate(comments, 1)
    ]


def _insert_readings(passes: Sequence[Pass], previous: Sequence[Reading | None], at: datetime) -> list[Reading]:
    readings = [
        Reading(
            pk=key,
            article=read.article,
            number=before.number + 1 if before else 1,
            previous=before,
            source=read.source,
            reader=read.record.shape,
            reader_version=read.record.version,
            reason=read.reason,
            read_at=at,
            **_data(read.record, read.corrections),
        )
        for key, read, before in zip(bulk.allocate(Reading, len(passes)), passes, previous, strict=True)
    ]
    bulk.insert_all(readings)
    return readings


def _insert_texts(readings: Sequence[Reading], records: Sequence[Record]) -> list[list[int]]:
    """The texts of each record; for each the keys of its texts, the article's own first."""
    counts = [1 + len(record.comments) for record in records]
    keys = iter(bulk.allocate(Text, sum(counts)))
    given = [list(islice(keys, count)) for count in counts]

    def bodies() -> Iterator[tuple[int, Reading, int, Record | ReadComment]]:
        for reading, record, own in zip(readings, records, given, strict=True):
            for place, (key, read) in enumerate(zip(own, _all(record), strict=True)):
                yield key, reading, place, read

    bulk.insert(
        Text,
        ("id", "reading", "place", "sha256", "length"),
        (
            (key, reading.pk, place, hashlib.sha256(read.body.encode()).hexdigest(), len(read.body))
            for key, reading, place, read in bodies()
        ),
    )
    bulk.insert(
        TextContent, ("text", "body", "blocks", "map"), ((key, *content_of(read)) for key, *_, read in bodies())
    )
    figures.keep((key, read.body) for key, *_, read in bodies())
    return given


def _all(record: Record) -> list[Record | ReadComment]:
    """What becomes a text each, in the order of places."""
    return [record, *record.comments]


def content_of(read: Record | ReadComment) -> tuple[str, list[Any], list[Any]]:
    """Words, blocks and map as `TextContent` keeps them."""
    blocks = [[str(block.kind), block.start, block.end, *block.lines] for block in read.blocks]
    return read.body, blocks, [list(run) for run in read.runs]


def _data(record: Record, corrections: Iterable[Correction]) -> dict[str, list[Any]]:
    """Corrections, notes and gaps as `Reading` keeps them."""
    return {
        "corrections": [correction.to_data() for correction in sorted(corrections)],
        "notes": [{"line": note.line, "what": _storable(note.what), "doubt": note.doubt} for note in record.notes],
        "gaps": [{"lines": list(gap.lines), "depth": gap.depth} for gap in record.gaps],
    }


def _point(passes: Sequence[Pass], texts: Sequence[Sequence[int]]) -> None:
    """Make the new texts the articles' current ones, and their source the one these were read out of."""
    for read, own in zip(passes, texts, strict=True):
        article = read.article
        article.text_id, article.source = own[0], read.source
        if article.source_sha256 is None:
            article.source_sha256, article.source_name = read.source.sha256, read.source.name
            article.source_bytes = read.source.size
    names = ("text", "source", "source_sha256", "source_name", "source_bytes")
    values = (
        (of.pk, of.text_id, of.source_id, of.source_sha256, of.source_name, of.source_bytes)
        for of in (read.article for read in passes)
    )
    bulk.update(Article, names, values)


def says_the_same(current: Reading, record: Record, corrections: Iterable[Correction]) -> bool:
    """Whether an article's current reading says what this one would, in every word, map, comment and note."""
    if (current.reader, current.reader_version) != (record.shape, record.version):
        return False
    if any(getattr(current, name) != value for name, value in _data(record, corrections).items()):
        return False
    contents = TextContent.objects.filter(text__reading=current).order_by("text__place")
    texts = contents.values_list("text", "body", "blocks", "map").iterator(chunk_size=500)
    keys: list[int] = []
    for wanted in _all(record):
        found = next(texts, None)
        if found is None or found[1:] != content_of(wanted):
            return False
        keys.append(found[0])
    if next(texts, None):
        return False
    return same_thread(current.article, record.comments, keys)


def same_thread(article: Article, comments: Sequence[ReadComment], texts: Sequence[int]) -> bool:
    """Whether the thread that stands under an article is these comments; `texts` begins with the article's own."""
    rows = list(Comment.objects.under(article).values_list("pk", *READ))
    if len(rows) != len(comments):
        return False
    return [row[1:] for row in rows] == _read_values(comments, [row[0] for row in rows], texts)


def _refuse_unfit(record: Record) -> None:
    for read in _all(record):
        if UNSTORABLE in read.body:
            raise Unstorable(_("The reader left a NUL in the words."))
    for comment in record.comments:
        if len(comment.author or "") > LONGEST_AUTHOR or (comment.date and len(comment.date.printed) > LONGEST_DATE):
            raise Unstorable(
                _(
                    "Line %d can’t be the author line of a comment: it is too long for one. "
                    "A correction can say that it belongs to the words."
                )
                % comment.lines[0]
            )


def _storable(words: str) -> str:
    return words.replace(UNSTORABLE, "")


def _told(reading: Reading) -> dict[str, Any]:
    """A reading as the log keeps it."""
    return {
        "reading": reading.number,
        "reader": reading.reader,
        "version": reading.reader_version,
        "corrections": reading.corrections,
    }


def _entry(
    read: Pass,
    reading: Reading,
    *,
    before: dict[str, Any] | None = None,
    after: Any = None,
    takes_back: int | None = None,
) -> Entry:
    told = {**_told(reading), "source": read.source.sha256, "comments": len(read.record.comments), **(after or {})}
    return Entry("reading.store", target(read.article), read.reason, before or {}, told, takes_back)
