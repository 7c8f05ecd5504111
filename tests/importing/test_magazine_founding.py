"""The founding magazine document, read without corrections: structure only, no sentence of it stands here."""

import hashlib
from collections import Counter
from pathlib import Path

import pytest

from archive.importing import shapes
from archive.importing.record import Record
from archive.importing.source import Source
from archive.text.runs import faults

SHA256 = "b8f0fd5098bdf10e6a567f76d8214539fe04f87c9c3f16aa4af8fe4e4053e9a1"
PARAGRAPHS = [
    (1, 8), (10, 17), (21, 31), (33, 41), (47, 53), (55, 81), (86, 96), (98, 108), (110, 121), (123, 135), (138, 140),
    (142, 154), (156, 174), (176, 194), (196, 212), (218, 229), (233, 241), (243, 254), (256, 267), (269, 276),
    (278, 280), (282, 304), (306, 317), (319, 330), (332, 339),
]  # fmt: skip
CAPTIONS = [
    (19, 20), (42, 43), (44, 45), (83, 84), (214, 216), (231, 231), (260, 260), (262, 263), (292, 292), (294, 296),
    (343, 343),
]  # fmt: skip
JOINED = 54
KEPT = [56, 156, 178, 220, 275]

pytestmark = pytest.mark.founding


@pytest.fixture(scope="module")
def source(founding: Path) -> Source:
    found = [file for file in founding.iterdir() if hashlib.sha256(file.read_bytes()).hexdigest() == SHA256]
    return Source(found[0].read_bytes().decode())


@pytest.fixture(scope="module")
def record(source: Source) -> Record:
    return shapes.read(source)


def lines_of(record: Record, kind: str) -> list[tuple[int, int]]:
    return [block.lines for block in record.blocks if block.kind == kind]


def test_it_is_recognised_as_magazine_text_with_a_sound_map(source: Source, record: Record):
    assert record.shape == "magazine"
    assert faults(record.runs, record.body, source.text) == []


def test_sentences_are_whole_and_captions_stand_behind_their_paragraphs(record: Record):
    assert lines_of(record, "paragraph") == PARAGRAPHS
    assert lines_of(record, "caption") == CAPTIONS
    assert lines_of(record, "running_head") == [(137, 137), (232, 232), (341, 341)]
    assert len(record.blocks) == len(PARAGRAPHS) + len(CAPTIONS) + 3


def test_five_hyphens_are_kept_and_fifty_four_joined(record: Record):
    assert [note.line for note in record.notes if note.what.startswith("kept hyphen")] == KEPT
    assert len([note for note in record.notes if note.what.startswith("joined hyphen")]) == JOINED


@pytest.mark.parametrize(
    "word",
    [
        "anti-Semitism",
        "Nagorno-Karabakh",
        "Israeli-Azerbaijan",
        "Armenian-Azerbaijani",
        "all-Jewish",
        "relationships",
        "geopolitical",
        "dialogue",
        "majority- Muslim",
    ],
)
def test_words_divided_by_a_line_or_a_blank_line_are_whole(record: Record, word: str):
    assert word in record.body


def test_no_character_is_lost_but_the_joined_hyphens(source: Source, record: Record):
    lost = Counter("".join(source.text.split())) - Counter("".join(record.body.split()))
    assert dict(lost) == {"-": JOINED}


def test_the_foot_dates_it_and_no_title_is_invented(record: Record):
    assert record.published is not None
    assert (record.published.printed, record.published.edtf) == ("WINTER 2020", "2020-24")
    assert record.title is None


def test_what_could_not_be_decided_is_doubted(record: Record):
    doubts = {note.line for note in record.notes if note.doubt}
    assert {8, 21, 229, 278, 304, 317} <= doubts
    assert len(doubts) <= 10
