"""What is a repetition and not evidence: the same author, shared wording, or no source of its own."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from archive.rules.statements import SIDES
from archive.states import EvidenceSide
from archive.text import echoes
from archive.text.folding import fold

# A run of so many words in common is shared wording; a shorter passage counts when all of it stands in the other.
RUN = 8
WHOLE = 4
# So much of the words of a text in another makes one of them a reprint.
NEARLY_WHOLE = 0.8


@dataclass(frozen=True)
class Voice:
    """Who says something, in which words. `authors` are told apart by folded names; nobody is known where it is empty.

    `comment`: said by a reader under an article. `sourced`: it names a source of its own. `text`: in which text it
    stands, the same for all reprints of one; nobody knows where it is empty.
    """

    words: str
    authors: frozenset[str] = frozenset()
    comment: bool = False
    sourced: bool = False
    text: str = ""


class Because(Enum):
    """Why something is a repetition."""

    AUTHOR = "author"
    WORDING = "wording"
    REPRINT = "reprint"
    NO_SOURCE = "no source"

    @property
    def sentence(self) -> str | Promise:
        return _SENTENCES[self]


_SENTENCES = {
    Because.AUTHOR: _("The same author says it elsewhere."),
    Because.WORDING: _("The same words stand elsewhere."),
    Because.REPRINT: _("It stands in a reprint of the same text."),
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


def voice(
    words: str, authors: Iterable[str] = (), *, comment: bool = False, sourced: bool = False, text: str = ""
) -> Voice:
    return Voice(words, frozenset(filter(None, map(fold, authors))), comment, sourced, text)


class Taken(NamedTuple):
    """A passage of a text that stands in another as well, and the part of all words of the text that it has."""

    start: int
    end: int
    part: float


def covered(passages: Iterable[Taken]) -> float:
    """Which part of a text these passages take up together, from 0 to 1; where some lie over others, once."""
    found, reached = 0.0, 0
    for start, end, part in sorted(passages):
        if end > reached:
            found += part * (end - max(start, reached)) / (end - start)
            reached = end
    return min(found, 1.0)


def families(reprints: Iterable[Collection[str]]) -> dict[str, str]:
    """One name for all texts that are reprints of each other, over whatever others; a text that is none has none."""
    found: dict[str, set[str]] = {}
    for pair in reprints:
        both = set().union(*(found.get(text, {text}) for text in pair))
        found |= dict.fromkeys(both, both)
    return {text: min(family) for text, family in found.items()}


class Standing(NamedTuple):
    """In how many places something stands; `reprints` more are those of texts that are reprints of one of these."""

    places: int
    reprints: int


def standing(own: Mapping[str, int], besides: int, family: Mapping[str, str]) -> Standing:
    """`own` says how many places lie in the words of each text, `besides` how many in comments; `family` names texts
    that are reprints of each other, as `families` gives it. Of these the text with most places counts."""
    found: defaultdict[str, list[int]] = defaultdict(list)
    for text, number in own.items():
        found[family.get(text, text)].append(number)
    places = sum(map(max, found.values()))
    return Standing(besides + places, sum(own.values()) - places)


def repeats(later: Voice, earlier: Iterable[Voice]) -> frozenset[Because]:
    """Why one voice only repeats what others say; empty where it stands by itself."""
    found = set() if later.sourced else {Because.NO_SOURCE}
    for other in earlier:
        if later.authors & other.authors:
            found.add(Because.AUTHOR)
        if later.text and later.text == other.text:
            found.add(Because.REPRINT)
        if Because.WORDING not in found and echoes.alike(later.words, other.words, run=RUN, whole=WHOLE):
            found.add(Because.WORDING)
    return frozenset(found)


def weigh(pieces: Sequence[tuple[str, Voice]], places: Iterable[Voice]) -> list[Weighed]:
    """What each piece of evidence, `(side, voice)`, counts as; the oldest first.

    What supports a statement repeats it where it says no more than the places where the statement stands. On either
    side a piece repeats the earlier ones of the same side.
    """
    said: dict[str, list[Voice]] = {EvidenceSide.SUPPORTS: [*dict.fromkeys(places)], EvidenceSide.REFUTES: []}
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
