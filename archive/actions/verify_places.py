"""Verification of what points at words: places of statements and passages of evidence."""

from collections.abc import Iterator
from itertools import groupby
from operator import attrgetter

from django.core.exceptions import ObjectDoesNotExist

from archive.actions.reanchoring import STANDS, TELLING, Mark
from archive.actions.statements import target
from archive.models import SourceFile, Text, anchoring, passages
from archive.models.anchoring import Astray

# What is not as the text has it, by the column that says it; the words first.
SAID = {
    "exact": "other words stand at its place",
    "prefix": "other words stand before it",
    "suffix": "other words stand behind it",
    "source_start": "it stands elsewhere in the source",
    "source_end": "it stands elsewhere in the source",
}


def check(source: SourceFile) -> Iterator[tuple[str, list[str]]]:
    """Each place in words that were read out of a source: what decisions call it, and what is wrong with it."""
    for noun, telling in TELLING.items():
        rows = noun._default_manager.filter(text__reading__source=source).select_related("statement")
        ordered = rows.order_by("text", "pk").iterator(chunk_size=500)
        for key, marks in groupby(ordered, attrgetter("text_id")):
            text = Text.objects.select_related("content", "reading").get(pk=key)
            current = passages.texts_of(text.reading.article_id).filter(pk=key).exists()
            for mark in marks:
                about = f"{target(mark.statement)} {telling.field(mark)}"
                # Of what was erased no place is left to be checked.
                yield about, list(dict.fromkeys(_faults(mark, text, current=current))) if text.length else []


def _faults(mark: Mark, text: Text, *, current: bool) -> Iterator[str]:
    try:
        anchor = anchoring.anchor(text, mark.start or 0, mark.end or 0)
    except Astray as error:
        yield str(error)
        return
    except (TypeError, ValueError, ObjectDoesNotExist):
        yield "its text has lost its words or its map"
        return
    for name, sentence in SAID.items():
        if getattr(mark, name) != getattr(anchor, name):
            yield sentence
    if mark.state in STANDS and not current:
        yield "it does not wait for an editor, but its words are not those that are read today"
