"""Verification of what is archived: sources re-hashed, texts read anew, and what hangs on them checked, and whether the
search index holds what everyone may read."""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise

from django.db.models import F

from archive.actions import erasure, verify_places, verify_reuse
from archive.actions.readings import content_of, same_thread
from archive.importing import shapes
from archive.importing.corrections import Correction, Corrections
from archive.importing.decoding import Refused, decode
from archive.importing.record import Record
from archive.importing.source import Source
from archive.models import Article, Comment, Reading, SourceCheck, SourceContent, SourceFile, TextContent
from archive.search import indexing
from archive.text import runs
from archive.text.runs import Run

# What faults of the search index as a whole are about.
INDEX = "index"


@dataclass(frozen=True, slots=True)
class Fault:
    """Something that is not as it was stored: what it is about (`source:…`, `reading:…#n`), and a sentence."""

    about: str
    what: str


@dataclass(frozen=True, slots=True)
class ArchiveReport:
    """What was checked; `places` are those of statements and of evidence, `parallels` are counted at each of their
    sources. `older` texts were read by a reader that has since become another: their maps were checked against the
    source, but they were not read anew.
    """

    sources: int
    texts: int
    older: int
    threads: int
    places: int
    parallels: int
    faults: tuple[Fault, ...]

    @property
    def sound(self) -> bool:
        return not self.faults


def verify_archive(*, at: datetime, count: int | None = None) -> ArchiveReport:
    """Check the `count` sources whose last check is longest ago (all for None), with the threads that hang on them and
    what the search index holds of these (for None, all that it holds)."""
    ordered = SourceFile.objects.order_by(F("check_record__checked_at").asc(nulls_first=True), "pk")
    sources = texts = older = threads = places = parallels = 0
    faults: list[Fault] = []
    for key in list(ordered.values_list("pk", flat=True)[:count]):
        source = SourceFile.objects.get(pk=key)
        found: list[Fault] = []
        checked, read_by_older = _check_source(source, found)
        texts, older = texts + checked, older + read_by_older
        for article in Article.objects.filter(source=source):
            threads += 1
            found += check_thread(article)
            if count is not None:
                found += index_faults(f"article:{article.slug}", indexing.check_articles([article.pk]))
        for about, sentences in verify_places.check(source):
            places += 1
            found += [Fault(about, sentence) for sentence in sentences]
        for about, sentences in verify_reuse.check(source):
            parallels += about.startswith("parallel:")
            found += [Fault(about, sentence) for sentence in sentences]
        SourceCheck.objects.update_or_create(source=source, defaults={"checked_at": at, "faults": len(found)})
        faults += found
        sources += 1
    if count is None:
        faults += index_faults(INDEX, indexing.check())
        if not indexing.sound():
            faults.append(Fault(INDEX, "the full-text index is missing, or it or its numbers disagree with its cards"))
    return ArchiveReport(sources, texts, older, threads, places, parallels, tuple(faults))


def index_faults(about: str, found: indexing.Changes) -> list[Fault]:
    """What is wrong with the cards of the search index, as one fault or none."""
    said = f"cards of the search index: {found.added} lacking, {found.changed} different, {found.taken} too many"
    return [Fault(about, said)] if found else []


def _check_source(file: SourceFile, faults: list[Fault]) -> tuple[int, int]:
    """Adds what is wrong with a source and everything read out of it; the texts checked, and the older of them.

    Of a source of which words were erased, what is left is checked against the texts: its hash is that of the whole.
    """
    about = f"source:{file.sha256}"
    data = SourceContent.objects.filter(source=file).values_list("data", flat=True).first()
    if data is None:
        faults.append(Fault(about, "its content is gone"))
        return 0, 0
    data = bytes(data)
    erased = erasure.erased(file)
    if not erased and (len(data) != file.size or hashlib.sha256(data).hexdigest() != file.sha256):
        faults.append(Fault(about, "its bytes are not the ones that were received"))
        return 0, 0
    try:
        source = decode(data, name=file.name, encoding=file.encoding, max_lines=file.size)
    except Refused as refused:
        faults.append(Fault(about, f"its bytes can't be decoded any more: {refused}"))
        return 0, 0
    if any(source.text[start:end].strip() for start, end in erased):
        faults.append(Fault(about, "words stand in it again that were erased"))
    texts = older = 0
    for reading in file.readings.select_related("article"):
        # A reader would not find again what stands no more.
        again = None if erased else _read_again(reading, source)
        checked = _check_reading(reading, source, again, faults)
        texts, older = texts + checked, older + (checked if again is None else 0)
    return texts, older


