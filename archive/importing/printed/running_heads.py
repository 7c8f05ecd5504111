"""What a printed page carries beside its text: running heads, page numbers, the foot with the date of the issue.

Known by their place and repetition: a line that comes back from page to page, a number that stands alone, an issue's
date or volume between the rows of a text.
"""

import re
from collections import defaultdict
from collections.abc import Container, Sequence
from enum import StrEnum
from itertools import pairwise

from archive.importing.dates import read_date
from archive.importing.page.captions import credited
from archive.importing.printed.rows import Row
from archive.importing.printed.setting import Setting
from archive.importing.sentences import STOPS, Start, ends, hyphened, start_of

LONGEST = 100
# Two prints of a running head have at least this many rows between them; what stands closer is a list or a refrain.
APART = 4
FRONT = 8  # rows
MOST_DATES = 2000
DIGITS = re.compile(r"\d+")
EDGE_NUMBER = re.compile(r"^[\W_]*\d{1,4}[\W_]+(?=[^\W\d_])|(?<=[^\W\d_])[\W_]+\d{1,4}[\W_]*$")
YEAR = re.compile(r"(?<!\d)(?:1[4-9]|20)\d\d(?!\d)")
PAGE_WORD = r"(?:page|pages|pg|p|seite|s|стр|страница|с|sayfa|səhifə|էջ|עמוד|עמ|página|pagina|pag)"
FOLIO = re.compile(
    rf"^[\W_]*(?:{PAGE_WORD}\b[\W_]*)?\d{{1,4}}(?:\s*(?:/|of|von|de|из)\s*\d{{1,4}})?[\W_]*$", re.IGNORECASE
)
ROMAN_FOLIO = re.compile(r"^[\W_]*[ivxl]{1,7}[\W_]*$")
VOLUME = re.compile(
    r"\b(?:vol(?:ume)?|no|nr|issue|number|heft|ausgabe|jahrgang|jg|band|bd|tome|n[uú]m(?:[ée]ro)?|том|т|выпуск|вып|номер|cilt|say[ıi]"
    r"|հատոր|համար|גיליון|כרך)\b\.?\s*(?:\d|[ivxlc]+\b)|(?:№|n°|nº)\s*\d",
    re.IGNORECASE,
)
VOLUME_WORDS = frozenset(
    re.findall(
        r"\S+",
        """vol volume no nr issue number heft ausgabe jahrgang jg band bd tome numéro numero n том т выпуск вып номер
        год cilt sayı sayi հատոր համար page p pp seite s стр с sayfa էջ i ii iii iv v vi vii viii ix x xi xii xiii xiv
        xv xvi xvii xviii xix xx""",
    )
)
# A head or foot set to both edges of its page, its number at one of them.
BOTH_EDGES = re.compile(r"^\W{0,2}\d{1,4}\W{0,2}\s{4,}\S+(?: \S+)*$|^\S+(?: \S+)*\s{4,}(?:\S+ )*\W{0,2}\d{1,4}\W{0,2}$")
BARRED = re.compile(r"^\d{1,4}\s?[|·•/]\s?[^\d|·•/]+$|^[^\d|·•/]+\s?[|·•/]\s?\d{1,4}$")
CONTINUED = re.compile(
    r"^\W*(?:(?:story )?contin(?:ued|ues) (?:on|from) (?:the )?(?:page|p\.|next page)"
    r"|(?:fortsetzung|weiter) (?:auf|von) (?:s\.|seite)|suite (?:en|de la|à la) p(?:age|\.)"
    r"|(?:sigue|continúa|viene) (?:en|de) la p|segue a pagina|(?:продолжение|окончание|начало) на с"
    r"|(?:продовження|закінчення|початок) на с|devamı \w+ sayfada|շարունակությունը էջ|המשך (?:ב|מ)עמוד)",
    re.IGNORECASE,
)
LETTERS = re.compile(r"[^\W\d_]+")
# Numbered names of parts: what comes back here is a heading, not the head of a page.
PARTS = re.compile(
    r"^(?:chapter|part|section|figure|fig|table|map|plate|note|question|answer|act|scene|kapitel|teil|abschnitt"
    r"|abb\w*|tabelle|karte|bild|глава|часть|раздел|рис\w*|табл\w*|карта|chapitre|partie|carte|bölüm|şekil|tablo"
    r"|գլուխ|մաս|նկար)\b",
    re.IGNORECASE,
)


REGISTERED = re.compile(r"^\W*(?:e-?)?(?:issn|isbn|doi|https?|www)\b", re.IGNORECASE)
# The year of an issue in brackets between its volume and its pages.
JOURNAL = re.compile(r"\d\W{0,2}\((?:1[89]|20)\d\d\)\W{0,3}(?:\w{1,3}\.? ?)?\d")


class Furniture(StrEnum):
    HEAD = "running head"
    NUMBER = "page number"
    FOOT = "page foot"


