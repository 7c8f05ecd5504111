"""Figures read out of texts, and which of them disagree: rival values of what seems to be one thing, and sums whose
parts do not add up. What is found is a question for an editor and no answer: words nearby tell what is counted, and
they may mislead. Numbers in words are read in English. Positions are half-open code points.
"""

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import combinations, islice, takewhile
from typing import NamedTuple

from archive.text.amounts import numbers

WORD = re.compile(r"[^\W\d_]+")
# A new sentence or paragraph: what stands beyond tells nothing of a figure.
BORDER = re.compile(r"[.!?…;](?=\s)|\n\s*\n")
SMALL = frozenset(
    WORD.findall("""
    a about after all almost already also an and another any approximately are around as at be been before between but
    by can could did do does each even ever every for from had has have he her his how i if in into is it its just last
    less like live lived lives more most much nearly new no not now of off on one only or other our out over own part
    people per same several she since so some still such than that the their them then there these they this those
    through to today under until up us very was we were what when where which who whom whose will with would year years
    you your amount amounts amounting total located currently two three four five six seven eight nine ten hundred
    thousand million billion trillion
    """)
)
UNITS = {
    "money": re.compile(
        r"\s*(?:us\s*)?(?:dollars?|euros?|manats?|shekels?|pounds?|roubles?|rubles?|liras?|drams?)(?!\w)"
    ),
    "percent": re.compile(r"\s*(?:%|per\s?cent(?!\w)|percent(?!\w))"),
    "years": re.compile(r"[\s-]*years?(?!\w)(?!\s+old)"),
}
MONEY_BEFORE = re.compile(r"[$€£₪₼₽]\s*\Z")
# A year, a date, an hour: nothing is counted by it.
YEARS = 1000, 2100
MONTH = (
    r"(?:january|february|march|april|may(?!\s+\w*[a-z])|june|july|august|september|october|november|december|"
    r"jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)(?!\w)"
)
BEHIND_DAY = re.compile(rf"(?:st|nd|rd|th)?\s+(?:of\s+)?{MONTH}|[\s-]*minutes?\s+(?:to|past)\s")
BEFORE_DAY = re.compile(rf"(?<!\w)(?:{MONTH}\.?\s+|minutes?\s+(?:to|past)\s+)\Z")
BELOW = 2
# Words after a figure among which what is counted is looked for, and words that say something on either side of it.
NOUN_WITHIN, NEAR, FAR = 3, 4, 10
# And no farther than so many characters.
REACH = 300
# Of so many figures of one noun it is asked which words stand by most of them.
MANY = 20
# Each is compared with each.
MOST = 400
# How many words of the sentence two figures of one unit have in common; of what is counted, or paid, one that is near.
ALIKE = {"years": 2, "percent": 3}
OVER = re.compile(r"(?:more\s+than|over|above|at\s+least)\s+\Z")
ENDINGS = (("ies", "y"), ("ish", ""), ("es", ""), ("s", ""))
SHORTEST = 3
# Parts are those of a total when they come to so much of it; else they are something besides.
LEAST_SUM, MOST_SUM = Decimal("0.5"), Decimal("1.5")


class Figure(NamedTuple):
    """text[start:end] says `value` of `noun`; `unit` is money, percent, years or nothing. `near` are the words that
    tell it from others of its noun, `far` those of its sentence, all by their stems. `word` is the noun as it stands.
    """

    value: Decimal
    start: int
    end: int
    unit: str
    noun: str
    near: frozenset[str]
    far: frozenset[str]
    word: str


class Sum(NamedTuple):
    """text[start:end] says a total and its parts, which come to something else."""

    total: Decimal
    parts: tuple[Decimal, ...]
    start: int
    end: int


class Told(NamedTuple):
    """A figure in a text of a document, which are known by these keys."""

    document: Hashable
    text: int
    figure: Figure


@dataclass(frozen=True, slots=True)
class Rivals:
    """Figures of different documents that seem to be of one thing and say different values."""

    noun: str
    told: tuple[Told, ...]

    @property
    def word(self) -> str:
        return self.told[0].figure.word

    @property
    def values(self) -> list[Decimal]:
        return sorted({each.figure.value for each in self.told})


def folded(text: str) -> str:
    """In small letters, every character where it stood."""
    return "".join(small if len(small := each.casefold()) == 1 else each for each in text)


def stem(word: str) -> str:
    for ending, instead in ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= SHORTEST:
            return word[: -len(ending)] + instead
    return word


def noun_asked(words: str) -> str:
    """The stem or the unit that somebody names in a word; empty where it is none."""
    found = WORD.findall(folded(words))
    if not found:
        return ""
    return found[-1] if found[-1] in UNITS else stem(found[-1])


def beginning(noun: str) -> str:
    """With what every form of a word of this stem begins."""
    return noun.removesuffix("y")


def figures(text: str) -> list[Figure]:
    """The figures of a text that count or measure something, in order."""
    words = folded(text)
    borders = [0, *(match.end() for match in BORDER.finditer(words)), len(words)]
    found: list[Figure] = []
    for number in numbers(words):
        value = number.value
        if value is None:
            continue
        at = bisect_left(borders, number.end)
        low, high = max(borders[at - 1], number.start - REACH), min(borders[at], number.end + REACH)
        unit, end = _unit(words, number.start, number.end)
        behind = [(match[0], match.start()) for match in WORD.finditer(words, end, high)]
        before = [match[0] for match in WORD.finditer(words, low, number.start)]
        word = unit or _noun(words, end, behind)
        if not word and found and found[-1].start >= low and not found[-1].unit:
            word = found[-1].word  # “seven houses: three in the town”
        noun = unit or (word and stem(word))
        dated = BEHIND_DAY.match(words, number.end) or BEFORE_DAY.search(words, max(number.start - 20, 0), number.start)
        plain = not unit and YEARS[0] <= value <= YEARS[1] and words[number.start : number.end].isdecimal()
        if not noun or value < BELOW or plain or dated:
            continue
        ahead, after = _told(before), _told(word for word, _at in behind)
        near, far = (frozenset([*ahead[-reach:], *after[:reach]]) - {noun} for reach in (NEAR, FAR))
        found.append(Figure(value, number.start, end, unit, noun, near, far, word))
    return found


