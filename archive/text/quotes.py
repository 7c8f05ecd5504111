"""A quote that somebody pasted, found again in a text: every place, the exact ones first.

Positions are half-open code points. No place begins or ends inside a grapheme cluster.
"""

from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple

from archive.text.graphemes import Borders, after, before
from archive.text.keyed import Keyed, keyed
from archive.text.tokens import is_letter

CONTEXT = 32
LONGEST = 20_000
MOST = 100
# So many hits that begin or end inside a character or a word end the search as well.
TRIES = 20_000


class Place(NamedTuple):
    """text[start:end]; `exact` says whether it is the quote to the letter."""

    start: int
    end: int
    exact: bool


class Found(NamedTuple):
    """The places in the order of the text, exact ones before the others; `more` where the search stopped early."""

    places: tuple[Place, ...]
    more: bool


class QuoteTooLong(ValueError):
    """The quote is longer than any passage that is marked."""

    def __init__(self, length: int) -> None:
        super().__init__(f"The quote has {length:,} characters; at most {LONGEST:,} can be looked for.")


class TooCommon(ValueError):
    """The words stand, or nearly stand, in more texts than are looked at closely."""

    def __init__(self) -> None:
        super().__init__("These words are too common to be looked for: quote more of them.")


class NoWords(ValueError):
    """The quote has no sign that could be looked for."""

    def __init__(self) -> None:
        super().__init__("The quote holds no words.")


def asked(quote: str) -> tuple[str, Keyed]:
    """What is looked for: the quote without the blanks round it, and its comparable form. Raises as `find`."""
    if len(quote) > LONGEST:
        raise QuoteTooLong(len(quote))
    words = quote.strip()
    wanted = keyed(words)
    if not wanted.keys:
        raise NoWords
    return words, wanted


def find(text: str, quote: str, most: int = MOST) -> Found:
    """Every place of a quote in a text, up to `most`; places may overlap.

    First where it stands to the letter (blanks round it left out), then where it stands in the comparable form of
    `archive.text.keyed` and no exact place lies; there it must begin and end with whole words, as far as the script
    parts its words by blanks. Raises QuoteTooLong and NoWords.
    """
    words, wanted = asked(quote)
    borders = Borders(text)
    exact = list(islice(_exact(text, words, borders), most + 1))
    taken = {(place.start, place.end) for place in exact if place}
    places = [place for place in exact if place]
    more = len(exact) > most or None in exact
    if not more:
        rest = islice(_folded(keyed(text), text, wanted.keys, taken), most - len(places) + 1)
        for place in rest:
            if place is None or len(places) == most:
                more = True
            else:
                places.append(place)
    return Found(tuple(places[:most]), more)


def context(text: str, start: int, end: int, length: int = CONTEXT) -> tuple[str, str]:
    """What stands before and after text[start:end], at most `length` code points each, cut between graphemes."""
    low, high = max(start - length, 0), min(end + length, len(text))
    return text[min(after(text, low), start) : start], text[end : max(before(text, high), end)]


def _exact(text: str, words: str, borders: Borders) -> Iterator[Place | None]:
    """The places to the letter; None where the search is given up."""
    at = text.find(words)
    for _ in range(TRIES):
        if at < 0:
            return
        if at in borders and at + len(words) in borders:
            yield Place(at, at + len(words), exact=True)
        at = text.find(words, at + 1)
    yield None


def _folded(held: Keyed, text: str, keys: str, taken: set[tuple[int, int]]) -> Iterator[Place | None]:
    at = held.keys.find(keys)
    for _ in range(TRIES):
        if at < 0:
            return
        last = at + len(keys) - 1
        start, end = held.starts[at], held.ends[last]
        whole = (at == 0 or held.starts[at - 1] != start) and (
            last + 1 == len(held.keys) or held.starts[last + 1] != held.starts[last]
        )
        if whole and not _in_word(text, start) and not _in_word(text, end) and (start, end) not in taken:
            yield Place(start, end, exact=False)
        at = held.keys.find(keys, at + 1)
    yield None


def _in_word(text: str, at: int) -> bool:
    return 0 < at < len(text) and is_letter(text[at - 1]) and is_letter(text[at])
