"""Short passages beside the text: which are headings, which captions, and which cannot be told.

A caption is short and mostly no whole sentence; it is printed over the width of its picture. A heading is shorter than
a row and what it announces begins below it with a capital. A document whose paragraphs end without full stops shows
neither.
"""

import re
from collections.abc import Sequence
from itertools import groupby

from archive.importing.page.captions import credit_start, credited
from archive.importing.printed.frames import FULL, KINDS, Frame
from archive.importing.printed.interruptions import CAPTION_ROWS, FLOWING, Passage
from archive.importing.record import BlockKind
from archive.importing.sentences import Start, unspaced

OPEN_ROWS = 4  # a caption without a full stop has no more rows
HEADING_ROWS = 2
HEADING_LENGTH = 90
HEADING_WORDS = 9
MOST_IN_A_ROW = 4  # more short open passages in a row are verse, a table or an address
SLACK = 2  # code points by which rows of one column differ
LABEL = re.compile(
    r"^(?:fig(?:ure|\.)?|photo|map|plate|table|illustration|image|picture|abb(?:ildung|\.)?|bild|foto|karte|tabelle|рис(?:унок|\.)?"
    r"|фото|карта|табл(?:ица|\.)?|снимок|carte|tableau|şekil|resim|harita|tablo|fotoğraf|şəkil|xəritə|նկար|քարտեզ|աղյուսակ"
    r"|תמונה|איור|מפה)\s?(?:№\s?)?(?:\d{1,3}[a-zа-я]?|[IVX]{1,5})?\s?[.:–—-]\s",
    re.IGNORECASE,
)
NUMBERED = re.compile(r"^(?:[IVXLC]{1,6}|\d{1,2}(?:\.\d{1,2})*|[A-Z])[.)]?\s+(?=[^\W\d_])|^[IVXLC]{1,6}\.?$")
BARE_NUMBER = re.compile(r"^[\W_]*(?:\d{1,3}|[IVXLC]{1,6})[\W_]*$")
INNER_STOP = re.compile(r"[^\W\d_]{3,}[.!?…։]\s+[^\W\d_]|\d[.]\s+[^\W\d_]")
POINTING = re.compile(
    r"\((?:left|right|above|below|centre|center|links|rechts|oben|unten|слева|справа|solda|sağda|à gauche|à droite)\b",
    re.I,
)
KEYWORDS = re.compile(
    r"^(?:key ?words|index terms|schlagw[oö]rt\w*|schlüsselw[oö]rt\w*|stichw[oö]rt\w*|mots[- ]clés|palabras clave"
    r"|parole chiave|palavras[- ]chave|ключевые слова|ключові слова"
    r"|anahtar (?:kelimeler|sözcükler)|açar sözlər|բանալի բառեր|հիմնաբառեր|מילות מפתח)\s*[:.–—-]",
    re.IGNORECASE,
)
LETTERS = re.compile(r"[^\W\d_]")


def mark_asides(passages: Sequence[Passage]) -> list[tuple[int, str]]:
    """Give every short passage its kind; returns the doubts, with their lines."""
    doubts: list[tuple[int, str]] = []
    stopping = _paragraphs_stop(passages)
    for place, passage in enumerate(passages):
        if passage.kind is None:
            passage.kind, doubt = _kind(passages, place, stopping)
            if doubt:
                doubts.append((passage.first.line, doubt))
    _take_back_rows(passages, doubts)
    return doubts


def _paragraphs_stop(passages: Sequence[Passage]) -> bool:
    """Whether the long passages of the document end with full stops."""
    prose = [passage for passage in passages if passage.kind in FLOWING and passage.prose]
    return sum(passage.last.ends for passage in prose) >= 0.6 * len(prose) and bool(prose)


def _kind(passages: Sequence[Passage], place: int, stopping: bool) -> tuple[str, str]:
    passage = passages[place]
    if passage.prose and len(passage.frames) > 1:
        return BlockKind.PARAGRAPH, ""
    frame = passage.whole
    if passage.interrupts:
        if passage.footnote and frame.ends:
            return BlockKind.PARAGRAPH, "footnote inside a sentence moved behind its paragraph"
        if passage.rows == 1 and _is_capitals(frame.text) and not _has_credit(frame):
            return BlockKind.RUNNING_HEAD, ""
        return (BlockKind.CAPTION if passage.rows <= CAPTION_ROWS else BlockKind.PARAGRAPH), ""
    if not LETTERS.search(frame.text[:HEADING_LENGTH]):
        return (BlockKind.HEADING if BARE_NUMBER.match(frame.text) else BlockKind.PARAGRAPH), ""
    if len(frame.rows) <= CAPTION_ROWS and (_has_credit(frame) or LABEL.match(frame.first.text)):
        return BlockKind.CAPTION, ""
    if KEYWORDS.match(frame.text):
        return BlockKind.PARAGRAPH, ""
    if len(frame.rows) > OPEN_ROWS or not stopping:
        heading = not stopping and _announces(passages, place) and _is_capitals(frame.text)
        return (BlockKind.HEADING if heading else BlockKind.PARAGRAPH), ""
    return _short_kind(passages, place)


