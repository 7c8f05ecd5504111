"""Prints invented threads: a tree of comments in a layout, and what a reader must make of the print.

Only what can be decided is printed: words are sentences, names are none, and where a comment has lost its bullet the
blank lines are doubled, as on a page whose markup was taken away.
"""

from dataclasses import dataclass
from itertools import accumulate
from random import Random

from hypothesis import strategies as st

from archive.importing.corrections import Correction, Corrections
from archive.importing.record import ReadComment, Record
from archive.importing.shapes import thread
from archive.importing.source import Source
from archive.text.runs import faults

NAMES = (
    "Anna",
    "Boris K.",
    "kim taylor",
    "gerd kollar",
    "Sea Of Fog",
    "user_42",
    "Мария Ивановна",
    "שרה לוי",
    "\u200fדוד",
    "Ağa Məmmədov",
    "Öz",
    "Արամ Խաչատրյան",
    "J. P. de la Cruz",
    "Dr. Strange",
    "Guest 1234",
    "O'Neil",
    "Verity",
    "The Ferryman",
    "李明",
    "أحمد",
    "Ben-Zvi",
    "anna.k",
    "🌊 Wave",
)
SENTENCES = (
    "I do not believe a word of this.",
    "The ferry was never full that night!",
    "Who counted them?",
    "Это неправда, и вы это знаете.",
    "We were there, all of us, and we saw it with our own eyes, whatever anybody says now.",
    "זה לא נכון בכלל.",
    "Bu doğru deyil.",
    "Սա ճիշտ չէ։",
    "There were 40 of them in 1948, not 12.",
    "He said: nothing happened.",
    "See http://example.org/a?b=1 for the list.",
    "Read it first - then talk.",
    "It was the stove; it was always the stove (ask anybody).",
)
LONG = SENTENCES[4]
DATES = ("12 May 2009", "May 3, 2011 at 4:15 pm", "3 hours ago", "12.05.2009 16:31", "2009-05-12 14:30")
BULLETS = ("•", "-", "*", "+", "–", ">", "◦", "*+o-•", "1.", "1)", "(1)", "#1", "[1]", "1:", "a)", "Comment 1:", "1.1.")
FORMS = {
    "name": "{name}",
    "own row": "\n{name}",
    "date behind": "{name}, {date}",
    "date in brackets": "{name} ({date})",
    "date in front": "{date} {name}",
    "date below": "{name}\n{date}",
    "verb": "{name} says:",
    "verb and date": "{name} wrote on {date}:",
}
ARTICLE = """\
The burning of the ferry house

By Hanna Veld, 3 June 2009

Nobody in the town agrees on how the ferry house burnt down, and nobody has asked the ferryman.

There are three versions of it:

  1. The first says that it was the wind.
  2. The second says that it was the boys from the mill.
  3. The third says nothing.

The council will meet again in the spring to talk about the money that the town still owes.

"""


@dataclass(frozen=True)
class Layout:
    """`levels` are the steps of indentation of each depth; `apart` and `between` the blank lines below an author line
    and above the next comment; `lost` and `nameless` the shares of comments that lost their author line, with its
    bullet or alone; most keep it.
    """

    bullet: str
    form: str
    levels: tuple[int, ...]
    step: str
    margin: int
    hanging: bool
    apart: int
    between: int
    line_end: str
    article: bool
    heading: bool
    footer: bool
    lost: float
    nameless: float


@dataclass(frozen=True)
class Expected:
    parent: int | None
    depth: int
    author: str | None
    body: str
    lines: tuple[int, int]
    reconstructed: tuple[str, ...] = ()


def seen(comment: ReadComment) -> Expected:
    return Expected(comment.parent, comment.depth, comment.author, comment.body, comment.lines, comment.reconstructed)


@dataclass(frozen=True)
class Printed:
    source: str
    comments: list[Expected]


def print_thread(depths: list[int], layout: Layout, random: Random) -> Printed:
    """A page whose comments have these depths, in reading order."""
    press = Press(layout, random)
    if layout.article:
        press.rows += ARTICLE.splitlines()
    if layout.heading:
        press.rows += [f"{len(depths)} comments", ""]
    for depth in depths:
        press.set_comment(depth)
    if layout.footer:
        press.rows.append("© 2009 The Ferry House Gazette")
    return Printed(layout.line_end.join([*press.rows, ""]), press.comments)


