"""What to read after an article: only what everyone may see, what shares most first."""

from typing import Any

import pytest

from archive.models import Article, further_of, opened
from tests import factories as make
from tests.actions.test_parallels import FIRST, SECOND, brought

pytestmark = pytest.mark.django_db


def after(article: Article) -> list[tuple[str, int, int, int]]:
    found = further_of(opened(article.slug, None))
    return [(other.slug, other.passages, other.statements, other.tags) for other in found]


def held(slug: str, *tags: str, **fields: Any) -> Article:
    return make.held(make.article(slug=slug, tags=tags, **fields), [("paragraph", "It burned.")])


def test_statements_count_more_than_tags_and_tags_are_counted():
    one = held("one", "Ferries", "Fire")
    held("two", "Ferries")
    held("three", "Ferries", "Fire")
    other = held("four")
    said = make.statement("It burned.")
    for text in (one.text, other.text):
        make.occurrence(said, text, "It")
        make.occurrence(said, text, "burned")
    held("five", "Boats")
    assert after(one) == [("four", 0, 1, 0), ("three", 0, 0, 2), ("two", 0, 0, 1)]


def test_shared_passages_come_first():
    first, second = brought(FIRST, "first"), brought(SECOND, "second")
    Article.objects.update(state="published", published_at=make.WHEN, rights="open")
    assert after(first) == [("second", 1, 0, 0)]
    assert after(second) == [("first", 1, 0, 0)]
    Article.objects.filter(slug="second").update(rights="record")
    assert after(first) == []


@pytest.mark.parametrize("state", ["draft", "withdrawn"])
def test_what_is_not_public_is_not_told(state):
    one, hidden = held("one", "Ferries"), held("two", "Ferries", state=state)
    said = make.statement("It burned.")
    for text in (one.text, hidden.text):
        make.occurrence(said, text, "burned")
    assert after(one) == []


@pytest.mark.parametrize("hidden", [{"workflow": "in review", "number": None}, {"workflow": "withdrawn"}])
def test_a_statement_that_is_not_public_joins_nothing(hidden):
    said = make.statement("It burned.", **hidden)
    for slug in ("one", "two"):
        make.occurrence(said, held(slug).text, "burned")
    assert after(Article.objects.get(slug="one")) == []


def test_places_that_were_refused_join_nothing():
    said = make.statement("It burned.")
    for slug, decision in (("one", "accepted"), ("two", "refused"), ("three", "proposed")):
        make.occurrence(said, held(slug).text, "burned", decision=decision)
    assert after(Article.objects.get(slug="one")) == []


@pytest.mark.slow
def test_of_a_common_tag_its_neighbours_are_looked_at(django_assert_num_queries):
    made = [held(f"a{number}", "Ferries") for number in range(40)]
    opened_one = opened("a20", None)
    with django_assert_num_queries(1):
        found = further_of(opened_one)
    near = {article.slug for article in made[8:33]} - {"a20"}
    assert len(found) == 4
    assert {other.slug for other in found} <= near


def test_it_costs_nothing_where_there_is_nothing_to_share(django_assert_num_queries):
    held("one")
    found = opened("one", None)
    with django_assert_num_queries(0):
        assert further_of(found) == []
