"""Where words are pointed at in a text, and where they stand once it was read anew."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple, Protocol

from django.utils.translation import gettext as _

from archive.models.texts import Text
from archive.states import AnchorState
from archive.text import anchors, graphemes, quotes
from archive.text.runs import Span, enclosing

# Code points kept before and after a passage, to know it again by.
CONTEXT = 32
LONGEST = 10_000


class Astray(ValueError):
    """A passage that can't be pointed at; its message is a sentence."""


class Anchor(NamedTuple):
    """text[start:end] is `exact`, in code points. The source range is the smallest that encloses it."""

    start: int
    end: int
    exact: str
    prefix: str
    suffix: str
    source_start: int
    source_end: int


def anchor(text: Text, start: int, end: int, exact: str | None = None) -> Anchor:
    """Where text[start:end] stands. Raises Astray where there are no such words, or where they are not `exact`."""
    words = text.content.body
    if not 0 <= start < end <= len(words):
        raise Astray(_("There are no words from %(start)d to %(end)d.") % {"start": start, "end": end})
    if end - start > LONGEST:
        raise Astray(_("A passage has at most %d characters.") % LONGEST)
    found = words[start:end]
    if exact is not None and exact != found:
        raise Astray(_("Other words stand there now."))
    if not found.strip():
        raise Astray(_("Only blanks stand there."))
    if graphemes.splits(words, start, end):
        raise Astray(_("The passage begins or ends inside a character."))
    source = enclosing(text.content.runs, start, end)
    if source is None:
        raise Astray(_("These words do not stand in the source."))
    prefix, suffix = quotes.context(words, start, end, CONTEXT)
    return Anchor(start, end, found, prefix, suffix, *source)


class Pointing(Protocol):
    """A row of a layer that points at words."""

    start: Any
    end: Any
    exact: str
    prefix: str
    suffix: str


class Again(NamedTuple):
    """What became of a passage in a text that was read anew: where it stands there, or where it may stand."""

    state: AnchorState
    anchor: Anchor | None = None
    candidates: tuple[Anchor, ...] = ()


def found_again(rows: Sequence[Pointing], old: Text, new: Text) -> list[Again]:
    """What became in a new text of passages of an old one, in the order given. Rows that are damaged are orphaned."""
    words = old.content.body
    sound = [row for row in rows if row.start < row.end and words[row.start : row.end] == row.exact]
    wanted = [anchors.Anchor(row.start, row.end, row.exact, row.prefix, row.suffix) for row in sound]
    places = iter(anchors.reanchored(words, new.content.body, wanted))
    found = {id(row): _again(new, next(places)) for row in sound}
    return [found.get(id(row), Again(AnchorState.ORPHANED)) for row in rows]


def _again(text: Text, place: anchors.Place) -> Again:
    candidates = tuple(filter(None, (anchored(text, span) for span in place.candidates)))
    stands = place.span and anchored(text, place.span)
    if place.span and stands is None:
        return Again(AnchorState.ORPHANED)
    return Again(AnchorState(place.state), stands, candidates)


def anchored(text: Text, span: Span) -> Anchor | None:
    """None where the words can't be pointed at: too many, or none of the source."""
    try:
        return anchor(text, *span)
    except Astray:
        return None
