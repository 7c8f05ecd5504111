"""What to try where a search finds nothing: searches near to it that do find something."""

from collections.abc import Iterator, Sequence

from archive.search.holdings import Holdings
from archive.search.matches import asked, finds
from archive.text.queries import SHORTEST, Field, Phrase, Query, spelt

# Words that are tried one by one, and searches that are told.
WORDS, TOLD = 6, 6


def trying(held: Holdings, query: Query, more: Sequence[Field]) -> list[tuple[str, Sequence[Field]]]:
    """What to type, and what still narrows it: the nearest first. One short question for each that is tried."""
    found = []
    for near, narrowed in _near(query.wanted[:WORDS], query, more):
        if finds(asked(near, narrowed, held)):
            found.append((spelt(near.wanted), narrowed))
            if len(found) == TOLD:
                break
    return found


def _near(wanted: Sequence[Phrase], query: Query, more: Sequence[Field]) -> Iterator[tuple[Query, Sequence[Field]]]:
    if not wanted:
        return
    if more or query.fields or query.unwanted:
        yield Query(tuple(wanted)), ()
    words = [Phrase((key,)) for phrase in wanted for key in phrase.keys][:WORDS]
    if len(words) > len(wanted):
        yield Query(tuple(words)), more
    if any(not phrase.begun for phrase in wanted):
        yield Query(tuple(Phrase(each.keys, len(each.keys[-1]) >= SHORTEST) for each in wanted)), more
    if len(words) > 1:
        yield from ((Query((word,)), more) for word in words)
