"""Lines of a source, parted where something begins or ends beside them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.admin.desk_sheet import SIZE, Line, Made, Sheet, rows, start_of
from archive.models.lines import line_count
from tests import factories


def lines(*words: str, first: int = 1) -> list[Line]:
    return [Line(number, said) for number, said in enumerate(words, first)]


def parted(words, made):
    return [([line.number for line in row.lines], [one.kind for one in row.made]) for row in rows(lines(*words), made)]


def block(first, last, kind="paragraph", **facts) -> Made:
    return Made(kind, first, last, "words", **facts)


def test_blank_lines_stay_with_what_stands_above_them():
    assert parted(["a", "", "b", ""], [block(1, 1), block(3, 3)]) == [([1, 2], ["paragraph"]), ([3, 4], ["paragraph"])]


def test_a_caption_within_a_paragraph_parts_its_lines_and_the_rest_says_where_it_belongs():
    paragraph, caption = block(1, 4), block(2, 2, "caption")
    first, second, third = rows(lines("a", "b", "c", "d"), [paragraph, caption])
    assert (first.made, second.made, third.made) == ([paragraph], [caption], [])
    assert (third.within, [line.number for line in third.lines], third.lost) == (paragraph, [3, 4], False)


def test_words_in_no_block_are_told():
    found = list(rows(lines("a", "", "lost", "b"), [block(1, 1), block(4, 4)]))
    assert [row.lost for row in found] == [False, True, False]


def test_what_began_on_an_earlier_sheet_stands_at_the_first_line():
    [row] = rows(lines("b", "c", first=201), [block(199, 202, continued=True)])
    assert (row.made[0].first, row.lost) == (199, False)


def test_a_sheet_of_no_lines_has_no_rows():
    assert list(rows([], [])) == []


@pytest.mark.slow
@given(
    st.lists(st.sampled_from(["", "a", "  "]), min_size=1, max_size=12),
    st.lists(st.tuples(st.integers(1, 12), st.integers(0, 5)), max_size=6),
)
def test_every_line_stands_once_and_in_order_and_everything_made_stands_once(words, places):
    made = sorted(
        (block(first, first + more) for first, more in places if first <= len(words)), key=lambda one: one.first
    )
    found = list(rows(lines(*words), made))
    assert [line.number for row in found for line in row.lines] == list(range(1, len(words) + 1))
    assert sorted(id(one) for row in found for one in row.made) == sorted(map(id, made))


def test_sheets_begin_every_two_hundred_lines():
    assert [start_of(line, 1000) for line in (0, 1, 200, 201, 1000, 5000)] == [1, 1, 1, 201, 801, 801]
    assert start_of(7, 0) == 1


def test_of_many_sheets_the_first_the_last_and_the_near_ones_are_offered():
    sheet = Sheet([], 10 * SIZE + 1, 11 * SIZE, 100 * SIZE)
    assert sheet.starts == [1, *range(5 * SIZE + 1, 15 * SIZE + 2, SIZE), 99 * SIZE + 1]


@pytest.mark.django_db
@pytest.mark.parametrize(("words", "count"), [("a", 1), ("a\n", 1), ("a\nb", 2), ("a\r\nb\rc\n", 3), ("\n\n", 2)])
def test_lines_are_counted_as_readers_count_them(words, count):
    assert line_count(factories.source(words)) == count
