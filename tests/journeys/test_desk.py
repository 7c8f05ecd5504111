"""From a file to a published page, by keyboard."""

import time
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from archive.models import Article, Comment
from tests.actions.test_bringing import brought
from tests.actions.test_bringing import page as document
from tests.admin.test_desk import sent
from tests.factories import staff
from tests.journeys.browser import looks

ARTICLE = """\
Home | News | Opinion | Contact

The burning of the ferry house

By Hanna Veld, 3 June 2009

Nobody in the town agrees on how the ferry house burnt down, and the
council put the question off until the ice had gone from the river. The
keepers of the co-op say that it was the stove, and that it was always the
stove; the men who rowed the boats say that the council asked them to re-
sign from the watch in the same week, and that nobody has asked why since.

There was a quarrel about the money as well. The house belonged to the re-
creation club, which had not paid its insurance for two winters, and the
keeper of the landing has said more than once that the posts were tarred a
day before the fire, which is a thing that nobody does when there is frost.

40 comments

"""
NAMES = ("Tam Orrin", "Öz", "kim taylor", "Мария Ивановна", "gerd kollar", "Sea Of Fog", "user_42", "Ağa Məmmədov")
WORDS = (
    "I do not believe a word of this.", "Who counted them that night?", "Read it first, then talk about it.",
    "Это неправда, и вы это знаете.", "The ferry was never full in the winter!", "It was the stove, always the stove.",
    "We were there, all of us, and we saw it with our own eyes.", "Bu doğru deyil.",
)  # fmt: skip
DEPTHS = (0, 1, 2, 0, 1, 1, 2, 3)


def newspaper_page() -> str:
    """Two hyphens at line ends that belong to their words, and forty comments."""
    said = []
    for n in range(40):
        margin = "  " * DEPTHS[n % 8]
        said.append(f"{margin}• {NAMES[n * 3 % 8]}\n{margin}  {WORDS[n * 5 % 8]}\n")
    return ARTICLE + "\n".join(said)


@pytest.fixture
def session(live_server) -> dict:
    client = Client()
    client.force_login(staff("anna", is_superuser=True))
    cookie = {"name": settings.SESSION_COOKIE_NAME, "value": client.session.session_key, "url": live_server.url}
    return {"cookies": [cookie], "origins": []}


class Hands:
    """Two hands on a keyboard. A step is one thing that a person decides to do: reach a control, fill it, press it."""

    def __init__(self, page) -> None:
        self.page, self.steps, self.keys, self.begin = page, 0, 0, time.perf_counter()

    def press(self, key: str, times: int = 1) -> None:
        self.keys += times
        for _time in range(times):
            self.page.keyboard.press(key)

    def reach(self, name: str, *, back: bool = False) -> None:
        """Tab until the control of this name has the focus."""
        self.steps += 1
        for _tab in range(60):
            self.press("Shift+Tab" if back else "Tab")
            if self.named() == name:
                return
        raise AssertionError(f"no {name} within sixty tabs; the focus is at {self.named()}")

    def named(self) -> str:
        return self.page.evaluate(
            "(document.activeElement.labels?.[0] ?? document.activeElement).innerText.trim().replace(/:$/, '')"
        )

    def type(self, words: str) -> None:
        self.steps += 1
        self.keys += len(words)
        self.page.keyboard.type(words)

    def enter(self) -> None:
        self.steps += 1
        with self.page.expect_navigation():
            self.press("Enter")

    def correct(self, line: str, what: str, to: str = "") -> None:
        """From the field of lines, where the page begins while corrections wait."""
        assert self.named() == "Lines"
        self.type(line)
        self.press("Tab")
        self.type(what)
        if to:
            self.press("Tab")
            self.type(to)
        self.enter_in(to)

    def enter_in(self, to: str) -> None:
        # Enter in a list would open it: the button is one or two tabs away.
        self.press("Tab", 1 if to else 2)
        self.enter()


