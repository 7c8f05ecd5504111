"""A page with a comment thread under its article: a blog, a newspaper page, the print of a forum."""

from collections.abc import Sequence

from archive.importing.corrections import Corrections
from archive.importing.draft import Draft, compose
from archive.importing.record import BlockKind, ReadComment, Record
from archive.importing.shapes.newspaper import read_page, text_begins
from archive.importing.source import BLANKS, MARKS, Line, Source
from archive.importing.threads.answers import settle
from archive.importing.threads.comments import Thread
from archive.importing.threads.layout import Layout, find_layout
from archive.importing.threads.numbers import note_missing_numbers
from archive.importing.threads.rows import paragraphs, read_rows
from archive.importing.threads.said import Signing
from archive.importing.threads.words import heading
from archive.text.runs import Span

NAME = "thread"
VERSION = 1
# Evidence of so much makes a page with comments sure, whatever else speaks for a page without.
ENOUGH = 0.5
IN_COMMENTS = ("begin", "continue", "author", "words", "parent")


def score(source: Source) -> float:
    """How well the shape fits, 0 to 1."""
    layout = _layout(source)
    evidence = layout.evidence if layout else 0.0
    # Below, a list of an article may be all there is: less than any text speaks for being plain text.
    return min(0.8 + evidence / 5, 0.98) if evidence >= ENOUGH else max(evidence, 0.0) / 8


def read(source: Source, corrections: Corrections) -> Record:
    draft = Draft(source)
    layout = _layout(source)
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
    end = rows[thread.end].line if thread.end < len(rows) else len(source.lines) + 1
    _furniture(draft, _between(source.lines[first - 1 : end - 1], draft.comments), corrections)
    _page(draft, source.lines[end - 1 :], corrections)
    _unfit(draft, corrections, range(first, end))
    return draft.finish(NAME, VERSION)


def _layout(source: Source) -> Layout | None:
    """How the comments are printed; None where all that looks like their author lines is the head of an article."""
    layout = find_layout(source.lines)
    if layout is None or layout.title is not None or any(head.bullet for head in layout.heads.values()):
        return layout
    return layout if layout.page.rows[layout.last].line >= text_begins(source) else None


def _page(draft: Draft, lines: Sequence[Line], corrections: Corrections) -> None:
    """The article above the comments, or what stands below them; each hears of its own corrections only."""
    if not any(block.kind in (BlockKind.TITLE, BlockKind.PARAGRAPH) for block in draft.blocks) and draft.comments:
        _furniture(draft, lines, corrections)
    elif any(not line.blank for line in lines):
        own = Corrections(one for one in corrections.all if lines[0].number <= one.line <= lines[-1].number)
        read_page(draft, lines, own)


def _between(lines: Sequence[Line], comments: Sequence[ReadComment]) -> list[Line]:
    """The lines of a thread that belong to no comment: rules, advertisements, signs of quoting without words."""
    held = {number for comment in comments for number in range(comment.lines[0], comment.lines[1] + 1)}
    return [line for line in lines if line.number not in held]


def _furniture(draft: Draft, lines: Sequence[Line], corrections: Corrections) -> None:
    """Keep headings of the thread and what stands between comments as boilerplate, if no correction says else."""
    for pieces in paragraphs(draft.source, read_rows(lines, rules=True)):
        spans = [piece for piece in pieces if isinstance(piece, Span)]
        numbers = range(draft.source.line_at(spans[0].start), draft.source.line_at(spans[-1].start) + 1)
        kinds = [kind for number in numbers if (kind := corrections.to(number, "kind")) in tuple(BlockKind)]
        draft.add(kinds[0] if kinds else BlockKind.BOILERPLATE, pieces)


def _comments(draft: Draft, thread: Thread, corrections: Corrections) -> None:
    signing = Signing(thread, corrections, draft)
    said = [signing.read(found) for found in thread.found]
    settle(thread, said, corrections, draft)
    note_missing_numbers(thread, draft)
    draft.gaps.sort(key=lambda gap: gap.lines)
    for found, words in zip(thread.found, said, strict=True):
        first, last = thread.rows[found.rows[0]], thread.rows[found.rows[-1]]
        line = draft.source.lines[first.line - 1]
        begin = min(first.start, line.end - len(line.text.lstrip(BLANKS + MARKS)))
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
                source=Span(begin, last.end),
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
    """Doubt corrections that name a line of the thread and fit nothing there."""
    held = {line for comment in draft.comments for line in range(comment.lines[0], comment.lines[1] + 1)}
    first = {comment.lines[0] for comment in draft.comments}
    for one in corrections.all:
        if one.line not in thread or (one.what == "kind" and one.line not in held):
            continue
        blank = draft.source.lines[one.line - 1].blank
        if blank or one.what not in IN_COMMENTS or (one.what == "continue" and one.line in first):
            draft.doubt(one.line, f"correction fits nothing: {one.what}")
