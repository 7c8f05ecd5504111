"""Disputed statements in the words where they stand, and the notes beside them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from django import template
from django.utils.safestring import SafeString
from django.utils.translation import get_language, get_language_bidi
from django.utils.translation import gettext as _

from archive.models import Dispute, Disputed, Piece, Shown, Side, Statement
from archive.rules import dating
from archive.rules.repetition import Weighed, Weight
from archive.rules.statements import SIDES
from archive.states import AnchorState, EvidenceSide, RelationType
from archive.templatetags.addresses import address
from archive.templatetags.catalogue import counted
from archive.templatetags.markup import form, joined
from archive.templatetags.statements import LINES, again, anchor_said, finding, finding_name, passage_address
from archive.text.direction import direction
from archive.text.hits import hits
from archive.text.queries import Phrase
from archive.text.runs import Span
from archive.text.segments import Passage, Segment, segments

register = template.Library()

# Of a page with very many statements the first have a whole note and are in the list, some more a note of one line;
# the numbers of the others lead to their own pages.
WHOLE, NOTED = 20, 100
# So many lines of one paragraph have names by which notes stand at them (archive/static/archive/text.css).
LINES_NAMED = 20
# Among so many statements over the same words one with a note is looked for.
INNERMOST = 3
# Pieces of evidence that a note names on one side.
NAMED = 3
LONGEST, TITLE = 160, 60

MARK = form('<mark class="%s"%s%s>%s%s</mark>')
ID = form(' id="m%s-%s"')
AT = form('<span id="m%s-%s"%s></span>')
BEGINS = form(' class="n%s"')
HIT = form('<mark class="hit"%s>%s</mark>')
HIT_ID = form(' id="f%s-%s"')
DETAILS = form(' aria-details="note-%s"')
REF = form('<a class="ref" role="doc-noteref" href="#note-%s">%s</a>')
FAR = form('<a class="ref" href="%s%s/">%s</a>')
CHANGED = form('<span class="ref">%s</span>')
PASSAGE = form('<div class="passage" lang="%s" dir="%s">\n%s%s</div>\n')
WORDS = form('<div lang="%s" dir="%s">%s</div>')
NOTE = form(
    '<div class="note n%s" role="note" id="note-%s"><h3><a href="%s">%s</a> %s</h3>\n<p>%s</p>\n%s\n<p>%s</p></div>\n'
)
LINE = form('<p class="note n%s" role="note" id="note-%s"><a href="%s">%s</a> %s %s</p>\n')
SIDES_SAID = form("<dl>%s</dl>")
SIDE = form("<dt>%s</dt>%s")
SAID = form("<dd>%s</dd>")
SILENT = form('<dd class="silent">%s</dd>')
NEITHER = form('<p class="silent">%s</p>')
WEIGHT = form('<span class="weight">%s</span>')
LINK = form('<a href="%s">%s</a>')
UNOFFERED = form('<a href="%s" rel="nofollow">%s</a>')
OUTSIDE = form('<a href="%s" rel="external nofollow ugc noopener noreferrer">%s</a>')
NAME = form("<bdi>%s</bdi>")
ITEM = form('<li value="%s"><a href="#m%s-%s">%s</a>: %s</li>\n')
NOTHING = joined([])


class Hit(NamedTuple):
    """Words that a reader looked for: how many such stand before them in the text, and one."""

    number: int


class Marked(NamedTuple):
    """The words of a block with their marks, and the numbers of the statements that begin in it."""

    words: SafeString
    begins: Sequence[int]


@dataclass(slots=True)
class Margin:
    """The marks of one page and the notes that stand beside them; a note stands once, at its statement's first place.

    `first` gives for each statement on the page, by number and in the order of reading, its first mark; `theirs` are
    the marks in comments, by the comments' numbers. Notes are taken while the page is written from top to bottom.
    """

    theirs: Mapping[int, Sequence[Disputed]]
    first: Mapping[int, Disputed]
    statements: Sequence[Statement]
    notes: dict[int, SafeString]
    looked_for: Sequence[Phrase] = ()
    lines: Mapping[int, int] = field(init=False)
    blocks: list[Marked] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.lines = lines(self.notes)

    def __bool__(self) -> bool:
        """Whether statements stand on the page; else nothing is marked on it but what is looked for."""
        return bool(self.first)

    @property
    def more(self) -> int:
        """How many statements on the page are not in its list."""
        return len(self.first) - len(self.statements)

    def marked(self, words: str, spans: Sequence[Span], marks: Sequence[Disputed], place: int = 0) -> list[Marked]:
        """The words of each span with the marks that lie in it, and with what is looked for in them.

        `place` is the number of the comment, or 0: the second hit in it is `f0-2`.
        """
        passages = [Passage(mark, mark.start, mark.end) for mark in marks if mark.end <= len(words)]
        if self.looked_for:
            return self._with_hits(words, spans, passages, place)
        made = []
        for block in segments(spans, passages, INNERMOST):
            named: set[int] = set()
            made.append(
                Marked(
                    joined([self._segment(words[each.start : each.end], each, named) for each in block]),
                    [mark.number for each in block for mark in each.opens],
                )
            )
        return made

    def _with_hits(
        self, words: str, spans: Sequence[Span], passages: Iterable[Passage[Disputed]], place: int
    ) -> list[Marked]:
        both: list[Passage[Any]] = [*passages]
        both += [Passage(Hit(number), *span) for number, span in enumerate(hits(words, self.looked_for), 1)]
        made = []
        for block in segments(spans, both, INNERMOST + 1):
            parts, begins = [], []
            named: set[int] = set()
            for each in block:
                own: object = words[each.start : each.end]
                if any(isinstance(key, Hit) for key in each.keys):
                    opens = next((key.number for key in each.opens if isinstance(key, Hit)), 0)
                    own = HIT(HIT_ID(place, opens) if opens else NOTHING, own)
                disputed = _without_hits(each)
                begins += [mark.number for mark in disputed.opens]
                parts.append(self._segment(own, disputed, named))
            made.append(Marked(joined(parts), begins))
        return made

    def _segment(self, words: object, segment: Segment[Disputed], named: set[int]) -> object:
        """`named` are the statements that begin before it in the block: the note stands at the first place there."""
        if not segment.depth:
            return words
        keys, opens = segment.keys, segment.opens
        of = [LINES[keys[-1].finding]]
        if segment.depth > 1:
            of.append("over")
        lines = [self._line(mark, named) for mark in opens]
        if lines and lines[0] is not None:
            of.append(f"n{lines[0]}")
        # The attribute names one; the numbers at the ends lead to the notes on what lies over the same words.
        noted = next((mark.number for mark in reversed(keys) if mark.number in self.lines), None)
        made = MARK(
            " ".join(of),
            ID(opens[0].number, opens[0].place) if opens else NOTHING,
            NOTHING if noted is None else DETAILS(noted),
            joined([_at(mark, line) for mark, line in zip(opens[1:], lines[1:], strict=True)])
            if lines[1:]
            else NOTHING,
            words,
        )
        return joined([made, *map(self._reference, segment.closes)]) if segment.closes else made

    def _line(self, mark: Disputed, named: set[int]) -> int | None:
        """The number of its line, where the note on its statement may stand at it."""
        if mark.number not in self.lines or mark.number in named:
            return None
        named.add(mark.number)
        return self.lines[mark.number]

    def _reference(self, mark: Disputed) -> SafeString:
        number = mark.number
        made = REF(number, number) if number in self.lines else FAR(address("statements"), number, number)
        return made if mark.state == AnchorState.SAME else joined([made, CHANGED(since(mark.state))])

    def put_off(self, heading: int, to: int) -> None:
        """Have a statement that stands in the heading and in no other block begin in another, where notes have room."""
        later = {number for place, block in enumerate(self.blocks) if place != heading for number in block.begins}
        moved = [number for number in self.blocks[heading].begins if number not in later]
        self.blocks[to] = self.blocks[to]._replace(begins=[*moved, *self.blocks[to].begins])

    def taken(self, begins: Iterable[int]) -> list[SafeString]:
        """The notes on statements that begin here, if this is their first place."""
        return [self.notes.pop(number) for number in begins if number in self.notes]


def beside(words: SafeString, notes: Sequence[SafeString], language: str = "") -> SafeString:
    """A stretch of the page, in a language of its own, with the notes that stand beside it."""
    if not notes:
        return words
    side = "rtl" if get_language_bidi() else "ltr"
    own = WORDS(language, direction(language), words) if language else words
    return PASSAGE(get_language() or "en", side, joined(notes), own)


def _at(mark: Disputed, line: int | None) -> SafeString:
    return AT(mark.number, mark.place, NOTHING if line is None else BEGINS(line))


def lines(noted: Iterable[int]) -> dict[int, int]:
    """The number of the line at which the note on each statement stands: what is near on a page has another."""
    return {number: at % LINES_NAMED for at, number in enumerate(noted)}


def since(state: str) -> str:
    """What a mark says of itself where its words were read anew."""
    if state == AnchorState.EDITED:
        return _(" edited since the text was corrected: this mark waits for an editor")
    return _(" lost since the text was corrected: this mark waits for an editor")


def _without_hits(segment: Segment[Any]) -> Segment[Disputed]:
    keys, opens, closes = (
        tuple(key for key in some if isinstance(key, Disputed))
        for some in (segment.keys, segment.opens, segment.closes)
    )
    return Segment(segment.start, segment.end, keys, opens, closes, segment.depth - len(segment.keys) + len(keys))


def margin(
    shown: Shown | None,
    own: Sequence[Disputed],
    theirs: Mapping[int, Sequence[Disputed]],
    statements: Sequence[Statement],
    heard: Sequence[tuple[Dispute, Sequence[Side]]],
    looked_for: Sequence[Phrase] = (),
) -> Margin:
    """The margin of a page with these words and `own` marks in them; `statements` are the first that stand on it,
    `heard` the first of these. What is `looked_for` is marked wherever it stands."""
    first: dict[int, Disputed] = {}
    changed: dict[int, str] = {}
    for mark in (*own, *(mark for some in theirs.values() for mark in some)):
        first.setdefault(mark.number, mark)
        if mark.state != AnchorState.SAME:
            changed[mark.number] = mark.state
    at = lines(statement.number or 0 for statement in statements)
    notes = {
        (number := dispute.statement.number or 0): note(dispute, sides, changed.get(number, ""), at[number])
        for dispute, sides in heard
    }
    for statement in statements[len(heard) :]:
        number = statement.number or 0
        there = address("statement", number)
        notes[number] = LINE(at[number], number, there, number, clipped(statement.wording), finding(statement.finding))
    made = Margin(theirs, first, statements, notes, looked_for)
    if shown:
        made.blocks = made.marked(shown.words, [Span(start, end) for _kind, start, end, *_lines in shown.blocks], own)
    return made


def note(dispute: Dispute, sides: Sequence[Side], changed: str, line: int) -> SafeString:
    """The whole note on a statement: its wording, the finding, both sides, and where else it stands. It stands at the
    line of this number."""
    statement, number = dispute.statement, dispute.statement.number or 0
    there = address("statement", number)
    standing = dispute.standing
    last: list[object] = []
    if standing.places > 1:
        place = LINK(f"{there}#places", counted("%s other place", "%s other places", standing.places - 1))
        last += [_("Also stands in"), " ", place, again(standing), ". "]
    elif standing.reprints:
        place = LINK(f"{there}#places", counted("%s place of a reprint", "%s places of reprints", standing.reprints))
        last += [_("Also stands in"), " ", place, ". "]
    against = [each.number for each in dispute.relations if each.type == RelationType.CONTRADICTS and each.number]
    if against:
        rivals = joined((LINK(address("statement", each), each) for each in against), ", ")
        last += [_("Contradicted by"), " ", rivals, ". "]
    if changed:
        last.append(anchor_said(changed))
    both = [side for side in sides if side.name in SIDES]
    said = SIDES_SAID(joined(side_said(side, there) for side in both))
    if not any(side.pieces for side in both):
        said = NEITHER(_("No independent source on either side in this archive."))
    return NOTE(line, number, there, number, statement.wording, finding(statement.finding), said, joined(last))


def side_said(side: Side, there: str) -> SafeString:
    name = _("for it") if side.name == EvidenceSide.SUPPORTS else _("against it")
    said = [SILENT(_("no independent source on this side in this archive"))] if side.silent else []
    said += [SAID(piece_said(piece, weight)) for piece, weight in side.pieces[:NAMED]]
    if (more := len(side.pieces) - NAMED) > 0:
        said.append(SAID(LINK(f"{there}#{side.name}", counted("and %s more", "and %s more", more))))
    return SIDE(name, joined(said))


def piece_said(piece: Piece, weight: Weighed) -> SafeString:
    """One piece of evidence in a line: what it counts as where that is no source, our note, and where it stands."""
    parts: list[object] = []
    if weight.weight is Weight.REPETITION:
        parts.append(WEIGHT(_("a repetition:")))
    elif weight.weight is Weight.TESTIMONY:
        parts.append(WEIGHT(_("what a reader says:")))
    if piece.note:
        parts.append(NAME(clipped(piece.note)))
    found = piece.passage
    if found is None:
        cited = NAME(clipped(piece.citation))
        parts.append(OUTSIDE(piece.link, cited) if piece.link else cited)
    elif found.comment is not None:
        parts.append(UNOFFERED(passage_address(found), _("comment %d") % found.comment))
    else:
        when = dating.when(found.document)
        title = clipped(found.title, TITLE)
        parts.append(LINK(passage_address(found), joined([NAME(title), f", {when}" if when else ""])))
    return joined(parts, " ")


def clipped(words: str, most: int = LONGEST) -> str:
    return words if len(words) <= most else f"{words[:most].rsplit(' ', 1)[0]}…"


@register.simple_tag
def contents(margin: Margin) -> SafeString:
    """The statements on a page as items of a list, each linked to its first place."""
    return joined(
        ITEM(number, number, mark.place, clipped(statement.wording).removesuffix("."), finding_name(statement.finding))
        for statement in margin.statements
        if (mark := margin.first.get(number := statement.number or 0))
    )