class Pages:
    """The rows of a document with what separates them, to find the furniture of its pages."""

    def __init__(self, rows: Sequence[Row], setting: Setting) -> None:
        self._rows = rows
        self._setting = setting
        self._paged = any(row.page for row in rows)

    def furniture(self) -> dict[int, Furniture]:
        """Kinds by index of row."""
        found = dict.fromkeys(self._repeated(), Furniture.HEAD)
        found |= dict.fromkeys(self._numbers(found), Furniture.NUMBER)
        found |= dict.fromkeys(self._beside_numbers(found), Furniture.HEAD)
        found |= {index: Furniture.FOOT for index in self._feet() if index not in found}
        return found

    def parted_above(self, index: int) -> bool:
        """Whether a row is separated from the row above by more than rows of one paragraph are."""
        row = self._rows[index]
        return index == 0 or row.page or row.gap > self._setting.leading or row.indent > self._rows[index - 1].indent

    def parted_below(self, index: int) -> bool:
        if index + 1 == len(self._rows):
            return True
        after = self._rows[index + 1]
        return after.page or after.gap > self._setting.leading or after.indent > self._rows[index].indent

    def _page_edge(self, index: int) -> bool:
        """Whether a form feed stands within a row of it."""
        return any(row.page for row in self._rows[max(index - 1, 0) : index + 3])

    def _repeated(self) -> list[int]:
        places: dict[str, list[int]] = defaultdict(list)
        for index, row in enumerate(self._rows):
            if key := _key(row):
                places[key].append(index)
        found = []
        for indexes in places.values():
            indexes = self._without_title(indexes)
            if len(indexes) < 2 or min(b - a for a, b in pairwise(indexes)) < APART:
                continue
            if credited(self._rows[indexes[0]].text) or any(map(self._flows_on, indexes)):
                continue
            edges = sum(map(self._page_edge, indexes))
            if self._paged and 2 * edges < len(indexes):
                continue
            if edges or self._stand_free(indexes):
                found += indexes
        return found

    def _without_title(self, indexes: list[int]) -> list[int]:
        """The prints of a head; where the first page has two of them, the lower one is the title."""
        if len(indexes) > 2 and indexes[1] < FRONT and indexes[1] - indexes[0] < APART:
            return [indexes[0], *indexes[2:]]
        return indexes

    def _capitals(self, index: int) -> bool:
        """Whether a row is all in capitals and the next is not: no row of a text."""
        text = self._rows[index].text
        below = self._rows[index + 1].text if index + 1 < len(self._rows) else ""
        return text.isupper() and len("".join(LETTERS.findall(text))) > 5 and not below.isupper()

    def _flows_on(self, index: int) -> bool:
        """Whether a row begins a passage that the next row goes on with."""
        flows = self.parted_above(index) and not self.parted_below(index) and self._small_below(index)
        return flows and not self._capitals(index)

    def _small_below(self, index: int) -> bool:
        return start_of(self._rows[index + 1].text) is Start.SMALL

    def _stand_free(self, indexes: Sequence[int]) -> bool:
        """Whether each of the rows is parted from its neighbours on a side, or too short to be a row of a paragraph."""
        return all(
            self.parted_above(index)
            or self.parted_below(index)
            or self._short(index)
            or self._interrupts(index)
            or self._capitals(index)
            for index in indexes
        )

    def _short(self, index: int) -> bool:
        return self._rows[index].length < 0.7 * self._setting.width(index)

    def _interrupts(self, index: int) -> bool:
        """Whether the rows on both sides are one sentence."""
        if not 0 < index < len(self._rows) - 1:
            return False
        return not ends(self._rows[index - 1].text) and self._small_below(index)

    def _numbers(self, heads: dict[int, Furniture]) -> list[int]:
        found = []
        for index, row in enumerate(self._rows):
            if index in heads or row.length > LONGEST:
                continue
            if FOLIO.match(row.text):
                above = self.parted_above(index) or index - 1 in heads or self._lone(index - 1)
                below = self.parted_below(index) or index + 1 in heads or self._lone(index + 1)
                if (above and below) or self._page_edge(index) or self._interrupts(index) or self._joins(index, heads):
                    found.append(index)
            elif self._paged and ROMAN_FOLIO.match(row.text) and self._page_edge(index) and self._parted(index):
                found.append(index)
        return [] if self._count_sections(found) else found

    def _joins(self, index: int, heads: Container[int]) -> bool:
        """Whether a row and the running head next to it stand between two rows of one sentence."""
        first = index - 1 if index - 1 in heads else index
        last = index + 1 if index + 1 in heads else index
        if first == last or first == 0 or last + 1 == len(self._rows):
            return False
        return not ends(self._rows[first - 1].text) and self._small_below(last)

    def _lone(self, index: int) -> bool:
        """Whether a row is one that a running head can be, and shares its place with one neighbour at most."""
        if not 0 <= index < len(self._rows) or not (self.parted_above(index) or self.parted_below(index)):
            return False
        return bool(_key(self._rows[index])) and not credited(self._rows[index].text)

    def _beside_numbers(self, found: dict[int, Furniture]) -> list[int]:
        """Lone rows directly above or below a page number, or at the top of the page behind it."""
        numbers = [index for index, what in found.items() if what is Furniture.NUMBER]
        above = [index - 1 for index in numbers if not self.parted_above(index) and self._lone(index - 1)]
        below = [index + 1 for index in numbers if self._follows(index) and self._lone(index + 1)]
        return [index for index in above + below if index not in found]

    def _follows(self, index: int) -> bool:
        """Whether the next row stands directly below, or is the head of the next page."""
        if index + 1 == len(self._rows):
            return False
        return not self.parted_below(index) or (self._rows[index + 1].page and self.parted_below(index + 1))

    def _parted(self, index: int) -> bool:
        return self.parted_above(index) and self.parted_below(index)

    def _count_sections(self, indexes: Sequence[int]) -> bool:
        """Whether the numbers count the sections of the text: from 1 on, and never inside a sentence."""
        numbers = [
            int(DIGITS.findall(self._rows[index].text)[0]) for index in indexes if DIGITS.search(self._rows[index].text)
        ]
        if self._paged or len(numbers) < 2 or numbers != list(range(1, len(numbers) + 1)):
            return False
        return not any(self._interrupts(index) for index in indexes)

    def _feet(self) -> list[int]:
        found: list[int] = []
        for index, row in enumerate(self._rows):
            if row.length > LONGEST or len(found) >= MOST_DATES:
                continue
            if self._plainly_foot(index) or (DIGITS.search(row.text) and self._dated_foot(index)):
                found.append(index)
        return found

    def _plainly_foot(self, index: int) -> bool:
        """Whether a row is furniture whatever it says: set to both edges, in capitals inside a sentence, a pointer."""
        row, inside = self._rows[index], self._interrupts(index)
        if self._capitals(index) and (BARRED.match(row.text) or (inside and self._short(index))):
            return True
        points = CONTINUED.match(row.text) and row.text[-1] not in STOPS
        return bool(points or BOTH_EDGES.match(row.text)) and (inside or self._parted(index))

    def _dated_foot(self, index: int) -> bool:
        row = self._rows[index]
        edge = self._paged and self._page_edge(index)
        alone = self._parted(index) or (edge and (self.parted_above(index) or self.parted_below(index)))
        inside = self._short(index) and self._interrupts(index)
        return (alone or inside) and self._foot(row, edge=edge or inside)

    def _foot(self, row: Row, *, edge: bool) -> bool:
        """Whether a row that stands alone names the issue: its date, volume or number, with a page number."""
        if hyphened(row.text) or start_of(row.text) is Start.SMALL:
            return False
        rest = row.text
        if dated := issue_date(rest):
            rest = rest.replace(dated, " ", 1)
        bare = all(word.lower() in VOLUME_WORDS for word in LETTERS.findall(rest))
        if dated or VOLUME.search(rest):
            return bare or (not ends(row.text) and bool(EDGE_NUMBER.search(rest) or VOLUME.search(rest)))
        numbered = (
            EDGE_NUMBER.search(rest) and not YEAR.search(rest) and not PARTS.match(rest) and not FOLIO.match(rest)
        )
        return bool(numbered) and (edge or rest.isupper()) and not ends(rest) and not credited(rest)


