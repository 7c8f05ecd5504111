"""The number that some words say: `16,000`, `1.4 billion`, `forty-one`, `12 тысяч`.

Numbers in words are read in English, multipliers behind digits in more languages. Where words can be read in more than
one way they say no amount: one that is missing misleads nobody.
"""

import re
from collections.abc import Iterator
from decimal import Decimal
from math import prod
from typing import NamedTuple

ONES = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine"]
TEENS = ["ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"]
TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
VALUES = {"a": 1, "zero": 0} | {word: value for value, word in enumerate(ONES + TEENS, 1)}
VALUES |= {word: value * 10 for value, word in enumerate(TENS, 2)}
SCALES = {
    100: "hundred hundreds",
    12: "dozen",
    10**3: "thousand thousands bin тыс тысяча тысячи тысяч тысячам тысячами тысячах אלף אלפים אלפי հազար",
    10**6: "million millions mln milyon млн миллион миллиона миллионов миллионам מיליון מיליוני միլիոն",
    10**9: "billion billions bn mlrd milyar milyard млрд миллиард миллиарда миллиардов מיליארד מיליארדי միլիարդ",
    10**12: "trillion trillions trilyon триллион триллиона триллионов טריליון տրիլիոն",
    # A thousand in Azerbaijani, minutes in English.
    0: "min",
}
SCALE_OF = {word: scale for scale, words in SCALES.items() for word in words.split()} | {"k": 10**3, "m": 10**6}
# These are other words too, unless a number stands before them.
LIKE_OTHERS = {"bin", "min", "bn", "k", "m"}
ORDINALS = ["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "twelfth"]
ORDINALS += [f"{word}th" for word in TEENS] + [f"{word[:-1]}ieth" for word in TENS]


def either(words: list[str]) -> str:
    return f"(?:{'|'.join(sorted(words, reverse=True))})"


GAP = r"(?:\s+|[-\u2010\u2011])"
SMALL = rf"(?:{either(TENS)}(?:{GAP}{either(ONES)}(?!\w))?|{either(['zero', *ONES, *TEENS])})(?!\w)"
SCALE = rf"{either([*SCALE_OF.keys() - {'k', 'm'}])}(?!\w)"
LARGE = either(["dozen", "thousand", "million", "billion", "trillion"])
TOKEN = re.compile(
    rf"""
    (?P<none>(?<!\w)(?:
        (?:no|any|every|each|this|that|which)\s+one
        | (?<!and\s)(?<!lion\s)one(?=\s+(?:of|another)(?!\w) | ['’]s(?!\w) | \W*\Z)
    )(?!\w))
    | (?P<sign>−|(?<!\S)-)?
      (?P<digits>\d{{1,3}}(?:[ ]\d{{3}}){{0,3}}[ ]000(?!\d) | (?:(?<![\w.])\.)?\d+(?:[.,'’٫٬\u00a0\u2009\u202f]\d+)*)
      (?P<nth>(?:st|nd|rd|th|['’]?s|-?(?:й|ый|ой|я|ая|е|ое|го|му)|['’-]?[cg]?[iıuü]nc[iıuü]|-c[iıuü]|-ին|-րդ)(?!\w))?
      (?P<scales>[km](?!\w)|(?:{GAP}?{SCALE}){{1,2}})?
    | (?<!\w)(?P<words>
        (?:{SMALL}|a){GAP}hundred(?!\w)(?:{GAP}(?:and\s+)?{SMALL})? | {SMALL} | a(?={GAP}{LARGE}(?!\w))
      )
      (?P<more>(?:{GAP}(?!hundred){SCALE}){{0,2}})
      (?P<last>
        (?:(?<=ty)|(?<=dred)|(?<=sand)|(?<=lion))(?:\s+and)?{GAP}{either(ORDINALS)}(?!\w)
        | {GAP}(?:hundred|thousand|[mbtr]+illion)th(?!\w)
      )?
    | (?P<part>[¼-¾⅐-⅟Ⅰ-ↈ]
        | (?<!\w)(?:half|halves|quarters?|(?:a|one){GAP}third|(?:third|fourth|fif?th|sixth|seventh|eighth|ninth|tenth)s
        | (?:hundred|thousand)ths)(?!\w))
    | (?<!\w)(?P<bare>(?:dozens|scores|{SCALE}))(?!\w)
    """,
    re.VERBOSE,
)
# What stands in all that says a number.
NUMBER = re.compile(rf"\d|(?<!\w){either(['zero', 'hundred', *ONES, *TEENS, *TENS])}|(?<!\w)a{GAP}{LARGE}")
# Groups of three behind one and the same mark, or a plain number; either with a fraction.
SHAPE = re.compile(
    r"[1-9][0-9]{0,2}(?P<mark>[.,'’٬ \u00a0\u2009\u202f])[0-9]{3}(?:(?P=mark)[0-9]{3})*(?:(?!(?P=mark))[.,٫][0-9]+)?"
    r"|[0-9]+(?:[.,٫][0-9]+)?|\.[0-9]+"
)
FRACTION = str.maketrans(",٫", "..")
# More digits than these are the number of a thing, such as of a telephone.
LONGEST = 15


def amount(words: str) -> Decimal | None:
    """The one number that the words say, however often; None where they say none, or which is meant can't be told."""
    found: set[Decimal] = set()
    for value, _start, _end in numbers(words.casefold()):
        if value is None or len(found | {value}) > 1:
            return None
        found.add(value)
    return found.pop() if found else None


class Number(NamedTuple):
    """The number that words[start:end] says; None where it is not told or can't be read."""

    value: Decimal | None
    start: int
    end: int


def numbers(words: str) -> Iterator[Number]:
    """All numbers in folded words; those that are told are in order, and so are the others."""
    total: Decimal | None = None
    begin = 0
    # The next part belongs to the same number only if it is below this one's multiplier: `two million six hundred`.
    below, end = 0, -1
    for token in TOKEN.finditer(words):
        if token["none"] or token["nth"] or token["last"] or token["bare"] in LIKE_OTHERS:
            continue
        # What hangs on a number by a hyphen is no name: `5 million-6 million`.
        if token.start() > end + 1 and _in_a_name(words, token.start()):
            continue
        if token["part"] or token["bare"]:
            yield Number(None, *token.span())
            continue
        value = digits(token["digits"]) if token["digits"] else Decimal(_in_words(token["words"]))
        scales = [SCALE_OF[word] for word in re.findall(r"[^\W\d_]+", token["scales"] or token["more"] or "")]
        if value is None or not all(scales):
            yield Number(None, *token.span())
            continue
        whole = value % 1 == 0
        value *= prod(scales) * (-1 if token["sign"] else 1)
        between = r"\s+" if token["digits"] else rf"{GAP}(?:and\s+)?"
        if total is not None and 0 <= value < below and re.fullmatch(between, words[end : token.start()]):
            total += value
        else:
            if total is not None:
                yield Number(total, begin, end)
            total, begin = value, token.start()
        below, end = (min(scales) if scales and whole else 0), token.end()
    if total is not None:
        yield Number(total, begin, end)


def digits(said: str) -> Decimal | None:
    """The number that digits of any script with their marks stand for; None for those of a date or a telephone."""
    plain = "".join(str(int(each)) if each.isdecimal() else each for each in said)
    shape = SHAPE.fullmatch(plain)
    if not shape or sum(map(str.isdecimal, plain)) > LONGEST:
        return None
    return Decimal(plain.replace(shape["mark"] or " ", "").translate(FRACTION))


def _in_words(said: str) -> int:
    """The number below a thousand that English words say."""
    value = 0
    for word in re.findall(r"[a-z]+", said):
        value = value * 100 if word == "hundred" else value + VALUES.get(word, 0)
    return value


def _in_a_name(words: str, start: int) -> bool:
    """Whether a number is part of a name such as `T-72`. A letter that has no case is a preposition in Hebrew."""
    before = words[max(0, start - 2) : start].rstrip("-")[-1:]
    return words[start].isdecimal() and before.isalpha() and before != before.upper()
