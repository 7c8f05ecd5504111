"""Sentences made whole: which frame goes on with the sentence of which, and what stands between them.

A passage of the article breaks off at the end of a column or page; captions, running heads, page numbers and
footnotes follow, and further down a frame goes on in small letters. That frame joins the passage, and what stood
between stays behind it. Where no frame plainly goes on nothing is joined.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise

from archive.importing.hyphens import Vocabulary, break_between
from archive.importing.page.captions import credited
from archive.importing.printed.frames import FULL, SHORT, Frame
from archive.importing.printed.setting import Setting
from archive.importing.record import BlockKind
from archive.importing.sentences import Start, abbreviated, hangs, hyphened

# How far behind a broken sentence its end is looked for.
MOST_PASSAGES = 12
MOST_ROWS = 40
MOST_ROWS_OF_A_KNOWN_WORD = 80
CAPTION_ROWS = 6
NOTE_ROWS = 30
STRONG = 4
BROKEN = 3
ENOUGH = 8
WIDE = 1.2
ROOM = 0.9  # of a column
FLOWING = (None, BlockKind.PARAGRAPH, BlockKind.LIST_ITEM)
MOST_TEXT = 400
INNER_END = re.compile(r"[^\W\d_]{3}[.!?…։]\s+[^\W\d_]")
FOOTNOTE = re.compile(r"^(?:\[?\d{1,3}[\]).]?|[*†‡§]+|[⁰¹²³⁴-⁹]+)\s*(?=[^\W\d_“\"«„])")


@dataclass(slots=True, eq=False)
class Passage:
    """The frames of one block. `interrupts`: it stands inside the sentence of a passage before it.

    `opens`: how strongly its end asks for more, 0 where the sentence is complete; `hangs`: it can't be complete.
    """

    frames: list[Frame]
    kind: str | None = None
    interrupts: bool = False
    opens: int = 0
    hangs: bool = False
    prose: bool = field(init=False)
    unsure: list[int] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.prose = self.first.prose

    def add(self, frame: Frame) -> None:
        self.frames.append(frame)
        if not self.prose and len(self.frames) <= MOST_PASSAGES:
            self.prose = frame.prose or self.whole.prose

    @property
    def first(self) -> Frame:
        return self.frames[0]

    @property
    def last(self) -> Frame:
        return self.frames[-1]

    @property
    def whole(self) -> Frame:
        """Its rows as one frame, to look at."""
        if len(self.frames) == 1:
            return self.first
        return Frame([row for frame in self.frames for row in frame.rows], self.first.width, self.first.kind)

    @property
    def rows(self) -> int:
        return sum(len(frame.rows) for frame in self.frames)

    @property
    def footnote(self) -> bool:
        return self.kind is None and bool(FOOTNOTE.match(self.first.first.text))


class Weaver:
    """Reads frames in their order into passages."""

    def __init__(
        self, frames: Sequence[Frame], setting: Setting, vocabulary: Vocabulary, languages: Sequence[str]
    ) -> None:
        self._frames = frames
        self._setting = setting
        self._vocabulary = vocabulary
        self._languages = languages
        self._passages: list[Passage] = []
        self._open: list[int] = []

    def passages(self) -> list[Passage]:
        for index, frame in enumerate(self._frames):
            place = None if frame.begins else self._place(index, frame)
            if place is None:
                self._passages.append(Passage([frame], frame.kind))
                place = len(self._passages) - 1
            else:
                self._join(place, frame)
            self._remember(place, index, frame)
        return self._passages

    def _join(self, place: int, frame: Frame) -> None:
        for between in self._passages[place + 1 :]:
            between.interrupts = True
        self._passages[place].add(frame)

    def _remember(self, place: int, index: int, frame: Frame) -> None:
        """Keep in mind which passages wait for the rest of a sentence."""
        passage = self._passages[place]
        if passage.kind not in FLOWING or _closed(frame):
            return
        passage.hangs = self._hangs(frame, self._languages[index])
        passage.opens = self._opens(frame) + STRONG * passage.hangs
        if passage.prose and not passage.opens:
            self._open.clear()
        self._open = [at for at in self._open if at != place and len(self._passages) - at <= MOST_PASSAGES]
        if passage.opens:
            self._open.append(place)

    def _hangs(self, frame: Frame, language: str) -> bool:
        """Whether a frame breaks off where no sentence ends."""
        if frame.ends:
            return False
        flows = self._setting.trailing(frame.last) if self._setting.blank_behind else self._stops and frame.prose
        return hangs(frame.last.text, language) or (flows and self._full(frame))

    @cached_property
    def _stops(self) -> bool:
        """Whether all but a few long frames end their sentence before another begins with a capital."""
        prose = [frame for frame in self._frames if frame.kind in FLOWING and frame.prose]
        ending = [above.ends for above, below in pairwise(prose) if below.start is Start.CAPITAL]
        return len(ending) >= ENOUGH and sum(ending) >= 0.9 * len(ending)

    @cached_property
    def _mostly_stop(self) -> bool:
        """Whether most long frames end like sentences."""
        prose = [frame for frame in self._frames if frame.kind in FLOWING and frame.prose]
        return sum(frame.ends for frame in prose) >= 0.6 * len(prose)

    def _opens(self, frame: Frame) -> int:
        last = frame.last
        if hyphened(last.text):
            return STRONG
        if frame.ends:
            return int(abbreviated(last.text))
        value = 3 if self._full(frame) else 0
        if self._setting.blank_behind:
            value += 2 if self._setting.trailing(last) else -3
        alone = len(frame.rows) == 1 and last.length < FULL * frame.width
        full = sum(row.length >= FULL * frame.width for row in frame.rows[-3:])
        return max(value + full - 1 - alone + bool(INNER_END.search(frame.text[-MOST_TEXT:])), 0)

    @staticmethod
    def _full(frame: Frame) -> bool:
        return frame.last.length >= SHORT * frame.width

    def _place(self, index: int, frame: Frame) -> int | None:
        """The passage that a frame goes on with."""
        if frame.kind not in FLOWING or (frame.kind == BlockKind.LIST_ITEM and not frame.continues):
            return None
        if frame.continues:
            return self._best(frame, any_distance=True) if self._open else self._paragraph_before()
        if frame.start in (Start.SMALL, Start.CASELESS):
            place = self._best(frame)
            return self._directly_above(frame) if place is None else place
        return self._with_capital(index, frame)

    def _paragraph_before(self) -> int | None:
        for place in range(len(self._passages) - 1, -1, -1):
            if self._passages[place].kind in FLOWING:
                return place
        return None

    def _nearest(self) -> int | None:
        """The passage before this place, running heads left aside."""
        for place in range(len(self._passages) - 1, max(len(self._passages) - MOST_PASSAGES, 0) - 1, -1):
            if self._passages[place].kind != BlockKind.RUNNING_HEAD:
                return place
        return None

    def _directly_above(self, frame: Frame) -> int | None:
        """No paragraph begins with a small letter directly under another row: it was only set in."""
        place = len(self._passages) - 1
        row = frame.first
        flush = row.gap <= self._setting.leading and not row.page and frame.start is Start.SMALL
        return place if flush and place >= 0 and self._passages[place].kind in FLOWING else None

    def _best(self, frame: Frame, *, any_distance: bool = False) -> int | None:
        """The open passage that asks most for this frame; of two that ask alike the earlier one."""
        nearest = self._nearest()
        best, most = None, 0
        for place in self._open:
            near = any_distance or place == nearest
            resumes = self._resumes(frame) or (nearest not in self._open and self._full_and_small(frame))
            if not near and not (resumes and self._may_lie_between(place, frame)):
                continue
            value = self._value(place, frame) + (place == nearest)
            if value > most:
                best, most = place, value
        return best

    def _value(self, place: int, frame: Frame) -> int:
        """How well a frame fits behind an open passage; nothing speaks for it below 1."""
        passage = self._passages[place]
        if frame.start is Start.CASELESS and passage.opens < 3:
            return 0
        directly = place == len(self._passages) - 1 and frame.first.gap <= self._setting.leading
        return passage.opens + 5 * passage.prose + directly - 2 * _had_room(passage.last, frame)

    def _resumes(self, frame: Frame) -> bool:
        """Whether a frame can be the rest of a sentence: it is a passage, or it ends the sentence."""
        if frame.prose or frame.ends:
            return True
        return frame.first.length >= SHORT * frame.width and (len(frame.rows) > 1 or _of_the_text(frame))

    @staticmethod
    def _full_and_small(frame: Frame) -> bool:
        return frame.start is Start.SMALL and frame.first.length >= FULL * frame.width and not _closed(frame)

    def _may_lie_between(self, place: int, frame: Frame) -> bool:
        """Whether all that stands between a passage and a frame can have been set into the sentence."""
        between = [passage for passage in self._passages[place + 1 :] if passage.kind != BlockKind.RUNNING_HEAD]
        rows = sum(passage.rows for passage in between)
        if self._knows(self._passages[place].last, frame):
            return rows <= MOST_ROWS_OF_A_KNOWN_WORD
        return rows <= MOST_ROWS and all(self._small(passage) for passage in between)

    @staticmethod
    def _small(passage: Passage) -> bool:
        if passage.kind not in (None, BlockKind.PARAGRAPH) or passage.footnote:
            return passage.rows <= NOTE_ROWS
        return passage.rows <= CAPTION_ROWS and not _columnar(passage)

    def _knows(self, above: Frame, below: Frame) -> bool:
        """Whether a word divided between two frames stands elsewhere in the document."""
        divided = break_between(above.last.text, below.first.text)
        return divided is not None and bool(self._vocabulary.joined(divided) or self._vocabulary.hyphened(divided))

    def _with_capital(self, index: int, frame: Frame) -> int | None:
        """The passage that breaks off where no sentence ends, for a frame that begins with a capital or a figure."""
        waiting = [place for place in self._open if self._passages[place].hangs or self._broken_by_page(place)]
        if not waiting or not (frame.prose or frame.ends) or credited(frame.text):
            return None
        place = waiting[-1]
        passage = self._passages[place]
        plainly = hyphened(passage.last.last.text) or passage.prose or passage.rows > 1
        if not plainly or not self._may_lie_between(place, frame) or self._small_letters_follow(index):
            return None
        if not hyphened(passage.last.last.text):
            passage.unsure.append(frame.line)
        return place

    def _broken_by_page(self, place: int) -> bool:
        """Whether a long passage breaks off in a full row, and nothing but the furniture of pages follows it."""
        passage, behind = self._passages[place], self._passages[place + 1 :]
        furniture = bool(behind) and all(each.kind == BlockKind.RUNNING_HEAD for each in behind)
        return furniture and passage.prose and not passage.last.ends and passage.opens >= BROKEN and self._mostly_stop

    def _small_letters_follow(self, index: int) -> bool:
        """Whether a later frame, before the next long one, goes on in small letters: then this one interrupts."""
        if len(self._frames[index].rows) > CAPTION_ROWS or _waits(self._frames[index]):
            return False
        for frame in self._frames[index + 1 : index + 1 + MOST_PASSAGES]:
            if frame.kind == BlockKind.RUNNING_HEAD:
                continue
            if frame.start is Start.SMALL and frame.kind in FLOWING and self._resumes(frame):
                return True
            if len(frame.rows) > CAPTION_ROWS or _waits(frame):
                return False
        return False


def _closed(frame: Frame) -> bool:
    """Whether a frame is a caption, by its credit or beyond the width of the column: no sentence goes on behind it."""
    wide = len(frame.rows) == 1 and frame.length > WIDE * frame.width
    return len(frame.rows) <= CAPTION_ROWS and (wide or credited(frame.last.text))


def _columnar(passage: Passage) -> bool:
    """Whether every row of a passage is as full as a column's, and its sentence goes on: no caption is set so."""
    rows = [row for frame in passage.frames for row in frame.rows]
    full = all(row.length >= FULL * passage.first.width for row in rows)
    broken = any(hyphened(row.text) for row in rows)
    return len(rows) > 1 and full and broken and not passage.last.ends and not _closed(passage.last)


def _of_the_text(frame: Frame) -> bool:
    """Whether a lone row is one of the column: it is full and breaks off inside a word, or a sentence ends in it."""
    row = frame.first
    return (
        row.length >= FULL * frame.width
        and not credited(row.text)
        and (hyphened(row.text) or bool(INNER_END.search(row.text)))
    )


def _waits(frame: Frame) -> bool:
    """Whether small letters below a frame would go on with the frame itself."""
    return frame.prose and not frame.ends


def _had_room(above: Frame, below: Frame) -> bool:
    """Whether the first word of a frame would have stood on the last row of another, had it followed there."""
    word = below.first.text[:MOST_ROWS].split(maxsplit=1)[0]
    return not hyphened(above.last.text) and above.last.length + 1 + len(word) <= ROOM * above.width
