"""Whether two passages are worded alike. Words are compared folded and without marks on letters, and without what
stands between them."""

import re
import unicodedata

from archive.text.folding import fold

WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")


def words(passage: str) -> list[str]:
    bare = "".join(each for each in fold(passage) if not unicodedata.category(each).startswith("M"))
    return WORD.findall(bare)


def shares(one: str, other: str, *, run: int, whole: int) -> bool:
    """Whether `run` words in a row stand in both, or the whole of one, if it has `whole` words, in the other."""
    shorter, longer = sorted((words(one), words(other)), key=len)
    length = run if len(shorter) >= run else len(shorter)
    if length < min(run, whole):
        return False
    there = {tuple(longer[at : at + length]) for at in range(len(longer) - length + 1)}
    return any(tuple(shorter[at : at + length]) in there for at in range(len(shorter) - length + 1))
