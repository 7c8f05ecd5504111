import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.text.runs import Span
from archive.text.segments import BadPassage, Passage, Segment, segments

ONE = [Span(0, 20)]


@st.composite
def marked(draw):
    """Blocks with holes between them, some empty, and passages anywhere over the text."""
    cuts = sorted(draw(st.lists(st.integers(0, 60), min_size=2, max_size=12)))
    blocks = [Span(a, b) for a, b in zip(cuts[::2], cuts[1::2], strict=False)]
    ranges = st.tuples(st.integers(0, 59), st.integers(1, 15))
    return blocks, [Passage(key, at, at + length) for key, (at, length) in enumerate(draw(st.lists(ranges)))]


def flat(blocks, passages):
    return [segment for block in segments(blocks, passages) for segment in block]


def test_without_passages_a_block_is_one_segment_and_an_empty_one_none():
    assert list(segments([Span(0, 4), Span(4, 4), Span(6, 9)], [])) == [
        [Segment(0, 4, (), (), (), 0)], [], [Segment(6, 9, (), (), (), 0)],
    ]  # fmt: skip


def test_passages_that_overlap_share_the_stretch_between():
    assert flat(ONE, [Passage("b", 6, 12), Passage("a", 2, 8)]) == [
        Segment(0, 2, (), (), (), 0),
        Segment(2, 6, ("a",), ("a",), (), 1),
        Segment(6, 8, ("a", "b"), ("b",), ("a",), 2),
        Segment(8, 12, ("b",), (), ("b",), 1),
        Segment(12, 20, (), (), (), 0),
    ]


def test_of_nested_and_equal_passages_the_longest_opens_first_and_closes_last():
    found = flat(ONE, [Passage("in", 0, 5), Passage("out", 0, 20), Passage("twin", 0, 5), Passage("tail", 9, 20)])
    assert found == [
        Segment(0, 5, ("out", "in", "twin"), ("out", "in", "twin"), ("twin", "in"), 3),
        Segment(5, 9, ("out",), (), (), 1),
        Segment(9, 20, ("out", "tail"), ("tail",), ("tail", "out"), 2),
    ]


def test_neighbours_meet_without_a_stretch_between():
    assert [segment[:3] for segment in flat([Span(0, 4)], [Passage(1, 0, 2), Passage(2, 2, 4)])] == [
        (0, 2, (1,)), (2, 4, (2,)),
    ]  # fmt: skip


def test_a_passage_over_a_hole_opens_in_the_first_block_and_closes_in_the_last():
    found = list(segments([Span(0, 5), Span(7, 9), Span(11, 14)], [Passage("p", 5, 11), Passage("q", 3, 13)]))
    assert found == [
        [Segment(0, 3, (), (), (), 0), Segment(3, 5, ("q",), ("q",), (), 1)],
        [Segment(7, 9, ("q", "p"), ("p",), ("p",), 2)],
        [Segment(11, 13, ("q",), (), ("q",), 1), Segment(13, 14, (), (), (), 0)],
    ]


def test_a_passage_that_lies_between_blocks_is_in_no_segment():
    assert flat([Span(0, 2), Span(4, 6)], [Passage("p", 2, 4)]) == flat([Span(0, 2), Span(4, 6)], [])


@pytest.mark.parametrize("bad", [[(1, 3, 3)], [(1, 4, 2)], [(1, -1, 2)], [(1, 0, 2), (1, 3, 4)]])
def test_empty_backward_outside_and_doubled_passages_are_refused(bad):
    with pytest.raises(BadPassage):
        segments(ONE, [Passage(*each) for each in bad])


@pytest.mark.parametrize("blocks", [[Span(0, 5), Span(4, 6)], [Span(3, 2)], [Span(6, 8), Span(0, 2)]])
def test_blocks_that_overlap_are_refused(blocks):
    with pytest.raises(ValueError, match="overlap"):
        segments(blocks, [])


@given(marked())
def test_the_segments_of_a_block_are_its_text_and_cross_no_border(made):
    blocks, passages = made
    borders = {position for passage in passages for position in passage[1:]}
    for block, found in zip(blocks, segments(blocks, passages), strict=True):
        assert [at for each in found for at in range(each.start, each.end)] == list(range(*block))
        assert not any(each.start < border < each.end for each in found for border in borders)


@given(marked())
def test_a_passage_is_the_union_of_its_segments_and_opens_and_closes_once(made):
    blocks, passages = made
    found = flat(blocks, passages)
    inside = {at for block in blocks for at in range(*block)}
    for key, start, end in passages:
        own = [each for each in found if key in each.keys]
        assert {at for each in own for at in range(each.start, each.end)} == inside & set(range(start, end))
        assert [key in each.opens for each in own] == [number == 0 for number in range(len(own))]
        assert [key in each.closes for each in own] == [number == len(own) - 1 for number in range(len(own))]


@given(marked(), st.integers(0, 4))
def test_where_only_some_keys_are_told_they_are_the_last_and_nothing_else_changes(made, most):
    blocks, passages = made
    told, whole = ([each for block in segments(blocks, passages, some) for each in block] for some in (most, None))
    assert told == [each._replace(keys=each.keys[max(len(each.keys) - most, 0) :]) for each in whole]
    assert [each.depth for each in told] == [len(each.keys) for each in whole]


def seconds(count, shape):
    passages = [Passage(number, *shape(number, count)) for number in range(count)]
    started = time.process_time()
    found = [each for block in segments([Span(0, 8 * count)], passages, 3) for each in block]
    return time.process_time() - started, len(found)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("shape", "segments_each"),
    [
        (lambda number, _count: (number * 7, number * 7 + 140), 1.02),
        (lambda number, count: (number, 8 * count - number), 2.0),
        (lambda number, count: (0, 8 * count - number), 1.0),
        (lambda number, count: (number, 8 * count), 1.0),
    ],
    ids=["overlapping", "nested", "begin together", "end together"],
)
def test_the_time_grows_with_the_passages_however_they_lie(shape, segments_each):
    # The fastest of three: others that were tested before leave garbage, which is collected in between. How long a
    # thousand take is measured among the benches.
    few, count = min(seconds(1000, shape) for _ in range(3))
    assert count == pytest.approx(1000 * segments_each, abs=2)
    assert min(seconds(10_000, shape) for _ in range(2))[0] < 40 * few
