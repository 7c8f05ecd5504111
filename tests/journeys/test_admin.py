"""What editors work in, wide and narrow, light and dark."""

import pytest
from django.conf import settings
from django.test import Client

from archive.models import Article, Author, Comment, Decision, ImportRun, SourceFile, Tag, User
from archive.states import ArticleState
from tests import factories
from tests.factories import staff
from tests.journeys.browser import looked_at

PLAIN = ("", "password_change/", "password_change/done/", "archive/article/add/", "archive/user/add/")
NOUNS = (Article, Author, Comment, Decision, ImportRun, SourceFile, Tag, User)


@pytest.fixture
def addresses(sample) -> list[str]:
    """One page of every kind: Django's own, and the list, the record and the history of each noun."""
    records = [(model._meta.model_name, model.objects.values_list("pk", flat=True).first()) for model in NOUNS]
    pages = [f"archive/{name}/{page}" for name, key in records for page in ("", f"{key}/change/", f"{key}/history/")]
    draft = factories.held(factories.article("Not yet", state=ArticleState.DRAFT))
    seen_by_staff = [draft.get_absolute_url(), Comment.objects.first().get_absolute_url()]
    return [*(f"/admin/{page}" for page in (*PLAIN, *pages)), *seen_by_staff]


@pytest.fixture
def session(live_server) -> list[dict[str, str]]:
    """The cookie of an editor who is logged in."""
    client = Client()
    client.force_login(staff("anna", is_superuser=True))
    return [{"name": settings.SESSION_COOKIE_NAME, "value": client.session.session_key, "url": live_server.url}]


@pytest.mark.slow
@pytest.mark.browser
def test_axe_finds_nothing_in_the_admin(live_server, addresses, session, browse, axe):
    page = browse(storage_state={"cookies": session, "origins": []})
    assert list(looked_at(page, addresses, axe)) == []


@pytest.mark.browser
def test_a_one_time_password_is_changed_in_the_browser(live_server, browse, db):
    editor = staff("berta", must_change_password=True)
    page = browse("/admin/")
    page.get_by_label("Username").fill("berta")
    page.get_by_label("Password").fill("correct horse battery staple")
    page.get_by_role("button").last.click()
    page.wait_for_url("**/admin/password_change/")
    page.get_by_label("Old password").fill("correct horse battery staple")
    page.get_by_label("New password:", exact=True).fill("ferries never burn twice")
    page.get_by_label("New password confirmation").fill("ferries never burn twice")
    page.locator("input[type=submit]").last.click()
    page.wait_for_url("**/admin/password_change/done/")
    page.goto("/admin/")
    assert page.get_by_role("heading", level=1).inner_text() == "Work in the archive"
    editor.refresh_from_db()
    assert not editor.must_change_password
