import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.importing.corrections import BadCorrection, Correction, Corrections
from archive.importing.draft import Draft
from archive.importing.record import Block, Field, Note
from archive.importing.source import Source
from archive.text.runs import Run, Span


def test_lines_count_from_one_and_leave_their_line_end_out():
    lines = Source("a\r\nbc\rd\n\ne").lines
    assert [(line.number, line.start, line.end, line.text) for line in lines] == [
        (1, 0, 1, "a"),
        (2, 3, 5, "bc"),
        (3, 6, 7, "d"),
        (4, 8, 8, ""),
        (5, 9, 10, "e"),
    ]


def test_a_last_line_end_opens_no_line():
    assert [line.text for line in Source("a\nb\n").lines] == ["a", "b"]


def test_a_tab_leads_to_the_next_multiple_of_eight():
    assert [line.indent for line in Source("\ta\n  \tb\n\ufeff c").lines] == [8, 8, 1]


@given(st.text(alphabet="ab\r\n", max_size=40))
def test_lines_and_their_ends_are_the_whole_source(text):
    source = Source(text)
    assert "".join(line.text for line in source.lines) == text.replace("\r", "").replace("\n", "")
    assert all(source.line_at(line.start) == line.number for line in source.lines)


def test_a_draft_puts_blocks_apart_and_fields_at_their_place():
    source = Source("Title\nby Hanna Veld\n")
    draft = Draft(source)
    draft.add("title", [Span(0, 5)])
    draft.add("byline", [Span(6, 19)])
    draft.title = Span(0, 5)
    draft.bylines.append((Span(9, 19), "author"))
    draft.doubt(2, "a doubt")
    record = draft.finish("plain", 1)
    assert record.body == "Title\n\nby Hanna Veld"
    assert record.blocks == (Block("title", 0, 5, (1, 1)), Block("byline", 7, 20, (2, 2)))
    assert record.runs == (Run(0, 0, 5), Run(7, 6, 13))
    assert record.title == Field(0, 0, 5)
    assert [(byline.name, byline.role, byline.field) for byline in record.bylines] == [
        ("Hanna Veld", "author", Field(1, 10, 20))
    ]
    assert record.notes == (Note(2, "a doubt", doubt=True),)


def test_a_block_of_nothing_but_nul_is_left_out():
    draft = Draft(Source("\0\0\nwords"))
    draft.add("paragraph", [Span(0, 2)])
    draft.add("paragraph", [Span(3, 8)])
    assert [block.lines for block in draft.finish("plain", 1).blocks] == [(2, 2)]


def test_corrections_are_looked_up_by_line_and_survive_their_data():
    data = [{"line": 36, "what": "join"}, {"line": 4, "what": "kind", "to": "caption"}]
    corrections = Corrections(Correction.from_data(item) for item in data)
    assert corrections.says(36, "join")
    assert corrections.to(4, "kind") == "caption"
    assert [correction.to_data() for correction in corrections.all] == data[::-1]


@pytest.mark.parametrize(
    "data",
    [
        {"line": 0, "what": "join"},
        {"line": True, "what": "join"},
        {"line": 3},
        {"line": 3, "what": "burn"},
        {"line": 3, "what": "parent", "to": "x"},
        {"line": 3, "what": "join", "who": "me"},
    ],
)
def test_a_correction_that_says_nothing_is_refused(data):
    with pytest.raises(BadCorrection):
        Correction.from_data(data)
