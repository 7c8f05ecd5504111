"""The thread of the founding collection, by positions and numbers; no correction is used."""

from hashlib import sha256
from pathlib import Path

import pytest

from archive.importing.corrections import Corrections
from archive.importing.record import Gap, Record
from archive.importing.shapes import SHAPES, recognise, thread
from archive.importing.source import Source
from archive.text.runs import faults

pytestmark = pytest.mark.founding

THREAD = "fb25c03bbb7454e3716f7810132dfa011f19921e8f539bd5eb0db6316214992b"
LOST = [121, 164, 234, 237]
NAMELESS = [57, 114, *LOST[:1], 157, 164, 170, 178, *LOST[2:]]


@pytest.fixture(scope="module")
def source(founding: Path) -> Source:
    data = next(data for file in founding.iterdir() if sha256(data := file.read_bytes()).hexdigest() == THREAD)
    return Source(data.decode())


@pytest.fixture(scope="module")
def record(source: Source) -> Record:
    return thread.read(source, Corrections())


def test_every_comment_of_the_thread_is_read_with_its_place(record: Record) -> None:
    comments = record.comments
    assert len(comments) == 35
    assert (comments[0].lines, comments[-1].lines) == ((41, 43), (237, 237))
    assert sum(comment.parent is None for comment in comments) == 15
    assert {comment.depth for comment in comments} == {0, 1, 2}


def test_nine_comments_have_no_name(record: Record) -> None:
    assert [comment.lines[0] for comment in record.comments if comment.author is None] == NAMELESS


def test_four_comments_lost_bullet_and_author_line(record: Record) -> None:
    marked = [(comment.lines[0], comment.reconstructed) for comment in record.comments if comment.reconstructed]
    assert marked == [(line, ("boundary", "parent")) for line in LOST]


def test_the_last_comment_hangs_by_its_indentation(record: Record) -> None:
    last = record.comments[-1]
    assert last.parent is not None
    assert record.comments[last.parent].lines == (234, 234)


def test_a_run_of_blank_lines_shows_a_lost_comment(record: Record) -> None:
    assert record.gaps == (Gap((134, 137), 2),)


def test_the_longest_comment_has_a_block_for_each_paragraph(source: Source, record: Record) -> None:
    comment = next(comment for comment in record.comments if comment.lines == (67, 112))
    starts = [line.number for line in source.lines[67:112] if not line.blank and source.lines[line.number - 2].blank]
    assert [block.lines[0] for block in comment.blocks] == starts
    assert faults(comment.runs, comment.body, source.text) == []


def test_the_article_ends_above_the_thread(record: Record) -> None:
    assert max(block.lines[1] for block in record.blocks) == 40
    assert record.title is not None
    assert [byline.role for byline in record.bylines] == ["author"]


def test_only_the_page_with_the_thread_is_recognised_as_one(founding: Path) -> None:
    texts = {
        sha256(file.read_bytes()).hexdigest(): file.read_bytes().decode()
        for file in founding.iterdir()
        if file.is_file()
    }
    assert [digest for digest, text in texts.items() if recognise(Source(text)) == "thread"] == [THREAD]
    assert [digest for digest, text in texts.items() if SHAPES["thread"].score(Source(text)) >= 0.1] == [THREAD]
