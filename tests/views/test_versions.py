"""Versions of an article's own words, as everybody may read them."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from archive.models import Article, Comment
from tests.actions import moderation
from tests.actions.test_reanchoring import THREAD, mark, read, store
from tests.factories import article, pseudonymised, redaction, staff, statement

pytestmark = pytest.mark.django_db
WITHOUT = "on Friday night "


def made(slug: str = "ferry") -> Article:
    return article(slug=slug, state="published")


@pytest.fixture
def page() -> Article:
    """With two versions, the second without some words."""
    made_page = made()
    store(made_page, read())
    store(made_page, read(without=WITHOUT))
    return made_page


def text(client, number: int, status: int = 200, slug: str = "ferry") -> str:
    response = client.get(f"/articles/{slug}/versions/{number}/")
    assert response.status_code == status
    return response.content.decode()


def plain(shown: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", shown).split())


def test_a_version_shows_word_by_word_what_it_reads_otherwise(client, page):
    shown = text(client, 2)
    assert "1 change since version 1" in plain(shown)
    assert "<del>on Friday night</del>" in shown
    assert "<ins>" not in shown
    assert "This is the current version" in shown
    assert 'name="robots" content="noindex' in shown
    first = text(client, 1)
    assert "The first version" in first
    assert "burned to its posts on Friday night while" in first


def test_a_change_names_the_disputed_statements_whose_words_it_touches_and_which_of_them_wait(client):
    page = made()
    store(page, read())
    mark(
        page, "The ferry house at Oru Point burned to its posts on Friday night", statement("It <burned> on a Friday.")
    )
    mark(page, "thirty-one names", statement("They counted thirty-one."))
    mark(page, "the town slept", statement("They slept.", workflow="open"))
    store(page, read(without=WITHOUT))
    shown = text(client, 2)
    assert '<a href="/statements/1/">1</a> It &lt;burned&gt; on a Friday (its mark waits for an editor).' in shown
    assert "thirty-one names" not in shown
    assert "They slept" not in shown
    assert (
        "edited since the text was corrected: this mark waits for an editor"
        in client.get("/articles/ferry/").content.decode()
    )


def test_a_mark_that_lost_its_words_is_named_above_the_text_and_stands_in_its_version(client):
    page = made()
    store(page, read())
    mark(page, "Nobody on either shore will say who lit it", statement("Nobody says it."))
    store(page, read(order="134"))
    shown = client.get("/articles/ferry/").content.decode()
    assert "1 mark lost its words since the text was corrected, and waits for an editor" in plain(shown)
    assert 'href="/articles/ferry/versions/1/#m1-1"' in shown
    assert 'id="m1-1"' in text(client, 1)
    assert "lost since the text was corrected: this mark waits for an editor" in text(client, 1)
    assert 'href="/articles/ferry/versions/1/#m1-1"' in client.get("/statements/1/").content.decode()


def withheld(comment: Comment) -> None:
    moderation.agreed(comment)


def veiled(comment: Comment) -> None:
    Comment.objects.filter(pk=comment.pk).update(state="veiled")


def blackened(comment: Comment) -> None:
    redaction(comment, "grandmother")


@pytest.mark.slow
@pytest.mark.parametrize("hide", [withheld, veiled, blackened, pseudonymised])
def test_words_of_a_comment_that_an_earlier_version_took_for_the_article_stay_hidden_with_it(client, hide):
    page = made()
    store(page, read(order="12345", comments=THREAD[1:]))
    store(page, read(without=WITHOUT))
    assert "grandmother" in text(client, 1)
    assert "2 changes since" in plain(text(client, 2))
    hide(Comment.objects.get(author_name="Tam"))
    for number in (1, 2):
        assert "grandmother" not in text(client, number)
        assert "is left out here" in text(client, number)
    assert "1 change since" in plain(text(client, 2))
    client.force_login(staff())
    assert "grandmother" in text(client, 1)


def test_what_may_not_be_read_has_no_versions_to_read(client, page):
    Article.objects.update(rights="record")
    for number in (1, 2):
        assert "posts" not in text(client, number)
        assert "may not be shown" in text(client, number)
    Article.objects.update(state="draft", rights="open")
    text(client, 2, 404)


@pytest.mark.parametrize("number", [3, 0, 10**12])
def test_a_version_that_is_not_there_is_not_found(client, page, number):
    text(client, number, 404)
    text(client, 1, 404, slug="nothing")


def test_versions_are_linked_from_the_article_and_from_where_its_words_come_from(client, page):
    for address in ("/articles/ferry/", "/articles/ferry/provenance/"):
        assert 'href="/articles/ferry/versions/2/"' in client.get(address).content.decode()
    store(made("other"), read())
    assert "/articles/other/versions/" not in client.get("/articles/other/").content.decode()


@pytest.mark.slow
def test_however_many_changes_and_statements_a_version_takes_the_same_queries(client):
    counts = []
    for slug, orders in (("few", ("1234", "123")), ("many", ("1234", "4321"))):
        page = made(slug)
        store(page, read(order=orders[0]))
        for words in ("The ferry", "Nobody", "Two boats")[: len(counts) * 2 + 1]:
            mark(page, words, statement(words))
        store(page, read(order=orders[1], without=WITHOUT))
        with CaptureQueriesContext(connection) as captured:
            text(client, 2, slug=slug)
        counts.append(len(captured))
    assert counts == [8, 8]
