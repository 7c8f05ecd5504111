"""Any reading of an article, the earlier ones too, for those who work here."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from archive.importing import shapes
from archive.importing.corrections import Correction, Corrections
from archive.importing.source import Source
from archive.models.comments import Comment
from archive.models.evidence import Evidence
from archive.models.lines import characters
from archive.models.occurrences import Occurrence
from archive.models.readings import Reading
from archive.models.sources import SourceFile
from archive.models.texts import TextContent
from archive.rules import visibility
from archive.rules.differences import COMMENT, Change, Piece, pieces_of, touches
from archive.text.runs import Run, Span, enclosing


class KeptWords(NamedTuple):
    """One text of a reading. `place` 0 is the article's own; blocks are `[kind, start, end, first line, last line]`."""

    place: int
    words: str
    blocks: list[list]
    runs: list[Run]


def shown_reading(reading: Reading, viewer: visibility.Viewer | None) -> list[KeptWords]:
    """All texts of a reading in their places. What of an earlier reading may be public is not known any more, so
    nobody else is given any of it."""
    if not visibility.is_staff(viewer):
        return []
    rows = TextContent.objects.filter(text__reading=reading).order_by("text__place")
    return [
        KeptWords(place, words, blocks, [Run(*run) for run in runs])
        for place, words, blocks, runs in rows.values_list("text__place", "body", "blocks", "map")
    ]


def decoded(source: SourceFile) -> Source:
    """The characters of a source, for a reader to read."""
    return Source(characters(source), encoding=source.encoding, name=source.name)


def pieces(reading: Reading, viewer: visibility.Viewer | None) -> list[Piece]:
    """What a reading made of its source, from the words that are kept.

    Who said a comment and what it answers is kept of the current reading only. Of an earlier one it is read again
    where its reader is still the same and still gives the same words; else it is left untold.
    """
    kept = shown_reading(reading, viewer)
    if not kept:
        return []
    found = _blocks(kept[0])
    if reading.article.text and reading.article.text.reading_id == reading.pk:
        return found + _thread(reading, kept[1:])
    return _read_again(reading, kept) or found + [_untold(words) for words in kept[1:] if words.runs]


def _blocks(kept: KeptWords) -> list[Piece]:
    return [
        Piece(kind, enclosing(kept.runs, start, end) or Span(0, 0), (first, last), kept.words[start:end])
        for kind, start, end, first, last in kept.blocks
    ]


def _thread(reading: Reading, kept: list[KeptWords]) -> list[Piece]:
    rows = Comment.objects.under(reading.article).values_list(
        "source_start", "source_end", "first_line", "last_line", "author_name", "parent__source_start",
        "parent__first_line",
    )  # fmt: skip
    return [
        Piece(COMMENT, Span(start, end), (first, last), words.words, *facts)
        for words, (start, end, first, last, *facts) in zip(kept, rows, strict=True)
    ]


def _read_again(reading: Reading, kept: list[KeptWords]) -> list[Piece]:
    reader = shapes.SHAPES.get(reading.reader)
    if reader is None or reading.reader_version != reader.VERSION:
        return []
    corrections = Corrections(map(Correction.from_data, reading.corrections))
    record = reader.read(decoded(reading.source), corrections)
    read = [record.body, *(comment.body for comment in record.comments)]
    return pieces_of(record) if read == [words.words for words in kept] else []


def _untold(kept: KeptWords) -> Piece:
    place = enclosing(kept.runs, 0, len(kept.words)) or Span(0, 0)
    first, last = min(block[3] for block in kept.blocks), max(block[4] for block in kept.blocks)
    return Piece(COMMENT, place, (first, last), kept.words, told=False)


class Touched(NamedTuple):
    """A statement as a list names it; `number` is None where it was never public."""

    number: int | None
    wording: str


def statements_touched(
    reading: Reading, changes: Sequence[Change], viewer: visibility.Viewer | None
) -> list[list[Touched]]:
    """For each change of what was read out of the source of a reading, the statements whose words, or whose evidence,
    it reads otherwise; one query for all of them."""
    columns = ("statement__number", "statement__wording", "source_start", "source_end", "exact")
    layers = (Occurrence.objects.visible_to(viewer).standing(), Evidence.objects.visible_to(viewer).standing())
    places, pieces_of_evidence = (
        rows.filter(text__reading__article=reading.article_id, text__reading__source=reading.source_id)
        .order_by()
        .values_list("statement", *columns)
        for rows in layers
    )
    marks = places.union(pieces_of_evidence).order_by("statement") if changes else []
    return [
        list(
            dict.fromkeys(
                Touched(number, wording)
                for _key, number, wording, start, end, exact in marks
                if touches(change, Span(start, end), exact)
            )
        )
        for change in changes
    ]
