"""Comments in the rows of a thread: where each begins and which one it answers.

Indentation is the witness. A bullet's column says what its comment answers; words whose bullet is lost are placed by
the column of words. What the page does not say outright is named in `reconstructed`.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

from archive.importing.corrections import Corrections
from archive.importing.draft import Draft
from archive.importing.record import Gap
from archive.importing.threads.authorlines import buttons, proper
from archive.importing.threads.heads import Head
from archive.importing.threads.layout import Layout, body_of
from archive.importing.threads.spacing import Spacing
from archive.importing.threads.words import footer

BOTH = ("boundary", "parent")
WORD_FOR = {2: "double", 3: "triple"}


@dataclass(slots=True)
class Found:
    """A comment as rows. `words` is the column of its words, `under` the row up to which name and date may stand,
    `sign` tells by what it shows where its bullet is lost.
    """

    head: Head
    parent: int | None
    depth: int
    words: int
    under: int
    sign: str = ""
    reconstructed: tuple[str, ...] = ()
    rows: list[int] = field(default_factory=list)


class Thread:
    """Reads the rows of a layout once, in order.

    Afterwards `found` holds the comments, `stray` the rows that stand between them but belong to none, and `end` is
    the first row below the thread. Gaps and notes go to the draft.
    """

    def __init__(self, layout: Layout, corrections: Corrections, draft: Draft) -> None:
        self.layout, self.corrections, self.draft = layout, corrections, draft
        self.page, self.rows = layout.page, layout.page.rows
        self.spacing = Spacing.of(layout)
        self.found: list[Found] = []
        self.stray: list[int] = []
        self.end = len(self.rows)
        self._open: list[int] = []
        self._last_item = -1
        self._paths: dict[tuple[int, ...], int] = {}
        self._last = max([layout.last, *(row for row in range(layout.first, self.end) if self._corrected(row))])
        for row in range(layout.first, len(self.rows)):
            if self._over(row):
                self.end = row
                break
            self._read(row)

    def _corrected(self, row: int) -> bool:
        line = self.rows[row].line
        return any(self.corrections.says(line, verb) for verb in ("begin", "continue", "author", "words"))

    def _over(self, row: int) -> bool:
        """Whether the thread is over above this row."""
        if row <= self._last:
            return False
        place = self.rows[row]
        if self._outside(row):
            return footer(place.text) or not self._bulletless(row)
        return not self.layout.hanging and bool(place.blanks or place.ruled) and footer(place.text)

    def _outside(self, row: int) -> bool:
        """Whether a row stands no deeper than the bullets of the thread, and not right under one."""
        if row in self.layout.heads or (self.found and row < self.found[-1].under):
            return False
        return self.rows[row].column < self.layout.base + self.layout.hanging

    def _read(self, row: int) -> None:
        line, head = self.rows[row].line, self.layout.heads.get(row)
        if self.found and self.corrections.says(line, "continue"):
            self.found[-1].rows.append(row)
        elif self.corrections.says(line, "begin") or (head and not self._item(row)):
            self._begin(row, head, "")
        elif reconstructed := self._bulletless(row):
            self._begin(row, self._head(row, reconstructed), "at its author line", reconstructed)
        elif self._outside(row) and not self._corrected(row):
            self._stray(row)
        elif sign := self._sign_of_loss(row):
            self._begin(row, None, sign)
        else:
            self._continue(row)

    # Where a comment begins

    def _item(self, row: int) -> bool:
        """Whether a bullet is that of a list among the words of a comment: set close, where comments are set apart."""
        strength, here = self.layout.authored[row], self.rows[row]
        if not self.spacing.between or not self.found or not self._has_words() or strength == 2:
            return False
        found = self.found[-1]
        goes_on = not here.blanks and found.rows[-1] == row - 1 and (not strength or self._last_item == row - 1)
        begins = not strength and here.column >= found.words and self._followed_closely(row)
        if goes_on or begins:
            self._last_item = row
            self.draft.doubt(here.line, "bullet kept among the words of a comment")
        return goes_on or begins

    def _followed_closely(self, row: int) -> bool:
        after = self.layout.heads.get(row + 1)
        return after is not None and not self.rows[row + 1].blanks and after.column == self.layout.heads[row].column

    def _has_words(self) -> bool:
        """Whether the comment before this row has words already, not only an author line."""
        found = self.found[-1]
        return len(found.rows) > 1 or not self.layout.authored.get(found.head.row, 0) or self.layout.inline

    def _bulletless(self, row: int) -> tuple[str, ...]:
        """What must be reconstructed of a comment that begins with its author line, the bullet lost; else nothing."""
        if row + 1 >= len(self.rows) or row + 1 in self.layout.heads or not self.found or not self._has_words():
            return ()
        here, below, found = self.rows[row], self.rows[row + 1], self.found[-1]
        if (
            row < found.under
            or not self.layout.base <= here.column <= below.column
            or not (here.blanks or not self.spacing.between)
        ):
            return ()
        line, span = self.page.author_line(row), self.page.name(row)
        if not (line and line.name) and not span:
            return ()
        name = here.text[span.start : span.end] if span else ""
        over_deeper = self.layout.hanging and below.column > here.column
        named = line or proper(name) or row < self.layout.last or here.column > self.layout.base
        set_alike = here.column in self.spacing.columns or below.column - here.column == self.spacing.indent
        if over_deeper and set_alike and named:
            return ("boundary",)
        if line or self.spacing.knows(name):
            return BOTH
        deeper = here.column > found.words and here.blanks <= self.spacing.inside
        return BOTH if deeper and below.blanks and proper(name) and self.layout.hanging else ()

    def _sign_of_loss(self, row: int) -> str:
        """By what words show that they belong to a new comment whose bullet is lost; empty where nothing does."""
        here, found = self.rows[row], self.found[-1]
        if self.stray and self.stray[-1] == row - 1:
            return "below what stands between"
        if row < found.under or not self._has_words() or buttons(here.text):
            return ""
        if here.ruled and self.spacing.ruled:
            return "at the rule"
        if not here.ruled and self.spacing.too_far(here.blanks):
            return f"at the {WORD_FOR.get(here.blanks, 'long')} blank line"
        if here.column >= found.words or (self.spacing.between and not here.blanks):
            return ""
        back = here.column <= found.head.column if self.layout.hanging else here.column in self._columns_of_words()
        return "where the indentation goes back" if back else ""

    def _columns_of_words(self) -> Iterator[int]:
        return (self.found[number].words for number in reversed(self._open))

    def _head(self, row: int, reconstructed: tuple[str, ...]) -> Head | None:
        """The head of an author line that stands in the column of bullets; None where it stands in that of words."""
        column = self.rows[row].column
        return None if "parent" in reconstructed else Head(row, column, column)

    def _begin(self, row: int, head: Head | None, sign: str, reconstructed: tuple[str, ...] = ()) -> None:
        """Begin a comment; without a head it is placed by the column of its words."""
        place, headed = self.rows[row], head is not None
        if head:
            parent = self._answered(head)
            if parent is not None and self._skips(head, self.found[parent].head):
                reconstructed = (*reconstructed, "parent")
                self.draft.doubt(place.line, "a level of the thread is missing above this comment")
        else:
            while self._open and self.found[self._open[-1]].words >= place.column:
                self._open.pop()
            parent = self._open[-1] if self._open else None
            key = self.spacing.level(place.column)
            if parent is not None:
                key = max(key, self.found[parent].head.key + 1)
            head = Head(row, key, min(place.column, key))
            reconstructed = BOTH
        depth = 0 if parent is None else self.found[parent].depth + 1
        self._look_for_gap(row, depth, headed=headed)
        words = head.column + self.spacing.indent if head.bullet else place.column
        under = body_of(self.page, row) if self._heads_rows(row, head) else row + 1
        if head.path:
            self._paths[head.path] = len(self.found)
        self._open.append(len(self.found))
        self.found.append(Found(head, parent, depth, words, under, sign, reconstructed, [row]))

    def _heads_rows(self, row: int, head: Head) -> bool:
        """Whether name, date and words may stand on rows right under a head, in whatever column."""
        only_bullet = head.bullet is not None and head.offset == len(self.rows[row].text)
        return only_bullet or (bool(self.layout.authored.get(row)) and not self.layout.inline)

    def _answered(self, head: Head) -> int | None:
        """The comment that a head answers: by its outline number, else by its nesting."""
        if head.path:
            return self._answered_by_number(head.path)
        while self._open and self.found[self._open[-1]].head.key >= head.key:
            self._open.pop()
        return self._open[-1] if self._open else None

    def _answered_by_number(self, path: tuple[int, ...]) -> int | None:
        parent = self._paths.get(path[:-1])
        while self._open and self._open[-1] != parent:
            above = self.found[self._open[-1]].head.path
            if parent is None and len(above) < len(path) and path[: len(above)] == above:
                return self._open[-1]
            self._open.pop()
        if parent is not None and not self._open:
            self._open.append(parent)
        return parent

    def _skips(self, head: Head, parent: Head) -> bool:
        """Whether a level that other comments of the thread have is missing between two heads."""
        if head.path:
            return len(head.path) > len(parent.path) + 1
        return head.key - parent.key >= 2 * self.spacing.step and self.spacing.has_level(parent.key, head.key)

    # What stands in a comment, between comments, and what is lost

    def _continue(self, row: int) -> None:
        found, here = self.found[-1], self.rows[row]
        if len(found.rows) == 1 and (here.column > found.head.column or not self.layout.hanging):
            found.words = here.column
        elif row < found.under:
            found.words = max(found.words, here.column)
        elif here.blanks and here.column - found.words >= self.spacing.step and self._has_words():
            self.draft.doubt(here.line, "words set in deeper than their comment")
        elif here.blanks and self._has_words() and self._names_what_follows(row):
            self.draft.doubt(here.line, "may be an author line without its bullet; kept among the words")
        found.rows.append(row)

    def _names_what_follows(self, row: int) -> bool:
        span = self.page.name(row)
        if not span or row + 1 >= len(self.rows) or row + 1 in self.layout.heads or buttons(self.rows[row].text):
            return False
        return bool(self.rows[row + 1].blanks) and proper(self.rows[row].text[span.start : span.end])

    def _stray(self, row: int) -> None:
        self.stray.append(row)
        self.draft.doubt(self.rows[row].line, "stands between comments, taken for none")

    def _look_for_gap(self, row: int, depth: int, *, headed: bool) -> None:
        """Note the blank lines above a comment where they are more than usual."""
        here = self.rows[row]
        if not self.found or here.ruled or not here.blanks:
            return
        usual = self.spacing.between if headed else max(self.spacing.between, self.spacing.inside) + 1
        if here.blanks >= max(usual, 1) + 2:
            lines = (self.rows[row - 1].line + 1, here.line - 1)
            self.draft.gaps.append(Gap(lines, depth))
            self.draft.doubt(lines[0], f"gap: {here.blanks} blank lines where a comment stood")
        elif headed and here.blanks > usual >= 1:
            self.draft.doubt(here.line, f"{here.blanks} blank lines above: a comment may be lost")