def _check_reading(reading: Reading, source: Source, again: Record | None, faults: list[Fault]) -> int:
    about = f"reading:{reading.article.slug}#{reading.number}"
    keys = []
    for content in (
        TextContent.objects.filter(text__reading=reading)
        .select_related("text")
        .order_by("text__place")
        .iterator(chunk_size=500)
    ):
        place = content.text.place
        faults += [Fault(about, f"text {place}: {what}") for what in text_faults(content, source)]
        if again is not None and not _same(again, place, content):
            faults.append(Fault(about, f"text {place}: read anew, it comes out otherwise"))
        keys.append(content.text_id)
    places = len(keys)
    if again is not None and places != 1 + len(again.comments):
        faults.append(Fault(about, f"it holds {places} texts where the reader finds {1 + len(again.comments)}"))
    elif (
        again is not None
        and keys[0] == reading.article.text_id
        and not same_thread(reading.article, again.comments, keys)
    ):
        faults.append(Fault(about, "read anew, the thread has other comments"))
    return places


def _read_again(reading: Reading, source: Source) -> Record | None:
    """The record as the same reader makes it now; None where the reader has since become another."""
    shape = shapes.SHAPES.get(reading.reader)
    if shape is None or reading.reader_version != shape.VERSION:
        return None
    corrections = Corrections(Correction.from_data(data) for data in reading.corrections)
    return shapes.read(source, shape=reading.reader, corrections=corrections)


def _same(record: Record, place: int, content: TextContent) -> bool:
    if place > len(record.comments):
        return False
    read = record.comments[place - 1] if place else record
    return content_of(read) == (content.body, content.blocks, content.map)


def text_faults(content: TextContent, source: Source) -> Iterator[str]:
    """What is wrong with one stored text, as sentences: its hash, its map against the source, its blocks."""
    body, text = content.body, content.text
    if hashlib.sha256(body.encode()).hexdigest() != text.sha256 or len(body) != text.length:
        yield "its words are not the ones of its hash"
    try:
        found = [Run(*run) for run in content.map]
        blocks = [(str(kind), int(start), int(end)) for kind, start, end, _first, _last in content.blocks]
    except (TypeError, ValueError):
        yield "its map or its blocks are damaged"
        return
    yield from runs.faults(found, body, source.text)
    if any(not 0 <= start < end <= len(body) for _kind, start, end in blocks):
        yield "a block lies outside of its words"
    elif any(a[2] > b[1] for a, b in pairwise(blocks)):
        yield "blocks overlap"
    elif any(part.strip() for part in _between(body, blocks)):
        yield "words stand in no block"


def _between(body: str, blocks: Sequence[tuple[str, int, int]]) -> Iterator[str]:
    at = 0
    for _kind, start, end in blocks:
        yield body[at:start]
        at = end
    yield body[at:]


def check_thread(article: Article) -> list[Fault]:
    """What is wrong with the order of a thread: positions, depths, parents, and whose words they are."""
    about = f"article:{article.slug}"
    faults: list[Fault] = []
    depths: dict[int, int] = {}
    rows = Comment.objects.under(article).values_list(
        "id", "number", "position", "depth", "parent_id", "source_id", "text__reading__article_id",
        "text__reading__source_id", "text__reading__source__content",
    )  # fmt: skip
    for expected, (key, number, position, depth, parent, source, owner, read_from, content) in enumerate(
        rows.iterator(chunk_size=2000), 1
    ):
        if position != expected:
            faults.append(Fault(about, f"comment {number} stands at {position} instead of {expected}"))
        if (-1 if parent is None else depths.get(parent)) != depth - 1:
            faults.append(Fault(about, f"comment {number} does not stand under the comment it answers"))
        if content is None or source != read_from:
            faults.append(Fault(about, f"comment {number} has lost its source"))
        if owner != article.pk:
            faults.append(Fault(about, f"comment {number} carries the words of another article"))
        depths[key] = depth
    return faults
