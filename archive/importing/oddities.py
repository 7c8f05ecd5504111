"""What looks odd in the characters of a source and is not touched. The notes quote no word of it."""

import re
from collections.abc import Iterator

from archive.importing.record import Note
from archive.importing.source import Source

LATIN, CYRILLIC, GREEK, ARMENIAN = "A-Za-zÀ-ÖØ-öø-ɏə", "Ѐ-ӿ", "Ͱ-Ͽ", "Ա-Ֆա-և"
MIXED = (
    (re.compile(f"[{LATIN}][{CYRILLIC}]|[{CYRILLIC}][{LATIN}]"), "Latin and Cyrillic"),
    (re.compile(f"[{LATIN}][{GREEK}]|[{GREEK}][{LATIN}]"), "Latin and Greek"),
    (re.compile(f"[{LATIN}][{ARMENIAN}]|[{ARMENIAN}][{LATIN}]"), "Latin and Armenian"),
)
MARKUP = re.compile(r"<(?:!doctype html|html|head|body|div|span|p|script|br|a href)\b", re.IGNORECASE)
# A note for each odd line, but no endless list of them.
MOST = 200


def oddities(source: Source) -> Iterator[Note]:
    """A note for each line with letters of two scripts in one word, with a NUL, with steering characters or markup."""
    seen: dict[tuple[str, bool], set[int]] = {}
    for pattern, what, doubt in (
        *((mixed, f"{names} letters stand in one word; they stay as printed", True) for mixed, names in MIXED),
        (re.compile("\0"), "a NUL character is left out", False),
        (re.compile("[\u202a-\u202e\u2066-\u2069]"), "characters that turn the direction of the text stay in it", True),
        (re.compile("\ufffd"), "a replacement character shows that a letter was lost before", True),
        (MARKUP, "markup stands in the text; it is read as words", True),
    ):
        seen[what, doubt] = {source.line_at(match.start()) for match in pattern.finditer(source.text)}
    for (what, doubt), lines in seen.items():
        found = sorted(lines)
        for line in found[:MOST]:
            yield Note(line, what, doubt)
        if len(found) > MOST:
            yield Note(found[MOST], f"{len(found) - MOST} more lines: {what}", doubt)
