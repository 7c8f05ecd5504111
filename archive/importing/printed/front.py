"""The front of an article: title, standfirst, byline and date above the first passage of its text.

Many texts copied out of the middle of a magazine have none; then nothing is looked for.
"""

import re
from collections.abc import Sequence
from itertools import pairwise

from archive.importing.draft import Draft
from archive.importing.page.bylines import Signed, read_line
from archive.importing.page.captions import credited
from archive.importing.page.names import is_bare_name, names_only, read_names
from archive.importing.printed.interruptions import FLOWING, Passage
from archive.importing.printed.rows import Row
from archive.importing.printed.running_heads import LETTERS, dated_alone, names_issue
from archive.importing.printed.setting import runs_on
from archive.importing.record import BlockKind
from archive.importing.sentences import Start, ends, hyphened, start_of, unspaced
from archive.text.runs import Span

ROWS = 16
ISSUE_ROWS = 7
PASSAGES = 12
STANDFIRST_ROWS = 8
TITLE_ROWS = 4
TITLE_LENGTH = 200
KICKER_LENGTH = 24
SECTIONS = frozenset(
    re.findall(
        r"\w+",
        """interview essay report reportage feature features opinion review reviews culture history politics editorial
        comment commentary letter letters profile portrait debate analysis society travel gespräch bericht kommentar
        geschichte kultur politik gesellschaft entretien reportage histoire société dossier débat интервью очерк эссе
        репортаж мнение история политика общество культура söyleşi röportaj deneme kültür tarih müsahibə hekayə
        հարցազրույց ակնարկ պատմություն մշակույթ ראיון מסה דעה תרבות""",
    )
)
NO_DIGIT = re.compile(r"(?=.*[^\W\d_])\D+$")


def front_rows(rows: Sequence[Row]) -> dict[int, str]:
    """Kinds of rows above the text that are a byline or a date and nothing else, by index."""
    found: dict[int, str] = {}
    running = 0
    for index, row in enumerate(rows[:ROWS]):
        running += index > 0 and runs_on(rows[index - 1], row)
        if running == TITLE_ROWS:
            break
        above = rows[index - 1].text if index else "."
        if hyphened(above) or len(row.text) > TITLE_LENGTH:
            continue
        if start_of(row.text) is Start.SMALL:
            if _signs_in_small(rows, index):
                found[index] = BlockKind.BYLINE
        elif dated_alone(row.text):
            found[index] = BlockKind.DATE
        elif read_line(row.text) and not ends(row.text):
            found[index] = BlockKind.BYLINE
    for index, (row, below) in enumerate(pairwise(rows[:ISSUE_ROWS])):
        if names_issue(row.text) and index not in found:
            found[index] = BlockKind.RUNNING_HEAD
        elif index in found or runs_on(row, below) or hyphened(row.text):
            break
    return found


def _signs_in_small(rows: Sequence[Row], index: int) -> bool:
    """Whether a row is “by …” and nothing else, and what follows stands apart from it."""
    row = rows[index]
    signed = read_line(row.text)
    if index == 0 or not signed or signed[-1].name.end < len(_bare(row.text)):
        return False
    return index + 1 == len(rows) or rows[index + 1].gap > 0 or rows[index + 1].page


def mark_front(draft: Draft, passages: Sequence[Passage]) -> None:
    """Give the passages above the text their kinds, and the draft its title and bylines."""
    begin = _text_begins(passages)
    front = passages[:begin]
    if front and passages[begin].first.start is Start.SMALL:
        return
    title = _title(front)
    if title is not None:
        title.kind = BlockKind.TITLE
        draft.title = Span(title.first.first.start, title.last.last.end)
    for place, passage in enumerate(front):
        above = front[place - 1] if place else None
        named = passage.kind in (None, BlockKind.RUNNING_HEAD) and names_only(_bare(passage.first.text))
        if named and above is title is not None and not passage.first.fixed:
            passage.kind = BlockKind.BYLINE
            draft.doubt(passage.first.line, "a name under the title read as the author's")
        if passage.kind == BlockKind.BYLINE:
            _sign(draft, passage)
    _mark_standfirst(front, title)


