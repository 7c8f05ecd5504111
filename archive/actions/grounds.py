"""Where the places stand that a catalogue names: in the archive, or in a document that a load would bring."""

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import NamedTuple

from archive.actions.refusals import Refused
from archive.importing.record import Record
from archive.importing.statements import Place
from archive.models import Text, passages
from archive.text.runs import Run, SourceIndex, Span


class Ground(NamedTuple):
    """A place that was found: text[start:end]. `text` is None where only a load would bring it."""

    text: Text | None
    start: int
    end: int


class Grounds:
    """`coming` are the documents of a dry run that are not in the archive yet, by SHA-256; each is read when asked."""

    def __init__(self, coming: Mapping[str, Callable[[], Record]] | None = None) -> None:
        self._coming = coming or {}

    def find(self, place: Place) -> Ground | None:
        """None where the document is not held. Raises Refused where other words stand there."""
        held = False
        for text, body, runs in self._texts(place):
            held = True
            if span := _standing(place, body, runs):
                return Ground(text, *span)
        if held:
            raise Refused(f"Other words stand at {place.in_words}.")
        return None

    def _texts(self, place: Place) -> Iterator[tuple[Text | None, str, Iterable[Run]]]:
        for text in passages.of_source(place.source, place.start, place.end):
            yield text, text.content.body, (Run(*run) for run in text.content.map)
        if read := self._coming.get(place.source):
            record = read()
            yield None, record.body, record.runs
            for comment in record.comments:
                if comment.source.start <= place.start and place.end <= comment.source.end:
                    yield None, comment.body, comment.runs


def _standing(place: Place, body: str, runs: Iterable[Run]) -> Span | None:
    """The passage that begins and ends where the place does, if it has its words. What lies between may have been
    left out, or be read elsewhere."""
    index = SourceIndex(list(runs))
    first, last = index.canonical(place.start, place.start + 1), index.canonical(place.end - 1, place.end)
    if first is None or last is None or first.start >= last.end:
        return None
    words = body[first.start : last.end]
    same = hashlib.sha256(words.encode()).hexdigest() == place.words
    return Span(first.start, last.end) if same else None
