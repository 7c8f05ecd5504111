"""The switch by which an article is published, and taken back."""

import pytest
from django.urls import reverse

from archive.models import Article, Decision
from tests import factories
from tests.actions.test_bringing import brought, page
from tests.factories import staff

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(client):
    client.force_login(staff("anna", is_superuser=True))
    return client


def there(article: Article) -> str:
    return reverse("admin:archive_article_publication", args=[article.pk])


def desk(article: Article) -> str:
    return reverse("admin:archive_article_reading", args=[article.pk])


@pytest.fixture
def article() -> Article:
    return brought(page())[0][0].article


def test_one_click_publishes_from_the_desk(editor, article):
    assert there(article) in editor.get(desk(article)).content.decode()
    response = editor.post(there(article), {"move": "publish", "reason": "Checked against the page."})
    article.refresh_from_db()
    assert (response.headers["Location"], article.state) == (desk(article), "published")
    last = Decision.objects.latest("number")
    assert (last.verb, last.actor, last.detail.reason) == ("article.publish", "anna", "Checked against the page.")


def test_a_second_click_does_not_turn_the_switch_back(editor, article):
    editor.post(there(article), {"move": "publish", "reason": "a"})
    shown = editor.post(there(article), {"move": "publish", "reason": "a"}).content.decode()
    article.refresh_from_db()
    assert article.state == "published"
    assert "can’t be moved by “publish”" in shown


def test_a_withdrawal_gives_its_reason_and_its_rule_in_public(editor, article, client):
    editor.post(there(article), {"move": "publish", "reason": "a"})
    asked = {"move": "withdraw", "reason": "The house took it back."}
    assert "It needs a rule of the house." in editor.post(there(article), asked).content.decode()
    editor.post(there(article), {**asked, "rule": factories.rule(category="asked for").pk})
    article.refresh_from_db()
    assert (article.state, article.withdrawn_reason) == ("withdrawn", "The house took it back.")
    client.logout()
    number = Decision.objects.latest("number").number
    gone = client.get(article.get_absolute_url())
    assert gone.status_code == 410
    assert "asked for" in gone.content.decode()
    assert f'href="/moderation/{number}/"' in gone.content.decode()
    told = client.get(f"{article.get_absolute_url().rstrip('/')}.json").json()["withdrawn"]
    assert (told["rule"], told["decision"]) == ("insult", number)


def test_a_note_is_put_above_what_is_published_and_taken_away(editor, article, client):
    editor.post(there(article), {"move": "publish", "reason": "a"})
    noted = {"context-note": "It is <b>old</b>.", "context-rule": factories.rule().pk, "context-reason": "Readers ask."}
    assert editor.post(there(article), {"move": "context", **noted}).status_code == 302
    shown = client.get(article.get_absolute_url()).content.decode()
    assert "It is &lt;b&gt;old&lt;/b&gt;." in shown
    there_too = client.get(f"{article.get_absolute_url().rstrip('/')}.json").json()
    assert there_too["context_note"] == "It is <b>old</b>."
    number = Decision.objects.latest("number").number
    assert "It is &lt;b&gt;old&lt;/b&gt;." in client.get(f"/moderation/{number}/").content.decode()
    editor.post(there(article), {"move": "no_context", "context-reason": "Said elsewhere."})
    assert "old&lt;" not in client.get(article.get_absolute_url()).content.decode()


def test_what_stands_in_the_way_is_named_with_the_field(editor):
    record = factories.article(state="draft")
    shown = editor.get(there(record)).content.decode()
    change = reverse("admin:archive_article_change", args=[record.pk])
    assert f'href="{change}#id_abstract"' in shown
    assert 'value="publish"' not in shown
    editor.post(there(record), {"move": "publish", "reason": "a"})
    record.refresh_from_db()
    assert record.state == "draft"


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"move": "publish"}, "This field is required"),
        ({"move": "publish", "reason": "\0"}, "Null characters"),
        ({"move": "publish", "reason": "x" * 1001}, "at most 1000 characters"),
        ({"move": "explode", "reason": "a"}, "Say whether to publish or to withdraw"),
        ({"reason": "a"}, "Say whether to publish or to withdraw"),
        ({"move": "withdraw", "reason": "a"}, "can’t be moved"),
    ],
)
def test_what_cannot_be_done_is_told(editor, article, sent, said):
    response = editor.post(there(article), sent)
    article.refresh_from_db()
    assert (response.status_code, article.state) == (200, "draft")
    assert said in response.content.decode()


def test_cataloguers_see_the_switch_of_editors_and_can_not_turn_it(client, article):
    client.force_login(staff("veld"))
    assert "Publishing is for editors" in client.get(desk(article)).content.decode()
    assert client.post(there(article), {"move": "publish", "reason": "a"}).status_code == 403
    article.refresh_from_db()
    assert article.state == "draft"


def test_the_tools_of_a_record_lead_to_the_desk_and_the_switch(editor, article):
    shown = editor.get(reverse("admin:archive_article_change", args=[article.pk])).content.decode()
    assert f'href="{desk(article)}"' in shown
    assert f'href="{there(article)}"' in shown
