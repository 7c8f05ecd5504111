"""A page in units: the lines that belong together, before anything is known of what they are.

On most pages a line is a unit. Text that was broken into lines of one width is put together again; a correction
begins, continues or names a unit.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise

from archive.importing.corrections import Corrections
from archive.importing.draft import Draft, Piece
from archive.importing.page.lines import content
from archive.importing.page.rewrapping import Rewrapping
from archive.importing.record import BlockKind
from archive.importing.sentences import ends, hyphened
from archive.importing.source import MARKS, Line
from archive.text.runs import Span

KINDS = frozenset(BlockKind)


@dataclass(eq=False)
class Unit:
    """Lines that form one block. `apart` says that a blank line, or nothing, stands above.

    `names` are the names that its text gives, as ranges of the text, each with its role.
    """

    pieces: list[Piece]
    text: str
    lines: tuple[int, int]
    apart: bool
    kind: str | None = None
    fixed: bool = False
    names: list[tuple[Span, str]] = field(default_factory=list)

    @property
    def line(self) -> int:
        return self.lines[0]

    @cached_property
    def words(self) -> int:
        return len(self.text.split())

    @cached_property
    def ends(self) -> bool:
        """Whether it ends like a sentence."""
        return ends(self.text.rstrip(MARKS))

    def span(self, start: int, end: int) -> Span:
        """The source range of text[start:end]."""
        at, low, high = 0, None, None
        for piece in self.pieces:
            length = len(piece) if isinstance(piece, str) else piece.end - piece.start
            if isinstance(piece, Span) and at < end and start < at + length:
                low = piece.start + max(start - at, 0) if low is None else low
                high = piece.start + min(end - at, length)
            at += length
        first = next(piece for piece in self.pieces if isinstance(piece, Span))
        return Span(first.start, first.start) if low is None or high is None else Span(low, high)

    @property
    def whole(self) -> Span:
        return self.span(0, len(self.text))


def read_units(draft: Draft, lines: Sequence[Line], corrections: Corrections) -> list[Unit]:
    """The units of a page in their order; what was corrected, and what fitted nothing, is noted."""
    filled = _filled(lines)
    rewrapping = Rewrapping(draft, filled, corrections)
    groups = _grouped(filled, rewrapping.belongs, corrections)
    _note_misfits(draft, lines, groups, corrections)
    return _units(draft, lines, corrections, [(group, list(rewrapping.pieces(group))) for group in groups])


def read_paragraphs(draft: Draft, lines: Sequence[Line], corrections: Corrections) -> list[Unit]:
    """The same of a text of which nothing is known: blank lines part its units, and their lines stay lines."""
    groups = _grouped(_filled(lines), lambda line, after: after.number == line.number + 1, corrections)
    _note_misfits(draft, lines, groups, corrections)
    return _units(draft, lines, corrections, [(group, list(_as_printed(group))) for group in groups])


def _filled(lines: Sequence[Line]) -> list[Line]:
    return [line for line in lines if not line.blank and content(line).start < content(line).end]


def _grouped(
    lines: Sequence[Line], belongs: Callable[[Line, Line], bool], corrections: Corrections
) -> list[list[Line]]:
    """Lines in groups; `belongs` says whether a line goes on with the line before it, where no correction does."""
    groups = [[line] for line in lines[:1]]
    for before, line in pairwise(lines):
        if corrections.says(line.number, "begin"):
            joined = False
        elif corrections.says(line.number, "continue"):
            joined = True
        else:
            one_kind = corrections.to(before.number, "kind") == corrections.to(line.number, "kind")
            joined = one_kind and belongs(before, line)
        if joined:
            groups[-1].append(line)
        else:
            groups.append([line])
    return groups


def _units(
    draft: Draft, lines: Sequence[Line], corrections: Corrections, groups: Iterable[tuple[Sequence[Line], list[Piece]]]
) -> list[Unit]:
    below_blank = {line.number + 1 for line in lines if line.blank} | {1}
    units = []
    for group, pieces in groups:
        first = group[0].number
        text = "".join(piece if isinstance(piece, str) else draft.source.text[slice(*piece)] for piece in pieces)
        named = [kind for line in group if (kind := corrections.to(line.number, "kind")) in KINDS]
        units.append(
            Unit(
                pieces,
                text,
                (first, group[-1].number),
                apart=first in below_blank,
                kind=named[0] if named else None,
                fixed=bool(named),
            )
        )
    return units


def _as_printed(group: Sequence[Line]) -> Iterator[Piece]:
    for number, line in enumerate(group):
        if number:
            yield "\n"
        yield content(line)


def _note_misfits(
    draft: Draft, lines: Sequence[Line], groups: Sequence[Sequence[Line]], corrections: Corrections
) -> None:
    """A correction that says nothing about these lines is noted as a doubt."""
    if not lines or not corrections:
        return
    first, last = lines[0].number, lines[-1].number
    filled = {line.number for group in groups for line in group}
    broken = {line.number for group in groups for line in group[:-1] if hyphened(line.text.rstrip())}
    for line, what, to in ((each.line, each.what, each.to) for each in corrections.all):
        if not first <= line <= last:
            continue
        fits = {
            "kind": line in filled and to in KINDS,
            "begin": line in filled,
            "continue": line in filled and line != groups[0][0].number,
            "join": line in broken,
            "keep": line in broken,
        }.get(what, False)
        if not fits:
            draft.doubt(line, f"the correction “{what}” fits nothing at this line")
