"""Author, date and words of one comment out of its rows.

Whether the first row is a name or a short exclamation is decided by its form, by what stands under it, and by the
habit of the whole thread; what can't be decided stays among the words, with a doubt.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from archive.importing.corrections import Corrections
from archive.importing.draft import Draft, DraftBlock
from archive.importing.record import BlockKind, PrintedDate
from archive.importing.threads.authorlines import (
    AuthorLine,
    buttons,
    folded,
    inline_name,
    likely,
    name_in,
    proper,
)
from archive.importing.threads.comments import Found, Thread
from archive.importing.threads.layout import HEAD_ROWS
from archive.importing.threads.rows import Row, paragraphs
from archive.text.runs import UNSTORABLE, Span

# So much of a thread makes a habit.
MOST = 0.8
HALF = 0.5
ENOUGH = 3
SHORT_NAME = 30
LONGEST_ROW = 100
# A person may call a whole line a name; what is longer is cut.
LONGEST_NAME = 400


@dataclass(slots=True)
class Words:
    """What a comment says and who says it. `rows` are (row, offset) of its words; spans are of the source."""

    rows: list[tuple[int, int]]
    author: str | None = None
    author_span: Span | None = None
    date: PrintedDate | None = None
    answers: str | None = None
    supplied: bool = False


@dataclass(frozen=True, slots=True)
class Habit:
    """How most comments of a thread give their author: by the form of the line, apart by a blank line, on the second
    row below a heading of their own, on the last row; `verb` is a word that ends each author line ("Name wrote:")."""

    formal: bool
    apart: bool
    second: bool
    last: bool
    verb: str


class Signing:
    """Reads author, date and words of the comments of one thread."""

    def __init__(self, thread: Thread, corrections: Corrections, draft: Draft) -> None:
        self.thread, self.page, self.rows = thread, thread.page, thread.rows
        self.corrections, self.draft = corrections, draft
        self.bulleted = any(head.bullet for head in thread.layout.heads.values())
        self.habit = self._habit()

    def read(self, found: Found) -> Words:
        places = self._places(found)
        by_hand = [place for place in places if self._says(place, "author")]
        if by_hand:
            return self._by_hand(places, by_hand[0])
        words = Words(places)
        while self._take_author(words):
            pass
        self._take_furniture(words)
        self._doubt(found, places, words)
        return words

    def _places(self, found: Found) -> list[tuple[int, int]]:
        """Row and offset of everything behind the bullet."""
        places = [(row, found.head.offset if row == found.head.row else 0) for row in found.rows]
        return places[1:] if places[0][1] == len(self._row(places[0]).text) else places

    def _row(self, place: tuple[int, int]) -> Row:
        return self.rows[place[0]]

    def _text(self, place: tuple[int, int]) -> str:
        row, offset = place
        return self.rows[row].text[offset:] if offset else self.rows[row].text

    def _says(self, place: tuple[int, int], verb: str) -> bool:
        return self.corrections.says(self._row(place).line, verb)

    def _formal(self, place: tuple[int, int]) -> AuthorLine | None:
        return None if self._says(place, "words") else self.page.author_line(*place)

    # The author

    def _take_author(self, words: Words) -> bool:
        """Take the first of what is left for an author line, if it is one; whether to look for more of it below."""
        rest = words.rows
        if not rest or words.author or self._says(rest[0], "words"):
            return False
        line, dated = self._formal(rest[0]), self.page.date(*rest[0])
        if dated and not words.date and len(rest) > 1:
            words.date, words.rows = dated, rest[1:]
            return True
        if line and not line.name:
            words.answers, words.rows = line.answers, rest[1:]
            return bool(words.rows)
        if not line and self.habit.second and len(rest) > 1 and self._names(rest[1]):
            self._sign(words, rest[1], self._formal(rest[1]))
            words.rows = [rest[0], *rest[2:]]
        elif not line and self.habit.second and len(rest) > 1 and self.page.date(*rest[1]):
            words.date, words.rows = self.page.date(*rest[1]), [rest[0], *rest[2:]]
        elif not line and self.habit.last and len(rest) > 1 and self._names(rest[-1]):
            self._sign(words, rest[-1], self._formal(rest[-1]))
            words.rows = rest[:-1]
        elif line or (line := self._by_place(words)):
            self._sign(words, rest[0], line)
            row, offset = rest[0]
            words.rows = rest[1:] if line.words is None else [(row, offset + line.words), *rest[1:]]
        return False

    def _names(self, place: tuple[int, int]) -> bool:
        line = self._formal(place)
        return bool(line and line.name and line.words is None)

    def _sign(self, words: Words, place: tuple[int, int], line: AuthorLine | None) -> None:
        if not line or not line.name:
            return
        at = self._row(place).start + place[1]
        words.author_span = Span(at + line.name.start, at + line.name.end)
        words.author = self.draft.source.text[slice(*words.author_span)].replace(UNSTORABLE, "")
        words.date, words.answers = line.printed or words.date, line.answers or words.answers

    def _by_place(self, words: Words) -> AuthorLine | None:
        """A bare name, told from words by what stands under it and by the habit of the thread."""
        first, rest = words.rows[0], words.rows[1:]
        if self.thread.layout.inline and (line := inline_name(self._text(first), 0)):
            return line
        span = self.page.name(*first)
        if not span:
            return None
        text = self._text(first)[span.start : span.end]
        if self.habit.verb and folded(text).endswith(f" {self.habit.verb}"):
            text = text[: -len(self.habit.verb)].rstrip()
            span = Span(span.start, span.start + len(text))
        if self.thread.spacing.knows(text):
            return AuthorLine(span)
        if rest and self._date_under(first, rest[0]):
            return AuthorLine(span)
        if not rest or self.habit.formal:
            return None
        apart = self._row(rest[0]).blanks > 0
        if self.habit.apart and not apart and not (proper(text) and len(text) <= SHORT_NAME):
            return None
        return AuthorLine(span)

    def _by_hand(self, places: list[tuple[int, int]], place: tuple[int, int]) -> Words:
        """The author as a correction names the line of it."""
        words = Words([other for other in places if other != place], supplied=True)
        text = self._text(place)
        line = self.page.author_line(*place) or inline_name(text, 0)
        if not line or not line.name:
            line = AuthorLine(name_in(text, 0, len(text)) or Span(0, min(len(text), LONGEST_NAME)))
        self._sign(words, place, line)
        if line.words is not None:
            words.rows = sorted([*words.rows, (place[0], place[1] + line.words)])
        return words

    # What else is no word of the comment

    def _take_furniture(self, words: Words) -> None:
        """Leave out date and answer below the author line, and rows of buttons at either end."""
        for _ in range(HEAD_ROWS):
            if not words.rows or not words.author or self._says(words.rows[0], "words"):
                break
            text, more = self._text(words.rows[0]), len(words.rows) > 1
            line = self._formal(words.rows[0])
            if not words.date and (dated := self.page.date(*words.rows[0])):
                words.date = dated
            elif more and line and not line.name:
                words.answers = words.answers or line.answers
            elif not (more and buttons(text)):
                break
            words.rows = words.rows[1:]
        while len(words.rows) > 1 and buttons(self._text(words.rows[-1])) and not self._says(words.rows[-1], "words"):
            words.rows = words.rows[:-1]

    def _doubt(self, found: Found, places: Sequence[tuple[int, int]], words: Words) -> None:
        line = self.rows[found.head.row].line
        lost = ["bullet"] * (self.bulleted and bool(found.sign)) + ["author line"] * (words.author is None)
        if lost or found.sign:
            begun = f"begun {found.sign}" if found.sign else ""
            self.draft.doubt(line, "; ".join(filter(None, (" and ".join(lost) + " missing" if lost else "", begun))))
        if words.author is None and places and self._could_sign(places[0]):
            self.draft.doubt(line, "may be an author line; kept among the words")
        if not words.rows:
            self.draft.doubt(line, "words missing")

    def _could_sign(self, place: tuple[int, int]) -> bool:
        span, text = self.page.name(*place), self._text(place)
        return span is not None and len(text) <= SHORT_NAME and proper(text[span.start : span.end])

    # Habits

    def _habit(self) -> Habit:
        formal = apart = second = last = number = placed = 0
        verbs: Counter[str] = Counter()
        for found in self.thread.found:
            places = self._places(found)
            if not places or found.head.row not in self.thread.layout.heads:
                continue
            number += 1
            first, rest = places[0], places[1:]
            if self.page.date(*first) and rest:
                first, rest = rest[0], rest[1:]
            if self._names(first) or (rest and self._date_under(first, rest[0])):
                formal += 1
            elif rest:
                second += self._names(rest[0])
                last += self._names(rest[-1])
            if rest and (self._names(first) or self._could_sign(first)):
                placed += 1
                apart += self._row(rest[0]).blanks > 0
            text = self._text(first)
            if len(text) <= LONGEST_ROW and text.endswith((":", "：")) and " " in text:
                verbs[folded(text[:-1]).split(" ")[-1]] += 1
        verb, count = next(iter(verbs.most_common(1)), ("", 0))
        return Habit(
            formal=number >= ENOUGH and formal >= MOST * number,
            apart=apart > HALF * placed,
            second=second > max(HALF * number, formal),
            last=last > max(HALF * number, formal, second),
            verb=verb if count >= ENOUGH and count > HALF * number else "",
        )

    def _date_under(self, place: tuple[int, int], below: tuple[int, int]) -> bool:
        span, text = self.page.name(*place), self._text(place)
        if not span or not likely(text[span.start : span.end]) or self._row(below).blanks:
            return False
        return self.page.date(*below) is not None

    def blocks(self, words: Words) -> Iterator[DraftBlock]:
        """The paragraphs of a comment."""
        rows = (self.rows[row]._replace(start=self.rows[row].start + offset) for row, offset in words.rows)
        for pieces in paragraphs(self.draft.source, rows):
            yield DraftBlock(BlockKind.PARAGRAPH, pieces)
