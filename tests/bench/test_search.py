"""Searches among 10,000 articles and 300,000 comments, beside `icontains` in the same run.

Run it with `make bench`; with DATABASE_URL it measures PostgreSQL too.
"""

import json
import time
from collections.abc import Iterator

import pytest

from tests import databases
from tests.bench.test_collection import ARTICLES, COMMENTS, load
from tests.databases import Database

pytestmark = pytest.mark.slow
RARE, ANY = 50, 5
# Times a constant page.
FACETS = 15
# Milliseconds.
HARDEST = 3_000


@pytest.fixture(scope="module", params=databases.BOTH)
def database(request, tmp_path_factory) -> Iterator[Database]:
    with databases.fresh(request.param, tmp_path_factory.mktemp("bench")) as database:
        load(database, ARTICLES, COMMENTS, 1)
        yield database


@pytest.fixture(scope="module")
def measured(database) -> dict:
    return json.loads(database.run("-m", "tests.bench.search"))


def test_searches_are_many_times_as_fast_as_looking_through_all_words(measured):
    times = {name: each["icontains"] / each["index"] for name, each in measured["searches"].items()}
    for name, each in measured["searches"].items():
        print(
            f"\n{name}: {each['index']:.2f} ms, icontains {each['icontains']:.0f} ms, {times[name]:.0f} times", end=""
        )
    assert min(times["rare"], times["phrase"]) >= RARE
    assert min(times.values()) >= ANY


def test_a_list_with_facets_costs_no_more_than_a_few_times_a_constant_page(measured):
    constant = measured["pages"]["constant"]["again"]
    for name, each in measured["pages"].items():
        said = f"{each['again']:.2f} ms, {each['again'] / constant:.1f} times"
        print(f"\n{name}: {said}; asked for the first time {each['first']:.0f} ms")
    assert (
        max(measured["pages"][name]["again"] for name in ("facets", "timeline", "tags", "authors", "publishers"))
        <= FACETS * constant
    )


def test_whatever_is_asked_is_answered_in_bounded_time(measured):
    print(f"\nthe hardest query: {measured['hardest']:.0f} ms")
    assert measured["hardest"] < HARDEST


def test_the_index_is_made_anew_and_is_what_it_was(database):
    began = time.perf_counter()
    made = json.loads(database.run("manage.py", "index_search", "--rebuild", "--json"))
    seconds = time.perf_counter() - began
    print(f"\n{made['added']:,} cards in {seconds:.1f} s, {made['added'] / seconds:,.0f} a second")
    assert json.loads(database.run("manage.py", "index_search", "--json"))["sound"]
