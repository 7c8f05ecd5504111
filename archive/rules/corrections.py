"""Sets of corrections: as lines of text (`12 join`, `7 kind caption`, `40 parent 31`), grown, checked and merged."""

import re
from collections.abc import Iterable
from typing import NamedTuple

from django.utils.translation import gettext as _

from archive.importing.corrections import BadCorrection, Correction
from archive.importing.record import BlockKind
from archive.text.legible import legible

MOST = 10_000
# More lines than a person means to correct at one go.
MOST_AT_ONCE = 1000
LONGEST_PIECE = 40
WRITTEN = re.compile(r"([0-9]{1,9})[ \t]+([a-z]+)(?:[ \t]+([a-z_]+|[0-9]{1,9}))?")
RANGE = re.compile(r"([0-9]{1,9})(?:-([0-9]{1,9}))?")
DASH = re.compile(r"\s*[-–—]\s*")
# At one line the later of two such sayings takes the place of the other.
OPPOSITES = {
    "join": "keep", "keep": "join",
    "begin": "continue", "continue": "begin",
    "author": "words", "words": "author",
}  # fmt: skip


def written(corrections: Iterable[Correction]) -> str:
    """One a line, in order of lines."""
    return "\n".join(f"{each.line} {each.what}{each.to and ' '}{each.to}" for each in sorted(corrections))


def read(text: str) -> frozenset[Correction]:
    """What `written` wrote, or a person like it; raises BadCorrection with the words that can't be followed."""
    found: list[Correction] = []
    for piece in text.splitlines():
        if not (words := piece.strip()):
            continue
        match = WRITTEN.fullmatch(words)
        if match is None:
            raise BadCorrection(
                _("“%s” is no correction: write a line number and what is to be read there")
                % legible(words[:LONGEST_PIECE])
            )
        number, what, to = match.groups()
        found.append(Correction(int(number), what, to or ""))
        if len(found) > MOST:
            raise BadCorrection(_("at most %s corrections are taken") % f"{MOST:,}")
    return frozenset(found)


def lines(text: str) -> list[int]:
    """The lines in `12, 15-18`; raises BadCorrection."""
    found: dict[int, None] = {}
    for piece in DASH.sub("-", text).replace(",", " ").replace(";", " ").split():
        match = RANGE.fullmatch(piece)
        if match is None:
            raise BadCorrection(_("“%s” is no line number and no range such as 15-18") % legible(piece[:LONGEST_PIECE]))
        first = int(match[1])
        last = int(match[2] or first)
        if last < first or last - first >= MOST_AT_ONCE or len(found) > MOST_AT_ONCE:
            raise BadCorrection(
                _("“%(piece)s”: a range rises, and has at most %(most)d lines")
                % {"piece": legible(piece), "most": MOST_AT_ONCE}
            )
        found |= dict.fromkeys(range(first, last + 1))
    return list(found)


def grown(corrections: Iterable[Correction], new: Iterable[Correction]) -> frozenset[Correction]:
    """With the new ones, in their order, each in the place of what was said of its line before."""
    held = {(each.line, each.what): each for each in corrections}
    for each in new:
        held.pop((each.line, OPPOSITES.get(each.what, "")), None)
        held[each.line, each.what] = each
    return frozenset(held.values())


def check(corrections: Iterable[Correction], last: int) -> None:
    """Raises BadCorrection where one names a line past the `last`, a kind that is none, or says too much."""
    for each in sorted(corrections):
        if each.line > last:
            raise BadCorrection(
                _("line %(line)s is not there: the document has %(last)s lines")
                % {"line": each.line, "last": f"{last:,}"}
            )
        if each.what == "parent" and int(each.to) > last:
            raise BadCorrection(
                _("line %(line)s can’t answer line %(other)s: the document has %(last)s lines")
                % {"line": each.line, "other": each.to, "last": f"{last:,}"}
            )
        if each.what == "parent" and int(each.to) == each.line:
            raise BadCorrection(_("line %(line)s can’t answer itself") % {"line": each.line})
        if each.what == "kind" and each.to not in tuple(BlockKind):
            raise BadCorrection(
                _("line %(line)s: “%(kind)s” is none of %(kinds)s")
                % {"line": each.line, "kind": legible(each.to), "kinds": ", ".join(BlockKind)}
            )
        if each.what not in ("kind", "parent") and each.to:
            raise BadCorrection(
                _("line %(line)s: “%(what)s” takes no “%(more)s”")
                % {"line": each.line, "what": each.what, "more": legible(each.to)}
            )


class Merged(NamedTuple):
    """The corrections of two people, and what the other one added and took away."""

    corrections: frozenset[Correction]
    added: list[Correction]
    removed: list[Correction]


def merged(base: Iterable[Correction], mine: Iterable[Correction], theirs: Iterable[Correction]) -> Merged:
    """Mine and theirs since `base`; where both speak of the same, mine stand, for another look."""
    base, mine, theirs = frozenset(base), frozenset(mine), frozenset(theirs)
    together = grown(theirs - (base - mine), sorted(mine - base))
    return Merged(together, sorted(theirs - base), sorted(base - theirs))
