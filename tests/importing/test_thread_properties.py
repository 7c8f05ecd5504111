"""What holds for every thread and for every text that the reader of threads is given."""

from time import perf_counter

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from archive.importing.corrections import VERBS, Correction
from archive.importing.record import Record
from archive.importing.shapes import thread
from archive.importing.source import BLANKS, MARKS, Source
from tests.importing.thread_press import Printed, prints, read, seen

PIECES = (
    "\n",
    "\n\n\n",
    "  ",
    "\t",
    "• ",
    "- ",
    "> ",
    "1. ",
    "1.1. ",
    "#3 ",
    "a) ",
    "-----\n",
    "\r\n",
    "\0",
    "\u200f",
    "\ufeff",
)
WORDS = (
    "Anna",
    "Anna, 12 May 2009",
    "12 May 2009",
    "Anna wrote:",
    "No.",
    "Comments",
    "© 2009",
    "Reply",
    "It was the stove",
)
texts = st.lists(st.sampled_from(PIECES + WORDS), max_size=60).map("".join) | st.text(max_size=120)


@given(prints())
def test_the_reader_gives_back_the_tree(printed: Printed) -> None:
    assert [seen(comment) for comment in read(printed.source).comments] == printed.comments


@given(prints())
def test_a_thread_with_answers_is_recognised_whatever_its_layout(printed: Printed) -> None:
    assume(any(comment.depth for comment in printed.comments))
    assert thread.score(Source(printed.source)) > 0.8


def lost(record: Record, text: str) -> str:
    """The characters that stand neither in the body nor in a comment."""
    held = bytearray(len(text))
    for start, end in [(run.source, run.source_end) for run in record.runs] + [c.source for c in record.comments]:
        held[start:end] = b"\1" * (end - start)
    return "".join(character for character, kept in zip(text, held, strict=True) if not kept)


@given(texts)
def test_no_word_of_any_text_is_lost(text: str) -> None:
    assert lost(read(text), text).strip(BLANKS + MARKS + "\r\n") == ""


@given(texts)
def test_comments_stand_in_order_and_answer_what_stands_above(text: str) -> None:
    comments = read(text).comments
    ends = [comment.source.end for comment in comments]
    assert all(end <= after.source.start for end, after in zip(ends, comments[1:], strict=False))
    assert all(c.parent is None or comments[c.parent].depth == c.depth - 1 for c in comments)
    assert all(c.depth == 0 for c in comments if c.parent is None)


corrections = st.lists(
    st.builds(Correction, st.integers(1, 40), st.sampled_from(VERBS), st.integers(0, 40).map(str)),
    max_size=6,
    unique_by=lambda each: (each.line, each.what),
)


@given(st.one_of(texts, prints().map(lambda printed: printed.source)), corrections)
def test_no_correction_raises_or_loses_a_word(text: str, chosen: list[Correction]) -> None:
    record = read(text, *chosen)
    assert lost(record, text).strip(BLANKS + MARKS + "\r\n") == ""


def took(text: str) -> tuple[Record, float]:
    start = perf_counter()
    return thread.read(Source(text), thread.Corrections()), perf_counter() - start


@pytest.mark.slow
def test_five_thousand_answers_to_answers_are_read() -> None:
    text = "\n".join(f"{' ' * level}• Name{level}\n{' ' * level}  It is level {level}.\n" for level in range(5000))
    record, seconds = took(text)
    assert [comment.depth for comment in record.comments] == list(range(5000))
    assert [comment.parent for comment in record.comments] == [None, *range(4999)]
    assert seconds < 40


@pytest.mark.slow
def test_ten_thousand_comments_are_read_in_ten_times_the_time_of_a_thousand() -> None:
    few, many = ("\n".join(f"• Name{n % 97}\n\n  It is number {n}.\n" for n in range(size)) for size in (1000, 10_000))
    (_, short), (record, long) = took(few), took(many)
    assert len(record.comments) == 10_000
    assert long < 40 * max(short, 0.1)


def test_words_of_one_row_without_end_are_read() -> None:
    record, seconds = took("• Anna\n\n  " + "word " * 1_000_000 + "\n\n• Boris\n\n  No.\n")
    assert [len(comment.body) for comment in record.comments] == [4_999_999, 3]
    assert seconds < 40
