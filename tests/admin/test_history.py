from datetime import timedelta

import pytest
from django.contrib.auth.models import Permission
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from archive.actions import articles, merging, names, tags
from archive.actions.articles import BylineData
from archive.actions.undoing import take_back
from archive.models import Article, Author, Decision, User
from tests.actions.test_bringing import brought, page
from tests.factories import WHEN, Said, author, collection, held, publisher, staff
from tests.factories import article as draft

pytestmark = pytest.mark.django_db
BY = {"by": "hanna", "at": WHEN, "reason": "a test"}
LATER = {**BY, "at": WHEN + timedelta(hours=1)}
FIELDS = {"slug": "ferry", "title": "Ferry", "title_origin": "printed", "language": "en", "abstract": "…"}
MOST_QUERIES = 12


@pytest.fixture
def editor(client):
    """Somebody with the one right to take decisions back."""
    user = staff("anna")
    codenames = ["undo_decision", "view_article", "view_decision"]
    user.user_permissions.set(Permission.objects.filter(codename__in=codenames))
    client.force_login(user)
    return client


@pytest.fixture
def ferry() -> Article:
    return articles.create(FIELDS, **BY)


def history(row) -> str:
    return reverse(f"admin:archive_{row._meta.model_name}_history", args=[row.pk])


def way_back(decision: Decision) -> str:
    return reverse("admin:archive_decision_take_back", args=[decision.pk])


def test_a_history_shows_the_newest_decision_first_with_both_values(editor, ferry):
    articles.change(ferry, {"title": "Ferry house"}, **LATER)
    page = editor.get(history(ferry)).content.decode()
    assert page.index("catalogue record changed") < page.index("article made")
    assert "Ferry <ins>house</ins>" in page
    assert f'href="{way_back(Decision.objects.latest("number"))}"' in page


def test_what_stands_in_the_way_is_said_in_words_where_the_button_would_be(editor, ferry):
    first = articles.change(ferry, {"title": "Boat"}, **LATER)
    second = articles.change(ferry, {"title": "Raft"}, **LATER)
    page = editor.get(history(ferry)).content.decode()
    assert way_back(first) not in page
    assert f"Decision {second.number} (catalogue record changed: title, hanna" in page


def test_who_may_not_take_back_sees_no_button_and_meets_a_closed_door(client, ferry):
    client.force_login(staff("tam"))
    changed = articles.change(ferry, {"title": "Boat"}, **LATER)
    assert way_back(changed) not in client.get(history(ferry)).content.decode()
    for response in (client.get(way_back(changed)), client.post(way_back(changed), {"reason": "no"})):
        assert response.status_code == 403
    assert Article.objects.get().title == "Boat"


def test_hostile_words_are_shown_as_what_they_are(editor, ferry):
    articles.change(ferry, {"title": "<script>\u202eevil", "note": "</ins><b>"}, **{**LATER, "reason": "<i>\u202e"})
    for address in (history(ferry), way_back(Decision.objects.latest("number"))):
        page = editor.get(address).content.decode()
        assert "<script>\\" not in page
        assert "\u202e" not in page
        assert "&lt;script&gt;" in page.replace("</ins><ins>", "").replace("<ins>", "").replace("</ins>", "")


def test_a_decision_is_taken_back_through_the_form(editor, ferry):
    changed = articles.change(ferry, {"title": "Boat"}, **LATER)
    assert "Take it back" in editor.get(way_back(changed)).content.decode()
    response = editor.post(way_back(changed), {"reason": "It was right."})
    undone = Decision.objects.latest("number")
    assert response.url == reverse("admin:archive_decision_change", args=[undone.pk])
    assert (undone.takes_back_id, undone.actor, undone.detail.reason) == (changed.pk, "anna", "It was right.")
    assert Article.objects.get().title == "Ferry"


@pytest.mark.parametrize("reason", ["", " ", "\0", "x" * 1001])
def test_a_taking_back_without_a_fit_reason_changes_nothing(editor, ferry, reason):
    changed = articles.change(ferry, {"title": "Boat"}, **LATER)
    assert editor.post(way_back(changed), {"reason": reason}).status_code == 200
    assert Article.objects.get().title == "Boat"


def test_of_two_people_the_second_is_told_who_was_first(editor, ferry):
    changed = articles.change(ferry, {"title": "Boat"}, **LATER)
    take_back(changed, by="tam", at=WHEN, reason="sooner")
    page = editor.post(way_back(changed), {"reason": "later"}).content.decode()
    assert "It was taken back by decision 3 (catalogue record changed, tam, 2026-01-02 03:04)." in page


@pytest.mark.parametrize("asked", ["0", "x", "-1", "9" * 30, "1" * 5000, "0" * 20, "%00", "²"])
def test_an_odd_page_of_a_history_is_answered(editor, ferry, asked):
    assert editor.get(f"{history(ferry)}?before={asked}").status_code == 400


@pytest.mark.parametrize("key", ["0", "x", "9" * 30, "_00", "²"])
def test_a_decision_that_is_none_is_not_found(editor, key):
    assert editor.get(f"/admin/archive/decision/{key}/take-back/").status_code == 404


@pytest.mark.slow
def test_a_long_history_turns_by_key(editor, ferry):
    for number in range(101):
        articles.change(ferry, {"title": f"Ferry {number}"}, **LATER)
    first = editor.get(history(ferry)).content.decode()
    assert (first.count('class="decision"'), "?before=3" in first) == (100, True)
    second = editor.get(f"{history(ferry)}?before=3").content.decode()
    assert second.count('class="decision"') == 2
    assert "Decision 3 (catalogue record changed: title" in second


