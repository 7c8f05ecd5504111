"""A record as JSON by the contract, and as lines for a terminal."""

import json

from archive.exports import record as export
from archive.importing.record import Block, Field, Gap, NamedField, Note, PrintedDate, ReadComment, Record
from archive.text.runs import Run, Span

RECORD = Record(
    shape="thread",
    version=2,
    body="A title\n\nMara wrote",
    blocks=(Block("title", 0, 7, (1, 1)), Block("paragraph", 9, 19, (3, 4))),
    runs=(Run(0, 0, 7),),
    title=Field(0, 0, 7),
    bylines=(NamedField("Mara", "author", Field(1, 9, 13)),),
    published=PrintedDate("May 2019", "2019-05", "2019-05-01", "2019-05-31", Field(0, 0, 7)),
    comments=(
        ReadComment(None, 0, "Tom", Span(20, 23), "words", (), (), Span(20, 30), (5, 5)),
        ReadComment(0, 1, None, None, "more \x1b[2J\u202ewords", (), (), Span(30, 40), (6, 8), ("author", "parent")),
    ),
    notes=(Note(5, "joined hyphen"), Note(6, "author line missing", doubt=True)),
    gaps=(Gap((9, 10)),),
)
EMPTY = Record(shape="plain", version=1, body="", blocks=(), runs=())


def test_the_json_has_exactly_the_keys_of_the_contract() -> None:
    assert json.loads(json.dumps(export.data(RECORD))) == {
        "shape": "thread",
        "title": "A title",
        "bylines": [{"name": "Mara", "role": "author"}],
        "published": {"printed": "May 2019", "earliest": "2019-05-01", "latest": "2019-05-31"},
        "body": "A title\n\nMara wrote",
        "blocks": [
            {"kind": "title", "start": 0, "end": 7, "source_lines": [1, 1]},
            {"kind": "paragraph", "start": 9, "end": 19, "source_lines": [3, 4]},
        ],
        "comments": [
            {
                "parent": None,
                "depth": 0,
                "author": "Tom",
                "body": "words",
                "source_lines": [5, 5],
                "reconstructed": [],
            },
            {
                "parent": 0,
                "depth": 1,
                "author": None,
                "body": "more \x1b[2J\u202ewords",
                "source_lines": [6, 8],
                "reconstructed": ["author", "parent"],
            },
        ],
        "notes": [{"line": 5, "what": "joined hyphen"}, {"line": 6, "what": "author line missing"}],
    }


def test_what_a_document_does_not_print_is_null() -> None:
    data = export.data(EMPTY)
    assert (data["title"], data["bylines"]) == (None, [])
    assert data["published"] == {"printed": None, "earliest": None, "latest": None}


def test_a_terminal_shows_the_whole_record_and_no_character_that_could_steer_it() -> None:
    assert list(export.lines(RECORD, "a\x1b.txt", width=60)) == [
        r"a\x1b.txt: thread, version 2",
        "      title  A title",
        "     author  Mara",
        "  published  May 2019 (2019-05)",
        "   captured  (unknown)",
        "",
        "          1  title",
        "             A title",
        "        3-4  paragraph",
        "             Mara wrote",
        "          5  [0] Tom, depth 0",
        "             words",
        "        6-8    [1] (unknown), depth 1, answers [0], reconstructed: author, parent",
        r"               more \x1b[2J\u202ewords",
        "       9-10  a comment stood here whose words the source does not hold",
        "",
        "          5  did: joined hyphen",
        "          6  doubt: author line missing",
        "2 blocks, 2 comments, 1 gaps, 1 doubts",
    ]


def test_a_deep_thread_stops_moving_to_the_right() -> None:
    deep = ReadComment(None, 4999, "Tom", None, "words", (), (), Span(0, 1), (1, 1))
    shown = list(export.lines(Record("thread", 1, "", (), (), comments=(deep,)), "x", width=80))
    assert max(map(len, shown)) < 80
    assert any("depth 4999" in line for line in shown)
