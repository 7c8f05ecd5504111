from hypothesis import given
from hypothesis import strategies as st

from archive.rules.paging import page_of, pages, span


@given(st.integers(1, 10**9))
def test_a_position_lies_in_the_span_of_its_page(position):
    first, last = span(page_of(position))
    assert first <= position <= last
    assert last - first == 99


@given(st.integers(1, 10**6))
def test_the_last_position_lies_on_the_last_page(length):
    assert pages(length) == page_of(length)


def test_what_is_empty_has_one_page():
    assert pages(0) == 1
