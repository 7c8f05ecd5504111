"""What of a comment is hidden, by which rule and since when: veils, stubs, and marks in the place of words."""

from collections.abc import Iterator

from django import template
from django.utils.safestring import SafeString
from django.utils.translation import gettext, ngettext

from archive.models import Mark, Over, ThreadLine
from archive.states import CommentState
from archive.templatetags.addresses import address
from archive.templatetags.catalogue import day
from archive.templatetags.markup import form, joined
from archive.text.runs import Span

register = template.Library()

BREAK = form('</p><p dir="auto">')()
VEIL = form('<details class="veil"><summary>%s</summary>%s</details>')
PARAGRAPHS = form('<p dir="auto">%s</p>')
STUB = form('<p class="stub">%s</p>')
HIDDEN = form('<span class="hidden">[%s]</span>')
# Whoever works here sees the words and that they are hidden from others.
KEPT_BACK = form('<span class="hidden" title="%s"><s>%s</s></span>')
NOTE = form("<span>%s</span>")
DECISION = form('<a href="%s">%s</a>')
# Of these no word is given to readers.
STUBS = {CommentState.HELD, CommentState.WITHHELD, CommentState.ERASED}


@register.simple_tag
def words_of(line: ThreadLine) -> SafeString:
    """The words of a line, which it has, as paragraphs without the outermost tags; for each hidden stretch its mark."""
    words = line.words or ""
    return joined(words[piece.start : piece.end] if isinstance(piece, Span) else piece for piece in pieces(line))


def pieces(line: ThreadLine) -> Iterator[Span | SafeString]:
    """What the words of a line are made of: stretches of them, breaks between paragraphs, marks for hidden words."""
    words = line.words or ""
    at = 0
    for mark in line.marks:
        yield from _paragraphs(words, at, mark.start)
        inside = words[mark.start : mark.end]
        yield HIDDEN(label(mark)) if inside.strip("▮ ") == "" else KEPT_BACK(label(mark), inside)
        at = mark.end
    yield from _paragraphs(words, at, len(words))


def _paragraphs(words: str, start: int, end: int) -> Iterator[Span | SafeString]:
    while (stop := words.find("\n\n", start, end)) >= 0:
        yield Span(start, stop)
        yield BREAK
        start = stop + 2
    yield Span(start, end)


def label(mark: Mark) -> str:
    """Such as “ethnic insult, 1 word”."""
    said = ngettext("%(category)s, %(n)d word", "%(category)s, %(n)d words", mark.words)
    return said % {"category": mark.category, "n": mark.words}


def stub(line: ThreadLine) -> SafeString:
    """In the place of words that are withheld, on hold or erased."""
    return STUB(hidden_since(line))


@register.simple_tag
def hidden_since(line: ThreadLine) -> SafeString:
    """What happened to the words of a line, when, by which rule, how many they are, and where the decision stands."""
    match line.state:
        case CommentState.ERASED:
            said = gettext("Erased. Its words are not kept.")
        case CommentState.HELD:
            said = gettext("On hold until it is decided. Its words are kept and not shown.")
        case _:
            said = gettext("Withheld. Its words are kept and not shown.")
    return joined([said, *_why(line.over)], " ")


def _why(over: Over | None) -> list[str]:
    if over is None or over.at is None or over.decision is None:
        return []
    count = over.words or 0
    said = ngettext("%(day)s, “%(rule)s”, %(n)d word.", "%(day)s, “%(rule)s”, %(n)d words.", count)
    return [said % {"day": day(over.at.date()), "rule": over.category, "n": count}, _decision(over.decision)]


def _decision(number: int) -> SafeString:
    return DECISION(address("decision", number), gettext("Decision %d") % number)


def veil(line: ThreadLine, body: SafeString | None = None) -> SafeString:
    """The words, or a body made of them, behind one click, with the category of the reason."""
    return VEIL(veil_label(line), PARAGRAPHS(words_of(line)) if body is None else body)


@register.simple_tag
def veil_label(line: ThreadLine) -> str:
    return veil_said(line.over.category if line.over else None)


def veil_said(category: str | None) -> str:
    return gettext("Veiled: %s. Open it to read.") % category if category else gettext("Veiled. Open it to read.")


def notes(line: ThreadLine) -> list[SafeString]:
    """What is said beside the name."""
    said: list[str] = []
    if line.state == CommentState.VEILED and line.over and line.over.decision:
        said.append(_decision(line.over.decision))
    if line.pseudonym:
        known = line.author != line.pseudonym
        said.append(gettext("shown to readers as %s") % line.pseudonym if known else gettext("pseudonym"))
    if line.gone_at_source:
        said.append(gettext("removed at its source, seen on %s") % day(line.gone_at_source))
    if line.words is not None and line.state in STUBS:
        said.append(gettext("hidden from readers: %s") % CommentState(line.state).label)
    return [NOTE(each) for each in said]
