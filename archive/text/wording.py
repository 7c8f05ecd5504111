"""Whether two passages are worded alike. Words are compared folded and without marks on letters, and without what
stands between them."""

import re
import unicodedata

from archive.text.folding import fold

WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")


def words(passage: str) -> list[str]:
    folded = fold(passage)
    if not folded.isascii():
        folded = "".join(each for each in folded if not unicodedata.category(each).startswith("M"))
    return WORD.findall(folded)


class Wording:
    """A passage's words, taken apart once to be compared with many others."""

    def __init__(self, passage: str) -> None:
        self._words = words(passage)
        self._row = f" {' '.join(self._words)} "

    def shares(self, other: "Wording", *, run: int, whole: int) -> bool:
        """Whether `run` words in a row stand in both, or the whole of one, if it has `whole` words, in the other."""
        shorter, longer = sorted((self, other), key=lambda each: len(each._words))
        mine = shorter._words
        length = min(run, len(mine))
        if length < min(run, whole):
            return False
        ends = range(length, len(mine) + 1)
        return any(f" {' '.join(mine[end - length : end])} " in longer._row for end in ends)
