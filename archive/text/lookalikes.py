"""Letters of two scripts that look alike: a word in which both stand is one word of one script.

A Cyrillic а inside a Latin name, or a Latin o inside a Russian word, is seen by no reader; it must hide no word either.
"""

import unicodedata
from collections import Counter
from functools import lru_cache
from itertools import groupby
from typing import NamedTuple

LATIN = "LATIN"
# The letters of each script that look like a Latin one, and that one; capitals where only they do.
TWINS = {
    "CYRILLIC": (
        "аеорсухіјѕһԁԛԝгѵкАВЕКМНОРСТУХІЈЅԌԚԜѴ",
        "aeopcyxijshdqwrvkABEKMHOPCTYXIJSGQWV",
    ),
    "GREEK": ("αονρικυχΑΒΕΖΗΙΚΜΝΟΡΤΥΧ", "aovpikuxABEZHIKMNOPTYX"),
    "ARMENIAN": ("օհյոսցզՕՍԼ", "ohjnugqOUL"),
}
TO_LATIN = {script: dict(zip(*pair, strict=True)) for script, pair in TWINS.items()}
FROM_LATIN = {script: {there: here for here, there in twins.items()} for script, twins in TO_LATIN.items()}
# Alike in both cases: a word of nothing else is the same word in either script, whoever typed it.
SAME = dict(zip("аеорсухіјѕАЕОРСУХІЈЅ", "aeopcyxijsAEOPCYXIJS", strict=True))


class Piece(NamedTuple):
    """`letters` spelt in one script, for word[start:end]; as many code points."""

    letters: str
    start: int
    end: int


@lru_cache(1 << 14)
def script_of(character: str) -> str:
    """LATIN, CYRILLIC …; empty for what is no letter, so that marks and signs go with the letters round them."""
    if not character.isalpha() or unicodedata.category(character) == "Lm":
        return ""
    plain = unicodedata.normalize("NFKC", character)
    return unicodedata.name(plain[0], "").partition(" ")[0].partition("-")[0]


def in_one_script(word: str) -> list[Piece]:
    """A word spelt in the script that most of its letters are in, where all the others have twins there.

    Where they have none, two words of two scripts are glued, and each is a piece.
    """
    scripts = [script_of(character) for character in word]
    counts = Counter(script for script in scripts if script)
    if len(counts) < 2:
        same = "CYRILLIC" in counts and all(
            character in SAME for character, script in zip(word, scripts, strict=True) if script
        )
        spelt = "".join(SAME.get(character, character) for character in word) if same else word
        return [Piece(spelt, 0, len(word))]
    for script in sorted(counts, key=lambda script: (-counts[script], script != LATIN, script)):
        if spelt := _spelt(word, scripts, script):
            return [Piece(spelt, 0, len(word))]
    return _cut(word, scripts)


def _spelt(word: str, scripts: list[str], wanted: str) -> str:
    """The word with every letter of another script replaced by its twin; empty where one has none."""
    letters = []
    for character, script in zip(word, scripts, strict=True):
        letter: str | None = character
        if script and script not in (wanted, LATIN):
            letter = TO_LATIN.get(script, {}).get(character)
        if letter and script and script != wanted and wanted != LATIN:
            letter = FROM_LATIN.get(wanted, {}).get(letter)
        if letter is None:
            return ""
        letters.append(letter)
    return "".join(letters)


def _cut(word: str, scripts: list[str]) -> list[Piece]:
    """The pieces of one script each; what is no letter goes with the letters before it."""
    held, last = [], next(script for script in scripts if script)
    for script in scripts:
        last = script or last
        held.append(last)
    pieces, start = [], 0
    for _script, group in groupby(held):
        end = start + len(list(group))
        pieces.append(Piece(word[start:end], start, end))
        start = end
    return pieces
