"""What looks odd on a page and stays as printed."""

import re
from collections.abc import Sequence

from archive.importing.draft import Draft
from archive.importing.page.head import repeats
from archive.importing.page.units import Unit
from archive.importing.record import BlockKind

# An agency's name, or its address, glued to the first word of a text.
GLUED_AGENCY = re.compile(
    r"^(?:[\w-]{2,}\.(?:org|com|net|info|co|ru|am|az|il|tr|de|fr)|[A-Z]{3,6})(?=[A-ZА-Я][a-zа-я’']+[\s,])"
)
GLUED_CREDIT = re.compile(r"[a-zа-яё\d](?:Photo|Foto|Image|Credit|Picture|Фото)\w*\b")


def page_oddities(draft: Draft, units: Sequence[Unit]) -> None:
    standfirst = next((unit for unit in units if unit.kind == BlockKind.STANDFIRST), None)
    for unit in units:
        if unit.kind == BlockKind.PARAGRAPH:
            if GLUED_AGENCY.match(unit.text):
                draft.doubt(unit.line, "the first word is glued to the name of a source; it stays as printed")
            if standfirst is not None and repeats(unit, standfirst):
                draft.did(unit.line, "the text begins with the standfirst printed again")
        elif unit.kind == BlockKind.CAPTION and GLUED_CREDIT.search(unit.text):
            draft.doubt(unit.line, "the credit is glued to the caption; it stays as printed")
