"""The founding pages, read without a correction: structure and facts, by line."""

import hashlib
from pathlib import Path

import pytest

from archive.importing import shapes
from archive.importing.decoding import decode, read_file
from archive.importing.record import PrintedDate, Record

pytestmark = pytest.mark.founding


def read(folder: Path, digest: str) -> Record:
    """The document of which the SHA-256 begins so."""
    for file in sorted(folder.iterdir()):
        data, name = read_file(file)
        if hashlib.sha256(data).hexdigest().startswith(digest):
            return shapes.read(decode(data, name=name))
    pytest.fail(f"no document {digest}")


def lines(record: Record, kind: str) -> list[int]:
    return [block.lines[0] for block in record.blocks if block.kind == kind]


def bylines(record: Record) -> list[tuple[str, str]]:
    return [(byline.name, byline.role) for byline in record.bylines]


def printed(date: PrintedDate | None) -> tuple[str, str | None] | None:
    return (date.printed, date.edtf) if date else None


def test_a_page_with_its_byline_in_the_last_line(founding: Path) -> None:
    record = read(founding, "e9c078214be8")
    assert record.shape == "newspaper"
    assert (lines(record, "title"), lines(record, "caption"), lines(record, "byline")) == ([1], [3, 4], [33])
    assert (lines(record, "heading"), lines(record, "list_item")) == ([16], [22, 23, 24, 25])
    assert lines(record, "paragraph") == [6, 8, 10, 12, 14, 18, 20, 27, 29, 31]
    assert bylines(record) == [("Tarlan Hasanbayov", "with")]
    assert (record.published, record.captured, record.comments) == (None, None, ())


def test_a_page_without_a_title_whose_caption_is_printed_twice(founding: Path) -> None:
    record = read(founding, "b99df7a58c68")
    assert record.shape == "newspaper"
    assert (record.title, record.bylines, record.published) == (None, (), None)
    assert lines(record, "caption") == [1, 2]
    assert lines(record, "paragraph") == [4, 6, 8, 10, 12, 14, 16, 18, 20]


def test_the_page_round_a_thread(founding: Path) -> None:
    record = read(founding, "fb25c03bbb74")
    assert record.shape == "thread"
    assert printed(record.captured) == ("Sunday, July 22nd | 10 Av 5778", "2018-07-22")
    assert printed(record.published) == ("December 11, 2015 4:31 am", "2015-12-11")
    assert (lines(record, "date"), lines(record, "title"), lines(record, "byline")) == ([1, 3], [5], [7])
    assert bylines(record) == [("Arye Gut", "author")]
    assert lines(record, "caption") == [10, 12]
    assert lines(record, "paragraph") == [14, 16, 18, 20, 22, 24, 26, 28, 30, 32]
    assert lines(record, "boilerplate")[:5] == [9, 34, 36, 38, 40]
    assert [note.line for note in record.notes if "glued" in note.what] == [14]


def test_a_page_whose_standfirst_is_printed_again_and_whose_writer_has_no_name(founding: Path) -> None:
    record = read(founding, "86cb0306a056")
    assert record.shape == "newspaper"
    assert (lines(record, "title"), lines(record, "standfirst"), lines(record, "caption")) == ([1], [3], [5, 6, 7])
    assert lines(record, "paragraph") == list(range(8, 28))
    assert record.bylines == ()
    assert [note.line for note in record.notes if "standfirst" in note.what] == [9]
    assert [note.line for note in record.notes if note.doubt] == [18, 27]
