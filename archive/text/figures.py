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
from itertools import combinations, islice, pairwise, product, takewhile
from math import isqrt
from typing import NamedTuple

from archive.text.amounts import NUMBER, Number, numbers

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
PART_OF = re.compile(r"\s+(?:of\s+)?")
GROUPED = re.compile(r"\d{1,3} \d{3}")
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
# Of so many figures of one noun it is asked which words stand by very many of them.
MANY = 20
# Nobody can judge more at once.
LARGEST = 30
# How many words of the sentence two figures of one unit have in common; of what is counted, or paid, one that is near.
ALIKE = {"years": 2, "percent": 3}
OVER = re.compile(r"(?:more\s+than|over|above|at\s+least)\s+\Z")
ENDINGS = (("ies", "y"), ("ish", ""), ("es", ""), ("s", ""))
SHORTEST = 3
# Parts are those of a total when they come to so much of it; else they are something besides.
LEAST_SUM, MOST_SUM = Decimal("0.5"), Decimal("1.5")


class Figure(NamedTuple):
    """text[start:end] says `value` of `noun`: a unit, or the stem of what is counted, which stands there as `word`.

    `before` and `behind` are the telling words of its sentence on either side, in order, by their stems.
    """

    value: Decimal
    start: int
    end: int
    noun: str
    word: str
    before: tuple[str, ...]
    behind: tuple[str, ...]

    @property
    def near(self) -> frozenset[str]:
        """Words that tell it from others of its noun."""
        return frozenset([*self.before[-NEAR:], *self.behind[:NEAR]]) - {self.noun}

    @property
    def far(self) -> frozenset[str]:
        """Those of its sentence."""
        return frozenset([*self.before, *self.behind]) - {self.noun}


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


class Said(NamedTuple):
    """What a text says in numbers, by place."""

    figures: list[Figure]
    sums: list[Sum]


def said(text: str) -> Said:
    words = folded(text)
    found = sorted(numbers(words), key=lambda number: number.start) if NUMBER.search(words) else []
    ends = {number for before, number in pairwise(found) if _goes_on(words, before, number)}
    told = [number for number in found if number.value is not None and number not in ends]
    return Said(_figures(words, told), _sums(words, told)) if told else Said([], [])


def _goes_on(words: str, before: Number, number: Number) -> bool:
    """Whether a number is only the end of one that is not read: `half a million`, `12 500`."""
    between = words[before.end : number.start]
    if before.value is None:
        return bool(PART_OF.fullmatch(between))
    return bool(GROUPED.fullmatch(words, before.start, number.end))


def figures(text: str) -> list[Figure]:
    """The figures of a text that count or measure something, in order."""
    return said(text).figures


def sums(text: str) -> list[Sum]:
    """Totals with their parts behind a colon or in brackets, where the parts come to something else."""
    return said(text).sums


def _figures(words: str, told: Iterable[Number]) -> list[Figure]:
    borders = [0, *(match.end() for match in BORDER.finditer(words)), len(words)]
    found: list[Figure] = []
    for number in told:
        value = number.value or Decimal()
        at = bisect_left(borders, number.end)
        low, high = max(borders[at - 1], number.start - REACH), min(borders[at], number.end + REACH)
        unit, end = _unit(words, number.start, number.end)
        behind = [(match[0], match.start()) for match in WORD.finditer(words, end, high)]
        before = [match[0] for match in WORD.finditer(words, low, number.start)]
        word = unit or _noun(words, end, behind)
        if not word and found and found[-1].start >= low and found[-1].noun not in UNITS:
            word = found[-1].word  # “seven houses: three in the town”
        noun = unit or (word and stem(word))
        dated = BEHIND_DAY.match(words, number.end) or BEFORE_DAY.search(words, max(number.start - 20, 0), number.start)
        plain = not unit and YEARS[0] <= value <= YEARS[1] and words[number.start : number.end].isdecimal()
        if not noun or value < BELOW or plain or dated:
            continue
        ahead, after = _told(before), _told(word for word, _at in behind)
        found.append(Figure(value, number.start, end, noun, word, tuple(ahead[-FAR:]), tuple(after[:FAR])))
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
    and parts of a hundred some words of the sentence must.
    """
    by_noun: defaultdict[str, list[Told]] = defaultdict(list)
    for each in told:
        by_noun[each.figure.noun].append(each)
    found = [
        Rivals(noun, tuple(group)) for noun, places in by_noun.items() for group in _joined(places, _pairs(places))
    ]
    return sorted(found, key=lambda each: (each.noun, each.values))


def _pairs(places: Sequence[Told]) -> Iterator[tuple[int, int]]:
    """The numbers of those, all of one noun, that seem to be of one thing; first those of which rare words tell it."""
    noun = places[0].figure.noun
    near, far = (_standing([getattr(each.figure, reach) for each in places]) for reach in ("near", "far"))
    if least := ALIKE.get(noun):
        often = Counter(pair for word in far for pair in combinations(far[word], 2))
        return (pair for pair, number in often.most_common() if number >= least)
    if noun in UNITS:
        return (pair for word in near for pair in product(near[word], far.get(word, ())))
    return (pair for word in near for pair in combinations(near[word], 2))


def _standing(words: Sequence[frozenset[str]]) -> dict[str, list[int]]:
    """By which of so many figures each word stands, the rarest first; one that stands by very many tells nothing."""
    found: defaultdict[str, list[int]] = defaultdict(list)
    for at, each in enumerate(words):
        for word in each:
            found[word].append(at)
    most = len(words) if len(words) < MANY else max(MANY // 2, 2 * isqrt(len(words)))
    telling = {word for word, there in found.items() if len(there) <= most}
    return {word: found[word] for word in sorted(telling, key=lambda word: (len(found[word]), word))}


def _differ(one: Told, other: Told) -> bool:
    return one.document != other.document and one.figure.value != other.figure.value


def _joined(places: Sequence[Told], pairs: Iterable[tuple[int, int]]) -> Iterator[list[Told]]:
    """Those that are rivals of each other, over whatever others; no more than `LARGEST` of them."""
    group_of = {at: [at] for at in range(len(places))}
    for a, b in pairs:
        one, other = sorted((group_of[a], group_of[b]), key=len)
        if one is not other and len(one) + len(other) <= LARGEST and _differ(places[a], places[b]):
            other += one
            group_of |= dict.fromkeys(one, other)
    groups = {min(group): group for group in group_of.values() if len(group) > 1}
    for _first, group in sorted(groups.items()):
        yield [places[each] for each in sorted(group)]


ENDS = re.compile(r"[.!?](?=\s|\Z)|\n\s*\n")
# A list of parts is no longer than these, in characters and in numbers.
LONGEST_LIST, MOST_PARTS = 600, 40
OPENS = re.compile(r"[^\n.!?;:()]{0,60}(?P<sign>[:(])")


def _sums(words: str, told: Sequence[Number]) -> list[Sum]:
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
