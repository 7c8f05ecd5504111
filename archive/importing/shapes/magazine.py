"""Text of a magazine or journal copied out of a PDF: printed rows with hyphens at their ends, and between them the
captions, running heads, page numbers and feet of the pages.

Paragraphs are put together again, a sentence that a caption or a page breaks is made whole, and what stood in it comes
behind it. What cannot be decided stays where it is, with a doubt.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cached_property
from itertools import pairwise
from statistics import median_high

from archive.importing.corrections import Corrections
from archive.importing.dates import read_date
from archive.importing.draft import Draft
from archive.importing.hyphens import REACH, Vocabulary, break_between
from archive.importing.languages import DEFAULT, language_of
from archive.importing.printed.asides import mark_asides
from archive.importing.printed.columns import unfold
from archive.importing.printed.frames import KINDS, Frame, Framer
from archive.importing.printed.front import front_rows, mark_front
from archive.importing.printed.interruptions import Passage, Weaver
from archive.importing.printed.rows import Row, read_rows
from archive.importing.printed.running_heads import Furniture, Pages, issue_date
from archive.importing.printed.seams import Seams
from archive.importing.printed.setting import Setting, runs_on
from archive.importing.record import BlockKind, Record
from archive.importing.sentences import Start, ends, hyphened, start_of
from archive.importing.source import Source
from archive.text.runs import Span

NAME = "magazine"
VERSION = 1
LANGUAGE_ROWS = 400
SCORED_LINES = 2000
FEWEST = 4  # so few rows that run on are chance
WIDEST = 130
FRAME_ROWS = 12
EDGE_ROWS = 4  # note, foot and head of a page that may stand between the halves of a word


def score(source: Source) -> float:
    """0 to 0.95: whether sentences run on from row to row in columns of even width, and pages show through.

    Words divided at line ends outweigh what a page would show. Looks at the first rows only.
    """
    rows = read_rows(source.lines[:SCORED_LINES])
    pairs = [(above, below) for above, below in pairwise(rows) if not below.page]
    broken = [above for above, below in pairs if break_between(above.text[-REACH:], below.text[:REACH])]
    flowing = [above for above, below in pairs if runs_on(above, below)] + broken
    if len(flowing) < FEWEST:
        return 0.0
    width = median_high(row.length for row in flowing)
    flow = len(flowing) / len(rows)
    if width > WIDEST or flow < 0.25:
        return 0.0
    divided = sum(_divided(rows, index) for index in range(len(rows))) > 1
    surely = (0.95 if flow >= 0.5 else 0.85) if divided else 0.0
    even = sum(abs(row.length - width) <= width / 4 for row in flowing) / len(flowing)
    if even < 0.6 or flow < 0.3:
        return surely
    pages = any(row.page for row in rows) or len(Pages(rows, Setting(source.text, rows)).furniture()) > 1
    signs = 0.3 * min(1, 50 * len(broken) / len(rows)) + 0.15 * pages
    return max(surely, min(0.5 + signs, 0.95) * min(1, (flow + 0.4) * even * len(flowing) / (2 * FEWEST)))


def _divided(rows: Sequence[Row], index: int) -> bool:
    """Whether a word breaks off at the end of a row and goes on in small letters, over the edge of a page as well."""
    if not hyphened(rows[index].text):
        return False
    return any(start_of(row.text) is Start.SMALL for row in rows[index + 1 : index + 2 + EDGE_ROWS])


def read(source: Source, corrections: Corrections) -> Record:
    draft = Draft(source)
    Reading(draft, corrections).read()
    return draft.finish(NAME, VERSION)


class Reading:
    """One reading of one source into a draft."""

    def __init__(self, draft: Draft, corrections: Corrections) -> None:
        self._draft = draft
        self._corrections = corrections
        self._rows, beside = unfold(read_rows(draft.source.lines))
        for line in beside:
            draft.did(line, "columns side by side read one after the other")
        self._setting = Setting(draft.source.text, self._rows)
        self._vocabulary = Vocabulary.of_rows([row.text for row in self._rows])
        self._language = language_of(" ".join(row.text for row in self._rows[:LANGUAGE_ROWS]), DEFAULT)

    def read(self) -> None:
        front = front_rows(self._rows)
        framer = Framer(self._rows, self._setting, front, self._corrections, self._language)
        frames = framer.frames()
        languages = [self._language_of(frame) for frame in frames]
        passages = Weaver(frames, self._setting, self._vocabulary, languages).passages()
        mark_front(self._draft, passages)
        for line, doubt in mark_asides(passages):
            self._draft.doubt(line, doubt)
        spoken = {id(frame): language for frame, language in zip(frames, languages, strict=True)}
        seams = Seams(self._draft, self._setting, self._vocabulary, self._corrections)
        for passage in passages:
            rows = [row for frame in passage.frames for row in frame.rows]
            self._draft.add(passage.kind or BlockKind.PARAGRAPH, seams.sew(rows, spoken[id(passage.first)]))
        issue = dict.fromkeys(
            (index for index, kind in front.items() if kind == BlockKind.RUNNING_HEAD), Furniture.FOOT
        )
        furniture = framer.furniture | issue
        self._note_furniture(furniture, passages)
        for line in framer.doubted:
            self._draft.doubt(line, "in the middle of a sentence, perhaps a caption")
        self._note_joints(passages, {id(frame): place for place, frame in enumerate(frames)})
        self._doubt_edges(passages)
        self._date(furniture)
        self._note_misfits(seams.corrected)

    def _language_of(self, frame: Frame) -> str:
        if len(frame.rows) < 2:
            return self._language
        return language_of(" ".join(row.text for row in frame.rows[:FRAME_ROWS]), self._language)

    def _note_furniture(self, furniture: dict[int, Furniture], passages: Sequence[Passage]) -> None:
        what = {self._rows[index].start: name for index, name in furniture.items()}
        for passage in passages:
            row = passage.first.first
            if passage.kind == BlockKind.RUNNING_HEAD and row.start in what:
                self._draft.did(row.number, f"{what[row.start]} taken out")

    def _note_joints(self, passages: Sequence[Passage], places: dict[int, int]) -> None:
        """What was done to make sentences whole; `places`: the place of each frame among all, by its identity."""
        for passage in passages:
            if passage.interrupts and passage.kind != BlockKind.RUNNING_HEAD:
                what = "caption" if passage.kind == BlockKind.CAPTION else "passage"
                self._draft.did(passage.first.line, f"{what} taken out of a sentence")
            for above, below in pairwise(passage.frames):
                note = self._draft.doubt if below.line in passage.unsure else self._draft.did
                if places[id(below)] > places[id(above)] + 1:
                    note(below.line, "sentence made whole")
                elif below.first.page or below.first.gap > self._setting.leading:
                    note(below.line, f"sentence joined over a {'page end' if below.first.page else 'blank line'}")

    def _doubt_edges(self, passages: Sequence[Passage]) -> None:
        """Paragraphs whose beginning or end the source does not show."""
        before: Passage | None = None
        for passage in passages:
            if passage.kind == BlockKind.PARAGRAPH:
                if passage.first.start is Start.SMALL or self._resumes(before, passage):
                    self._draft.doubt(passage.first.line, "may begin in the middle of a sentence")
                last = passage.last.last
                if passage.prose and not passage.last.ends and last.text[-1] != ":":
                    self._draft.doubt(last.number, "ends without the end of a sentence")
            before = passage

    def _resumes(self, before: Passage | None, passage: Passage) -> bool:
        """Whether a paragraph stands directly under a caption or running head as the rest of one would."""
        aside = before is not None and before.kind in (BlockKind.CAPTION, BlockKind.RUNNING_HEAD)
        return aside and passage.prose and passage.first.indented and not self._sets_in

    @cached_property
    def _sets_in(self) -> bool:
        """Whether it is the habit of the document to set the first lines of paragraphs in."""
        above = [row for row, below in pairwise(self._rows) if below.indent > row.indent and below.gap == 0]
        return sum(ends(row.text) for row in above) > max(3, 0.5 * len(above))

    def _date(self, furniture: dict[int, Furniture]) -> None:
        """The date of publication: a date line of the front, else what the feet of the pages print."""
        blocks = [block for block in self._draft.blocks if block.kind == BlockKind.DATE]
        lines = {self._draft.source.line_at(block.span.start) for block in blocks}
        printed = _dated(row for row in self._rows if row.number in lines)
        printed = printed or _dated(self._rows[index] for index in sorted(furniture))
        if not printed:
            return
        counts = Counter(words for _, words in printed)
        row, words = next(each for each in printed if counts[each[1]] == max(counts.values()))
        if len(counts) > 1:
            self._draft.doubt(row.number, f"{len(counts)} different dates are printed; this one is taken")
        start = row.start + row.text.index(words)
        if date := read_date(row.text):
            self._draft.published = Span(start, start + len(words)), date

    def _note_misfits(self, hyphens: set[tuple[int, str]]) -> None:
        """A correction that nothing at its line fits is a doubt, never an error."""
        lines = {row.number for row in self._rows}
        first = self._rows[0].number if self._rows else 0
        for correction in self._corrections.all:
            fits = {
                "kind": correction.line in lines and correction.to in KINDS,
                "begin": correction.line in lines,
                "continue": correction.line in lines and correction.line != first,
            }.get(correction.what, (correction.line, correction.what) in hyphens)
            if not fits:
                self._draft.doubt(correction.line, f"the correction “{correction.what}” fits nothing at this line")


def _dated(rows: Iterable[Row]) -> list[tuple[Row, str]]:
    return [(row, words) for row in rows if (words := issue_date(row.text))]