@pytest.mark.parametrize("rows", [1, 25, pytest.param(100, marks=pytest.mark.slow)])
def test_a_history_asks_few_questions(editor, ferry, rows):
    for number in range(rows - 1):
        articles.change(ferry, {"title": f"Ferry {number}"}, **LATER)
        articles.set_bylines(ferry, [BylineData(author(f"Anna {number}"))], **LATER)
    for address in (history(ferry), way_back(Decision.objects.latest("number"))):
        with CaptureQueriesContext(
            connection,
        ) as asked:
            assert editor.get(address).status_code == 200
        assert len(asked) <= MOST_QUERIES, [query["sql"][:150] for query in asked]


def test_the_history_of_a_name_that_was_free_shows_the_way_back(editor):
    anna = names.create(Author, "anna", {"name": "Anna"}, **BY)
    with CaptureQueriesContext(connection) as asked:
        page = editor.get(history(anna)).content.decode()
    assert way_back(Decision.objects.get()) in page
    assert len(asked) <= MOST_QUERIES


def test_an_address_that_was_anothers_brings_no_foreign_history(editor, ferry):
    articles.change(ferry, {"slug": "boat"}, **LATER)
    other = articles.create(FIELDS, **LATER)
    assert editor.get(history(other)).content.decode().count('class="decision"') == 1
    assert editor.get(history(ferry)).content.decode().count('class="decision"') == 2


def test_a_record_without_a_decision_says_so(editor):
    assert "Nothing was decided about it yet." in editor.get(history(author())).content.decode()


@pytest.mark.parametrize("pairs", [1, 9, pytest.param(50, marks=pytest.mark.slow)])
def test_the_history_of_a_name_merged_and_parted_often_asks_few_questions(editor, pairs):
    one, other = names.create(Author, "a", {"name": "A"}, **BY), author("B")
    for _pair in range(pairs):
        take_back(merging.merge(one, other, **LATER), **LATER)
    with CaptureQueriesContext(connection) as asked:
        assert editor.get(history(one)).status_code == 200
    assert len(asked) <= MOST_QUERIES, [query["sql"][:150] for query in asked]


@pytest.mark.slow
@pytest.mark.parametrize("rounds", [1, 4])
def test_a_history_of_names_that_come_and_go_asks_few_questions(editor, ferry, rounds):
    for number in range(rounds):
        written = [
            articles.set_bylines(ferry, [BylineData(author("A"))], **LATER),
            articles.change(ferry, {"publisher": publisher(), "collection": collection()}, **LATER),
            tags.set_tags(ferry, [f"Tag {number}"], **LATER),
        ]
        for decision in written:
            take_back(take_back(take_back(decision, **LATER), **LATER), **LATER)
    with CaptureQueriesContext(connection) as asked:
        assert editor.get(history(ferry)).status_code == 200
    assert len(asked) <= MOST_QUERIES, [query["sql"][:150] for query in asked]


def test_a_comment_keeps_its_history_when_its_article_gets_another_address(editor):
    article = held(draft(slug="ferry", state="draft"), comments=[Said("Who?")])
    comment = article.comments.get()
    tagged = tags.set_tags(comment, ["fire"], **LATER)
    for slug in ("boat", "raft", "ship"):
        articles.change(article, {"slug": slug}, **LATER)
    user = User.objects.get()
    user.user_permissions.add(Permission.objects.get(codename="view_comment"))
    there = history(comment)
    with CaptureQueriesContext(connection) as asked:
        page = editor.get(there).content.decode()
    assert (page.count('class="decision"'), way_back(tagged) in page) == (1, True)
    assert len(asked) <= MOST_QUERIES, [query["sql"][:150] for query in asked]


def test_an_earlier_address_that_was_anothers_before_brings_no_foreign_history(editor, ferry):
    articles.change(ferry, {"slug": "boat"}, **LATER)
    other = articles.create(FIELDS, **LATER)
    articles.change(other, {"slug": "raft"}, **LATER)
    assert editor.get(history(other)).content.decode().count('class="decision"') == 2
    assert editor.get(history(ferry)).content.decode().count('class="decision"') == 2


@pytest.mark.slow
@pytest.mark.parametrize("moves", [1, 30])
def test_the_history_of_an_article_that_moved_often_asks_few_questions(editor, ferry, moves):
    for number in range(moves):
        articles.change(ferry, {"slug": f"boat-{number}"}, **LATER)
        articles.change(ferry, {"title": f"Boat {number}"}, **LATER)
    with CaptureQueriesContext(connection) as asked:
        page = editor.get(history(ferry)).content.decode()
    assert page.count('class="decision"') == 1 + 2 * moves
    assert len(asked) <= MOST_QUERIES, [query["sql"][:150] for query in asked]


@pytest.mark.slow
@pytest.mark.parametrize("rounds", [1, 20])
def test_the_history_of_a_large_draft_of_which_everything_can_be_taken_back_asks_few_questions(editor, rounds):
    [outcome], _run = brought(page())
    made = outcome.article
    for number in range(rounds):
        articles.change(made, {"publisher": publisher(f"House {number}"), "collection": collection()}, **LATER)
        articles.set_bylines(made, [BylineData(author(f"Anna {number}"))], **LATER)
        tags.set_tags(made, [f"Tag {number}"], **LATER)
    for comment in made.comments.all()[:rounds]:
        tags.set_tags(comment, ["Tag 0"], **LATER)
    user = User.objects.get(username="anna")
    user.user_permissions.add(Permission.objects.get(codename="view_comment"))
    for address in (history(made), history(made.comments.first()), way_back(Decision.objects.latest("number"))):
        with CaptureQueriesContext(connection) as asked:
            assert editor.get(address).status_code == 200
        assert len(asked) <= MOST_QUERIES, [query["sql"][:150] for query in asked]
