"""What a site prints round every article: menus, paths, share lines, links to other articles, notices of the house."""

import re
from collections.abc import Sequence

from archive.importing.page.names import names_only
from archive.importing.page.units import Unit
from archive.importing.page.words import BUTTONS, CLOSING, DISCLAIMER, HOME, LINKS_FOLLOW, SHARING, STARTS, folded
from archive.importing.record import BlockKind

# A line of the house is short, or no sentence.
LONGEST_WORDS = 14
SENTENCE_WORDS = 8
NOTICE = re.compile(
    r"join the (?:conversation|discussion|debate)"
    r"|cookie|privacy policy|newsletter|all rights reserved|javascript|файлы cookie|рассылк|çerez|עוגיות|תקנון"
)
NOTICE_WORDS = 60
PATH = re.compile(r"\s+[>›»→]\s*|\s*[›»→]\s+|\s+[|•·]\s+")
STROKES = re.compile(r"\s+[|•·/]\s+")
LONGEST_STEP = 6
LINK_WORDS = 3
GAP = re.compile(r"(?:[^\S\n]{2,}|\t)+")
WIDE_GAP = re.compile(r"[^\S\n]{3,}|\t")
LONGEST_CELL = 5
WORD = re.compile(r"[^\W\d_]+")
ISSUE = re.compile(
    r"\b(?:vol(?:ume)?|no|nr|issue|pp?|issn|isbn|doi|том|выпуск|вып|стр|bd|jg|heft|cilt|sayi|cild|הтр|כרך|גיליון|հատոր|համար)\b"
    r"[.:\s]*\d|№\s*\d"
)
# Fewer short lines in a row are no menu.
SHORT_MENU, LONG_MENU = 3, 5
MENU_WORDS = 4
# Headline, standfirst and the writer’s name.
HEAD_LINES = 3


def is_furniture(text: str) -> bool:
    """Whether a line belongs to the site by its own words: a button, a share line, a path, a notice."""
    small = folded(text)
    words = len(text.split())
    if words <= 2 * LONGEST_WORDS and (BUTTONS.match(small) or _is_sharing(small) or is_path(text)):
        return True
    if words <= LONGEST_WORDS and _is_menu_row(text, small):
        return True
    if words <= LONGEST_WORDS and STARTS.match(small):
        return words <= SENTENCE_WORDS or not text.rstrip().endswith((".", "։", "…"))
    if words <= NOTICE_WORDS and NOTICE.search(small) and (STARTS.match(small) or words <= 2 * LONGEST_WORDS):
        return True
    return words <= 2 * NOTICE_WORDS and bool(DISCLAIMER.search(small))


def _is_sharing(small: str) -> bool:
    words = WORD.findall(small)
    known = sum(word in SHARING for word in words)
    return len(words) >= 2 and known >= 0.8 * len(words) and known >= 2


def _is_menu_row(text: str, small: str) -> bool:
    """Buttons side by side: three or more words, each of them one; or columns, of which one is."""
    words = WORD.findall(small)
    if len(words) >= 3 and not text.rstrip().endswith(".") and all(BUTTONS.match(word) for word in words):
        return True
    return any(BUTTONS.match(folded(cell)) or STARTS.match(folded(cell)) for cell in columns(text))


def columns(text: str) -> list[str]:
    """The short parts of a line that wide gaps part; empty where there are none, or only letters set apart."""
    cells = [cell for cell in GAP.split(text.strip()) if cell]
    if len(cells) < 2 or (len(cells) == 2 and not WIDE_GAP.search(text.strip())):
        return []
    fits = all(len(cell.split()) <= LONGEST_CELL and not cell.endswith((".", "!", "?")) for cell in cells)
    return cells if fits and any(len(word) > 1 for word in WORD.findall(text)) else []


def is_path(text: str) -> bool:
    """A path of links (Home > World > Asia), or a menu in one line (News | Sport | Weather)."""
    if len(text) > 300 or text.rstrip().endswith("."):
        return False
    steps = [step for step in PATH.split(text.strip(" >›»|•·/→")) if step]
    enough = 2 if re.search(r"[>›»→]", text) else 3
    if len(steps) < enough:
        steps = [step for step in STROKES.split(text) if step]
        enough = 2 if HOME.match(folded(steps[0] if steps else "")) else 4
    return (
        len(steps) >= enough
        and all(len(step.split()) <= LONGEST_STEP for step in steps)
        and not re.search(r"\d{4}", text)
    )


def leads_elsewhere(text: str) -> bool:
    """Whether links to other articles follow a line."""
    return bool(LINKS_FOLLOW.match(folded(text)))


def carries_its_link(text: str) -> bool:
    """Whether a line that leads elsewhere names behind its colon where it leads."""
    return len(text.partition(":")[2].split()) >= LINK_WORDS


def closes(text: str) -> bool:
    """Whether an article is over where the site prints such a line below it."""
    small = folded(text)
    return bool(CLOSING.match(small) or DISCLAIMER.search(small)) or _is_sharing(small)


def is_issue_line(text: str) -> bool:
    """Whether a line names a volume, a number and pages of a periodical."""
    return len(text) <= 200 and len({found[0][:2] for found in ISSUE.finditer(folded(text))}) >= 2


def mark_furniture(units: Sequence[Unit]) -> None:
    for unit in units:
        if unit.kind is None and is_furniture(unit.text):
            unit.kind = BlockKind.BOILERPLATE
        elif unit.kind in (None, BlockKind.DATE) and not unit.fixed and is_issue_line(unit.text):
            unit.kind = BlockKind.RUNNING_HEAD


def menu_runs(units: Sequence[Unit]) -> set[int]:
    """Places of short lines in a row, none of them a sentence: three very short ones or five short ones."""
    found: set[int] = set()
    run: list[int] = []
    for place, unit in enumerate([*units, None]):
        if unit and unit.kind in (None, BlockKind.LIST_ITEM) and unit.words <= MENU_WORDS and not unit.ends:
            run.append(place)
        elif unit and unit.kind == BlockKind.BOILERPLATE:
            continue
        else:
            run = _above_signs(units, run)
            found.update(run if len(run) >= LONG_MENU or _is_menu([units[each] for each in run]) else ())
            run = []
    return found


def _above_signs(units: Sequence[Unit], run: Sequence[int]) -> list[int]:
    """A run without its last lines where they are the headline and the writer’s name above a byline or a date."""
    end = run[-1] + 1 if run else len(units)
    signed = end < len(units) and units[end].kind in (BlockKind.BYLINE, BlockKind.DATE)
    kept = list(run)
    if signed and names_only(units[kept[-1]].text):
        kept.pop()
    while signed and kept and len(run) - len(kept) < HEAD_LINES and units[kept[-1]].words >= MENU_WORDS - 1:
        kept.pop()
    return kept


def _is_menu(run: Sequence[Unit]) -> bool:
    return len(run) >= SHORT_MENU and all(unit.words < MENU_WORDS for unit in run)
