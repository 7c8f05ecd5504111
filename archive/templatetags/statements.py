"""Disputed statements as HTML: the rows of a list, the documents they stand in, quoted words, pieces of evidence."""

from collections.abc import Iterable
from urllib.parse import quote

from django import template
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from archive.models import Passage, Piece, Place, Related, Statement
from archive.models.anchoring import CONTEXT
from archive.rules import dating, relations, verbs
from archive.rules.paging import page_of
from archive.rules.repetition import Because, Standing, Weighed, Weight
from archive.states import AnchorState, EvidenceSide, Finding, StatementKind
from archive.templatetags.addresses import ThreadAddresses, address
from archive.templatetags.catalogue import counted
from archive.templatetags.markup import data_block, form, joined
from archive.templatetags.veils import veil_said
from archive.text.direction import direction

register = template.Library()
register.simple_tag(data_block, name="data_block")

ROW = form(
    '<li class="row">\n<div class="when">%s</div>\n'
    '<div><div class="headline"><a href="%s" class="ours" dir="auto">%s</a></div>\n'
    '<div class="pieces">%s</div></div>\n</li>\n'
)
PIECE = form("<span>%s</span>")
LINK = form('<a href="%s">%s</a>')
UNOFFERED = form('<a href="%s" rel="nofollow">%s</a>')
OUTSIDE = form('<a href="%s" rel="external nofollow ugc noopener noreferrer">%s</a>')
TITLE = form('<cite lang="%s" dir="%s">%s</cite>')
NAME = form("<bdi>%s</bdi>")
QUOTE = form('<blockquote lang="%s" dir="%s">%s<mark>%s</mark>%s</blockquote>')
SAID = form('<blockquote class="said" dir="auto" data-nosnippet>%s<mark>%s</mark>%s</blockquote>')
WORDS = form('<q lang="%s" dir="%s">%s</q>')
SAID_WORDS = form('<q dir="auto" data-nosnippet>%s</q>')
HIDDEN = form('<span class="stub">%s</span>')
VEIL = form('<details class="veil"><summary>%s</summary>%s</details>')
CITED = form('<blockquote dir="auto">%s</blockquote>')
STUB = form('<p class="stub">%s</p>')
NOTE = form('<p class="ours" dir="auto">%s</p>')
WEIGHT = form('<p class="weight">%s</p>')
WHERE = form('<p class="where pieces">%s</p>')
HASH = form('<p class="where">%s <span class="code">%s<wbr>%s</span></p>')
FINDING = form('<span class="finding %s">%s</span>')
# What the line of a finding is called in the stylesheet.
LINES: dict[str, str] = {
    Finding.DISAGREE: "disagree",
    Finding.NO_SOURCE: "unsourced",
    Finding.REPEATED: "repeated",
    Finding.DIFFERS: "differs",
    Finding.CORRECTED: "corrected",
    Finding.NOT_EXAMINED: "unexamined",
}
# The words of such a place stand in an earlier version alone.
LOST = frozenset({AnchorState.MOVED, AnchorState.AMBIGUOUS, AnchorState.ORPHANED})
# Of a longer passage the first and the last words are enough to find it by.
ENDS = 4


@register.simple_tag
def statement_rows(statements: Iterable[Statement]) -> SafeString:
    """Statements as items of a list. Each carries as `standing` in how many places it stands."""
    return joined(map(row, statements))


def row(statement: Statement) -> SafeString:
    pieces = [PIECE(finding(statement.finding)), PIECE(StatementKind(statement.kind).label)]
    if (standing := getattr(statement, "standing", None)) is not None:
        pieces.append(PIECE(stands(standing)))
    there = address("statement", statement.number or 0)
    return ROW(_("Statement %s") % statement.number, there, statement.wording, joined(pieces))


@register.simple_tag
def finding(of: str) -> SafeString:
    """A finding over its line, which is that of the marks."""
    return FINDING(LINES[of], finding_name(of))


def stands(standing: Standing) -> str:
    """In how many places a statement stands; a reprint is no other source."""
    return counted("stands in %s place", "stands in %s places", standing.places) + again(standing)


@register.filter
def again(standing: Standing) -> str:
    """In how many places more it stands in reprints; empty where there are none."""
    if not standing.reprints:
        return ""
    return counted(", and in %s more of a reprint", ", and in %s more of reprints", standing.reprints)


@register.filter
def finding_name(finding: str) -> str:
    return capfirst(str(Finding(finding).label))


@register.filter
def side_name(side: str) -> str:
    return {
        EvidenceSide.SUPPORTS: _("Speaks for it"),
        EvidenceSide.REFUTES: _("Speaks against it"),
        EvidenceSide.CONTEXT: _("Explains it"),
    }[EvidenceSide(side)]


@register.filter
def decided(verb: str) -> str:
    return capfirst(verbs.verb_in_words(verb))


@register.filter
def related(relation: Related) -> str:
    return capfirst(relations.in_words(relation.type, forward=relation.forward))


