import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from archive.forms.tagging import TagsForm
from archive.models import Article, Comment, Decision, Tag
from tests.admin.test_users import person
from tests.factories import Said, article, held, tag, tagged

pytestmark = pytest.mark.django_db
ARTICLES, COMMENTS = "/admin/archive/article/", "/admin/archive/comment/"
WHY = {"reason": "By its subject."}


@pytest.fixture
def anna(client):
    """A cataloguer at work."""
    client.force_login(person("anna", "cataloguer"))
    return client


@pytest.fixture
def carl(client):
    """A moderator at work."""
    client.force_login(person("carl", "moderator"))
    return client


def chosen(client, listed: str, verb: str, rows) -> str:
    """The page that an action of a list leads to."""
    sent = {"action": f"{verb}_tags", "_selected_action": [row.pk for row in rows], "index": 0}
    return client.post(listed, sent, follow=True).content.decode()


def keys(rows) -> str:
    return ",".join(str(row.pk) for row in rows)


def names(row) -> list[str]:
    return sorted(row.tags.values_list("name", flat=True))


def text(html: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", html))


def test_many_articles_are_tagged_after_a_look_at_what_changes(anna):
    rows = [article("Mill burns", tags=["fire"]), article("Ferry burns")]
    asked = chosen(anna, ARTICLES, "add", rows)
    assert f'name="rows" value="{keys(sorted(rows, key=lambda row: row.pk))}"' in asked
    sent = {"verb": "add", "rows": keys(rows), "tags": [tag("fire").pk], "new_tags": "Ash, FIRE", **WHY}
    told = text(anna.post(f"{ARTICLES}tag/", sent).content.decode())
    assert "Ash (a new tag): 2 get it, 0 have it fire: 1 get it, 1 have it" in told
    assert not Tag.objects.filter(name="Ash").exists()
    answer = anna.post(f"{ARTICLES}tag/", {**sent, "do": "do"}, follow=True)
    assert "The tags of 2 records were changed." in answer.content.decode()
    assert [names(row) for row in rows] == [["Ash", "fire"]] * 2


def test_tags_that_some_articles_carry_are_removed(anna):
    rows = [article("Mill burns", tags=["fire", "Ash"]), article("Ferry burns", tags=["fire"])]
    tag("never used")
    asked = chosen(anna, ARTICLES, "remove", rows)
    assert [name in asked for name in ("fire", "Ash", "never used")] == [True, True, False]
    sent = {"verb": "remove", "rows": keys(rows), "tags": [tag("Ash").pk], **WHY}
    assert "Ash: 1 lose it, 1 do not have it" in text(anna.post(f"{ARTICLES}tag/", sent).content.decode())
    anna.post(f"{ARTICLES}tag/", {**sent, "do": "do"})
    assert [names(row) for row in rows] == [["fire"], ["fire"]]
    assert [decision.target for decision in Decision.objects.all()] == [f"article:{rows[0].slug}"]


def test_a_moderator_tags_comments_with_tags_that_are_there(carl):
    one = held(article("Mill burns", slug="mill"), comments=[Said("Hm.")] * 2)
    rows = list(one.comments.all())
    assert "2 records" in text(chosen(carl, COMMENTS, "add", rows))
    sent = {"verb": "add", "rows": keys(rows), "tags": [tag("fire").pk], "do": "do", **WHY}
    carl.post(f"{COMMENTS}tag/", sent)
    assert [names(row) for row in rows] == [["fire"], ["fire"]]
    refused = carl.post(f"{COMMENTS}tag/", {**sent, "new_tags": "Ash, FIRE"}).content.decode()
    assert "There is no tag “Ash”. Making one is for those who catalogue." in refused
    assert Tag.objects.count() == 1


def test_one_comment_is_tagged_beside_its_words(carl):
    one = held(article("Mill burns", slug="mill"), comments=[Said("Who <b>lit</b> it?")])
    comment = one.comments.get()
    shown = carl.get(f"{COMMENTS}{comment.pk}/change/").content.decode()
    assert f'href="{COMMENTS}{comment.pk}/tag/"' in shown
    assert "Who &lt;b&gt;lit&lt;/b&gt; it?" in shown
    assert "Who &lt;b&gt;lit&lt;/b&gt; it?" in carl.get(f"{COMMENTS}{comment.pk}/tag/").content.decode()
    carl.post(f"{COMMENTS}{comment.pk}/tag/", {"tags": [tag("fire").pk], "words": "Changed.", **WHY})
    decision = Decision.objects.get()
    assert (decision.target, decision.actor, names(comment)) == ("comment:mill#1", "carl", ["fire"])
    assert Comment.objects.get().text.content.body == "Who <b>lit</b> it?"


def test_what_another_tagged_while_the_form_was_open_stays_and_is_told(carl):
    one = held(article("Mill burns", slug="mill"), comments=[Said("Hm.")])
    comment = tagged(one.comments.get(), "old", "kept")
    was = f"{tag('old').pk},{tag('kept').pk}"
    tagged(comment, "theirs")
    sent = {"tags": [tag("kept").pk, tag("mine").pk], "was": was, **WHY}
    told = carl.post(f"{COMMENTS}{comment.pk}/tag/", sent, follow=True).content.decode()
    assert names(comment) == ["kept", "mine", "theirs"]
    assert "While you had the form open others changed the tags. They stay: kept, old, theirs." in told


def test_what_another_tags_while_the_form_is_being_saved_stays(carl, monkeypatch):
    one = held(article("Mill burns", slug="mill"), comments=[Said("Hm.")])
    comment, mine = tagged(one.comments.get(), "old"), TagsForm.names

    def meanwhile(form):
        tagged(comment, "theirs")
        return mine(form)

    monkeypatch.setattr(TagsForm, "names", meanwhile)
    sent = {"tags": [tag("old").pk, tag("mine").pk], "was": str(tag("old").pk), **WHY}
    told = carl.post(f"{COMMENTS}{comment.pk}/tag/", sent, follow=True).content.decode()
    assert names(comment) == ["mine", "old", "theirs"]
    assert "They stay: old, theirs." in told


def test_nothing_is_tagged_without_a_tag_or_a_reason(anna):
    rows = [article("Mill burns")]
    for lacking in ({"tags": [tag("fire").pk], "reason": " "}, WHY, {"new_tags": " , ,", **WHY}):
        assert (
            anna.post(f"{ARTICLES}tag/", {"verb": "add", "rows": keys(rows), "do": "do", **lacking}).status_code == 200
        )
    assert not Decision.objects.exists()


def test_more_than_may_be_tagged_at_once_is_answered_with_a_sentence(anna, monkeypatch):
    monkeypatch.setattr("archive.actions.tags.MOST", 1)
    rows = [article("Mill burns"), article("Ferry burns")]
    assert "At most 1 rows are tagged at once." in chosen(anna, ARTICLES, "add", rows)
    sent = {"verb": "add", "rows": keys(rows), "tags": [tag("fire").pk], "do": "do", **WHY}
    assert "At most 1 rows are tagged at once." in anna.post(f"{ARTICLES}tag/", sent).content.decode()
    assert not Decision.objects.exists()


@pytest.mark.parametrize(
    "sent",
    [
        {}, {"verb": "x", "rows": "1"}, {"verb": "add"}, {"verb": "add", "rows": "x,,-1,99999999999999999999,²"},
        {"verb": "add", "rows": "9223372036854775807", "new_tags": "a\0b", **WHY},
        {"verb": "add", "rows": "1", "new_tags": "x" * 101, "do": "do", **WHY},
        {"verb": "add", "rows": "1", "tags": ["x", "99999999999999999999"], "do": "do", **WHY},
        {"verb": "remove", "rows": "1", "tags": ["1"], "do": "do", **WHY},
    ],
)  # fmt: skip
def test_an_odd_request_is_answered(anna, sent):
    assert anna.post(f"{ARTICLES}tag/", sent).status_code in (200, 302, 400)
    assert anna.get(f"{ARTICLES}tag/").status_code == 302
    assert not Decision.objects.exists()


@pytest.mark.parametrize(
    ("role", "noun"), [("moderator", "article"), ("cataloguer", "comment"), ("administrator", "comment")]
)
def test_tagging_is_for_those_whose_work_it_is(client, role, noun):
    one = held(article("Mill burns"), comments=[Said("Hm.")])
    row = one if noun == "article" else one.comments.get()
    client.force_login(person("dora", role))
    listed = f"/admin/archive/{noun}/"
    assert "add_tags" not in client.get(listed).content.decode()
    sent = {"verb": "add", "rows": str(row.pk), "tags": [tag("fire").pk], "do": "do", **WHY}
    for address in (f"{listed}tag/", f"{listed}{row.pk}/tag/"):
        assert (client.post(address, sent).status_code, names(row)) == (403, [])


@pytest.mark.slow
@pytest.mark.parametrize("rows", [1, 90])
def test_the_pages_take_as_many_queries_for_many_rows_as_for_one(client, rows):
    client.force_login(person("berta", "editor"))
    of = held(article("Mill", tags=["fire"]), comments=[Said("Hm.")] * rows)
    for comment in of.comments.all():
        tagged(comment, "fire")
    counts = []
    for sent in ({"verb": "add", "new_tags": "Ash, fire"}, {"verb": "remove", "tags": [tag("fire").pk]}):
        with CaptureQueriesContext(connection) as captured:
            client.post(f"{COMMENTS}tag/", {**sent, "rows": keys(Comment.objects.all()), **WHY})
        counts.append(len(captured))
    for address in (
        COMMENTS,
        f"{COMMENTS}{of.comments.first().pk}/change/",
        f"{COMMENTS}{of.comments.first().pk}/tag/",
    ):
        with CaptureQueriesContext(connection) as captured:
            assert client.get(address).status_code == 200
        counts.append(len(captured))
    assert max(counts) <= 12
    assert counts == COUNTS


COUNTS = [11, 11, 8, 8, 9]


def test_an_article_has_a_page_for_its_tags_alone(anna):
    one = article("Mill burns", tags=["fire"])
    anna.post(f"{ARTICLES}{one.pk}/tag/", {"new_tags": "Ash", "was": str(tag("fire").pk), **WHY})
    assert names(Article.objects.get()) == ["Ash"]


def test_the_page_of_an_article_leads_to_its_tags(anna):
    one = article("Mill burns")
    assert f'href="{ARTICLES}{one.pk}/tag/"' in anna.get(f"{ARTICLES}{one.pk}/change/").content.decode()
