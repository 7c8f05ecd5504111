import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.text.masking import MARK, Shift, joined, masked, tells, word_count
from archive.text.runs import Span

TEXT = "you old  goat, said the goat keeper"


def spans(*words: str) -> list[Span]:
    return joined(Span(TEXT.index(each), TEXT.index(each) + len(each)) for each in words)


@st.composite
def hidden_in(draw) -> tuple[str, list[Span]]:
    text = draw(st.text("ab \n", min_size=1, max_size=40))
    ends = st.tuples(st.integers(0, len(text)), st.integers(0, len(text)))
    places = draw(st.lists(ends.filter(lambda pair: pair[0] < pair[1]), max_size=4))
    return text, joined(Span(*place) for place in places)


def test_one_mark_stands_for_each_hidden_word():
    found = masked(TEXT, spans("old  goat", "keeper"))
    assert found.words == f"you {MARK} {MARK}, said the goat {MARK}"
    assert [found.words[slice(*mark)] for mark in found.marks] == [f"{MARK} {MARK}", MARK]


def test_stretches_that_overlap_are_one():
    assert joined([Span(4, 9), Span(0, 5), Span(9, 12)]) == [Span(0, 9), Span(9, 12)]


@given(hidden_in(), hidden_in())
def test_hidden_words_of_the_same_count_leave_the_same(one, other):
    """What is left says nothing of the words but how many they were."""
    text, hidden = one
    letters = other[0].translate(str.maketrans(" \n", "ab")) + "z"
    other_text, other_hidden, at, length = [], [], 0, 0
    for start, end in hidden:
        instead = " ".join([letters] * word_count(text[start:end]))
        other_text += [text[at:start], instead]
        length += start - at
        other_hidden.append(Span(length, length + len(instead)))
        length, at = length + len(instead), end
    assert masked("".join([*other_text, text[at:]]), other_hidden) == masked(text, hidden)


@given(hidden_in(), st.integers(0, 39), st.integers(1, 10))
def test_a_place_moves_with_its_words_or_is_hidden(drawn, start, length):
    text, hidden = drawn
    place = Span(min(start, len(text) - 1), min(start + length, len(text)))
    if place.start >= place.end:
        return
    found = masked(text, hidden)
    shift = Shift(hidden, found.marks)
    there = shift.place(place)
    touched = any(span.start < place.end and place.start < span.end for span in hidden)
    assert (there is None) is touched
    assert there is None or found.words[slice(*there)] == text[slice(*place)]
    assert there is None or there == (shift.start(place.start), shift.end(place.end))
    assert 0 <= shift.start(place.start) < shift.end(place.end) <= len(found.words)


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("It calls him an OLD goat.", True),
        ("It names an animal.", False),
        ("Goat, old.", False),
        ("", False),
    ],
)
def test_words_that_repeat_hidden_ones_are_known(said, told):
    assert tells(said, "old  goat", 4) is told


def test_a_few_words_in_common_tell_nothing():
    assert not tells("It said the goat was old.", TEXT, 4)
    assert tells("It said: old goat said the other.", TEXT, 4)
    assert not tells("anything", " \n", 4)
