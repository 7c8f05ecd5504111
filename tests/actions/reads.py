"""Records for tests, as a reader would make them. All words are invented."""

import hashlib
from collections.abc import Iterable

from archive.actions import readings, sources
from archive.importing.corrections import Corrections
from archive.importing.draft import Draft, compose
from archive.importing.record import ReadComment, Record
from archive.importing.source import Source
from archive.models import Article, Comment, Reading, SourceFile
from archive.text.runs import Span
from tests import factories

BY = {"by": "hanna", "at": factories.WHEN}
# One line of the article and four lines of a thread.
PAGE = Source("The ferry house burned.\nTam: who lit it?\nOrrin: not us.\nVeld: ask the keeper.\nTam: I did.\n")


def comment(source: Source, first: int, last: int, parent: int | None = None, depth: int = 0) -> ReadComment:
    """The lines first to last of a source as a comment whose author stands before the first colon."""
    span = Span(source.lines[first - 1].start, source.lines[last - 1].end)
    colon = source.text.find(":", *span)
    name = source.text[span.start : colon]
    draft = Draft(source)
    draft.add("paragraph", [Span(colon + 2, span.end)])
    body, blocks, runs = compose(source, draft.blocks)
    return ReadComment(
        parent=parent,
        depth=depth,
        author=name.strip(),
        author_span=Span(span.start, colon),
        body=body,
        blocks=blocks,
        runs=runs,
        source=span,
        lines=(first, last),
    )


def record(
    comments: Iterable[tuple[int, ...]] = ((2, 2), (3, 3), (4, 4), (5, 5)), *, source: Source = PAGE, version: int = 1
) -> Record:
    """A record of the source whose comments are (first line, last line, parent, depth)."""
    draft = Draft(source)
    draft.add("paragraph", [Span(source.lines[0].start, source.lines[0].end)])
    draft.comments = [comment(source, *place) for place in comments]
    return draft.finish("toy", version)


def received(source: Source = PAGE) -> SourceFile:
    data = source.text.encode()
    return sources.receive(data, source, name="page.txt", how="test", **BY)


def article(**fields) -> Article:
    return factories.article(state="draft", **fields)


def stored(
    article: Article, comments: Iterable[tuple[int, ...]], *, version: int = 1, source: Source = PAGE
) -> Reading:
    read = record(comments, source=source, version=version)
    return readings.store(article, received(source), read, reason="a test", **BY)


def thread(article: Article) -> list[tuple[int, str]]:
    """Number and author of the comments that stand, in reading order."""
    return list(Comment.objects.under(article).values_list("number", "author_name"))


def digest(source: Source) -> str:
    return hashlib.sha256(source.text.encode()).hexdigest()


class Toy:
    """A shape for tests: the first line is the article; "Name: words" are comments, two blanks for each depth."""

    NAME = "toy"

    def __init__(self, version: int = 1) -> None:
        self.VERSION = version

    def score(self, source: Source) -> float:
        return 0.0

    def read(self, source: Source, corrections: Corrections) -> Record:
        """A line that is corrected to continue the one before it stands in the same comment."""
        places: list[tuple[int, ...]] = []
        path: list[int] = []
        for line in source.lines[1:]:
            if corrections.says(line.number, "continue"):
                first, _, *rest = places[-1]
                places[-1] = (first, line.number, *rest)
                continue
            depth = line.indent // 2
            del path[depth:]
            places.append((line.number, line.number, *((path[-1], depth) if depth else ())))
            path.append(len(places) - 1)
        return record(places, source=source, version=self.VERSION)
