"""Invented wording to compare: words that never were, drawn as often as words of a language are."""

from random import Random

from archive.text.normal import words
from archive.text.reuse import Passage, Wording

SYLLABLES = [a + b for a in "bdfgklmnprstvz" for b in "aeiou"]
WAYS = "rlim"


def vocabulary(random: Random, size: int = 4000) -> list[str]:
    """Different words, the commonest (and shortest) first."""
    made: dict[str, None] = {}
    while len(made) < size:
        made["".join(random.choices(SYLLABLES, k=1 + min(len(made) // 40, random.randint(1, 3))))] = None
    return list(made)


def prose(random: Random, known: list[str], length: int) -> list[str]:
    """As Zipf has it."""
    return random.choices(known, [1 / (place + 3) for place in range(len(known))], k=length)


def edited(random: Random, said: list[str], known: list[str], part: float, ways: str = WAYS) -> list[str]:
    """Words, each changed with a chance of `part`: replaced, left out, one put in before it, or moved back."""
    made: list[str] = []
    for word in said:
        way = random.choice(ways) if random.random() < part else ""
        if way in ("r", "i"):
            made += prose(random, known, 1)
        if way in ("", "i"):
            made.append(word)
        if way == "m":
            made.insert(max(len(made) - random.randint(1, 3), 0), word)
    return made


def wording(text: str | list[str]) -> Wording:
    return Wording(words(text if isinstance(text, str) else " ".join(text)))


def slices(text: str, other: str, found: list[Passage]) -> list[tuple[str, str]]:
    return [(text[each.a.start : each.a.end], other[each.b.start : each.b.end]) for each in found]
