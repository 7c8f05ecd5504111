"""Lists of an article: numbered or bulleted lines, which are no comments and no menu."""

import re
from collections.abc import Sequence

from archive.importing.page.units import Unit
from archive.importing.record import BlockKind
from archive.importing.source import MARKS

BULLET = re.compile(r"^[•●○◦▪■□▸►▶‣⁃∙✓✔➤➢❖★☆*+]\s+\S|^[•●◦▪‣]\S")
# A longer dash begins speech.
DASH = re.compile(r"^-\s+\S")
# 1. 2) (3) a) (b) iv) IV. — but neither an initial, nor a figure such as 3.5, nor a year.
NUMBER = re.compile(
    r"^(?:\(?\d{1,3}[.)]\s+|\d{1,3}[.)][^\W\d_]|\(?[a-zа-яא-ת]\)\s+|\(?[ivx]{1,5}[.)]\s+|[IVX]{2,5}[.)]\s+|[א-ת]\.\s+)\S*"
)
HEADING_WORDS = 8


def mark_lists(units: Sequence[Unit]) -> None:
    """Give the kind list_item to marked lines; a single short numbered line is a heading, a single dash is speech."""
    marks = [_mark(unit.text) if unit.kind is None else "" for unit in units]
    for place, unit in enumerate(units):
        mark = marks[place]
        beside = {marks[near] for near in (place - 1, place + 1) if 0 <= near < len(units)}
        if not mark or (mark == "dash" and mark not in beside):
            continue
        if mark == "number" and mark not in beside and unit.words <= HEADING_WORDS and not unit.ends:
            continue
        unit.kind = BlockKind.LIST_ITEM


def _mark(text: str) -> str:
    text = text.lstrip(MARKS)
    if BULLET.match(text):
        return "bullet"
    if NUMBER.match(text):
        return "number"
    return "dash" if DASH.match(text) else ""
