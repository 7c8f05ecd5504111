"""Folding: one form for words that differ only in case, width or composition, in any script."""

import re
import unicodedata

BLANKS = re.compile(r"\s+")
# Dotted and dotless I are letters of their own in Turkish and Azerbaijani; for finding twins they are one.
DOTS = str.maketrans({"\u0307": None, "ı": "i"})


def fold(words: str) -> str:
    """NFKC, full case folding, every run of blanks one blank; the i with and without its dot are the same."""
    folded = unicodedata.normalize("NFKC", words).casefold().translate(DOTS)
    return BLANKS.sub(" ", unicodedata.normalize("NFKC", folded)).strip()
