"""What two readings of one source make of it, compared place by place."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from typing import NamedTuple

from archive.importing.record import Record
from archive.text.anchors import normal
from archive.text.runs import Span, enclosing

COMMENT = "comment"
WORD = re.compile(r"\w+\s*|[^\s\w]\s*|\s+")
# Longer stretches that differ, or such as say the same words over and over, are shown whole: telling their words apart
# would take seconds and help nobody.
MOST_WORDS, MOST_PAIRS = 1000, 20_000


class Piece(NamedTuple):
    """A block or a comment of a reading. `kind` is that of the block, or `comment`; `place` is where it stands in the
    source, `parent` where its parent's words begin there. Author and parent are None and `told` is false where a
    reading did not keep them."""

    kind: str
    place: Span
    lines: tuple[int, int]
    words: str
    author: str | None = None
    parent: int | None = None
    parent_line: int | None = None
    told: bool = True

    def untold(self) -> "Piece":
        return self._replace(author=None, parent=None, parent_line=None, told=False)

    def says(self) -> tuple[object, ...]:
        """What makes it differ from another; lines follow from the place."""
        return (self.kind, self.place, self.words, self.author, self.parent)


class Change(NamedTuple):
    """What one reading made of a stretch of the source, and what the other makes of it."""

    before: tuple[Piece, ...]
    after: tuple[Piece, ...]

    @property
    def line(self) -> int:
        return min(piece.lines[0] for piece in (*self.before, *self.after))


def pieces_of(record: Record) -> list[Piece]:
    """The blocks and the comments of a record."""
    found = [
        Piece(block.kind, enclosing(record.runs, block.start, block.end) or Span(0, 0), block.lines,
              record.body[block.start : block.end])
        for block in record.blocks
    ]  # fmt: skip
    for read in record.comments:
        of = None if read.parent is None else record.comments[read.parent]
        parent, line = (of.source.start, of.lines[0]) if of else (None, None)
        found.append(Piece(COMMENT, read.source, read.lines, read.body, read.author, parent, line))
    return found


def differences(before: Sequence[Piece], after: Sequence[Piece]) -> list[Change]:
    """The stretches that two readings of one source read otherwise, in order of the source.

    Pieces that differ and share characters of the source belong to one change, so a paragraph that falls in two is
    one change of one piece into two.
    """
    if not all(piece.told for piece in (*before, *after)):
        before, after = [piece.untold() for piece in before], [piece.untold() for piece in after]
    old, new = {piece.says() for piece in before}, {piece.says() for piece in after}
    marked = [(piece, 0) for piece in before if piece.says() not in new]
    marked += [(piece, 1) for piece in after if piece.says() not in old]
    return list(_grouped(sorted(marked, key=lambda one: (one[0].place, one[1]))))


def _grouped(marked: Sequence[tuple[Piece, int]]) -> Iterator[Change]:
    sides: tuple[list[Piece], list[Piece]] = ([], [])
    end = -1
    for piece, side in marked:
        if piece.place.start >= end and (sides[0] or sides[1]):
            yield Change(tuple(sides[0]), tuple(sides[1]))
            sides = ([], [])
        sides[side].append(piece)
        end = max(end, piece.place.end)
    if sides[0] or sides[1]:
        yield Change(tuple(sides[0]), tuple(sides[1]))


def touches(change: Change, place: Span, words: str, *, unsure: bool = False) -> bool:
    """Whether a passage, known by its place in the source and its words, is read otherwise on the two sides: in other
    words, as something else, or as said by somebody else. One that is `unsure` of its words is, wherever they stand."""
    pieces = (*change.before, *change.after)
    if not any(piece.place.start < place.end and place.start < piece.place.end for piece in pieces):
        return False
    if unsure:
        return True
    wanted = normal(words)
    before, after = ({(piece.kind, piece.author) for piece in side if wanted in normal(piece.words)} for side in change)
    return before != after or not before


class Stretch(NamedTuple):
    """Some words of one side; `same` where the other side has them as well."""

    words: str
    same: bool


def marked_words(before: str, after: str) -> tuple[list[Stretch], list[Stretch]]:
    """Both sides with the words that they share told apart."""
    old, new = WORD.findall(before), WORD.findall(after)
    first = _shared(old, new)
    last = _shared(old[first:][::-1], new[first:][::-1])
    middle, other = old[first : len(old) - last], new[first : len(new) - last]
    pairs = [(slice(0, len(middle)), slice(0, len(other)), False)]
    counts = Counter(middle)
    if max(len(middle), len(other)) <= MOST_WORDS and sum(counts[word] for word in other) <= MOST_PAIRS:
        steps = SequenceMatcher(None, middle, other, autojunk=False).get_opcodes()
        pairs = [(slice(i, j), slice(k, m), tag == "equal") for tag, i, j, k, m in steps]
    head, tail = Stretch("".join(old[:first]), same=True), Stretch("".join(old[len(old) - last :]), same=True)
    left = [head, *(Stretch("".join(middle[cut]), same) for cut, _cut, same in pairs), tail]
    right = [head, *(Stretch("".join(other[cut]), same) for _cut, cut, same in pairs), tail]
    return [one for one in left if one.words], [one for one in right if one.words]


def _shared(one: Sequence[str], other: Sequence[str]) -> int:
    """How many words both begin with."""
    return next((n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
