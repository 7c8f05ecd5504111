"""What matches a query: the newest of it, on both databases the same."""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from archive.models import Card
from archive.models.cards import BREAK
from archive.search import listed, words
from archive.search.holdings import Holdings, Those
from archive.search.inventory import holdings
from archive.search.narrowing import narrowed
from archive.search.words import Found
from archive.text.queries import Field, Phrase, Query

# So many of the newest are ranked and counted by what they have in common.
RANKED = 2_000
# Words and phrases by which they are ranked; every match has all of them.
RANKING = 8


class Asked(NamedTuple):
    """What is looked for: words on the cards of `those`. `unknown` are conditions that nothing can meet."""

    query: Query
    held: Holdings
    those: Those
    unknown: tuple[Field, ...]

    @property
    def wordless(self) -> bool:
        """Whether all of `those` match, whatever their words are."""
        return not (self.query.wanted or self.query.unwanted)

    @property
    def hopeless(self) -> bool:
        nothing = not any(self.those) and self.those != self.held.all
        return nothing or not frozenset(self.query.wanted).isdisjoint(self.query.unwanted)


def asked(query: Query, more: Iterable[Field] = (), held: Holdings | None = None) -> Asked:
    """A query with its conditions worked out; `more` are conditions by slug."""
    held = held or holdings()
    return Asked(query, held, *narrowed(held, query.fields, more))


def newest(what: Asked, most: int = RANKED + 1, *, below: int | None = None, above: int | None = None) -> list[Found]:
    """The newest matches, the newest first: those below one place, or the nearest above one, where it is given; at
    most one query."""
    if what.hopeless:
        return []
    if what.wordless:
        return listed.newest(what.held, what.those, most, below=below, above=above)
    return words.newest(what.query, listed.within(what.held, what.those), most, below=below, above=above)


def finds(what: Asked) -> bool:
    """Whether anything matches."""
    if what.hopeless or what.wordless:
        return not what.hopeless and any(what.those)
    return words.finds(what.query, listed.within(what.held, what.those))


def at(places: Sequence[int]) -> list[Found]:
    """The cards at these places, in their order; one query."""
    found = dict(Card.objects.filter(place__in=places).values_list("place", "article"))
    return [Found(place, found[place]) for place in places if place in found]


def ranked(matches: Sequence[Found], phrases: Sequence[Phrase]) -> Iterator[tuple[int, int]]:
    """Rank and place of each match: the more often the words stand in it, and in its heading, the higher."""
    told = [f" {' '.join(phrase.keys)}{'' if phrase.begun else ' '}" for phrase in phrases[:RANKING]]
    for match in matches:
        words = f" {match.words} "
        heading = words.partition(BREAK)[0]
        length = 0.3 + len(words) / 1_700
        score = 0.0
        for phrase in told:
            often = times(phrase, words)
            score += often / (often + length) + 1.5 * (phrase in heading)
        yield round(1_000 * score), match.place


def times(phrase: str, words: str) -> int:
    """How often a phrase stands in words; both begin with a blank. Of two beside each other one blank is of both."""
    if phrase[-1] == " " and phrase + phrase[1:] in words:
        phrase, words = phrase.replace(" ", "  "), words.replace(" ", "  ")
    return words.count(phrase)
