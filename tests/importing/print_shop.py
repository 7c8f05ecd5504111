"""Sets invented articles as a magazine prints them, and says what a reader must make of the print.

Words are made of syllables and broken only between them, so that no line-end hyphen can be taken for a compound.
"""

from collections.abc import Callable
from dataclasses import dataclass, field

from hypothesis import strategies as st

SYLLABLES = tuple(consonant + vowel for consonant in "bdfgklmnprvz" for vowel in "aeiou")
HYPHENATED = ("Karo-Veltish", "Upper-Lower", "Port-Mirra")
HEADS = ("THE LANTERN REVIEW", "Ferries and their houses", "Heft der alten Fähren")


@dataclass
class Print:
    """`lines` are what is printed; `blocks` the kinds and texts that were set, in the order a reader gives them."""

    lines: list[str] = field(default_factory=list)
    blocks: list[tuple[str, str]] = field(default_factory=list)

    @property
    def source(self) -> str:
        return "\n".join(self.lines) + "\n"


words = st.lists(st.sampled_from(SYLLABLES), min_size=2, max_size=4).map(tuple)


@st.composite
def sentences(draw: Callable) -> list[tuple[str, ...]]:
    """Words as tuples of syllables; the first begins with a capital, the last ends with a full stop."""
    found = draw(st.lists(words, min_size=8, max_size=16))
    if draw(st.booleans()):
        found.insert(4, (draw(st.sampled_from(HYPHENATED)),))
    first, last = found[0], found[-1]
    return [(first[0].capitalize(), *first[1:]), *found[1:-1], (*last[:-1], last[-1] + ".")]


paragraphs = st.lists(sentences(), min_size=3, max_size=6).map(lambda found: [word for each in found for word in each])


def wrap(paragraph: list[tuple[str, ...]], width: int) -> list[str]:
    """Rows of at most `width` characters, words broken between syllables where the row has room for a part."""
    rows, row = [], ""
    for word in paragraph:
        syllables = list(word)
        while syllables:
            blank = " " if row and syllables == list(word) else ""
            if len(row) + len(blank) + len("".join(syllables)) <= width:
                row += blank + "".join(syllables)
                break
            fitting = 0
            while fitting + 1 < len(syllables) and len(row + blank + "".join(syllables[: fitting + 1])) + 1 <= width:
                fitting += 1
            rows.append(row + blank + "".join(syllables[:fitting]) + "-" if fitting else row)
            row, syllables = "", syllables[fitting:]
            if fitting:
                word = tuple(syllables)
    return [*rows, row]


def spell(paragraph: list[tuple[str, ...]]) -> str:
    return " ".join("".join(word) for word in paragraph)


@st.composite
def captions(draw: Callable, width: int) -> list[str]:
    """One to three rows that begin with a capital and end without a full stop, the last with room for a word more."""
    found = draw(st.lists(words, min_size=4, max_size=12, unique=True))
    rows = wrap([(found[0][0].capitalize(), *found[0][1:]), *[("".join(word),) for word in found[1:]]], width - 12)
    return rows[:3]


@st.composite
def prints(draw: Callable) -> Print:
    """Two to five paragraphs; captions, running heads and page numbers stand inside sentences.

    Paragraphs are parted by blank lines, or set in; rows that go on may have a blank behind them.
    """
    width = draw(st.integers(44, 72))
    blank_behind, form_feeds, set_in = draw(st.booleans()), draw(st.booleans()), draw(st.booleans())
    head = draw(st.sampled_from(HEADS))
    page = draw(st.integers(7, 300))
    made, seen = Print(), set()
    for paragraph in draw(st.lists(paragraphs, min_size=2, max_size=5, unique_by=lambda each: tuple(each[:9]))):
        rows = wrap(paragraph, width)
        behind: list[tuple[str, str]] = []
        cuts = [at for at in range(3, len(rows) - 2) if rows[at][0].islower() and not rows[at - 1].endswith(".")]
        cut = draw(st.sampled_from([None, *cuts]))
        for at, row in enumerate(rows):
            if at == cut:
                caption = draw(st.none() | captions(width))
                caption = None if caption is None or caption[0] in seen else caption
                if caption:
                    seen.add(caption[0])
                    made.lines += ["", *caption]
                    behind.append(("caption", " ".join(caption)))
                made.lines.append("")
                if draw(st.booleans()) or caption is None:
                    behind += [("running_head", str(page)), ("running_head", head)]
                    made.lines += [str(page), ("\f" if form_feeds else "") + head, ""]
                    page += 1
            soft = at + 1 < len(rows) and not row.endswith("-")
            made.lines.append(("   " if set_in and at == 0 else "") + row + (" " if soft and blank_behind else ""))
        made.blocks += [("paragraph", spell(paragraph)), *behind]
        made.lines += [] if set_in else [""]
    return made