class Press:
    def __init__(self, layout: Layout, random: Random) -> None:
        self.layout, self.random = layout, random
        self.rows: list[str] = []
        self.comments: list[Expected] = []
        self.branch: list[int] = []
        self.numbers: list[int] = []

    def set_comment(self, depth: int) -> None:
        number = len(self.comments)
        self.branch = self.branch[:depth]
        self.numbers = [*self.numbers[:depth], self.numbers[depth] + 1 if depth < len(self.numbers) else 1]
        bullet, chance = self.bullet(depth), self.random.random()
        if sum(comment.author is None for comment in self.comments) * 3 >= number:
            chance = 1.0
        indent = " " * self.layout.margin + self.layout.step * self.layout.levels[depth]
        inner = indent + ("\t" if self.layout.step == "\t" else " " * (len(bullet) + 1)) * self.layout.hanging
        author, reconstructed, words = self.random.choice(NAMES), (), self.words()
        if chance < self.layout.lost:
            author, reconstructed, words = None, ("boundary", "parent"), [[LONG]]
            self.rows.append("")
            head = []
        elif chance < self.layout.nameless:
            author, words = None, [[LONG]]
            head = [f"{indent}{bullet} {LONG}"]
        else:
            first, *rest = FORMS[self.layout.form].format(name=author, date=self.random.choice(DATES)).split("\n")
            head = [f"{indent}{bullet} {first}".rstrip(), *(inner + row for row in rest), *[""] * self.layout.apart]
        start = len(self.rows) + 1
        self.rows += head
        if author or reconstructed:
            self.rows += "\n\n".join("\n".join(inner + row for row in paragraph) for paragraph in words).split("\n")
        body = "\n\n".join("\n".join(paragraph) for paragraph in words)
        parent = self.branch[-1] if self.branch else None
        self.comments.append(Expected(parent, depth, author, body, (start, len(self.rows)), reconstructed))
        self.branch.append(number)
        self.rows += [""] * self.layout.between

    def bullet(self, depth: int) -> str:
        kind, number = self.layout.bullet, len(self.comments) + 1
        if kind == "1.1.":
            return ".".join(map(str, self.numbers)) + "."
        if kind == "a)":
            return f"{chr(ord('a') + (self.numbers[-1] - 1) % 26)})"
        return kind.replace("1", str(number)) if "1" in kind else kind[depth % len(kind)]

    def words(self) -> list[list[str]]:
        sizes = self.random.choices((1, 1, 2), k=self.random.choice((1, 1, 2, 3)))
        return [self.random.choices(SENTENCES, k=size) for size in sizes]


@st.composite
def trees(draw: st.DrawFn) -> list[int]:
    """The depths of four to fourteen comments; each is at most one deeper than the one before."""
    depths = [0]
    for _ in range(draw(st.integers(3, 13))):
        depths.append(draw(st.integers(0, min(depths[-1] + 1, 9))))
    return depths


@st.composite
def layouts(draw: st.DrawFn, *, flat: bool) -> Layout:
    step = draw(st.sampled_from((" ", "  ", "   ", "    ", " " * 8, "\t")))
    bullet = draw(st.sampled_from(BULLETS))
    between = draw(st.sampled_from((1, 1, 2)))
    # Numbers have no width of their own, and words in the column of bullets no level.
    losing = len(bullet) == 1 and bullet.isascii() is False and len(step) > 1
    form = draw(st.sampled_from(sorted(FORMS)))
    return Layout(
        bullet=bullet,
        form=form,
        levels=tuple(accumulate(draw(st.lists(st.sampled_from((1, 1, 1, 2, 3)), min_size=10, max_size=10)), initial=0)),
        step=step,
        margin=0 if step == "\t" else draw(st.sampled_from((0, 0, 2, 4))),
        hanging=losing or draw(st.booleans()),
        apart=draw(st.sampled_from((0, 1))),
        between=between,
        line_end=draw(st.sampled_from(("\n", "\n", "\r\n"))),
        article=draw(st.booleans()),
        heading=draw(st.booleans()) or (flat and form in ("name", "own row")),
        footer=draw(st.booleans()),
        lost=0.15 if losing and draw(st.booleans()) else 0.0,
        nameless=draw(st.sampled_from((0.0, 0.25))),
    )


@st.composite
def prints(draw: st.DrawFn) -> Printed:
    depths = draw(trees())
    return print_thread(depths, draw(layouts(flat=max(depths) == 0)), draw(st.randoms(use_true_random=False)))


def read(text: str, *corrections: Correction) -> Record:
    record = thread.read(Source(text), Corrections(corrections))
    assert faults(record.runs, record.body, text) == []
    assert [fault for comment in record.comments for fault in faults(comment.runs, comment.body, text)] == []
    return record
