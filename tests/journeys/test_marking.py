"""From words in an article to a published statement, by keyboard; and what the pages of statements look like."""

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from archive.models import Occurrence, Statement
from tests.factories import Said, article, evidence, held, occurrence, staff, statement
from tests.journeys.browser import looks
from tests.journeys.test_desk import Hands

WORDS = "The ferry house 🔥 burned to its posts on Friday nig\u0301ht, and nobody rang."
COMMENTS = [Said("It burned on Friday night. Who rang?"), Said("הבית בער ביום שישי."), Said("x. " * 20)]


@pytest.fixture
def session(live_server) -> dict:
    client = Client()
    client.force_login(staff("anna", is_superuser=True))
    cookie = {"name": settings.SESSION_COOKIE_NAME, "value": client.session.session_key, "url": live_server.url}
    return {"cookies": [cookie], "origins": []}


@pytest.fixture
def page(db):
    blocks = [("title", "The ferry house"), ("paragraph", WORDS), ("paragraph", "The council met.")]
    return held(article("The ferry house", slug="ferry"), blocks, COMMENTS)


def marking(page, **query) -> str:
    return reverse("admin:archive_article_marking", args=[page.pk], query=query)


def chosen(tab) -> str:
    return tab.locator("#chosen").inner_text().removeprefix("Selected: ")


@pytest.mark.slow
@pytest.mark.browser
def test_words_become_a_published_statement_by_keyboard(live_server, session, browse, page):
    tab = browse(marking(page), storage_state=session)
    hands = Hands(tab)
    for _tab in range(60):
        hands.press("Tab")
        if tab.evaluate("document.activeElement.className") == "reading":
            break
    assert chosen(tab) == "The"
    hands.press("ArrowDown")
    hands.press("ArrowRight", 3)
    assert chosen(tab) == "burned"
    hands.press("Shift+ArrowRight", 6)
    hands.press("Shift+ArrowLeft")
    assert chosen(tab) == "burned to its posts on Friday"
    hands.press("Alt+ArrowRight", 6)
    assert chosen(tab) == "burned to its posts on Friday nig\u0301ht"
    hands.press("Enter")
    hands.reach("Or a new one")
    hands.type("The ferry house burned down on a Friday.")
    hands.press("Tab")
    hands.type("event")
    hands.reach("Reason")
    hands.type("Others say that it was a Saturday.")
    hands.reach("Mark")
    hands.enter()
    row = Occurrence.objects.select_related("statement").get()
    assert (row.exact, row.decision, row.statement.kind) == (
        "burned to its posts on Friday nig\u0301ht", "accepted", "event",
    )  # fmt: skip
    assert tab.locator("mark").all_inner_texts() == [row.exact]
    tab.goto(reverse("admin:archive_statement_move", args=[row.statement_id]))
    for button in ("Take up", "Hand in for review", "Publish"):
        tab.goto(reverse("admin:archive_statement_move", args=[row.statement_id]))
        hands.reach("Reason")
        hands.type("It is disputed.")
        hands.reach(button)
        hands.enter()
    assert Statement.objects.values_list("workflow", "number").get() == ("published", 1)
    print(f"{hands.steps} steps, {hands.keys} keys")


@pytest.mark.browser
@pytest.mark.slow
def test_words_that_are_selected_with_the_mouse_go_into_the_form(live_server, session, browse, page):
    one = statement("It burned.")
    occurrence(one, page.text, "🔥 burned")
    tab = browse(marking(page, statement=one.pk), storage_state=session)
    assert not tab.locator(".what").is_visible()
    box = tab.get_by_text("Who rang?").bounding_box()
    tab.mouse.click(box["x"] + 40, box["y"] + box["height"] / 2, click_count=3)
    tab.locator(".what").wait_for()
    assert tab.get_by_role("textbox", name="Words").input_value() == "It burned on Friday night. Who rang?"
    assert tab.locator("[name=spot]").input_value() == f"{page.comments.get(number=1).text_id}:0:36"


@pytest.mark.browser
@pytest.mark.slow
def test_in_words_that_run_to_the_left_the_arrows_lead_where_they_point(live_server, session, browse, page):
    tab = browse(marking(page), storage_state=session)
    tab.locator(".reading").focus()
    tab.keyboard.press("ArrowDown")
    for _down in range(3):
        tab.keyboard.press("ArrowDown")
    assert chosen(tab) == "הבית"
    tab.keyboard.press("ArrowLeft")
    assert chosen(tab) == "בער"


@pytest.mark.browser
@pytest.mark.slow
def test_axe_finds_nothing_at_the_desk_of_statements(live_server, session, browse, axe, screenshot, page):
    one, other = statement("It burned."), statement("It rained.", workflow="in review")
    for number, text in enumerate([page.text, page.comments.get(number=1).text], 1):
        occurrence(one, text, "burned", decision=["accepted", "proposed"][number - 1])
        evidence(one, text, "burned", side=["supports", "refutes"][number - 1])
    addresses = [f"archive_statement_{name}" for name in ("move", "finding", "places", "evidence", "relations")]
    pages = [reverse(f"admin:{name}", args=[row.pk]) for name in addresses for row in (one, other)]
    pages += [reverse("admin:archive_statement_change", args=[one.pk]), reverse("admin:archive_statement_changelist")]
    occurrence(other, page.text, "Friday", state="edited")
    occurrence(other, page.text, "posts", number=2, decision="proposed", state="orphaned")
    pages += [reverse("admin:archive_statement_place", args=[other.pk, number]) for number in (1, 2)]
    pages += [reverse("admin:archive_statement_waiting"), reverse("admin:archive_statement_history", args=[one.pk])]
    pages += [reverse("admin:archive_statement_add"), reverse("admin:archive_statement_piece", args=[one.pk, 1])]
    tab, found = browse(storage_state=session), {}
    for address in (*pages, marking(page, statement=one.pk), "quote"):
        if address == "quote":
            tab.goto(marking(page, statement=one.pk))
            tab.get_by_role("textbox", name="Words").fill("burned")
            tab.get_by_role("button", name="Find").click()
            tab.locator(".choices").wait_for()
        else:
            tab.goto(address)
        for look in looks(tab, "light-wide", "dark-narrow"):
            screenshot(tab, f"marking-{address.strip('/').replace('/', '-').partition('?')[0]}-{look}")
            over = tab.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
            if violations := axe(tab) + [f"{over} px too wide"] * (over > 0):
                found[address, look] = violations
    assert found == {}
