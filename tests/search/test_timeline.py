"""What stands on the timeline is what the search finds there."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.search import indexing
from archive.search.inventory import holdings
from archive.search.results import search
from archive.search.timeline import MOST, parted, timeline
from archive.text.queries import Field, days_of
from tests import factories as make

DAYS = st.dates()


@given(DAYS, DAYS)
def test_times_lie_side_by_side_and_a_search_for_each_finds_its_days(one, other):
    first, last = sorted([one, other])
    periods = list(parted(first, last))
    assert 1 <= len(periods) <= MOST
    assert periods[0].first <= first <= periods[0].last
    assert periods[-1].first <= last <= periods[-1].last
    assert [days_of(period.value) for period in periods] == [(period.first, period.last) for period in periods]
    for before, after in pairwise(periods):
        assert before.last + timedelta(1) == after.first


@pytest.fixture
def dated(db) -> None:
    houses = [make.publisher(name) for name in ("The Oru Lantern", "Harbour Post")]
    for house, first, last in (
        (0, "1990-01-05", "1990-01-05"), (0, "1990-03-01", "1990-03-31"), (1, "1990-01-01", "1990-12-31"),
        (1, "1991-02-03", "1991-02-03"), (None, "1990-03-09", "1990-03-09"),
    ):  # fmt: skip
        days = {"date_earliest": date.fromisoformat(first), "date_latest": date.fromisoformat(last)}
        make.article(publisher=None if house is None else houses[house], **days)
    make.article("Undated", publisher=houses[0])
    make.article("Draft", state="draft", publisher=houses[0], date_earliest="1800-01-01", date_latest="1800-01-01")
    indexing.rebuild()


def test_an_article_stands_at_each_time_that_it_may_be_of(dated):
    found = timeline()
    assert [period.value for period in found.periods][:3] == ["1990-01", "1990-02", "1990-03"]
    assert [(row.name, sum(row.counts)) for row in found.rows] == [
        ("", 16),
        ("Harbour Post", 13),
        ("The Oru Lantern", 2),
    ]
    assert list(found.rows[0].counts) == [2, 1, 3, 1, 1, 1, 1, 1, 1, 1, 1, 1, 0, 1]
    assert (found.vague, found.undated, found.more, found.months) == (1, 1, 0, True)


def test_of_some_days_and_one_publisher_only_these_are_counted(dated):
    found = timeline(days_of("1991"), "harbour-post")
    assert [period.value for period in found.periods] == ["1991-02"]
    assert [(row.slug, list(row.counts)) for row in found.rows] == [("", [1]), ("harbour-post", [1])]
    assert found.undated == 0


@pytest.mark.slow
@pytest.mark.parametrize("asked", ["", "1990", "1990-03", "1000..2000", "..1990"])
def test_every_bar_leads_to_as_many_as_it_counts(dated, asked):
    found = timeline(days_of(asked))
    for row in found.rows:
        for period, number in zip(found.periods, row.counts, strict=True):
            more = [Field("year", period.value), *([Field("publisher", row.slug)] if row.slug else [])]
            assert (period.value, row.slug, search("", more).matches) == (period.value, row.slug, number)


def test_where_nothing_is_dated_there_are_no_times(db):
    make.article()
    found = timeline()
    assert (found.periods, found.rows, found.undated) == ((), (), 1)


def test_it_takes_no_query_but_for_the_edition(dated, django_assert_num_queries):
    holdings()
    with django_assert_num_queries(1):
        timeline()
