"""Any reading of an article, the earlier ones too: all of it for those who work here, and for everyone what of the
article's own words may be read today."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from archive.importing import shapes
from archive.importing.corrections import Correction, Corrections
from archive.importing.source import Source
from archive.models.comments import Comment
from archive.models.evidence import Evidence
from archive.models.lines import characters, shown_lines
from archive.models.occurrences import Occurrence
from archive.models.readings import Reading
from archive.models.sources import SourceFile
from archive.models.texts import Shown, Text, TextContent, shown_blocks
from archive.rules import visibility
from archive.rules.differences import (
    COMMENT,
    Change,
    Piece,
    Stretch,
    differences,
    marked_words,
    pieces_of,
    touches,
)
from archive.states import AnchorState, CommentState
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
    """A statement as a list names it; `number` is None where it was never public. `waits` says that what stands there
    waits for an editor since the words were read anew."""

    number: int | None
    wording: str
    waits: bool


def statements_touched(
    reading: Reading, changes: Sequence[Change], viewer: visibility.Viewer | None
) -> list[list[Touched]]:
    """For each change of what was read out of the source of a reading, the statements whose words, or whose evidence,
    it reads otherwise; one query for all of them."""
    columns = ("statement__number", "statement__wording", "state", "source_start", "source_end", "exact")
    layers = (Occurrence.objects.visible_to(viewer).standing(), Evidence.objects.visible_to(viewer).standing())
    places, pieces_of_evidence = (
        rows.filter(text__reading__article=reading.article_id, text__reading__source=reading.source_id)
        .order_by()
        .values_list("statement", *columns)
        for rows in layers
    )
    marks = list(places.union(pieces_of_evidence).order_by("statement")) if changes else []
    found = []
    for change in changes:
        waits: dict[tuple[int | None, str], bool] = {}
        for _key, number, wording, state, start, end, exact in marks:
            unsure = state != AnchorState.SAME
            if touches(change, Span(start, end), exact, unsure=unsure):
                waits[number, wording] = waits.get((number, wording), False) or unsure
        found.append([Touched(*name, waiting) for name, waiting in waits.items()])
    return found


@dataclass(frozen=True, slots=True)
class ShownChange:
    """A change with the words of both sides, those that only one of them has told apart."""

    line: int
    before: Sequence[Piece]
    after: Sequence[Piece]
    old_words: Sequence[Stretch]
    new_words: Sequence[Stretch]
    statements: Sequence[Touched]

    @property
    def same_words(self) -> bool:
        return all(stretch.same for stretch in (*self.old_words, *self.new_words))


def shown_changes(reading: Reading, changes: Sequence[Change], viewer: visibility.Viewer | None) -> list[ShownChange]:
    """These changes between two readings of the source of one, with the statements that each touches."""
    found = []
    for change, statements in zip(changes, statements_touched(reading, changes, viewer), strict=True):
        before, after = ("\n\n".join(piece.words for piece in side) for side in change)
        found.append(ShownChange(change.line, *change, *marked_words(before, after), statements))
    return found


class Version(NamedTuple):
    """An article's own words as one reading gave them, `text` by its primary key, and what it reads otherwise than the
    reading before it. Of both is left out what this viewer may not read; `less` says whether anything is."""

    text: int
    shown: Shown
    changes: list[Change]
    less: bool


def version_of(reading: Reading, viewer: visibility.Viewer | None) -> Version | None:
    """None where the words may not be read. An article opened with words hangs on the reading.

    A block of an earlier reading may hold words that stand in a comment today: it is given where every line of it may
    be read, and is no part of a comment behind a veil.
    """
    wanted = [key for key in (reading.pk, reading.previous_id) if key]
    texts = Text.objects.filter(place=0, reading__in=wanted).select_related("content", "reading")
    kept: dict[int, tuple[Text, KeptWords]] = {}
    for text in texts:
        text.reading.article = reading.article
        if (shown := shown_blocks(text, viewer)) is None:
            return None
        kept[text.reading_id] = text, KeptWords(0, *shown, text.content.runs)
    text, own = kept[reading.pk]
    unread = _unread_lines(reading, [block for _text, one in kept.values() for block in one.blocks], viewer)
    blocks = [block for block in own.blocks if unread.isdisjoint(range(block[3], block[4] + 1))]
    before = kept.get(reading.previous_id or 0)
    changes = differences(_blocks(before[1]), _blocks(own)) if before else []
    found = [change for change in changes if unread.isdisjoint(_lines(change))]
    less = len(blocks) < len(own.blocks) or len(found) < len(changes)
    return Version(text.pk, Shown(own.words, blocks), found, less)


def _unread_lines(reading: Reading, blocks: Iterable[list], viewer: visibility.Viewer | None) -> set[int]:
    """The lines on which these blocks stand that this viewer is not given as they lie."""
    if visibility.is_staff(viewer):
        return set()
    ranges = [(first, last) for _kind, _start, _end, first, last in blocks]
    unread = {number for number, words in shown_lines(reading, ranges, viewer).items() if words is None}
    veiled = Comment.objects.filter(source=reading.source_id, state=CommentState.VEILED)
    for first, last in veiled.values_list("first_line", "last_line"):
        unread.update(range(first, last + 1))
    return unread


def _lines(change: Change) -> Iterator[int]:
    for piece in (*change.before, *change.after):
        first, last = piece.lines
        yield from range(first, last + 1)
