"""A record in the making: readers say which slices of the source form which block; the draft composes the body."""

from collections.abc import Iterable
from dataclasses import dataclass

from archive.importing.record import Block, Field, Gap, NamedField, Note, PrintedDate, ReadComment, Record
from archive.importing.source import Source
from archive.text.runs import Composer, Run, SourceIndex, Span, enclosing

# A piece is a slice of the source, or characters that do not stand there (a blank where a line was joined).
Piece = Span | str
BETWEEN_BLOCKS = "\n\n"


@dataclass(slots=True)
class DraftBlock:
    kind: str
    pieces: list[Piece]

    @property
    def span(self) -> Span:
        spans = [piece for piece in self.pieces if isinstance(piece, Span)]
        return Span(min(span.start for span in spans), max(span.end for span in spans))


def compose(source: Source, blocks: Iterable[DraftBlock]) -> tuple[str, tuple[Block, ...], tuple[Run, ...]]:
    """Body, blocks and map of drafted blocks, in their order; a block of which nothing is kept is left out."""
    composer, spans = Composer(source.text), []
    for block in blocks:
        if not any(
            isinstance(piece, Span) and source.text[piece.start : piece.end].strip("\0") for piece in block.pieces
        ):
            continue
        if composer.length:
            composer.insert(BETWEEN_BLOCKS)
        start = composer.length
        for piece in block.pieces:
            if isinstance(piece, str):
                composer.insert(piece)
            else:
                composer.take(piece.start, piece.end)
        spans.append((block, start, composer.length))
    runs = composer.runs()
    placed = tuple(
        Block(block.kind, start, end, source.line_range(*(enclosing(runs, start, end) or block.span)))
        for block, start, end in spans
    )
    return composer.text(), placed, runs


class Draft:
    """Collects blocks, fields and notes; `finish` turns them into a Record."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.blocks: list[DraftBlock] = []
        self.notes: list[Note] = []
        self.comments: list[ReadComment] = []
        self.gaps: list[Gap] = []
        self.title: Span | None = None
        self.bylines: list[tuple[Span, str]] = []
        self.published: tuple[Span, PrintedDate] | None = None
        self.captured: tuple[Span, PrintedDate] | None = None

    def add(self, kind: str, pieces: Iterable[Piece]) -> DraftBlock:
        block = DraftBlock(kind, list(pieces))
        self.blocks.append(block)
        return block

    def did(self, line: int, what: str) -> None:
        self.notes.append(Note(line, what))

    def doubt(self, line: int, what: str) -> None:
        self.notes.append(Note(line, what, doubt=True))

    def finish(self, shape: str, version: int) -> Record:
        body, blocks, runs = compose(self.source, self.blocks)
        index = SourceIndex(runs)

        def field(span: Span | None) -> Field | None:
            found = index.canonical(*span) if span else None
            if found is None:
                return None
            number = next(n for n, block in enumerate(blocks) if block.start <= found.start < block.end)
            return Field(number, found.start, min(found.end, blocks[number].end))

        def date(printed: tuple[Span, PrintedDate] | None) -> PrintedDate | None:
            if printed is None:
                return None
            span, value = printed
            return PrintedDate(value.printed, value.edtf, value.earliest, value.latest, field(span))

        bylines = [(field(span), role) for span, role in self.bylines]
        return Record(
            shape=shape,
            version=version,
            body=body,
            blocks=blocks,
            runs=runs,
            title=field(self.title),
            bylines=tuple(NamedField(body[at.start : at.end], role, at) for at, role in bylines if at),
            published=date(self.published),
            captured=date(self.captured),
            comments=tuple(self.comments),
            notes=tuple(sorted(self.notes, key=lambda note: note.line)),
            gaps=tuple(self.gaps),
        )
