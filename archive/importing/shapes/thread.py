"""A page with a comment thread under its article: a blog, a newspaper page, the print of a forum."""

from collections.abc import Sequence

from archive.importing.answers import settle
from archive.importing.comments import Thread
from archive.importing.commentwords import Signing
from archive.importing.corrections import Corrections
from archive.importing.draft import Draft, compose
from archive.importing.record import BlockKind, ReadComment, Record
from archive.importing.shapes.newspaper import read_page
from archive.importing.source import Line, Source
from archive.importing.threadlayout import Layout, find_layout
from archive.importing.threadrows import paragraphs, read_rows
from archive.importing.threadwords import heading
from archive.text.runs import Span

NAME = "thread"
VERSION = 1
# So many long paragraphs below a thread are no footer but an article.
ARTICLE, LONG = 3, 400
IN_COMMENTS = ("begin", "continue", "author", "words", "parent")


def score(source: Source) -> float:
    """How well the shape fits, 0 to 1."""
    layout = find_layout(source.lines)
    return layout.score if layout else 0.0


def read(source: Source, corrections: Corrections) -> Record:
    draft = Draft(source)
    layout = find_layout(source.lines)
    if layout is None:
        draft.doubt(1, "no comments found")
        read_page(draft, source.lines, corrections)
        return draft.finish(NAME, VERSION)
    rows = layout.page.rows
    first = rows[layout.first].line
    top = first if layout.title is None else rows[layout.title].line
    _page(draft, source.lines[: top - 1], corrections)
    _furniture(draft, source.lines[top - 1 : first - 1], corrections)
    thread = Thread(layout, corrections, draft)
    _comments(draft, thread, corrections)
    _count(draft, layout)
    for row in thread.stray:
        _furniture(draft, source.lines[rows[row].line - 1 : rows[row].line], corrections)
    below = rows[thread.end].line if thread.end < len(rows) else len(source.lines) + 1
    if sum(len(line.text) > LONG for line in source.lines[below - 1 :]) >= ARTICLE:
        draft.doubt(below, "an article stands below the comments")
        _page(draft, source.lines[below - 1 :], corrections)
    else:
        _furniture(draft, source.lines[below - 1 :], corrections)
    _unfit(draft, corrections, range(first, below))
    return draft.finish(NAME, VERSION)


def _page(draft: Draft, lines: Sequence[Line], corrections: Corrections) -> None:
    """The article above the comments, or what stands below them; it hears of its own corrections only."""
    if any(not line.blank for line in lines):
        own = Corrections(one for one in corrections.all if lines[0].number <= one.line <= lines[-1].number)
        read_page(draft, lines, own)


def _furniture(draft: Draft, lines: Sequence[Line], corrections: Corrections) -> None:
    """Headings of the thread, advertisements in it, the footer: kept as boilerplate where no correction says else."""
    for pieces in paragraphs(draft.source, read_rows(lines)):
        spans = [piece for piece in pieces if isinstance(piece, Span)]
        numbers = range(draft.source.line_at(spans[0].start), draft.source.line_at(spans[-1].start) + 1)
        kinds = [kind for number in numbers if (kind := corrections.to(number, "kind")) in tuple(BlockKind)]
        draft.add(kinds[0] if kinds else BlockKind.BOILERPLATE, pieces)


def _comments(draft: Draft, thread: Thread, corrections: Corrections) -> None:
    signing = Signing(thread, corrections, draft)
    said = [signing.read(found) for found in thread.found]
    settle(thread, said, corrections, draft)
    for found, words in zip(thread.found, said, strict=True):
        first, last = thread.rows[found.rows[0]], thread.rows[found.rows[-1]]
        body, blocks, runs = compose(draft.source, signing.blocks(words))
        draft.comments.append(
            ReadComment(
                parent=found.parent,
                depth=found.depth,
                author=words.author,
                author_span=words.author_span,
                body=body,
                blocks=blocks,
                runs=runs,
                source=Span(first.start, last.end),
                lines=(first.line, last.line),
                reconstructed=tuple(sorted({*found.reconstructed, *(["author"] if words.supplied else [])})),
                date=words.date,
            )
        )


def _count(draft: Draft, layout: Layout) -> None:
    """Doubt a number of comments that the page prints otherwise."""
    if layout.title is None:
        return
    place = layout.page.rows[layout.title]
    promised = heading(place.text)[1]
    if promised is not None and promised != len(draft.comments):
        draft.doubt(place.line, f"the page says {promised} comments, {len(draft.comments)} are read")


def _unfit(draft: Draft, corrections: Corrections, thread: range) -> None:
    """Doubt corrections that name a line of the thread or beyond the source, and fit nothing there."""
    printed = {line for comment in draft.comments for line in (comment.lines[0],)}
    for one in corrections.all:
        if one.line > len(draft.source.lines):
            draft.doubt(max(len(draft.source.lines), 1), f"correction fits nothing: there is no line {one.line}")
        elif one.line in thread and (
            one.what not in IN_COMMENTS
            or draft.source.lines[one.line - 1].blank
            or (one.what == "continue" and one.line in printed)
        ):
            draft.doubt(one.line, f"correction fits nothing: {one.what}")
