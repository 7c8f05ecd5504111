"""Sets invented articles as a magazine prints them, and says what a reader must make of the print.

Words are made of syllables and broken only between them, so that no line-end hyphen can be taken for a compound.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from random import Random

from hypothesis import strategies as st

from archive.importing.corrections import Correction, Corrections
from archive.importing.record import Record
from archive.importing.shapes import magazine
from archive.importing.source import Source
from archive.text.runs import faults

# A whole paragraph, so that a reader can see how wide the column is and that paragraphs end with full stops.
COLUMN = """\
The ferry at Lorn was older than the town, and the town was
older than its church. Every carter on the north road knew
the bell of the landing stage, and every child could tell
from the sound of it which of the two boats was coming in,
how full she was, and whether the keeper had slept well.
"""
COACH = COLUMN.replace("ferry", "coach")


def rows(*texts: str) -> str:
    return "".join(f"{text}\n" for text in texts)


def flat(text: str) -> str:
    return " ".join(text.split())


def read(text: str, *corrections: Correction) -> Record:
    record = magazine.read(Source(text), Corrections(corrections))
    assert faults(record.runs, record.body, text) == []
    return record


def blocks(record: Record) -> list[tuple[str, str]]:
    return [(str(block.kind), record.body[block.start : block.end]) for block in record.blocks]


def below(text: str) -> list[tuple[str, str]]:
    """The blocks that are read below one whole paragraph."""
    found = blocks(read(f"{COLUMN}\n{text}"))
    assert found[0] == ("paragraph", flat(COLUMN))
    return found[1:]


def noted(record: Record, *, doubt: bool) -> list[tuple[int, str]]:
    return [(note.line, note.what) for note in record.notes if note.doubt is doubt]


# Without the last syllables of five, nine and romano: before a line-end hyphen these are words.
SYLLABLES = tuple(
    syllable
    for consonant in "bdfgklmnprvz"
    for vowel in "aeiou"
    if (syllable := consonant + vowel) not in ("ve", "ne", "no")
)
LAST = tuple(f"{syllable}n" for syllable in SYLLABLES)
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


Word = tuple[str, ...]


def words(rng: Random, least: int, most: int) -> list[Word]:
    """Words as tuples of syllables; the first begins with a capital. No first half of a word is a word itself."""
    found = [(*rng.choices(SYLLABLES, k=rng.randint(1, 3)), rng.choice(LAST)) for _ in range(rng.randint(least, most))]
    return [(found[0][0].capitalize(), *found[0][1:]), *found[1:]]


def sentence(rng: Random) -> list[Word]:
    found = words(rng, 8, 16)
    if rng.random() < 0.5:
        found.insert(4, (rng.choice(HYPHENATED),))
    return [*found[:-1], (*found[-1][:-1], found[-1][-1] + ".")]


def wrap(paragraph: list[Word], width: int) -> list[str]:
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


def spell(paragraph: list[Word]) -> str:
    return " ".join("".join(word) for word in paragraph)


def caption(rng: Random, width: int) -> list[str]:
    """One to three rows that begin with a capital and end without a full stop, narrower than the column."""
    return wrap([("".join(word),) for word in words(rng, 4, 12)], width - 12)[:3]


@st.composite
def prints(draw: Callable) -> Print:
    """Two to five paragraphs; captions, running heads and page numbers stand inside sentences.

    Paragraphs are parted by blank lines, or set in; rows that go on may have a blank behind them.
    """
    rng = Random(draw(st.integers(0, 2**32)))
    width, page, head = draw(st.integers(44, 72)), draw(st.integers(7, 300)), draw(st.sampled_from(HEADS))
    blank_behind, form_feeds, set_in = draw(st.booleans()), draw(st.booleans()), draw(st.booleans())
    made = Print()
    for _ in range(draw(st.integers(2, 5))):
        paragraph = [word for _ in range(rng.randint(3, 6)) for word in sentence(rng)]
        printed = wrap(paragraph, width)
        behind: list[tuple[str, str]] = []
        cuts = [at for at in range(3, len(printed) - 2) if printed[at][0].islower() and printed[at - 1][-1] != "."]
        cut = rng.choice(cuts) if cuts and rng.random() < 0.8 else None
        for at, row in enumerate(printed):
            if at == cut:
                inset = caption(rng, width) if rng.random() < 0.7 else []
                made.lines += ["", *inset, ""]
                behind += [("caption", " ".join(inset))] if inset else []
                if not inset or rng.random() < 0.5:
                    behind += [("running_head", str(page)), ("running_head", head)]
                    made.lines += [str(page), ("\f" if form_feeds else "") + head, ""]
                    page += 1
            soft = at + 1 < len(printed) and row[-1] != "-"
            made.lines.append(("   " if set_in and at == 0 else "") + row + (" " if soft and blank_behind else ""))
        made.blocks += [("paragraph", spell(paragraph)), *behind]
        made.lines += [] if set_in else [""]
    return made
