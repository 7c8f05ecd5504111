"""Comments as a thread shows them, as tuples: what stands there, and what moderation lays over it.

Most comments have nothing over them, so a query tells whether a comment has, and only then is it asked what.
"""

from __future__ import annotations

import datetime
import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import NamedTuple

from django.db.models import Exists, OuterRef, QuerySet, TextField
from django.db.models.expressions import Combinable
from django.db.models.functions import Cast

from archive.models.comments import Comment
from archive.models.redactions import Redaction
from archive.rules.moderation import public_state
from archive.states import CommentState
from archive.text.masking import MARK, joined, masked
from archive.text.runs import Span


class Mark(NamedTuple):
    """Hidden words: where they stand in the words that are given, by which rule, and how many they are."""

    start: int
    end: int
    category: str
    words: int


class Over(NamedTuple):
    """What stands over a comment as a whole: the Decision, its day and rule, the end of a hold, and how many words."""

    decision: int | None
    at: datetime.datetime | None
    category: str | None
    code: str | None
    until: datetime.datetime | None
    words: int | None


class ThreadLine(NamedTuple):
    """One comment as a thread shows it, to one viewer.

    `words` is None where this viewer may not read any. `marks` are the hidden words among them: for readers each word
    is a sign, for those who work here they are the words themselves. `author` is the pseudonym where there is one and
    the viewer is not told the name.
    """

    number: int
    position: int
    depth: int
    parent: int | None
    parent_position: int | None
    parent_author: str | None
    author: str | None
    date: str
    state: str
    first_line: int
    last_line: int
    words: str | None
    reconstructed: Sequence[str]
    pseudonym: str | None = None
    gone_at_source: datetime.date | None = None
    over: Over | None = None
    marks: Sequence[Mark] = ()

    @property
    def public_state(self) -> str:
        """The state as everybody is told it."""
        return public_state(self.state, redacted=bool(self.marks))

    def hiding(self, hidden: Sequence[tuple[Span, str]], *, whole: bool) -> ThreadLine:
        """The same with these stretches, in their order, hidden or marked."""
        if self.words is None:
            return self
        spans = joined(span for span, _category in hidden)
        found = masked(self.words, spans)
        marks = [
            Mark(
                *(span if whole else mark),
                next(category for part, category in hidden if span.start <= part.start < span.end),
                found.words.count(MARK, *mark),
            )
            for span, mark in zip(spans, found.marks, strict=True)
        ]
        return self._replace(words=self.words if whole else found.words, marks=marks)


PLAIN = (
    "number", "position", "depth", "parent__number", "parent__position", "parent__author_name", "author_name",
    "date_printed", "state", "first_line", "last_line", "words",
)  # fmt: skip


class Keys(NamedTuple):
    """By what that which lies over a comment is found; `redacted` says whether any words of its text are hidden."""

    comment: int
    text: int
    gone_at_source: datetime.date | None
    pseudonym: int | None
    parent_pseudonym: int | None
    redacted: bool


# What a line ends with where nothing lies over the comment.
NOTHING_OVER = (None, None, None, ())


def columns(comments: QuerySet[Comment], words: Combinable) -> QuerySet[Comment, tuple]:
    """What `lines_of` takes: the columns of a line, and then its keys."""
    hidden = Redaction.objects.standing().filter(text=OuterRef("text"))
    return comments.annotate(words=words, redacted=Exists(hidden)).values_list(
        *PLAIN, Cast("reconstructed", TextField()),
        "pk", "text", "gone_at_source", "pseudonym", "parent__pseudonym", "redacted",
    )  # fmt: skip


def lines_of(rows: Iterable[Sequence], *, whole: bool) -> list[ThreadLine]:
    """The lines of what `columns` gives, with what lies over them: no query where nothing does, otherwise one or two.

    `whole` leaves hidden words, and names that pseudonyms stand for, where they are.
    """
    lines: list[ThreadLine] = []
    touched: dict[int, Keys] = {}
    for at, row in enumerate(rows):
        *said, reconstructed, comment, text, gone, own, parents, redacted = row
        # It is still JSON: it is empty in most rows, and reading it costs more.
        line = ThreadLine._make((*said, () if reconstructed == "[]" else json.loads(reconstructed), *NOTHING_OVER))
        lines.append(line)
        if redacted or own or parents or gone or line.state != CommentState.SHOWN:
            touched[at] = Keys(comment, text, gone, own, parents, redacted)
    if touched:
        overlay = Overlay.over(touched.values())
        for at, keys in touched.items():
            lines[at] = overlay.laid(lines[at], keys, whole=whole)
    return lines


class Overlay(NamedTuple):
    """What lies over some comments: by comment its measure, its pseudonym and its parent's, by text what is hidden."""

    comments: Mapping[int, tuple[Over | None, str | None, str | None]]
    hidden: Mapping[int, Sequence[tuple[Span, str]]]

    @classmethod
    def over(cls, keys: Collection[Keys]) -> Overlay:
        comments = Comment.objects.filter(pk__in=[each.comment for each in keys]).values_list(
            "pk", "pseudonym__name", "parent__pseudonym__name", "measure__decision", "measure__decided_at",
            "measure__rule__category", "measure__rule__code", "measure__until", "measure__words",
        )  # fmt: skip
        hidden: defaultdict[int, list[tuple[Span, str]]] = defaultdict(list)
        if texts := [each.text for each in keys if each.redacted]:
            rows = Redaction.objects.standing().filter(text__in=texts).order_by("start", "end")
            for text, start, end, category in rows.values_list("text", "start", "end", "rule__category"):
                hidden[text].append((Span(start, end), category))
        return cls(
            {
                comment: (Over(*measure) if measure[0] is not None else None, own, parents)
                for comment, own, parents, *measure in comments
            },
            hidden,
        )

    def laid(self, line: ThreadLine, keys: Keys, *, whole: bool) -> ThreadLine:
        over, own, parents = self.comments.get(keys.comment, (None, None, None))
        line = line._replace(pseudonym=own, gone_at_source=keys.gone_at_source, over=over)
        if not whole:
            if keys.pseudonym:
                line = line._replace(author=own)
            if keys.parent_pseudonym:
                line = line._replace(parent_author=parents)
        if not keys.redacted:
            return line
        if keys.text in self.hidden:
            return line.hiding(self.hidden[keys.text], whole=whole)
        # Between the two queries somebody moved or lifted it: which words these are now is not known here.
        return line if whole else line._replace(words=None)
