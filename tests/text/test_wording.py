import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.text.wording import Wording, words

PASSAGES = st.lists(st.sampled_from(["the", "The", "ferry", "boat", "—", "дом"]), max_size=12).map(" ".join)


def shares(one, other, **lengths):
    return Wording(one).shares(Wording(other), **lengths)


@pytest.mark.parametrize(
    ("passage", "found"),
    [
        ("The ferry-house burned, “twice”.", ["the", "ferry", "house", "burned", "twice"]),
        ("Oru’s keeper_7", ["oru’s", "keeper", "7"]),
        ("Дом  שָׁלוֹם", ["дом", "שלום"]),
        ("— … _", []),
    ],
)
def test_words_are_compared_bare_without_what_stands_between(passage, found):
    assert words(passage) == found


@given(PASSAGES, PASSAGES)
def test_wording_is_shared_by_both_or_by_neither(one, other):
    assert shares(one, other, run=4, whole=2) == shares(other, one, run=4, whole=2)


@given(PASSAGES, PASSAGES, PASSAGES)
def test_what_quotes_a_long_passage_shares_its_wording(one, before, after):
    assert shares(one, f"{before} {one} {after}", run=8, whole=4) == (len(words(one)) >= 4)


def test_a_run_must_be_unbroken():
    assert shares("a b c d e f g h", "x a b c d e f g h y", run=8, whole=4)
    assert not shares("a b c d e f g h", "a b c d x e f g h", run=8, whole=4)
