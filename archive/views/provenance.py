"""Provenance: where an article's words come from, what the reader did and doubted, and the source beside the text."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from archive.models import (
    Article,
    Reading,
    Shown,
    SourceCheck,
    ThreadLine,
    is_sealed,
    shown_blocks,
    shown_lines,
    thread_length,
    thread_lines,
)
from archive.rules import paging, robots, visibility
from archive.templatetags.addresses import ThreadAddresses
from archive.views.doors import record, with_words

# A block may be a whole book: as many of its lines stand beside it, the rest is counted.
MOST_LINES = 300

COMMENT = "comment"


@dataclass(frozen=True, slots=True)
class Row:
    """A stretch of text and the lines that it was read out of. `kind` is that of a block, or `comment`."""

    kind: str
    words: str | None
    address: str
    first: int
    last: int
    comment: ThreadLine | None = None
    lines: tuple[tuple[int, str | None], ...] = ()
    notes: tuple[dict[str, Any], ...] = ()

    @property
    def more(self) -> int:
        """How many lines of it are not shown."""
        return max(self.last - self.first + 1 - MOST_LINES, 0)


@with_words
def page(request: HttpRequest, article: Article, number: int | None = None) -> HttpResponse:
    if number == 1:
        return redirect("archive:provenance", slug=article.slug, permanent=True)
    number = number or 1
    sealed = is_sealed(article, request.user)
    context = {**record(request, article), "number": number, "sealed": sealed, "robots": robots.NOWHERE}
    shown = shown_blocks(article.text, request.user)
    rows, pages = [], 1
    notes: list[dict[str, Any]] = []
    if article.text:
        reading = article.text.reading
        notes = told(reading, request.user) if sealed else reading.notes
        context |= {
            "reading": reading,
            "doubts": [note for note in notes if note.get("doubt")],
            "done": [note for note in notes if not note.get("doubt")],
            "readings": article.readings.order_by("-number"),
            "check": SourceCheck.objects.filter(source=reading.source_id).first(),
        }
    if shown:
        pages = paging.pages(len(shown.blocks) + thread_length(article, request.user))
        rows = beside(article, list(stretches(article, shown, number, request.user)), notes, request.user)
    if number > pages:
        raise Http404
    return render(request, "archive/articles/provenance.html", {**context, "rows": rows, "pages": range(1, pages + 1)})


def stretches(article: Article, shown: Shown, number: int, viewer: visibility.Viewer | None) -> Iterator[Row]:
    """One page of the article's blocks, and after the last of them of its comments."""
    first, last = paging.span(number)
    addresses = ThreadAddresses(article.slug)
    for place, (kind, start, end, *lines) in enumerate(shown.blocks[first - 1 : last], first - 1):
        yield Row(kind, shown.words[start:end], f"{addresses.article}#b{place}", *lines)
    before = len(shown.blocks)
    if last > before:
        for line in thread_lines(article, max(first - before, 1), last - before, viewer):
            there = addresses.place(line.number, line.position)
            yield Row(COMMENT, line.words, there, line.first_line, line.last_line, line)


def told(reading: Reading, viewer: visibility.Viewer | None) -> list[dict[str, Any]]:
    """The notes of the reader; what is noted of a line that this viewer may not read is left open."""
    lines = shown_lines(reading, [(note["line"], note["line"]) for note in reading.notes], viewer)
    return [{**note, "what": ""} if lines.get(note["line"], "") is None else note for note in reading.notes]


def beside(
    article: Article, rows: list[Row], noted: list[dict[str, Any]], viewer: visibility.Viewer | None
) -> list[Row]:
    """The rows with the lines of the source, and with the reader's notes at the first row that a line stands in."""
    if article.text is None:
        return rows
    reading = article.text.reading
    ranges = [(row.first, min(row.last, row.first + MOST_LINES - 1)) for row in rows]
    lines = shown_lines(reading, ranges, viewer)
    notes: dict[int, list[dict[str, Any]]] = {}
    for note in noted:
        notes.setdefault(note["line"], []).append(note)
    return [
        replace(
            row,
            lines=tuple((line, lines[line]) for line in range(first, last + 1) if line in lines),
            notes=tuple(note for line in range(first, last + 1) for note in notes.pop(line, [])),
        )
        for row, (first, last) in zip(rows, ranges, strict=True)
    ]
