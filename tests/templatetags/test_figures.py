import re
from decimal import Decimal
from itertools import combinations

import pytest
from django.template import Context, Template
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from archive.templatetags.figures import RADIUS, STEP, TALLEST, WIDTH, dot_plot

SHIPS = [("Oru Post", Decimal(30)), ("Tavas Daily", Decimal("16000")), ("A reader", Decimal("30.0"))]
VALUES = st.decimals(-(10**15), 10**24, allow_nan=False, places=2)


def circles(shown):
    return [(int(each["cx"]), int(each["cy"])) for each in map(attributes, re.findall("<circle (.*?)>", shown))]


def attributes(written):
    return dict(re.findall('([a-z]+)="(.*?)"', written))


def test_each_place_is_a_dot_with_its_label_and_value():
    shown = Template("{% load figures %}{% dot_plot points %}").render(Context({"points": SHIPS}))
    titles = re.findall("<title>(.*?)</title>", shown)
    assert titles == ["Oru Post: 30", "A reader: 30", "Tavas Daily: 16,000"]
    assert circles(shown) == [(RADIUS, 20), (RADIUS, 10), (WIDTH - RADIUS, 20)]
    assert re.findall("<text.*?>(.*?)</text>", shown) == ["30", "16,000"]


def test_the_picture_says_in_words_what_it_shows():
    label = "3 places with figures from 30 to 16,000; the table has each of them"
    assert f'role="img" aria-label="{label}"' in dot_plot(SHIPS)


def test_numbers_are_written_as_the_language_of_the_page_writes_them():
    with override("de"):
        shown = dot_plot([("a", Decimal("1.50")), ("b", Decimal("16000"))])
    assert re.findall("<text.*?>(.*?)</text>", shown) == ["1,5", "16.000"]


def test_a_year_has_no_groups():
    assert "1878" in dot_plot([("a", Decimal(1878)), ("b", Decimal(2020))])


@pytest.mark.parametrize("values", [[], ["7"], ["7", "7.0", "7"]])
def test_fewer_than_two_values_make_no_picture(values):
    assert dot_plot([("a", Decimal(value)) for value in values]) == ""


def test_a_label_is_words_and_no_markup():
    shown = dot_plot([("</title><script>", Decimal(1)), ('"&', Decimal(2))])
    assert "<script" not in shown
    assert "&lt;/title&gt;&lt;script&gt;: 1" in shown


def test_dots_near_each_other_stand_on_one_another():
    shown = dot_plot([(str(n), Decimal(n)) for n in (1000, 1001, 1002, 2000)])
    for (x, y), (other_x, other_y) in combinations(circles(shown), 2):
        assert (x - other_x) ** 2 + (y - other_y) ** 2 > (2 * RADIUS) ** 2


def test_a_thousand_places_of_one_value_stay_in_the_picture():
    shown = dot_plot([("a", Decimal(1))] * 1000 + [("b", Decimal(2))])
    assert len(circles(shown)) == 1001
    assert min(y for _, y in circles(shown)) >= RADIUS
    assert max(y for _, y in circles(shown)) <= TALLEST + STEP


@given(st.lists(st.tuples(st.text(st.characters(exclude_categories=["C"])), VALUES), max_size=30))
def test_whatever_the_values_all_dots_are_in_a_picture_without_styles(points):
    shown = dot_plot(points)
    assert not re.search("<[^>]*style", shown)
    if len({value for _, value in points}) > 1:
        assert len(circles(shown)) == len(points)
        assert all(RADIUS <= x <= WIDTH - RADIUS for x, _ in circles(shown))
