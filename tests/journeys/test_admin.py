"""What editors work in, wide and narrow, light and dark."""

import pytest
from django.conf import settings
from django.test import Client

from tests.factories import staff


@pytest.fixture
def session(live_server) -> list[dict[str, str]]:
    """The cookie of an editor who is logged in."""
    client = Client()
    client.force_login(staff("anna", is_superuser=True))
    return [{"name": settings.SESSION_COOKIE_NAME, "value": client.session.session_key, "url": live_server.url}]


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