@pytest.mark.slow
@pytest.mark.browser
def test_a_page_with_forty_comments_is_brought_corrected_and_published_by_keyboard(
    live_server, session, browse, tmp_path: Path, db, record_property
):
    file = tmp_path / "lantern-2009-06-03.txt"
    file.write_text(newspaper_page())
    page = browse("/admin/", storage_state=session)
    hands = Hands(page)
    hands.reach("Bring documents")
    hands.enter()
    hands.reach("Files")
    # What chooses a file is no page; Chromium does not always open it for hands that are none.
    hands.keys += 1
    page.locator(":focus").set_input_files(file)
    hands.reach("Bring")
    hands.enter()
    page.wait_for_url("**/reading/")
    assert page.locator(".desk-comment").count() == 40
    hands.reach("Lines")
    hands.correct("10, 13", "The hyphen belongs")
    assert page.locator(".desk-corrections li").all_inner_texts()[0].startswith("10 keep")
    hands.correct("32", "Answers the comment", "20")
    hands.reach("Try")
    hands.enter()
    assert page.locator(".desk-changes > li").count() == 3
    hands.reach("Reason")
    hands.type("Compared with the printed page.")
    hands.reach("Save")
    hands.enter()
    page.wait_for_url("**/reading/")
    hands.reach("Reason", back=True)
    hands.type("It is complete.")
    hands.reach("Publish")
    hands.enter()
    article = Article.objects.get()
    assert (article.state, article.text.reading.number, len(article.text.reading.corrections)) == ("published", 2, 3)
    assert Comment.objects.get(number=5).parent.number == 1
    assert "re-sign" in page.locator(".desk-block").nth(3).inner_text()
    seconds = time.perf_counter() - hands.begin
    record_property("steps", hands.steps)
    print(f"{hands.steps} steps, {hands.keys} keys, {seconds:.1f} seconds")


@pytest.mark.browser
@pytest.mark.slow
def test_axe_finds_nothing_at_the_desk(live_server, session, browse, axe, screenshot, db):
    [outcome], _run = brought(document(newspaper_page()))
    desk = reverse("admin:archive_article_reading", args=[outcome.article.pk])
    client = Client()
    client.force_login(staff("berta", is_superuser=True))
    client.post(desk, sent(corrections="10 keep", do="save", reason="The hyphen belongs to it."))
    pending = "opened=2&shape=thread&corrections=10+keep%0A32+parent+20%0A33+parent+900"
    addresses = {
        "bring": "/admin/archive/article/bring/",
        "desk": desk,
        "try": f"{desk}?try=1&{pending.replace('%0A33+parent+900', '')}",
        "refused": f"{desk}?try=1&{pending}",
        "readings": f"{desk.removesuffix('reading/')}readings/",
        "comparison": f"{desk.removesuffix('reading/')}readings/1/2/",
        "publication": f"{desk.removesuffix('reading/')}publication/",
    }
    page, found = browse(storage_state=session), {}
    for name, address in addresses.items():
        page.goto(address)
        for look in looks(page, "light-wide", "dark-narrow"):
            screenshot(page, f"desk-{name}-{look}")
            over = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
            if violations := axe(page) + [f"{over} px too wide"] * (over > 0):
                found[name, look] = violations
    assert found == {}


@pytest.mark.browser
@pytest.mark.slow
def test_a_page_stays_where_it_was_when_a_correction_is_added(live_server, session, browse, db):
    [outcome], _run = brought(document(newspaper_page()))
    page = browse(reverse("admin:archive_article_reading", args=[outcome.article.pk]), storage_state=session)
    page.locator("#l80 input").check()
    page.get_by_label("What").select_option("begin")
    before = page.evaluate("scrollY")
    with page.expect_navigation():
        page.get_by_role("button", name="Add").click()
    page.wait_for_function("scrollY > 500")
    assert abs(page.evaluate("scrollY") - before) < 100
    assert page.locator("#l80 .desk-said").inner_text() == "begin"
