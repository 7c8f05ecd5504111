"""A page in units: the lines that belong together, before anything is known of what they are.

On most pages a line is a unit. Text that was broken into lines of one width is put together again; a correction
begins, continues or names a unit.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise

from archive.importing import sentences
from archive.importing.corrections import Corrections
from archive.importing.draft import Draft, Piece
from archive.importing.record import BlockKind
from archive.importing.source import Line
from archive.text.runs import Span

# Longer lines are no product of breaking a text into lines.
WIDEST = 130
NARROWEST = 30
# Fewer breaks than these prove no width.
FEWEST_BREAKS = 4
MARGIN = frozenset("\ufeff\0")
KINDS = frozenset(BlockKind)
HYPHENS = "-\u2010\u00ad\u058a\u05be"


def content(line: Line) -> Span:
    """A line without the blanks round it, as a range of the source; a byte order mark counts as blank."""
    text, low, high = line.text, 0, len(line.text)
    while low < high and (text[low].isspace() or text[low] in MARGIN):
        low += 1
    while high > low and (text[high - 1].isspace() or text[high - 1] in MARGIN):
        high -= 1
    return Span(line.start + low, line.start + high)


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
        return sentences.ends(self.text)

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
    groups = _grouped(filled, _rewrapping(filled), corrections)
    _note_misfits(draft, lines, groups, corrections)
    return _units(draft, lines, corrections, [(group, list(_rejoined(draft, group, corrections))) for group in groups])


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


def _rejoined(draft: Draft, group: Sequence[Line], corrections: Corrections) -> Iterator[Piece]:
    """The lines put together with a blank between them; a hyphen at a line's end stays unless a correction joins it."""
    for line in group[:-1]:
        start, end = content(line)
        if not _hyphened(line):
            yield Span(start, end)
            yield " "
        elif corrections.says(line.number, "join"):
            draft.did(line.number, "hyphen at the line end left out")
            yield Span(start, end - 1)
        else:
            if not corrections.says(line.number, "keep"):
                draft.doubt(line.number, "the hyphen at the line end may be only a line break; it stays")
            yield Span(start, end)
    yield content(group[-1])


def _hyphened(line: Line) -> bool:
    text = line.text.rstrip()
    return len(text) > 1 and text[-1] in HYPHENS and text[-2].isalpha()


def _rewrapping(lines: Sequence[Line]) -> Callable[[Line, Line], bool]:
    """Whether a line goes on with the line before it, on a page whose text was broken into lines of one width."""
    width = _width(lines)

    def belongs(line: Line, after: Line) -> bool:
        if width is None or after.number != line.number + 1 or after.indent > line.indent + 1:
            return False
        return _full(line, after, width) or _hyphened(line)

    return belongs


def _width(lines: Sequence[Line]) -> int | None:
    """The width at which the lines of a page were broken, or None where a line is a paragraph.

    In broken text the first word of a line would not have fitted on the line above it, and sentences run over.
    """
    narrow = [len(line.text.rstrip()) for line in lines if len(line.text) <= WIDEST]
    if len(narrow) < FEWEST_BREAKS + 1 or len(narrow) < 0.95 * len(lines):
        return None
    width = max(narrow)
    if width < NARROWEST:
        return None
    breaks = [(line, after) for line, after in pairwise(lines) if after.number == line.number + 1]
    full = [line for line, after in breaks if _full(line, after, width)]
    running = [line for line in full if not sentences.ends(line.text.rstrip())]
    proved = len(full) >= max(FEWEST_BREAKS, 0.6 * len(breaks)) and len(running) >= 0.5 * len(full)
    return width if proved else None


def _full(line: Line, after: Line, width: int) -> bool:
    words = after.text.split(maxsplit=1)
    return len(line.text.rstrip()) + 1 + len(words[0] if words else "") > width


def _note_misfits(
    draft: Draft, lines: Sequence[Line], groups: Sequence[Sequence[Line]], corrections: Corrections
) -> None:
    """A correction that says nothing about these lines is noted as a doubt."""
    if not lines or not corrections:
        return
    first, last = lines[0].number, lines[-1].number
    filled = {line.number for group in groups for line in group}
    hyphened = {line.number for group in groups for line in group[:-1] if _hyphened(line)}
    for line, what, to in ((each.line, each.what, each.to) for each in corrections.all):
        if not first <= line <= last:
            continue
        fits = {
            "kind": line in filled and to in KINDS,
            "begin": line in filled,
            "continue": line in filled and line != groups[0][0].number,
            "join": line in hyphened,
            "keep": line in hyphened,
        }.get(what, False)
        if not fits:
            draft.doubt(line, f"the correction “{what}” fits nothing at this line")