def _text_begins(passages: Sequence[Passage]) -> int:
    """How many passages stand above the text; 0 where no long passage follows them."""
    head = passages[:PASSAGES]
    prose = [place for place, passage in enumerate(head) if passage.kind in FLOWING and passage.prose]
    marked = [place for place, passage in enumerate(head) if passage.kind in (BlockKind.BYLINE, BlockKind.DATE)]
    if not prose:
        return 0
    above = [place for place in prose if marked and place < marked[-1]]
    small = all(passages[place].rows <= STANDFIRST_ROWS for place in above)
    behind = marked[-1] + 1 if marked else 0
    return behind if len(above) == 1 and small and above[0] > 0 and behind < len(passages) else prose[0]


def _title(front: Sequence[Passage]) -> Passage | None:
    fixed = next((passage for passage in front if passage.kind == BlockKind.TITLE), None)
    if fixed:
        return fixed
    able = [passage for passage in front if passage.kind is None and not passage.hangs and _may_be_title(passage)]
    head = _title_as_head(front)
    above = [passage for passage in able if head and front.index(passage) < front.index(head)]
    if head and all(_is_kicker(passage.first.text) for passage in above):
        for passage in above:
            passage.kind = BlockKind.HEADING
        return head
    if len(able) > 1 and is_bare_name(able[1].first.text) and not _is_section(able[0].first.text):
        return able[0]
    if len(able) > 1 and _is_kicker(able[0].first.text):
        able[0].kind = BlockKind.HEADING
        return able[1]
    if len(able) > 1 and is_bare_name(able[0].first.text) and not is_bare_name(able[1].first.text):
        able[0].kind = BlockKind.BYLINE
        return able[1]
    if able:
        return able[0]
    heads = [passage for passage in front if passage.kind == BlockKind.RUNNING_HEAD]
    return next(
        (each for each in heads if LETTERS.search(each.first.text) and not any(map(str.isdigit, each.first.text))), None
    )


def _title_as_head(front: Sequence[Passage]) -> Passage | None:
    """The first print of a running head where a name follows it directly: there it is the title."""
    if len(front) == 2 and front[1].kind == BlockKind.RUNNING_HEAD and _is_section(unspaced(front[0].first.text)):
        return front[1]
    for head, below in pairwise(front):
        text = head.first.text
        signed = below.kind == BlockKind.BYLINE or names_only(_bare(below.first.text))
        if head.kind == BlockKind.RUNNING_HEAD and signed and LETTERS.search(text) and not names_issue(text):
            return None if any(map(str.isdigit, text)) else head
    return None


def _may_be_title(passage: Passage) -> bool:
    frame = passage.first
    if len(passage.frames) > 1 or len(frame.rows) > TITLE_ROWS or frame.length > TITLE_LENGTH or credited(frame.text):
        return False
    if frame.start is Start.SMALL or not LETTERS.search(frame.text):
        return False
    return not frame.ends or frame.last.text[-1] in "?!…" or frame.text.isupper()


def _is_kicker(text: str) -> bool:
    """Whether a line names the section of the magazine above the title."""
    text = unspaced(text)
    return len(text) <= KICKER_LENGTH and (text.isupper() or _is_section(text))


def _is_section(text: str) -> bool:
    return text.casefold().strip(":. ") in SECTIONS


def _bare(text: str) -> str:
    """A line without the signs of notes behind it."""
    return text.rstrip("*†‡ ")


def _sign(draft: Draft, passage: Passage) -> None:
    for row in passage.first.rows:
        signed = read_line(row.text)
        if not signed and names_only(_bare(row.text)):
            signed = [Signed(name, "author") for name in read_names(_bare(row.text), 0)]
        for name, role in signed:
            draft.bylines.append((Span(row.start + name.start, row.start + name.end), role))


def _mark_standfirst(front: Sequence[Passage], title: Passage | None) -> None:
    """What stands between title and byline or date, directly under the title, or in several rows above the text."""
    if title is None:
        return
    below = front[front.index(title) + 1 :]
    marked = [place for place, passage in enumerate(below) if passage.kind in (BlockKind.BYLINE, BlockKind.DATE)]
    for place, passage in enumerate(below):
        if any(hyphened(row.text) for row in passage.whole.rows[:-1]):
            return
        if passage.kind is not None or passage.rows > STANDFIRST_ROWS or credited(passage.first.text):
            continue
        between = bool(marked) and place < marked[-1]
        if between or passage.rows > 1 or (place == 0 and not passage.first.ends):
            passage.kind = BlockKind.STANDFIRST
