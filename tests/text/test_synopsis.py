from hypothesis import given
from hypothesis import strategies as st

from archive.text.runs import Span
from archive.text.synopsis import Both, Row, Stretch, in_order, rows, side

SPANS = st.tuples(st.integers(0, 40), st.integers(1, 9)).map(lambda pair: Span(pair[0], sum(pair)))
PASSAGES = st.lists(st.builds(Both, SPANS, SPANS, st.just(()), st.integers(8, 30)), max_size=9, unique=True)


def both(a: tuple[int, int], b: tuple[int, int], words: int = 8) -> Both:
    return Both(Span(*a), Span(*b), (), words)


def test_what_is_shared_stands_on_one_line_and_the_rest_between():
    one, other = both((5, 10), (0, 5)), both((12, 20), (9, 17))
    assert rows([other, one], 22, 17) == (
        [
            Row(Span(0, 5), Span(0, 0)), Row(one.a, one.b, one), Row(Span(10, 12), Span(5, 9)),
            Row(other.a, other.b, other), Row(Span(20, 22), Span(17, 17)),
        ],
        [],
    )  # fmt: skip


def test_of_passages_that_cross_those_with_most_words_stay():
    long, crossing = both((10, 20), (0, 10), 30), both((0, 5), (12, 18), 9)
    assert rows([crossing, long], 20, 18)[1] == [crossing]


@given(PASSAGES)
def test_rows_hold_each_text_whole_and_in_order(passages):
    found, apart = rows(passages, 60, 70)
    for at, length in ((0, 60), (1, 70)):
        spans = [row[at] for row in found]
        assert [span.start for span in spans] == [0, *(span.end for span in spans)][: len(spans)]
        assert spans[-1].end == length
    assert sorted([row.both for row in found if row.both] + apart) == sorted(passages)


@given(PASSAGES)
def test_no_chain_of_two_has_more_words(passages):
    most = sum(each.words for each in in_order(passages))
    for one in passages:
        for other in passages:
            follows = one.a.end <= other.a.start and one.b.end <= other.b.start
            assert most >= one.words + (other.words if follows else 0)


def test_a_side_is_told_in_what_is_the_same_and_what_differs():
    assert side(Span(10, 30), [Span(10, 14), Span(15, 20), Span(22, 30)]) == [
        Stretch(10, 14, same=True), Stretch(14, 15, same=False), Stretch(15, 20, same=True),
        Stretch(20, 22, same=False), Stretch(22, 30, same=True),
    ]  # fmt: skip
