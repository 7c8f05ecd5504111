"""Taking back in the browser: a history, a confirmation, a whole load; with the keyboard, in every look."""

import pytest
from django.conf import settings
from django.test import Client

from archive.actions import articles, tags
from archive.models import Article, Decision, ImportRun
from tests.factories import WHEN, staff
from tests.journeys.browser import looks

BY = {"at": WHEN, "reason": "A slip of the pen."}
HOSTILE = "Ferry \u202eesuoh <b>" + "unbroken" * 40


@pytest.fixture
def article(sample) -> Article:
    """One with a history: changes, one that stands on another, one taken back, hostile and long words."""
    article = Article.objects.order_by("pk").first()
    articles.change(article, {"title": HOSTILE, "note": "One\ntwo three"}, by="hanna", **BY)
    articles.change(article, {"note": "One\ntwo four"}, by="tam\u202e", **BY)
    tags.set_tags(article, ["fire", "שריפה"], by="hanna", **BY)
    return article


@pytest.fixture
def session(live_server) -> list[dict[str, str]]:
    client = Client()
    client.force_login(staff("anna", is_superuser=True))
    return [{"name": settings.SESSION_COOKIE_NAME, "value": client.session.session_key, "url": live_server.url}]


@pytest.mark.browser
@pytest.mark.slow
def test_axe_finds_nothing_where_things_are_taken_back(live_server, article, session, browse, axe):
    page, found = browse(storage_state={"cookies": session, "origins": []}), {}
    stood_on, free = Decision.objects.filter(verb="article.change").order_by("number")
    run = ImportRun.objects.get()
    for address in (
        f"article/{article.pk}/history/",
        f"decision/{stood_on.pk}/take-back/",
        f"decision/{free.pk}/take-back/",
        f"decision/{free.pk}/change/",
        f"importrun/{run.pk}/take-back/",
        f"importrun/{run.pk}/take-back/?kind=author",
    ):
        page.goto(f"/admin/archive/{address}")
        for look in looks(page, "light-wide", "dark-narrow"):
            if violations := axe(page):
                found[address, look] = violations
    assert found == {}


@pytest.mark.browser
@pytest.mark.slow
def test_a_change_is_taken_back_from_the_history_by_keyboard(live_server, article, session, browse):
    page = browse(storage_state={"cookies": session, "origins": []})
    page.goto(f"/admin/archive/article/{article.pk}/history/")
    change = Decision.objects.filter(verb="article.change").latest("number")
    page.get_by_role("link", name=f"Take {change.number} back…").press("Enter")
    page.get_by_label("Reason").fill("It was three.")
    page.keyboard.press("Enter")
    page.wait_for_url("**/change/")
    assert f"Decision {change.number} is taken back by decision" in page.locator(".messagelist").inner_text()
    assert Article.objects.get(pk=article.pk).note == "One\ntwo three"


@pytest.mark.browser
@pytest.mark.slow
def test_a_load_is_taken_back_from_its_preview(live_server, article, session, browse):
    page = browse(storage_state={"cookies": session, "origins": []})
    page.goto(f"/admin/archive/importrun/{ImportRun.objects.get().pk}/take-back/")
    assert page.locator(".preview tbody tr").count() == Article.objects.count()
    page.get_by_label("Reason").fill("The wrong folder.")
    page.get_by_role("button", name="Take the load back").press("Enter")
    page.wait_for_url("**/change/")
    assert set(Article.objects.values_list("state", flat=True)) == {"withdrawn"}
