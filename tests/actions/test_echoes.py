"""Echoes: the words of a statement's places found elsewhere, when a text comes and when a statement is marked."""

import pytest

from archive.actions import echoes, removals
from archive.actions.refusals import Refused
from archive.models import Article, Echo, Occurrence, Statement
from tests import factories
from tests.actions.test_parallels import KNOWN, LINE, again, brought

pytestmark = pytest.mark.django_db
SHORT = "three lamps were burning"


def stated(page: Article, words: str, **fields) -> Statement:
    statement = factories.statement(f"About {words[:20]}", **fields)
    factories.occurrence(statement, page.text, words)
    return statement


def found() -> list[tuple]:
    """Every echo: its statement, article, words and whether they are the same."""
    return [
        (row.statement.wording, row.text.reading.article.slug, row.text.place,
         row.text.content.body[row.start : row.end], row.same)
        for row in Echo.objects.order_by("pk")
    ]  # fmt: skip


def test_a_text_that_comes_is_looked_through_for_the_words_of_statements():
    page = brought(f"It rained. At noon {SHORT} on the pier. {LINE}.\n", "first")
    stated(page, SHORT), stated(page, LINE, workflow="open"), stated(page, "It rained", workflow="suggested")
    other = LINE.replace("lantern", "old")
    brought(f"It rained. “Three LAMPS were burning”, and {other}.\nTam: {SHORT}.\n", "second")
    assert found() == [
        ("About three lamps were bur", "second", 0, "Three LAMPS were burning", True),
        ("About three lamps were bur", "second", 1, SHORT, True),
        ("About Nobody on either sho", "second", 0, other, False),
    ]


def test_where_no_statement_stands_a_text_that_comes_costs_one_question(django_assert_num_queries):
    page = brought(f"{LINE}.\n", "first")
    with django_assert_num_queries(1):
        assert echoes.look_in(page.pk, first=True) == 0


def test_a_statement_that_is_marked_finds_its_words_elsewhere():
    brought(f"{LINE.replace('lantern', 'old')}, and {SHORT.upper()}.\n", "second")
    page = brought(f"At noon {SHORT} on the pier. {LINE}.\n", "first")
    for words, there, same in ((SHORT, SHORT.upper(), True), (LINE, LINE.replace("lantern", "old"), False)):
        statement = stated(page, words, workflow="suggested")
        Echo.objects.all().delete()
        assert echoes.look_for(statement) == echoes.look_for(statement) == 1
        assert [row[1:] for row in found()] == [("second", 0, there, same)]


def test_what_is_judged_is_a_place_of_the_statement_and_found_no_more():
    page = brought(f"At noon {SHORT} on the pier.\n", "first")
    statement = stated(page, SHORT)
    _second, third = (brought(f"{name}: {SHORT}.\nIt rained.\n", name) for name in ("second", "third"))
    one, other = Echo.objects.order_by("pk")
    echoes.judge(statement, [one], "accepted", **KNOWN)
    echoes.judge(statement, [other], "refused", **KNOWN)
    rows = Occurrence.objects.order_by("number").values_list("text__reading__article__slug", "decision")
    assert list(rows) == [("first", "accepted"), ("second", "accepted"), ("third", "refused")]
    assert (found(), echoes.look_for(statement)) == ([], 0)
    again(third, f"third: {SHORT}.\nIt rained.\n", version=2)
    assert found() == []


def test_nothing_and_what_was_read_anew_since_is_refused():
    page = brought(f"At noon {SHORT} on the pier.\n", "first")
    statement = stated(page, SHORT)
    second = brought(f"{SHORT}.\nIt rained.\n", "second")
    row = Echo.objects.get()
    again(second, f"{SHORT}.\nIt rained.\n", version=2, without="rained")
    for chosen in ([], [row]):
        with pytest.raises(Refused):
            echoes.judge(statement, chosen, "accepted", **KNOWN)
    assert [row[1:4] for row in found()] == [("second", 0, SHORT)]


def test_an_echo_keeps_no_document_here():
    stated(brought(f"At noon {SHORT} on the pier.\n", "first"), SHORT)
    page = brought(f"{SHORT}.\n", "second", state="draft")
    assert len(found()) == 1
    Article.objects.filter(pk=page.pk).update(published_at=None)
    removals.remove_article(Article.objects.get(pk=page.pk), **KNOWN)
    assert found() == []


def test_a_name_is_offered_once_in_each_text_of_its_language():
    statement = stated(brought("The Lantern House burned.\n", "first"), "Lantern House")
    brought("The lantern-house, then the LANTERN HOUSE and the Lantern House.\nTam: A lantern house!\n", "second")
    other = brought("Lantern House.\n", "third")
    Article.objects.filter(pk=other.pk).update(language="de")
    again(other, "Lantern House.\n", version=2)
    there = [("second", 0, "LANTERN HOUSE", True), ("second", 1, "lantern house", True)]
    assert [row[1:] for row in found()] == there
    Echo.objects.all().delete()
    assert echoes.look_for(statement) == 2
    assert [row[1:] for row in found()] == there


@pytest.mark.parametrize("words", ["it", "of the", "1957", "12", "12 of"])
def test_a_name_that_says_nothing_is_not_looked_for(words):
    statement = stated(brought(f"So {words} burned.\n", "first"), words)
    brought(f"Here {words} stands.\n", "second")
    assert (found(), echoes.look_for(statement)) == ([], 0)


def test_of_a_name_that_stands_everywhere_some_places_are_offered(monkeypatch):
    monkeypatch.setattr(echoes, "MOST_NAMES", 2)
    statement = stated(brought("The Lantern House burned.\n", "first"), "Lantern House")
    brought("One.\n" + "Tam: Lantern House.\n" * 5, "second")
    assert len(found()) == 2
    Echo.objects.all().delete()
    assert echoes.look_for(statement) == 1  # the other is the place itself
