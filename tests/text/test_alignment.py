from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from archive.text.alignment import best_parts, chains, filled, identity, linked, shared
from archive.text.diagonals import Stretch


def length(stretch: Stretch) -> float:
    return stretch.length


def test_stretches_with_twelve_words_between_them_are_a_chain_and_with_thirteen_are_two():
    assert chains([Stretch(0, 0, 3), Stretch(15, 9, 3)]) == [[Stretch(0, 0, 3), Stretch(15, 9, 3)]]
    assert chains([Stretch(0, 0, 3), Stretch(16, 9, 3)]) == [[Stretch(0, 0, 3)], [Stretch(16, 9, 3)]]


def test_stretches_that_cross_are_no_chain():
    assert chains([Stretch(0, 5, 3), Stretch(5, 0, 3)]) == [[Stretch(0, 5, 3)], [Stretch(5, 0, 3)]]


def test_a_stretch_that_begins_inside_the_one_before_is_cut():
    assert chains([Stretch(0, 0, 5), Stretch(4, 6, 4)]) == [[Stretch(0, 0, 5), Stretch(5, 7, 3)]]


def test_single_words_in_the_gaps_and_at_the_ends_are_shared_too():
    one, other = list("kabcxlydefm"), list("kabczldefm")
    alignment = filled([Stretch(1, 1, 3), Stretch(7, 6, 3)], one, other)
    assert alignment == [Stretch(0, 0, 4), Stretch(5, 5, 1), Stretch(7, 6, 4)]
    assert (shared(alignment), identity(alignment)) == (9, 9 / 11)


def test_a_weak_middle_parts_an_alignment():
    alignment = [Stretch(0, 0, 8), Stretch(30, 30, 8)]
    assert best_parts(alignment, length, 0.5) == [[Stretch(0, 0, 8)], [Stretch(30, 30, 8)]]
    assert best_parts([Stretch(0, 0, 8), Stretch(10, 12, 8)], length, 0.5) == [[Stretch(0, 0, 8), Stretch(10, 12, 8)]]


def test_what_costs_more_than_it_adds_is_no_end_of_a_longer_part():
    assert best_parts([Stretch(0, 0, 1), Stretch(6, 6, 9)], length, 0.5) == [[Stretch(0, 0, 1)], [Stretch(6, 6, 9)]]


def test_alignments_that_go_on_with_each_other_are_one_and_short_ones_are_none():
    parts = [[Stretch(30, 30, 9)], [Stretch(0, 0, 20)], [Stretch(22, 300, 4)]]
    assert linked(parts) == [[Stretch(0, 0, 20), Stretch(30, 30, 9)]]
    assert linked([[Stretch(0, 0, 20)], [Stretch(18, 19, 9)]]) == [[Stretch(0, 0, 20), Stretch(20, 21, 7)]]


@given(st.lists(st.tuples(*[st.integers(0, 60)] * 2, st.integers(3, 9)), max_size=20))
def test_every_stretch_is_in_one_chain_and_chains_rise(found):
    made = chains(sorted(Stretch(*each) for each in set(found)))
    for chain in made:
        for a, b in pairwise(chain):
            assert a.at_end <= b.at
            assert a.to_end <= b.to
            assert max(b.at - a.at_end, b.to - a.to_end) <= 12 + 9
    assert sum(map(shared, made)) <= sum(length for *_places, length in set(found))
