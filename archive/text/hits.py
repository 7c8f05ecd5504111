"""Where the words of a query stand in a text, and the sentence round the first of them."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from archive.text.graphemes import after, before
from archive.text.queries import Phrase
from archive.text.runs import Span
from archive.text.terms import Term, terms

# Code points of a text that are looked through; further hits are found, but not marked.
READ = 400_000
MOST = 200
# Of a sentence so much is given before the hit and in all.
LEAD, LENGTH = 110, 280
# A full stop behind one letter or such a word, or before a small letter, ends no sentence.
SHORT = "".join(rf"(?<!\b{word})" for word in (r"[^\W\d_]", "No", "Nr", "Mr", "Ms", "Mrs", "Dr", "St", "vs", "cf"))
SENTENCE = re.compile(rf"(?:[!?…։！？؟۔׃]|{SHORT}\.)[\"'”’»)\]]*\s++(?![a-z])|\n\n|[。！？]")


class Excerpt(NamedTuple):
    """Some words of a text with the hits in them; `before` and `after` say that the text goes on there.

    `number` is that of the hit for which they were taken, among all of the text from 1, or 0.
    """

    words: str
    hits: tuple[Span, ...]
    before: bool
    after: bool
    number: int = 0


def hits(text: str, phrases: Sequence[Phrase]) -> list[Span]:
    """Where the phrases stand, in order; those that touch are one."""
    found = terms(text[:READ])
    starts: dict[str, list[Phrase]] = {}
    for phrase in phrases:
        starts.setdefault(phrase.keys[0], []).append(phrase)
    single = tuple(phrase.keys[0] for phrase in phrases if phrase.begun and len(phrase.keys) == 1)
    spans: list[Span] = []
    for at, term in enumerate(found):
        lengths = [len(phrase.keys) for phrase in starts.get(term.key, ()) if _stands(phrase, found, at)]
        if single and term.key.startswith(single):
            lengths.append(1)
        if lengths:
            span = Span(term.start, found[at + max(lengths) - 1].end)
            if spans and span.start <= spans[-1].end:
                span = Span(spans[-1].start, max(span.end, spans.pop().end))
            spans.append(span)
            if len(spans) == MOST:
                break
    return spans


def _stands(phrase: Phrase, found: Sequence[Term], at: int) -> bool:
    there = [term.key for term in found[at : at + len(phrase.keys)]]
    if phrase.begun:
        return (
            there[:-1] == list(phrase.keys[:-1])
            and len(there) == len(phrase.keys)
            and there[-1].startswith(phrase.keys[-1])
        )
    return there == list(phrase.keys)


def excerpt(text: str, phrases: Sequence[Phrase], heading: int = 0) -> Excerpt:
    """The sentence of the first hit, or the beginning of the text where there is none; cut where it is long.

    A hit in the heading, so many code points long, is taken only where there is no other.
    """
    found = hits(text, phrases) if phrases else []
    number = next((number for number, hit in enumerate(found, 1) if hit.start >= heading), 1) if found else 0
    first = found[number - 1] if found else Span(0, 0)
    start = _start(text, first.start)
    end = _end(text, max(first.end, start + 1), start + LENGTH)
    words = text[start:end]
    start += len(words) - len(words.lstrip())
    end -= len(words) - len(words.rstrip())
    inside = (Span(max(hit.start, start), min(hit.end, end)) for hit in found)
    shown = tuple(Span(low - start, high - start) for low, high in inside if low < high)
    return Excerpt(
        text[start:end], shown, bool(text[:start].strip()) and not _parted(text, start), _goes_on(text, end), number
    )


def _start(text: str, at: int) -> int:
    low = max(at - LEAD, 0)
    ends = [match.end() for match in SENTENCE.finditer(text, low, at)]
    if ends:
        return ends[-1]
    return _blank(text, low, at) if low else 0


def _blank(text: str, low: int, at: int) -> int:
    """The first beginning of a word from here on."""
    blank = re.compile(r"\s").search(text, low, at)
    return blank.end() if blank else min(after(text, low), at)


def _end(text: str, hit: int, limit: int) -> int:
    sentence = SENTENCE.search(text, hit, max(limit, hit))
    if sentence:
        return sentence.end()
    if len(text) <= limit:
        return len(text)
    blank = max(text.rfind(" ", hit, limit), text.rfind("\n", hit, limit))
    return blank if blank > 0 else before(text, max(limit, hit))


def _parted(text: str, start: int) -> bool:
    """Whether a sentence begins here."""
    return any(match.end() == start for match in SENTENCE.finditer(text, max(start - 8, 0), start))


def _goes_on(text: str, end: int) -> bool:
    return bool(text[end:].strip()) and not SENTENCE.search(text, max(end - 3, 0), end + 2)
