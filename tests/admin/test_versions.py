"""Every reading of a document, and what any two make of it differently."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from archive.actions import articles
from archive.actions.clock import now
from archive.models import Article, DecisionDetail
from archive.models.triggers import lifted
from tests import factories
from tests.actions.test_bringing import brought, page
from tests.admin.test_desk import sent, text
from tests.factories import staff

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(client):
    client.force_login(staff("anna", is_superuser=True))
    return client


@pytest.fixture
def article(editor) -> Article:
    """With three readings."""
    article = brought(page())[0][0].article
    desk = reverse("admin:archive_article_reading", args=[article.pk])
    editor.post(desk, sent(corrections="14 parent 0", do="save", reason="He answers nobody."))
    editor.post(desk, sent(opened="2", corrections="3 kind heading", do="save", reason="A <heading>."))
    return article


def listing(article: Article) -> str:
    return reverse("admin:archive_article_readings", args=[article.pk])


def comparison(article: Article, *numbers: int) -> str:
    return reverse("admin:archive_article_comparison", args=[article.pk, *numbers])


def test_readings_are_listed_with_reason_and_who_stored_them(editor, article):
    shown = text(editor.get(listing(article))).partition("Every reading is kept.")[2]
    assert shown.index("Reading 3 current") < shown.index("Reading 2") < shown.index("Reading 1")
    assert "He answers nobody. anna, " in shown
    assert "First reading. hanna, " in shown
    assert "A &lt;heading&gt;." in shown


def test_who_stored_a_reading_is_known_after_the_address_changed(editor, article):
    articles.change(article, {"slug": "elsewhere"}, by="otto", at=now(), reason="A better one.")
    assert "He answers nobody. anna, " in text(editor.get(listing(article)))


def test_an_erased_detail_is_no_fault(editor, article):
    with lifted(connection):
        DecisionDetail.objects.filter(decision__verb="reading.store")._raw_delete("default")
    assert editor.get(listing(article)).status_code == 200


def test_any_two_are_compared_in_either_direction(editor, article):
    shown = text(editor.get(comparison(article, 1, 2)))
    assert "Corrections that were added: 14 parent 0" in shown
    assert "1 difference" in shown
    assert "answers line 11" in shown.partition("After comment")[0]
    back = text(editor.get(comparison(article, 2, 1)))
    assert "Corrections that were taken away: 14 parent 0" in back


@pytest.mark.slow
@pytest.mark.parametrize(
    ("query", "status"),
    [("before=1&after=3", 302), ("before=1", 200), ("before=x&after=1", 200), ("before=0&after=1", 200),
     ("before=1&after=" + "9" * 5000, 200), ("before=%00&after=1", 200)],
)  # fmt: skip
def test_two_readings_are_chosen_from_the_list(editor, article, query, status):
    response = editor.get(f"{listing(article)}?{query}")
    assert (response.status_code, response.headers.get("Location", "")) == (
        status,
        comparison(article, 1, 3) if status == 302 else "",
    )


def test_a_difference_names_the_disputed_statements_whose_words_it_touches(editor, article):
    comment = article.comments.get(author_name="Öz")
    words = comment.text.content.body
    touched, other = factories.statement("She said <forty>."), factories.statement("It burned.")
    factories.occurrence(touched, comment.text, words)
    factories.occurrence(other, article.text, article.text.content.body[:9])
    desk = reverse("admin:archive_article_reading", args=[article.pk])
    editor.post(desk, sent(opened="3", corrections="3 kind heading\n14 continue", do="save", reason="A try."))
    article.refresh_from_db()
    shown = text(editor.get(comparison(article, article.text.reading.number, 3)))
    assert "Disputed statements that it touches: 1. She said &lt;forty&gt;." in shown
    assert "It burned." not in shown
    assert "Disputed statements" not in text(editor.get(comparison(article, 1, 1)))


def test_a_reading_does_not_differ_from_itself(editor, article):
    assert "0 differences" in text(editor.get(comparison(article, 2, 2)))


def test_words_that_a_reader_of_another_version_made_are_compared_and_the_rest_is_told(editor, article, monkeypatch):
    monkeypatch.setattr("archive.importing.shapes.thread.VERSION", 99)
    shown = text(editor.get(comparison(article, 1, 2)))
    assert "its reader has become another. Only the words are compared." in shown
    assert "0 differences" in shown


@pytest.mark.parametrize("numbers", [(1, 9), (9, 1), (999999999, 1)])
def test_a_reading_that_is_none_is_not_found(editor, article, numbers):
    assert editor.get(comparison(article, *numbers)).status_code == 404


def test_the_pages_of_one_article_do_not_show_the_readings_of_another(editor, article):
    other = factories.held(factories.article("Other"))
    assert editor.get(comparison(other, 1, 2)).status_code == 404


@pytest.mark.slow
@pytest.mark.parametrize("page_of", [listing, lambda article: comparison(article, 1, 2)])
def test_they_ask_few_questions(editor, article, page_of):
    with CaptureQueriesContext(connection) as queries:
        editor.get(page_of(article))
    assert len(queries) <= 12


def test_an_article_without_words_has_no_readings(editor):
    assert "are not held" in text(editor.get(listing(factories.article())))
