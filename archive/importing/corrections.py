"""Corrections: what a person says about a reading, as data over the untouched source.

A correction names a line and what is to be read there:

======== ==================================================================================
what     meaning
======== ==================================================================================
kind     the block that this line stands in is of the kind `to`; it begins and ends at this line
         where its neighbours are of another kind
join     the hyphen at the end of this line is only a line break: leave it out
keep     the hyphen at the end of this line belongs to the word
begin    a new paragraph, or in a thread a new comment, begins at this line
continue this line continues the paragraph or comment before it
author   this line is the author line of its comment
words    this line is no author line: it belongs to the words of its comment
parent   the comment that this line stands in answers the comment that line `to` stands in, or none (`to` 0)
======== ==================================================================================
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

VERBS = ("kind", "join", "keep", "begin", "continue", "author", "words", "parent")


class BadCorrection(ValueError):
    """A correction that says nothing a reader could follow."""


@dataclass(frozen=True, slots=True, order=True)
class Correction:
    line: int
    what: str
    to: str = ""

    def __post_init__(self) -> None:
        if self.line < 1:
            raise BadCorrection(f"line {self.line}: lines count from 1")
        if self.what not in VERBS:
            raise BadCorrection(f"line {self.line}: “{self.what}” is none of {', '.join(VERBS)}")
        if self.what == "parent" and not (self.to.isascii() and self.to.isdigit()):
            raise BadCorrection(f"line {self.line}: the parent is named by a line number, or 0 for none")

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> "Correction":
        """From `{"line": 36, "what": "join"}`; raises BadCorrection."""
        unknown = set(data) - {"line", "what", "to"}
        if unknown:
            raise BadCorrection(f"unknown key {', '.join(sorted(unknown))}")
        line = data.get("line")
        if not isinstance(line, int) or isinstance(line, bool):
            raise BadCorrection("a correction needs a line number")
        return cls(line, str(data.get("what", "")), str(data.get("to", "")))

    def to_data(self) -> dict[str, Any]:
        return {"line": self.line, "what": self.what, **({"to": self.to} if self.to else {})}


class Corrections:
    """Look-up by line."""

    def __init__(self, corrections: Iterable[Correction] = ()) -> None:
        self.all = tuple(sorted(corrections))
        self._by_place = {(correction.line, correction.what): correction.to for correction in self.all}

    def says(self, line: int, what: str) -> bool:
        return (line, what) in self._by_place

    def to(self, line: int, what: str) -> str | None:
        return self._by_place.get((line, what))

    def __bool__(self) -> bool:
        return bool(self.all)
