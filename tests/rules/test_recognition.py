import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.rules.recognition import Known, overlaps, recognised, states
from archive.text.runs import Span


def standing(*spans: tuple[int, int], state: str = "shown") -> list[Known]:
    return [Known(Span(*span), standing=True, state=state) for span in spans]


@st.composite
def divided(draw) -> list[Span]:
    """Ranges that do not overlap, in order."""
    cuts = sorted(draw(st.sets(st.integers(0, 60), max_size=24)))
    return [Span(*pair) for pair in zip(cuts[::2], cuts[1::2], strict=False)]


def test_the_largest_overlap_wins():
    assert recognised(standing((0, 10), (10, 100)), [Span(0, 20), Span(20, 100)]) == [0, 1]
    assert recognised(standing((0, 100)), [Span(0, 10), Span(10, 100)]) == [None, 0]


def test_a_comment_that_stands_wins_over_a_retired_one():
    known = [Known(Span(0, 10), standing=False, state="shown"), Known(Span(0, 10), standing=True, state="shown")]
    assert recognised(known, [Span(0, 10)]) == [1]


def test_the_very_same_range_wins_over_an_equal_share_of_another():
    known = [Known(Span(0, 20), standing=True, state="shown"), Known(Span(10, 20), standing=False, state="shown")]
    assert recognised(known, [Span(0, 10), Span(10, 20)]) == [0, 1]


def test_ranges_that_only_touch_share_nothing():
    assert recognised(standing((0, 10)), [Span(10, 20)]) == [None]


@given(divided(), divided())
def test_each_known_comment_is_given_once_and_order_is_kept(known, new):
    found = [index for index in recognised(standing(*known), new) if index is not None]
    assert found == sorted(set(found))


@given(divided(), divided())
def test_overlaps_are_those_that_comparing_every_pair_finds(known, new):
    wanted = {
        (min(a.end, b.end) - max(a.start, b.start), i, j)
        for i, a in enumerate(known)
        for j, b in enumerate(new)
        if min(a.end, b.end) > max(a.start, b.start)
    }
    assert set(overlaps(known, new)) == wanted


@given(divided())
def test_the_same_ranges_are_all_known_again(spans):
    assert recognised(standing(*spans), spans) == list(range(len(spans)))


@given(divided(), divided())
def test_no_range_that_shares_words_with_a_withheld_one_is_open(known, new):
    old = standing(*known, state="withheld")
    given_states = states(old, new, recognised(old, new))
    touched = {index for _, _, index in overlaps(known, new)}
    assert given_states == ["withheld" if index in touched else "shown" for index in range(len(new))]


@pytest.mark.parametrize(("state", "given"), [("withheld", "held"), ("held", "held"), ("veiled", "veiled")])
def test_a_comment_that_was_shown_and_is_joined_with_a_hidden_one_is_not_decided_on_by_that(state, given):
    old = [*standing(Span(0, 9)), *standing(Span(9, 12), state=state)]
    new = [Span(0, 12)]
    assert states(old, new, recognised(old, new)) == [given]
