"""Where the places stand that a catalogue names: in the archive, or in a document that a load would bring."""

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import NamedTuple

from archive.actions.refusals import Refused
from archive.importing.record import Record
from archive.importing.statements import Place
from archive.models import Text, passages
from archive.text.runs import Run, passage


class Ground(NamedTuple):
    """A place that was found: text[start:end]. `text` is None where only a load would bring it."""

    text: Text | None
    start: int
    end: int


class Grounds:
    """`coming` are the documents of a dry run that are not in the archive yet, by SHA-256; each is read when asked."""

    def __init__(self, coming: Mapping[str, Callable[[], Record]] | None = None) -> None:
        self._coming = coming or {}
        # Of a document that is not held a catalogue may name hundreds of places.
        self._absent: set[str] = set()

    def find(self, place: Place) -> Ground | None:
        """None where the document is not held. Raises Refused where other words stand there."""
        if place.source in self._absent:
            return None
        held = False
        for text, words, runs in self._texts(place):
            held = True
            span = passage(runs, place.start, place.end)
            if span and hashlib.sha256(words[slice(*span)].encode()).hexdigest() == place.words:
                return Ground(text, *span)
        if held:
            raise Refused(f"Other words stand at {place.in_words}.")
        self._absent.add(place.source)
        return None

    def _texts(self, place: Place) -> Iterator[tuple[Text | None, str, Sequence[Run]]]:
        there = list(passages.of_source(place.source, place.start, place.end))
        yield from there
        if not there and place.source in self._coming:
            record = self._coming[place.source]()
            yield None, record.body, record.runs
            for read in record.comments:
                if read.source.start <= place.start and place.end <= read.source.end:
                    yield None, read.body, read.runs
