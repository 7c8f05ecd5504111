"""The registry of readers: one module of this folder for each shape of documents.

A reader is added by copying the nearest one into this folder; its file is all that the registry needs. It offers

- `NAME`, by which a catalogue and `--shape` call it, and `VERSION`, raised whenever it would read anything differently:
  the texts that an older version read are then read anew;
- `score(source)`, 0 to 1: how much of what only this shape has was found. `plain` gives 0.1 to every text, so a reader
  that finds nothing of its own must give less;
- `read(source, corrections)`: the `Record`. Every character of the source that is not blank stands in a run of the
  body or in a comment, except where a hyphen of a line break was joined; what the source does not say is None; what
  was done or doubted is a note, which quotes no word of the document. No correction and no source raises.

Blocks are drafted as ranges of the source (`archive.importing.draft`), never as strings, so that the map is right by
construction. `page/` reads titles, bylines, dates, captions and what a site prints round its articles, for every shape
that is a page. A property test runs over all that stand here.
"""

from collections.abc import Iterator
from dataclasses import replace
from importlib import import_module
from pkgutil import iter_modules
from typing import Protocol, cast

from archive.importing.corrections import Corrections
from archive.importing.oddities import oddities
from archive.importing.record import Note, Record
from archive.importing.source import Source

NONE = Corrections()


class UnknownShape(ValueError):
    """A name that no reader has."""


class Shape(Protocol):
    NAME: str
    VERSION: int

    def score(self, source: Source) -> float: ...

    def read(self, source: Source, corrections: Corrections) -> Record: ...


def _readers() -> Iterator[Shape]:
    for module in iter_modules(__path__):
        yield cast(Shape, import_module(f"{__name__}.{module.name}"))


SHAPES: dict[str, Shape] = {shape.NAME: shape for shape in _readers()}


def recognise(source: Source) -> str:
    """The name of the shape that fits a source best."""
    return max(SHAPES, key=lambda name: SHAPES[name].score(source))


def shape_named(name: str) -> Shape:
    """Raises `UnknownShape`."""
    try:
        return SHAPES[name]
    except KeyError:
        raise UnknownShape(f"There is no shape “{name}”; there are {', '.join(sorted(SHAPES))}.") from None


def read(source: Source, *, shape: str | None = None, corrections: Corrections = NONE) -> Record:
    """What the reader of the named, or else of the recognised shape makes of a source. Raises `UnknownShape`."""
    record = shape_named(shape or recognise(source)).read(source, corrections)
    beyond = [
        Note(each.line, f"the correction “{each.what}” names a line that is not there", doubt=True)
        for each in corrections.all
        if each.line > len(source.lines)
    ]
    notes = sorted([*record.notes, *oddities(source), *beyond], key=lambda note: note.line)
    return replace(record, notes=tuple(notes))
