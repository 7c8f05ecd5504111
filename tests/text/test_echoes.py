import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.text.echoes import alike, folded, is_name, same, tells
from archive.text.normal import words
from archive.text.reuse import Wording
from tests.text.wording import wording

PASSAGES = st.lists(st.sampled_from(["the", "The", "ferry", "boat", "—", "дом"]), max_size=12).map(" ".join)


def seen(text: str, passage: str) -> list[str]:
    return [text[start:end] for start, end in same(passage, wording(text))]


@pytest.mark.parametrize(
    ("text", "passage", "there"),
    [
        ("The FERRY-\nhouse burned.", "ferry-house burned", ["FERRY-\nhouse burned"]),
        ("Ferries; a ferry, ferry.", "ferry ferry", ["ferry, ferry"]),
        ("haha haha haha", "haha haha", ["haha haha", "haha haha"]),
        ("Сегодня ВСЕ дома", "всё дома", ["ВСЕ дома"]),
        ("港口的老守望人", "老守", ["老守"]),
        ("The ferry", "—", []),
        ("", "ferry", []),
        ("the ferrymen", "ferry", []),
    ],
)
def test_words_are_found_in_their_order_whatever_stands_between(text, passage, there):
    assert seen(text, passage) == there


@given(PASSAGES, PASSAGES)
def test_wording_is_shared_by_both_or_by_neither(one, other):
    assert alike(one, other, run=4, whole=2) == alike(other, one, run=4, whole=2)


@given(PASSAGES, PASSAGES, PASSAGES)
def test_what_quotes_a_long_passage_shares_its_wording(one, before, after):
    assert alike(one, f"{before} {one} {after}", run=8, whole=4) == (len(folded(one)) >= 4)


def test_a_run_must_be_unbroken():
    assert alike("a b c d e f g h", "x a b c d e f g h y", run=8, whole=4)
    assert not alike("a b c d e f g h", "a b c d x e f g h", run=8, whole=4)


@given(PASSAGES, PASSAGES)
def test_every_place_of_a_passage_has_its_words(passage, text):
    among = Wording(words(text))
    for start, end in same(passage, among):
        assert folded(text[start:end]) == folded(passage)


def test_a_name_is_a_word_or_two_and_tells_something_or_not():
    assert [is_name(each) for each in ("Oru", "Oru Point", "the Oru Point")] == [True, True, False]
    assert [tells(each) for each in ("lanterns", "seven boats", "2,600 years", "1957", "12 of")] == [
        True, True, True, False, False,
    ]  # fmt: skip


@pytest.mark.slow
def test_a_text_that_says_one_word_over_and_over_takes_no_long_time():
    among, started = wording("la " * 20_000), time.process_time()
    assert len(same("la " * 5_000 + "lo", among)) == 0
    same("la la la", among)
    assert time.process_time() - started < 2