def issue_date(text: str) -> str | None:
    """The date of an issue as printed in a short row, with its season, month or day; None for a bare year."""
    if len(text) > LONGEST or not re.search(r"\d{4}|[’']\d\d\b", text):
        return None
    date = read_date(text)
    if date is None or date.edtf is None or not (LETTERS.search(date.printed) or len(DIGITS.findall(date.printed)) > 2):
        return None
    return date.printed


def names_issue(text: str) -> bool:
    """Whether a short text above a title names the issue or its registration, not the article."""
    if len(text) > LONGEST or text[-1] in STOPS:
        return False
    if REGISTERED.match(text) or VOLUME.search(text) or JOURNAL.search(text):
        return True
    dated = issue_date(text)
    return dated is not None and bool(re.search(rf"[·•|,/–—:-]\s*(?:\w+ )?{re.escape(dated)}[\W\d]*$", text))


def dated_alone(text: str) -> bool:
    """Whether a short text is the date of an issue and nothing else."""
    dated = issue_date(text)
    return dated is not None and not LETTERS.search(text.replace(dated, "", 1)) and not VOLUME.search(text)


def _key(row: Row) -> str:
    """What two prints of a running head have in common: all but the page number; empty for a row that can be none."""
    text = row.text
    if not 4 <= row.length <= LONGEST or ends(text) or hyphened(text) or text[-1] in ":,;" or PARTS.match(text):
        return ""
    if start_of(text) is Start.SMALL:
        return ""
    key = " ".join(LETTERS.findall(EDGE_NUMBER.sub(" ", text).casefold()))
    return key if len(key) > 3 else ""
