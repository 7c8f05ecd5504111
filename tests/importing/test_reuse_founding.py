"""The wording that the founding documents share, by numbers and positions."""

from hashlib import sha256
from itertools import combinations
from pathlib import Path
from typing import NamedTuple

import pytest

from archive.importing.decoding import decode
from archive.importing.languages import WORDS
from archive.importing.record import BlockKind
from archive.importing.shapes import read
from archive.text.normal import outside, words
from archive.text.reuse import Passage, Wording, passages, repeats
from archive.text.runs import Run, Span, enclosing

pytestmark = pytest.mark.founding

# By the beginning of their SHA-256.
MAGEN, MEETING, ALLIES, STRIDES, MAGAZINE = "e9c07821", "b99df7a5", "fb25c03b", "86cb0306", "b8f0fd50"
FURNITURE = {BlockKind.BOILERPLATE, BlockKind.RUNNING_HEAD, BlockKind.BYLINE, BlockKind.DATE}


class Held(NamedTuple):
    wording: Wording
    runs: tuple[Run, ...]


@pytest.fixture(scope="module")
def held(founding: Path) -> dict[str, Held]:
    """Articles and comments, each a text of its own; what a site prints round an article takes no part."""
    found = {}
    for data in sorted(file.read_bytes() for file in founding.iterdir() if file.is_file()):
        name = sha256(data).hexdigest()[:8]
        if name not in (MAGEN, MEETING, ALLIES, STRIDES, MAGAZINE):
            continue
        record = read(decode(data))
        furniture = [Span(block.start, block.end) for block in record.blocks if block.kind in FURNITURE]
        found[name] = Held(Wording(outside(words(record.body), furniture), WORDS["en"]), record.runs)
        for number, comment in enumerate(record.comments):
            found[f"{name} {number}"] = Held(Wording(words(comment.body), WORDS["en"]), comment.runs)
    return found


def told(made: list[Passage], one: Held, other: Held) -> list[tuple[int, float, tuple[int, int], tuple[int, int]]]:
    """Shared words, identity, and the places in the sources."""
    return [
        (each.words, each.identity, tuple(enclosing(one.runs, *each.a)), tuple(enclosing(other.runs, *each.b)))  # type: ignore[misc]
        for each in made
    ]


def between(held: dict[str, Held], *names: str) -> list[tuple[int, float, tuple[int, int], tuple[int, int]]]:
    one, other = (held[name] for name in names)
    return told(passages(one.wording, other.wording), one, other)


def test_only_three_of_the_documents_share_wording_and_no_comment_does(held: dict[str, Held]) -> None:
    sharing = {
        frozenset((one, other)): len(found)
        for one, other in combinations(held, 2)
        if (found := passages(held[one].wording, held[other].wording))
    }
    assert sharing == {
        frozenset((ALLIES, MAGAZINE)): 9, frozenset((ALLIES, STRIDES)): 2, frozenset((STRIDES, MAGAZINE)): 2,
    }  # fmt: skip


def test_seven_runs_of_eight_words_or_more_are_the_same_without_a_change(held: dict[str, Held]) -> None:
    made = passages(held[ALLIES].wording, held[MAGAZINE].wording)
    assert [run.words for each in made for run in each.runs] == [28, 47, 17, 18, 48, 36, 25]


def test_thirteen_passages_stand_in_two_documents(held: dict[str, Held]) -> None:
    assert between(held, ALLIES, MAGAZINE) == [
        (28, 1.0, (378, 572), (158, 356)),
        (50, 0.9804, (706, 1041), (2973, 3317)),
        (35, 0.9459, (1166, 1397), (1441, 1688)),
        (84, 0.9767, (1449, 2020), (855, 1438)),
        (10, 0.5882, (2838, 2944), (9067, 9164)),
        (13, 0.5909, (4077, 4165), (6661, 6802)),
        (8, 0.7273, (7255, 7305), (8850, 8923)),
        (25, 1.0, (7329, 7478), (13407, 13560)),
        (10, 0.6667, (7735, 7809), (16195, 16273)),
    ]
    assert between(held, ALLIES, STRIDES) == [
        (9, 0.5625, (378, 453), (83, 180)),
        (9, 0.5625, (378, 453), (571, 668)),
    ]
    assert between(held, STRIDES, MAGAZINE) == [
        (12, 0.6316, (62, 180), (135, 234)),
        (12, 0.6316, (550, 668), (135, 234)),
    ]


def test_every_document_repeats_itself_and_no_comment_does(held: dict[str, Held]) -> None:
    found = {name: told(made, each, each) for name, each in held.items() if (made := repeats(each.wording))}
    assert found == {
        MAGAZINE: [
            (9, 0.8182, (14530, 14592), (15148, 15226)),
        ],
        MAGEN: [
            (13, 0.7647, (0, 98), (981, 1071)),
            (8, 0.6154, (1499, 1565), (3489, 3582)),
            (9, 1.0, (2669, 2721), (3967, 4019)),
        ],
        STRIDES: [
            (21, 1.0, (54, 180), (542, 668)),
            (12, 1.0, (1701, 1772), (2970, 3041)),
        ],
        ALLIES: [
            (13, 1.0, (199, 282), (285, 368)),
        ],
        MEETING: [
            (10, 1.0, (114, 184), (1161, 1231)),
            (9, 0.9, (117, 184), (404, 475)),
            (9, 0.9, (404, 475), (1164, 1231)),
        ],
    }
