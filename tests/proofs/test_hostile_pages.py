"""No page runs, shows a dialog for, or fetches what archived words say: with a policy against it and without one."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Browser, Error, Page
from pytest_django.live_server_helper import LiveServer

from tests.proofs import hostile_house
from tests.proofs.hostile_pages import every_admin, every_public, manager

pytestmark = [pytest.mark.proof, pytest.mark.browser, pytest.mark.django_db(transaction=True)]
WATCH = "window.pwn = () => { window.pwned = true; alert('pwned') }"
# What opens as a page: files such as feeds run nothing, and a browser would save them.
FILES = (".json", ".jsonld", ".csv", ".atom", ".xml", ".txt")


class Watched:
    """A page of a browser, and whatever happens on it that no reader asked for."""

    def __init__(self, page: Page, server: str) -> None:
        self.page, self.server = page, server
        self.seen: list[str] = []
        page.on("dialog", lambda dialog: (self.seen.append(f"{page.url}: a dialog"), dialog.dismiss()))

    def open(self, there: str) -> None:
        try:
            answer = self.page.goto(there, wait_until="load")
            assert answer is not None
            assert answer.status == 200, there
            ran = self.page.evaluate("window.pwned === true")
        except Error as error:
            self.seen.append(f"{there} went elsewhere: {error.message}")
            return
        if ran:
            self.seen.append(f"{there}: a script")
        if not self.page.url.startswith(f"{self.server}/"):
            self.seen.append(f"{there} leads to {self.page.url}")


@contextmanager
def watched(chromium: Browser, server: LiveServer, *, policy: bool, session: str) -> Iterator[Watched]:
    """A browser that lets nothing off the machine and tells what wanted to."""
    context = chromium.new_context(base_url=server.url, bypass_csp=not policy)
    context.add_cookies([{"name": "sessionid", "value": session, "url": server.url}])
    context.add_init_script(WATCH)
    made = Watched(context.new_page(), server.url)

    def refuse(route, request) -> None:
        made.seen.append(f"{made.page.url} asked for {request.url}")
        route.abort()

    context.route(lambda url: not url.startswith((f"{server.url}/", "data:", "blob:")), refuse)
    yield made
    context.close()


@pytest.mark.parametrize("policy", [True, False], ids=["policy", "no policy"])
def test_no_page_runs_or_fetches_what_archived_words_say(live_server, chromium, monkeypatch, policy):
    monkeypatch.setattr(hostile_house, "ARTICLES", 3)
    arms = hostile_house.build()
    assert len(arms.used) > 3000
    session = manager(arms).cookies["sessionid"].value
    pages = [there for there in [*every_public(), *every_admin()] if not there.partition("?")[0].endswith(FILES)]
    with watched(chromium, live_server, policy=policy, session=session) as browser:
        for there in pages:
            browser.open(there)
    assert browser.seen == []
    assert len(pages) > 120


@pytest.mark.parametrize(
    ("policy", "seen"), [(True, "//evil.example"), (False, "a dialog")], ids=["policy", "no policy"]
)
def test_a_builder_that_does_not_escape_is_seen(live_server, chromium, monkeypatch, policy, seen):
    monkeypatch.setattr(hostile_house, "ARTICLES", 2)
    arms = hostile_house.build()
    session = manager(arms).cookies["sessionid"].value
    monkeypatch.setattr("archive.templatetags.markup.escape", lambda words: words)
    with watched(chromium, live_server, policy=policy, session=session) as browser:
        for there in ("/articles/hostile-0/", "/admin/archive/article/"):
            browser.open(there)
    assert any(seen in each for each in browser.seen)