def _has_credit(frame: Frame) -> bool:
    """Whether a credit begins the passage or stands in its last row."""
    if credit_start(frame.text) == 0 or credited(frame.last.text):
        return True
    return len(frame.rows) < OPEN_ROWS and credited(frame.text)


def _short_kind(passages: Sequence[Passage], place: int) -> tuple[str, str]:
    passage, frame = passages[place], passages[place].whole
    small = frame.start is Start.SMALL
    if frame.ends:
        capitals = _announces(passages, place) and _is_capitals(frame.text) and frame.length < FULL * frame.width
        asks = frame.last.text[-1] == "?" and NUMBERED.match(frame.text) and _announces(passages, place)
        if capitals or (asks and _looks_like_heading(frame)):
            return BlockKind.HEADING, ""
        doubted = _ragged(frame) and not small and _between_prose(passages, place)
        return BlockKind.PARAGRAPH, "short passage between paragraphs, perhaps a caption" if doubted else ""
    if frame.last.text[-1] in ":,;-–—" or small or any(after.first.begins for after in passages[place + 1 : place + 2]):
        return BlockKind.PARAGRAPH, ""
    if _announces(passages, place) and _looks_like_heading(frame):
        certain = NUMBERED.match(frame.text) or _is_capitals(frame.text) or frame.length <= 0.65 * frame.width
        return BlockKind.HEADING, "" if certain else "read as a heading, perhaps a caption"
    if passage.hangs or _set_in_column(frame):
        return BlockKind.PARAGRAPH, ""
    return BlockKind.CAPTION, ""


def _set_in_column(frame: Frame) -> bool:
    """Whether all rows are as full as those of the text, and sentences end inside them."""
    full = all(FULL * frame.width <= row.length <= 1.1 * frame.width for row in frame.rows)
    return full and (len(frame.rows) > 2 or bool(INNER_STOP.search(frame.text)))


def _ragged(frame: Frame) -> bool:
    """Whether a passage of two or three rows is set narrower than its column."""
    if not 1 < len(frame.rows) <= 3:
        return False
    pairs = zip(frame.rows, frame.rows[1:], strict=False)
    return any(above.length + 1 + len(below.text.split(maxsplit=1)[0]) <= frame.width + SLACK for above, below in pairs)


def _between_prose(passages: Sequence[Passage], place: int) -> bool:
    before, after = passages[max(place - 1, 0) : place], passages[place + 1 : place + 2]
    return all(passage.prose for passage in (*before, *after)) and bool(before and after)


def _announces(passages: Sequence[Passage], place: int) -> bool:
    """Whether a long passage that begins with a capital follows, running heads left aside."""
    for passage in passages[place + 1 : place + 6]:
        if passage.kind != BlockKind.RUNNING_HEAD and not (passage.footnote and passage.rows == 1):
            return passage.kind in (None, *KINDS) and passage.first.start is not Start.SMALL and _passage_like(passage)
    return False


def _passage_like(passage: Passage) -> bool:
    if passage.prose or passage.kind == BlockKind.LIST_ITEM:
        return True
    return (passage.last.ends or passage.last.last.text[-1] == ":") and 2 * passage.first.length > passage.first.width


def _looks_like_heading(frame: Frame) -> bool:
    text = unspaced(frame.text)
    if len(frame.rows) > HEADING_ROWS or frame.length > HEADING_LENGTH or len(text.split()) > HEADING_WORDS:
        return False
    if INNER_STOP.search(NUMBERED.sub("", text)) or POINTING.search(text) or text[-1].isdigit():
        return False
    return all(len(unspaced(row.text)) <= FULL * frame.width for row in frame.rows)


def _is_capitals(text: str) -> bool:
    letters = LETTERS.findall(text[:HEADING_LENGTH])
    return len(letters) > 3 and "".join(letters).isupper()


def _take_back_rows(passages: Sequence[Passage], doubts: list[tuple[int, str]]) -> None:
    """Many short open passages one after another are no captions: verse, a table, a list without bullets."""
    shown = [passage for passage in passages if passage.kind != BlockKind.RUNNING_HEAD]
    for short, run in groupby(shown, key=_open_aside):
        group = list(run)
        if not short or len(group) <= MOST_IN_A_ROW or any(credited(passage.first.text) for passage in group):
            continue
        for passage in group:
            passage.kind = BlockKind.PARAGRAPH
        doubts.append((group[0].first.line, f"{len(group)} short passages in a row: verse, a table, or captions"))


def _open_aside(passage: Passage) -> bool:
    aside = passage.kind in (BlockKind.CAPTION, BlockKind.HEADING)
    return aside and not passage.first.fixed and not passage.interrupts
