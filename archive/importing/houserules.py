"""Rules of the house as a file gives them: `[[rule]]` with code, category, text, covers and examples."""

import re
from dataclasses import dataclass
from pathlib import Path

from archive.importing.tables import BadCatalogue, Table, parse

CODE = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
MOST_RULES = 100


@dataclass(frozen=True, slots=True)
class RuleData:
    """One rule; an empty `covers` says nothing beside the text."""

    code: str
    category: str
    text: str
    covers: str = ""
    examples: tuple[str, ...] = ()


def read(source: Path | bytes, file: str) -> list[RuleData]:
    """The rules of a file in its order. Raises BadCatalogue with a sentence for each fault."""
    faults: list[str] = []
    top = Table(parse(source, file), "", faults)
    found = []
    for table, _data in top.tables("rule", MOST_RULES):
        found.append(
            RuleData(
                table.line("code", 40, form=CODE, needed=True) or "",
                table.line("category", 60, needed=True) or "",
                table.paragraphs("text", 2000, needed=True) or "",
                table.paragraphs("covers", 2000) or "",
                table.texts("examples", 300, 10),
            )
        )
        table.end()
    top.end()
    codes = [rule.code for rule in found]
    faults += [f"The code {code} stands twice." for code in sorted({code for code in codes if codes.count(code) > 1})]
    if not found and not faults:
        faults.append("There is no [[rule]] in it.")
    if faults:
        raise BadCatalogue(file, *faults)
    return found
