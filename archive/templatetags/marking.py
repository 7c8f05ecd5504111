"""Archived words in the admin with their marks, as a person selects in them: see static/archive/offsets.js."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from django import template
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from archive.importing.record import BlockKind
from archive.states import AnchorState, OccurrenceDecision
from archive.templatetags.markup import form, joined
from archive.text.legible import legible
from archive.text.runs import Span
from archive.text.segments import Passage, Segment, segments

register = template.Library()

BLOCK = form('<div class="words words-%s" data-text="%s" data-start="%s" dir="auto">%s</div>\n')
HEADING = form('<h3 class="words words-%s" data-text="%s" data-start="%s" dir="auto">%s</h3>\n')
# A character that steers or turns what stands around it: by a sign that is no part of the text, and itself, contained.
SIGN = form('<span data-apart class="sign">%s</span>')
LETTER = form('<span class="letter">%s</span>')
MARKED = form("<mark%s>%s</mark>")
UNSURE = joined([form(' class="unsure"')()])
SURE = joined([])
# At the end of a passage: its number, which leads to the statement.
NUMBER = form('<a data-apart class="number" id="m%s-%s" href="%s" aria-label="%s">%s</a>')
LAYOUT = "\n\t"
HEADINGS = frozenset({BlockKind.TITLE, BlockKind.HEADING})


class Mark(NamedTuple):
    """A place of a statement in some text. `public` is the number of the statement, where it has one."""

    statement: int
    number: int
    text: int
    start: int
    end: int
    decision: str
    state: str
    wording: str
    public: int | None

    @property
    def key(self) -> tuple[int, int]:
        return self.statement, self.number

    @property
    def sure(self) -> bool:
        return self.decision == OccurrenceDecision.ACCEPTED and self.state == AnchorState.SAME


class Stretch(NamedTuple):
    """A text as it is shown: its primary key, its words, its blocks as `[kind, start, end, …]`, its marks."""

    text: int
    words: str
    blocks: Sequence[Sequence]
    marks: Sequence[Mark]


@register.simple_tag
def words(stretch: Stretch) -> SafeString:
    """The blocks of a text, each with its place; all in one pass over their marks."""
    marks = {mark.key: mark for mark in stretch.marks}
    spans = [Span(block[1], block[2]) for block in stretch.blocks]
    passages = [Passage(mark.key, mark.start, mark.end) for mark in stretch.marks]
    parts = []
    for (kind, start, *_rest), found in zip(stretch.blocks, segments(spans, passages), strict=True):
        form = HEADING if kind in HEADINGS else BLOCK
        parts.append(form(kind, stretch.text, start, joined(_pieces(stretch.words, found, marks))))
    return joined(parts)


def _pieces(words: str, found: Iterable[Segment], marks: Mapping[tuple[int, int], Mark]) -> Iterator[object]:
    for segment in found:
        piece = letters(words[segment.start : segment.end])
        if not segment.keys:
            yield piece
            continue
        yield MARKED(SURE if any(marks[key].sure for key in segment.keys) else UNSURE, piece)
        for key in segment.closes:
            yield number(marks[key])


def letters(words: str) -> str:
    """The words, every character of them where it is looked for, and what steers seen and held in."""
    if legible(words, keep=LAYOUT) == words:
        return words
    shown = ((letter, legible(letter, keep=LAYOUT)) for letter in words)
    return joined(letter if letter == sign else joined([SIGN(sign), LETTER(letter)]) for letter, sign in shown)


def number(mark: Mark) -> SafeString:
    name = str(mark.public or f"{mark.statement}?")
    said = [name, mark.wording]
    said += [str(OccurrenceDecision(mark.decision).label)] if mark.decision != OccurrenceDecision.ACCEPTED else []
    said += [str(AnchorState(mark.state).label)] if mark.state != AnchorState.SAME else []
    there = reverse("admin:archive_statement_change", args=[mark.statement])
    return NUMBER(mark.statement, mark.number, there, _("Statement %s") % ", ".join(said), name)