def _unit(words: str, start: int, end: int) -> tuple[str, int]:
    for unit, form in UNITS.items():
        if match := form.match(words, end):
            return unit, match.end()
    return ("money", end) if MONEY_BEFORE.search(words, max(start - 3, 0), start) else ("", end)


def _noun(words: str, end: int, behind: Sequence[tuple[str, int]]) -> str:
    """The first of the next words that is a plural; a comma or a bracket ends the look."""
    at = end
    for word, start in behind[:NOUN_WITHIN]:
        between = words[at:start]
        if between.strip(" \n-\u00a0’'\"“") or word in SMALL:
            return ""
        if word.endswith("s") and len(word) > SHORTEST:
            return word
        at = start + len(word)
    return ""


def _told(words: Iterable[str]) -> list[str]:
    """The stems of those that say something."""
    return [stem(word) for word in words if len(word) >= SHORTEST and word not in SMALL]


def rivals(told: Iterable[Told]) -> list[Rivals]:
    """Which figures of different documents disagree, by noun and values.

    Two are of one thing when their nouns are the same and a word near both tells the same of them; of spans of years
    and parts of a hundred some words of the sentence must. Of each noun the first `MOST` figures are compared.
    """
    by_noun: defaultdict[str, list[Told]] = defaultdict(list)
    for each in told:
        by_noun[each.figure.noun].append(each)
    found = []
    for noun, every in by_noun.items():
        places = every[:MOST]
        common = _common(places)
        pairs = ((a, b) for a, b in combinations(range(len(places)), 2) if _rival(places[a], places[b], common))
        found += [Rivals(noun, tuple(group)) for group in _joined(places, pairs)]
    return sorted(found, key=lambda each: (each.noun, each.values))


def _common(places: Sequence[Told]) -> frozenset[str]:
    """Words that stand by more than half of the figures of one noun tell nothing apart, where there are many."""
    if len(places) < MANY:
        return frozenset()
    counts = Counter(word for each in places for word in each.figure.far)
    return frozenset(word for word, number in counts.items() if number > len(places) / 2)


def _rival(one: Told, other: Told, common: frozenset[str]) -> bool:
    a, b = one.figure, other.figure
    if one.document == other.document or a.value == b.value or a.unit != b.unit:
        return False
    if least := ALIKE.get(a.unit):
        return len((a.far & b.far) - common) >= least
    if a.unit:
        return bool(((a.near & b.far) | (a.far & b.near)) - common)
    return bool((a.near & b.near) - common)


def _joined(places: Sequence[Told], pairs: Iterable[tuple[int, int]]) -> Iterator[list[Told]]:
    """Those that are rivals of each other, over whatever others."""
    group_of: dict[int, set[int]] = {}
    for a, b in pairs:
        both = group_of.get(a, {a}) | group_of.get(b, {b})
        group_of |= dict.fromkeys(both, both)
    seen: set[int] = set()
    for at, group in sorted(group_of.items()):
        if at not in seen:
            seen |= group
            yield [places[each] for each in sorted(group)]


ENDS = re.compile(r"[.!?](?=\s|\Z)|\n\s*\n")
# A list of parts is no longer than these, in characters and in numbers.
LONGEST_LIST, MOST_PARTS = 600, 40
OPENS = re.compile(r"[^\n.!?;:()]{0,60}(?P<sign>[:(])")


def sums(text: str) -> list[Sum]:
    """Totals with their parts behind a colon or in brackets, where the parts come to something else."""
    words = folded(text)
    told = [number for number in numbers(words) if number.value is not None]
    found = []
    for place, total in enumerate(told):
        opened = OPENS.match(words, total.end)
        if not opened or (place + 1 < len(told) and told[place + 1].start < opened.end()):
            continue
        end = _closed(words, opened.end(), opened["sign"])
        parts = list(takewhile(lambda number: number.end <= end, islice(told, place + 1, place + 1 + MOST_PARTS)))  # noqa: B023
        parts = [part for part in parts if not _bracketed(words, opened.end(), part.start)]
        values = tuple(part.value for part in parts if part.value is not None)
        said, come_to = total.value or Decimal(), sum(values, Decimal())
        more = bool(OVER.search(words, max(total.start - 20, 0), total.start)) and come_to <= said
        if len(values) < 2 or not LEAST_SUM * said <= come_to <= MOST_SUM * said:
            continue
        if come_to != said or more:
            found.append(Sum(said, values, total.start, parts[-1].end))
    return found


def _closed(words: str, start: int, sign: str) -> int:
    """Where a list ends that begins here: at its bracket, or with its sentence."""
    if sign == "(":
        end = words.find(")", start, start + LONGEST_LIST)
        return end if end >= 0 else start
    border = ENDS.search(words, start, start + LONGEST_LIST)
    return border.start() if border else min(len(words), start + LONGEST_LIST)


def _bracketed(words: str, start: int, at: int) -> bool:
    """Whether a place lies in a bracket that was opened since: the parts of a part."""
    return words.count("(", start, at) > words.count(")", start, at)
