"""Hostile text made safe to print: file names in messages, words on a terminal."""

import re
import unicodedata

# Joiners are part of words in Persian and of emoji; they move nothing on a screen.
HARMLESS = "\u200c\u200d"
MASKED = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
# All that is masked is among it; most text has little of it to look at.
SUSPECT = re.compile(r"[^\w -~]")


def legible(text: str, keep: str = "") -> str:
    """The text with every character that could steer a terminal or turn the line round written as an escape.

    Control, formatting (bidirectional ones too), surrogate, private and unassigned characters become `\\x1b`,
    `\\u202e` or `\\U000e0001`; those in `keep` stay (a caller that prints several lines keeps the line feed).
    """
    kept = keep + HARMLESS

    def shown(found: re.Match[str]) -> str:
        character = found[0]
        return character if character in kept or unicodedata.category(character) not in MASKED else _escaped(character)

    return SUSPECT.sub(shown, text)


def _escaped(character: str) -> str:
    code = ord(character)
    if code < 0x100:
        return f"\\x{code:02x}"
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"
