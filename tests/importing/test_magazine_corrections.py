"""What a person says about a reading of magazine text goes before what the reader finds."""

import pytest

from archive.importing.corrections import Correction
from tests.importing.print_shop import COACH, COLUMN, blocks, flat, noted, read, rows


def test_a_correction_joins_or_keeps_a_hyphen():
    text = rows("The Karo-", "Veltish boat brought the rela-", "tions of both towns to an end.")
    assert read(text).body == "The Karo-Veltish boat brought the relations of both towns to an end."
    corrected = read(text, Correction(1, "join"), Correction(2, "keep"))
    assert corrected.body == "The KaroVeltish boat brought the rela-tions of both towns to an end."
    assert noted(corrected, doubt=True) == []


def test_a_correction_begins_a_paragraph_inside_one():
    lines = COLUMN.splitlines()
    assert blocks(read(COLUMN, Correction(3, "begin"))) == [
        ("paragraph", flat(" ".join(lines[:2]))),
        ("paragraph", flat(" ".join(lines[2:]))),
    ]


def test_a_correction_continues_the_paragraph_before():
    record = read(f"{COLUMN}\n{COACH}", Correction(7, "continue"))
    assert blocks(record) == [("paragraph", f"{flat(COLUMN)} {flat(COACH)}")]


def test_a_correction_names_the_kind_of_its_line_alone_and_the_sentence_goes_on_round_it():
    lines = COLUMN.splitlines()
    record = read(COLUMN, Correction(3, "kind", "caption"))
    assert blocks(record) == [("paragraph", flat(" ".join(lines[:2] + lines[3:]))), ("caption", lines[2])]


def test_neighbouring_lines_named_alike_are_one_block():
    record = read(COLUMN, Correction(2, "kind", "standfirst"), Correction(3, "kind", "standfirst"))
    assert [(block.kind, block.lines) for block in record.blocks][1] == ("standfirst", (2, 3))


def test_a_running_head_can_be_corrected_to_a_heading():
    text = f"WINTER 1954\n\n{COLUMN}\nWINTER 1954\n\n{COACH}"
    assert [block.kind for block in read(text).blocks] == ["date", "paragraph", "running_head", "paragraph"]
    record = read(text, Correction(9, "kind", "heading"))
    assert [block.kind for block in record.blocks] == ["date", "paragraph", "heading", "paragraph"]


def test_a_corrected_title_and_byline_are_fields():
    text = f"Patience\nAnna Koll\n\n{COLUMN}"
    record = read(text, Correction(1, "kind", "title"), Correction(2, "kind", "byline"))
    assert record.value(record.title) == "Patience"
    assert [one.name for one in record.bylines] == ["Anna Koll"]


@pytest.mark.parametrize(
    "correction",
    [
        Correction(6, "kind", "caption"),
        Correction(1, "kind", "sonnet"),
        Correction(1, "join"),
        Correction(1, "continue"),
        Correction(2, "parent", "1"),
        Correction(2, "author"),
    ],
)
def test_a_correction_that_fits_nothing_is_a_doubt(correction: Correction):
    record = read(COLUMN, correction)
    assert blocks(record) == [("paragraph", flat(COLUMN))]
    what = f"the correction “{correction.what}” fits nothing at this line"
    assert noted(record, doubt=True) == [(correction.line, what)]
