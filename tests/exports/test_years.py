from hypothesis import given
from hypothesis import strategies as st

from archive.exports.years import BASE, HEIGHT, TALLEST, WIDTH, chart

YEARS = st.dictionaries(st.integers(1, 9999), st.integers(1, 10**6), min_size=2, max_size=50)


@given(YEARS)
def test_every_year_has_a_stroke_inside_the_drawing(years):
    drawn = chart(sorted(years.items()))
    assert len(drawn.bars) == len(years)
    assert all(0 <= x <= WIDTH and 1 <= height <= TALLEST <= BASE <= HEIGHT for x, height in drawn.bars)
    assert [x for x, _height in drawn.bars] == sorted(x for x, _height in drawn.bars)


def test_more_texts_of_a_year_make_a_higher_stroke():
    low, high = (height for _x, height in chart([(1957, 1), (1961, 2)]).bars)
    assert high == 2 * low


def test_one_year_is_no_drawing():
    assert chart([]) is None
    assert chart([(1957, 3)]) is None
