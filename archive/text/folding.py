"""Folding: one form for words that differ only in case, width or composition, in any script."""

import re
import unicodedata

BLANKS = re.compile(r"\s+")
# Dotted and dotless I are letters of their own in Turkish and Azerbaijani; for finding twins they are one.
DOTS = str.maketrans({"\u0307": None, "ı": "i"})


def fold(words: str) -> str:
    """NFKC, full case folding, every run of blanks one blank; the i with and without its dot are the same.

    Marks that nobody sees (soft hyphens, joiners, marks of direction) are left out.
    """
    seen = "".join(each for each in words if unicodedata.category(each) != "Cf")
    folded = unicodedata.normalize("NFKC", seen).casefold().translate(DOTS)
    return BLANKS.sub(" ", unicodedata.normalize("NFKC", folded)).strip()
