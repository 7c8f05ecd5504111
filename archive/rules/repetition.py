"""What is a repetition and not evidence: the same author, shared wording, or no source of its own."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from enum import Enum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from archive.rules.statements import SIDES
from archive.states import EvidenceSide
from archive.text.folding import fold
from archive.text.wording import shares

# A run of so many words in common is shared wording; a shorter passage counts when all of it stands in the other.
RUN = 8
WHOLE = 4


@dataclass(frozen=True, slots=True)
class Voice:
    """Who says something, in which words. `authors` are told apart by folded names; nobody is known where it is empty.

    `comment`: said by a reader under an article. `sourced`: it names a source of its own.
    """

    words: str
    authors: frozenset[str] = frozenset()
    comment: bool = False
    sourced: bool = False


class Because(Enum):
    """Why something is a repetition."""

    AUTHOR = "author"
    WORDING = "wording"
    NO_SOURCE = "no source"

    @property
    def sentence(self) -> str | Promise:
        return _SENTENCES[self]


_SENTENCES = {
    Because.AUTHOR: _("The same author says it elsewhere."),
    Because.WORDING: _("The same words stand elsewhere."),
    Because.NO_SOURCE: _("It names no source of its own."),
}


class Weight(Enum):
    """What a piece counts as."""

    SOURCE = "source"
    REPETITION = "repetition"
    TESTIMONY = "testimony"  # of what a reader says, never of the fact
    CONTEXT = "context"


@dataclass(frozen=True, slots=True)
class Weighed:
    """What a piece counts as, and why it is a repetition where it is one."""

    weight: Weight
    because: frozenset[Because] = frozenset()


def voice(words: str, authors: Iterable[str] = (), *, comment: bool = False, sourced: bool = False) -> Voice:
    return Voice(words, frozenset(filter(None, map(fold, authors))), comment, sourced)


def repeats(later: Voice, earlier: Iterable[Voice]) -> frozenset[Because]:
    """Why one voice only repeats what others say; empty where it stands by itself."""
    found = set() if later.sourced else {Because.NO_SOURCE}
    for other in earlier:
        if later.authors & other.authors:
            found.add(Because.AUTHOR)
        if shares(later.words, other.words, run=RUN, whole=WHOLE):
            found.add(Because.WORDING)
    return frozenset(found)


def weigh(pieces: Sequence[tuple[str, Voice]], places: Iterable[Voice]) -> list[Weighed]:
    """What each piece of evidence, `(side, voice)`, counts as; the oldest first.

    What supports a statement repeats it where it says no more than the places where the statement stands. On either
    side a piece repeats the earlier ones of the same side.
    """
    said: dict[str, list[Voice]] = {EvidenceSide.SUPPORTS: list(places), EvidenceSide.REFUTES: []}
    found = []
    for side, piece in pieces:
        if side == EvidenceSide.CONTEXT:
            found.append(Weighed(Weight.CONTEXT))
            continue
        because = repeats(piece, said[side])
        said[side].append(piece)
        if piece.comment:
            found.append(Weighed(Weight.TESTIMONY, because))
        else:
            found.append(Weighed(Weight.REPETITION if because else Weight.SOURCE, because))
    return found


def silent_sides(pieces: Collection[tuple[str, Weighed]]) -> list[str]:
    """The sides on which the archive holds no independent source."""
    return [side for side in SIDES if not any(on == side and piece.weight is Weight.SOURCE for on, piece in pieces)]
