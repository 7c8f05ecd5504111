"""The document of one entry: in the archive already, on a shelf, in somebody's hand, or nowhere yet."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from archive.actions.refusals import Refused
from archive.actions.sources import DecodedOtherwise, receive
from archive.importing import decoding, shapes
from archive.importing.catalogue import Document
from archive.importing.corrections import Correction, Corrections
from archive.importing.decoding import decode
from archive.importing.record import Record
from archive.importing.shelf import Hand, Shelf
from archive.importing.source import Source
from archive.models import ImportRun, SourceFile


@dataclass(frozen=True, slots=True)
class Limits:
    """The largest document that is read."""

    bytes: int = decoding.MAX_BYTES
    lines: int = decoding.MAX_LINES


USUAL = Limits()


class Words:
    """A document as its catalogue entry names it. It is looked for, decoded and read once, when first needed."""

    def __init__(self, document: Document, shelf: Shelf | Hand, *, max_lines: int = decoding.MAX_LINES) -> None:
        self.document = document
        self._shelf = shelf
        self._max_lines = max_lines
        self._records: dict[tuple[str | None, tuple[Correction, ...]], Record] = {}

    @cached_property
    def file(self) -> SourceFile | None:
        """The source, where the archive holds it."""
        found = SourceFile.objects.filter(sha256=self.document.sha256).first() if self.document.sha256 else None
        if found:
            self._agree(found.size)
        return found

    @cached_property
    def _received(self) -> decoding.Received | None:
        sha256, size, name = self.document.sha256, self.document.bytes, self.document.name
        found = self._shelf.find(sha256, size=size, name=name) if sha256 and not self.file else None
        if found:
            self._agree(len(found.data))
        return found

    def _agree(self, size: int) -> None:
        said = self.document.bytes
        if said is not None and said != size:
            raise Refused(f"The document has {size:,} bytes; the catalogue says {said:,}.")

    @property
    def held(self) -> bool:
        return bool(self.file or self._received)

    @property
    def name(self) -> str:
        """The name it was received under; empty where it is not held."""
        if self.file:
            return self.file.name
        return self._received.name if self._received else ""

    @property
    def size(self) -> int | None:
        if self.file:
            return self.file.size
        return len(self._received.data) if self._received else None

    @cached_property
    def data(self) -> bytes:
        if self.file:
            return bytes(self.file.content.data)
        if self._received:
            return self._received.data
        raise Refused(self.missing)

    @cached_property
    def source(self) -> Source:
        """The decoded document. Raises `decoding.Refused` and DecodedOtherwise."""
        encoding = self.document.encoding or (self.file.encoding if self.file else None)
        source = decode(self.data, name=self.name, encoding=encoding, max_lines=self._max_lines)
        if self.file and self.file.encoding != source.encoding:
            raise DecodedOtherwise(f"{self.name} was received as {self.file.encoding}, not as {source.encoding}.")
        return source

    def read(self, shape: str | None, corrections: Sequence[Correction]) -> Record:
        key = (shape, tuple(corrections))
        if key not in self._records:
            self._records[key] = shapes.read(self.source, shape=shape, corrections=Corrections(corrections))
        return self._records[key]

    def taken_in(self, *, how: str, by: str, at: datetime, run: ImportRun) -> SourceFile:
        """The source, stored now or earlier; `how` is how it came."""
        return self.file or receive(self.data, self.source, name=self.name, how=how, by=by, at=at, run=run)

    @property
    def missing(self) -> str:
        """Why it is not held, as a sentence."""
        name, sha256 = self.document.name, self.document.sha256
        why = self._shelf.why_not(name) if name and not self.held else None
        return why or f"The document is not held: put {name or sha256} into one of the folders of documents."
