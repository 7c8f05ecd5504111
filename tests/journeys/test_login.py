"""Coming in: log-in, lock-out, second factor and the accounts, wide and narrow, light and dark, by keyboard alone."""

import os
import re
from base64 import b32decode
from itertools import cycle

import pytest
from django.contrib.auth.models import Group
from django.test import Client

from archive.models import User
from archive.models.second_factors import has_second_factor
from tests.factories import staff
from tests.journeys.browser import LOOKS, looks
from tests.second_factors import PASSWORD, again, enrolled, shown

pytestmark = pytest.mark.browser
CHOSEN = "ferries never burn twice"


@pytest.fixture
def dora(db) -> User:
    made = staff("dora")
    made.groups.set(Group.objects.filter(name="administrator"))
    return made


@pytest.fixture
def looked_at(axe, screenshot):
    """A function that shows a page to axe, which must find nothing, and keeps pictures of its looks."""
    found: dict[str, list[str]] = {}
    turns = cycle([LOOKS] if os.environ.get("SCREENSHOTS") else [[look] for look in LOOKS])

    def looked_at(page, name: str) -> None:
        for look in looks(page, *next(turns)):
            screenshot(page, f"{name}-{look}")
            over = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
            wider = [f"scrolls sideways by {over}"] if over > 0 else []
            if faults := axe(page) + wider:
                found[f"{name} {look}"] = faults

    yield looked_at
    assert found == {}


def typed(page, *keys: str) -> None:
    """Keys and words in turn, on whatever has the focus; a page that has just come may not have given it yet."""
    page.locator(":focus").wait_for(state="attached")
    for key in keys:
        page.keyboard.press(key) if key in ("Tab", "Enter", "Space") else page.keyboard.type(key)


@pytest.mark.slow
def test_a_second_factor_is_set_up_and_used_by_keyboard(live_server, browse, looked_at, dora):
    page = browse("/admin/second-factor/")
    looked_at(page, "login")
    typed(page, "dora", "Tab", PASSWORD, "Enter")
    page.get_by_role("heading", name="Second factor").wait_for()
    looked_at(page, "second-factor-none")
    page.get_by_role("link", name="Set up a second factor").press("Enter")
    page.wait_for_url("**/set-up/")
    looked_at(page, "set-up")
    key = page.locator("dd code").first.inner_text().replace(" ", "")
    page.get_by_label("Code").press("0")
    typed(page, "00000", "Enter")
    page.get_by_text("another code").wait_for()
    looked_at(page, "set-up-wrong")
    page.get_by_label("Code").fill("")
    page.get_by_label("Code").focus()
    typed(page, shown(hexed(key)), "Enter")
    page.get_by_role("heading", name="Your recovery codes").wait_for()
    looked_at(page, "recovery-codes")
    assert has_second_factor(dora)
    page.goto("/admin/second-factor/")
    looked_at(page, "second-factor")
    for way in ("codes", "remove"):
        page.goto(f"/admin/second-factor/{way}/")
        looked_at(page, f"second-factor-{way}")
    page.get_by_role("button", name="Log out").press("Enter")
    page.wait_for_url("**/admin/logout/")
    page.goto("/admin/")
    typed(page, "dora", "Tab", PASSWORD, "Enter")
    page.wait_for_url("**/admin/login/code/")
    looked_at(page, "login-code")
    typed(page, "222222", "Enter")
    page.get_by_text("This code opens nothing").wait_for()
    looked_at(page, "login-code-wrong")


def hexed(key: str) -> str:
    return b32decode(key).hex()


def test_a_code_after_the_password_opens_the_archive(live_server, browse, dora):
    enrolled(dora)
    page = browse("/admin/")
    typed(page, "dora", "Tab", PASSWORD, "Enter")
    page.wait_for_url("**/admin/login/code/")
    typed(page, again(), "Enter")
    page.get_by_role("heading", name="Work in the archive").wait_for()


@pytest.mark.slow
def test_the_page_of_the_lock_out_is_calm(live_server, browse, looked_at, dora):
    for _ in range(4):
        Client().post("/admin/login/", {"username": "dora", "password": "wrong"})
    page = browse("/admin/")
    typed(page, "dora", "Tab", "wrong", "Enter")
    page.get_by_role("heading", name="Log-in is closed for a while").wait_for()
    assert re.search(r"Try again at \d\d:\d\d UTC, in 15 minutes\.", page.locator("#content").inner_text())
    looked_at(page, "locked")


@pytest.mark.slow
def test_an_administrator_keeps_accounts_by_keyboard(live_server, browse, looked_at, dora):
    page = browse("/admin/archive/user/add/")
    typed(page, "dora", "Tab", PASSWORD, "Enter")
    page.get_by_role("heading", name="New account").wait_for()
    looked_at(page, "account-new")
    page.get_by_role("button", name="Make the account").press("Enter")
    page.get_by_text("Please correct the errors below.").wait_for()
    looked_at(page, "account-wrong")
    page.get_by_label("User name").focus()
    typed(page, "anna", "Tab", "Space", "Tab", "Tab", "Tab", "Tab", "She begins on Monday.", "Enter")
    page.get_by_role("heading", name="One-time password").wait_for()
    looked_at(page, "account-told")
    anna = User.objects.get(username="anna")
    assert anna.roles() == ["cataloguer"]
    for name in ("", f"{anna.pk}/change/", f"{anna.pk}/roles/", f"{anna.pk}/again/", f"{anna.pk}/close/"):
        page.goto(f"/admin/archive/user/{name}")
        looked_at(page, f"account-{name.strip('/').rpartition('/')[2] or 'list'}")
    page.goto("/admin/axes/accessattempt/")
    looked_at(page, "attempts")


@pytest.mark.slow
def test_a_password_is_changed_before_anything_else(live_server, browse, looked_at, dora):
    User.objects.update(must_change_password=True)
    page = browse("/admin/")
    typed(page, "dora", "Tab", PASSWORD, "Enter")
    page.wait_for_url("**/admin/password_change/")
    looked_at(page, "password")
    page.get_by_label("Old password").focus()
    typed(page, "wrong", "Tab", CHOSEN, "Tab", "something else", "Enter")
    page.get_by_text("Please correct the errors below.").wait_for()
    looked_at(page, "password-wrong")
    page.get_by_label("Old password").fill(PASSWORD)
    page.get_by_label("New password:", exact=True).fill(CHOSEN)
    page.get_by_label("New password confirmation").focus()
    typed(page, CHOSEN, "Enter")
    page.wait_for_url("**/admin/password_change/done/")
    looked_at(page, "password-done")