@register.filter
def anchor_said(state: str) -> str:
    """What became of a passage since it was marked; empty where it is the same."""
    return {
        AnchorState.SAME: "",
        AnchorState.EDITED: _("Marked in an earlier reading of the source; the words read a little differently now."),
        AnchorState.ORPHANED: _("Marked in an earlier reading of the source; the words no longer stand there."),
    }.get(AnchorState(state), _("Marked in an earlier reading of the source; it is being looked for."))


@register.simple_tag
def place_address(place: Place, statement: Statement) -> str:
    """The address of the words of a place, marked; of hidden words that of what hides them."""
    found = place.passage
    if found.comment is None and place.state in LOST:
        return f"{address('version', found.article, found.version)}#m{statement.number}-{place.number}"
    if not found.words:
        return passage_address(found)
    anchor = f"#m{statement.number}-{place.number}"
    if found.comment is None:
        return f"{address('article', found.article)}{anchor}"
    if found.position is None:
        return address("comment", found.article, found.comment)
    return f"{ThreadAddresses(found.article).page(page_of(found.position))}{anchor}"


def passage_address(found: Passage) -> str:
    """The address of the article or the comment, as near to the words as browsers can go without a mark."""
    if found.comment is None:
        there, fragment = str(address("article", found.article)), "#"
    elif found.position is None:
        return address("comment", found.article, found.comment)
    else:
        there, fragment = ThreadAddresses(found.article).place(found.comment, found.position), ""
    return f"{there}{fragment}:~:text={directive(found.words.exact)}" if found.words and found.veil is None else there


def directive(exact: str) -> str:
    """Words as a text directive of an address has them: `first,last` of a longer passage."""
    words = exact.split()
    ends = [words] if len(words) <= 2 * ENDS else [words[:ENDS], words[-ENDS:]]
    return ",".join(quote(" ".join(end), safe="").replace("-", "%2D") for end in ends)


@register.simple_tag
def document(found: Passage, there: str = "") -> SafeString:
    """The document in which a passage stands, linked: title, house and date; the comment's number if it is in one."""
    about = found.document
    pieces = [PIECE(document_name(found, there or passage_address(found)))]
    if about.publisher:
        pieces.append(PIECE(NAME(about.publisher)))
    pieces.append(PIECE(dating.when(about) or _("no date")))
    return joined(pieces)


@register.simple_tag
def quoted(found: Passage) -> SafeString:
    """The words of a passage in their context, or what is there instead of them."""
    words = found.words
    if words is None:
        return STUB(_("These words are kept and may not be shown."))
    before, after = words.prefix, words.suffix
    # Without the words that were cut, in writing that sets words apart.
    if words.start > len(before):
        before = f"…{before.partition(' ')[2] or before}"
    if len(after) == CONTEXT:
        after = f"{after.rpartition(' ')[0] or after}…"
    if found.comment is None:
        language = found.document.language
        return QUOTE(language, direction(language), before, words.exact, after)
    return veiled(found, SAID(before, words.exact, after))


def veiled(found: Passage, said: SafeString) -> SafeString:
    """Words of a comment, behind its veil where it has one."""
    return said if found.veil is None else VEIL(veil_said(found.veil), said)


@register.simple_tag
def evidence(piece: Piece, weight: Weighed) -> SafeString:
    """One piece of evidence: what it counts as, who says what in our words, the quoted words, and where they stand."""
    parts: list[SafeString] = []
    if said := weight_said(weight):
        parts.append(WEIGHT(said))
    if piece.note:
        parts.append(NOTE(piece.note))
    if piece.passage is not None:
        parts += [quoted(piece.passage), WHERE(document(piece.passage))]
        if changed := anchor_said(piece.state):
            parts.append(STUB(changed))
        return joined(parts, "\n")
    if piece.quote:
        parts.append(CITED(piece.quote))
    parts.append(WHERE(OUTSIDE(piece.link, piece.citation) if piece.link else piece.citation))
    if piece.copy_sha256:
        parts.append(HASH(_("A copy is kept: SHA-256"), piece.copy_sha256[:32], piece.copy_sha256[32:]))
    return joined(parts, "\n")


def weight_said(found: Weighed) -> str:
    """What a piece counts as, in words; empty for context, which counts for neither side."""
    why = " ".join(str(each.sentence) for each in Because if each in found.because)
    if found.weight is Weight.SOURCE:
        return _("An independent source.")
    if found.weight is Weight.REPETITION:
        return _("A repetition, no evidence: %s") % why
    if found.weight is Weight.TESTIMONY:
        return _("A reader’s comment: evidence of what its writer says, not of the fact.")
    return ""


@register.simple_tag
def words(found: Passage) -> SafeString:
    """The words of a passage by themselves, as a cell of a table has them."""
    if found.words is None:
        return HIDDEN(_("not shown"))
    if found.comment is None:
        return WORDS(found.document.language, direction(found.document.language), found.words.exact)
    return veiled(found, SAID_WORDS(found.words.exact))


@register.simple_tag
def document_name(found: Passage, there: str) -> SafeString:
    """The title of a passage's document, linked to the passage."""
    title = TITLE(found.document.language, direction(found.document.language), found.title)
    if found.comment is None:
        return LINK(there, title)
    return joined([UNOFFERED(there, _("comment %d") % found.comment), " ", _("under"), " ", title])
