"""The queue of the moderators, from start to end by keyboard; and what its pages look like."""

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from archive.actions import claims, flags, measures, notes, proposals, pseudonyms, redactions, wordrules
from archive.models import Claim, Comment, Decision, Note
from archive.text.runs import Span
from tests.actions import moderation
from tests.actions.moderation import ANNA, BO, one
from tests.factories import WHEN, Said, article, held, rule, staff, word_rule
from tests.journeys.browser import looks

QUEUE = "/admin/archive/comment/queue/"


@pytest.fixture
def session(live_server) -> dict:
    client = Client()
    client.force_login(staff("anna", is_superuser=True))
    cookie = {"name": settings.SESSION_COOKIE_NAME, "value": client.session.session_key, "url": live_server.url}
    return {"cookies": [cookie], "origins": []}


@pytest.fixture
def fire(db):
    rule("abuse", category="abuse", text="No abuse.")
    made = moderation.page()
    for number in (1, 2, 4):
        flags.put(one(number), **ANNA)
    return made


def press(tab, *keys: str) -> None:
    for key in keys:
        tab.keyboard.press(key)


def states() -> list[str]:
    return list(Comment.objects.order_by("number").values_list("state", flat=True))


@pytest.mark.browser
@pytest.mark.slow
def test_one_goes_through_the_queue_without_a_mouse(live_server, session, browse, fire):
    tab = browse(QUEUE, storage_state=session)
    press(tab, "j", "j")
    assert tab.evaluate("document.activeElement.innerText").startswith("Comment 2 under")
    assert not tab.get_by_text("Only an old GOAT").is_visible()
    press(tab, "m")
    assert tab.get_by_text("Only an old GOAT").is_visible()
    with tab.expect_navigation():
        press(tab, "Enter")
    assert not tab.get_by_text("Only an old GOAT").first.is_visible()
    press(tab, "v", "1")
    tab.keyboard.type("It calls names, v and 1 and ?.")
    with tab.expect_navigation(url=f"**/{one(4).pk}/moderate/**"):
        press(tab, "Enter")
    assert (states(), Decision.objects.get().detail.reason) == (
        ["shown", "veiled", "shown", "shown"], "It calls names, v and 1 and ?.",
    )  # fmt: skip
    with tab.expect_navigation(url=f"**/{one(1).pk}/moderate/**"):
        press(tab, "k")
    press(tab, "?")
    assert tab.locator("dialog#keys").is_visible()
    press(tab, "Escape")
    with tab.expect_navigation():
        press(tab, "c")
    assert Claim.objects.get().who == "anna"
    with tab.expect_navigation(url=f"**{QUEUE}"):
        press(tab, "q")


@pytest.mark.browser
@pytest.mark.slow
def test_several_are_chosen_decided_on_and_taken_back_by_keyboard(live_server, session, browse, fire):
    tab = browse(QUEUE, storage_state=session)
    press(tab, "j", "x", "j", "x")
    with tab.expect_navigation():
        press(tab, "d")
    tab.get_by_label("veil").check()
    tab.get_by_label("Rule:").select_option("abuse")
    tab.get_by_label("Reason").fill("They break the rule.")
    tab.get_by_role("button", name="See what would become").click()
    tab.get_by_role("button", name="Decide on all").click()
    tab.get_by_text("2 comments were decided on.").wait_for()
    assert states() == ["veiled", "veiled", "shown", "shown"]
    with tab.expect_navigation():
        press(tab, "u")
    tab.get_by_text("All of it is taken back by decision").first.wait_for()
    assert states() == ["shown"] * 4


@pytest.mark.browser
@pytest.mark.slow
def test_single_keys_can_be_switched_off_and_stay_so(live_server, session, browse, fire):
    tab = browse(QUEUE, storage_state=session)
    press(tab, "?")
    tab.get_by_label("Single keys act").uncheck()
    press(tab, "Escape")
    tab.reload()
    press(tab, "j", "?")
    assert tab.evaluate("document.activeElement.className") != "open"
    assert not tab.locator("dialog#keys").is_visible()


@pytest.mark.browser
@pytest.mark.slow
def test_without_scripts_everything_is_reached_by_links_and_buttons(live_server, session, browse, fire):
    tab = browse(QUEUE, storage_state=session, java_script_enabled=False)
    tab.get_by_role("link", name="Comment 2 under").click()
    tab.locator(".own summary").click()
    assert tab.get_by_text("Only an old GOAT").first.is_visible()
    tab.get_by_label("Private note:").fill("Seen.")
    tab.get_by_role("button", name="Keep the note").click()
    assert Note.objects.get().words == "Seen."
    tab.get_by_role("link", name="The next one").click()
    assert "Comment 4 under" in tab.locator("#comment").inner_text()


@pytest.mark.browser
@pytest.mark.slow
def test_axe_finds_nothing_in_the_queue_and_beside_it(live_server, session, browse, axe, screenshot, fire):
    redactions.redact(one(3), [Span(0, 3)], moderation.reasons(facts=""), **ANNA)
    pseudonyms.pseudonymise(one(4), moderation.reasons(facts=""), **ANNA)
    proposals.propose([one(2)], "withhold", moderation.reasons(), **BO, reason="It breaks the rule.")
    held(article("סירה", slug="boat", language="he"), [("paragraph", "הבית בער.")], [Said("x" * 300), Said("מה?")])
    boat = list(Comment.objects.filter(article__slug="boat"))
    numbers = measures.decide(boat, "veil", moderation.reasons(), **ANNA)
    second, third = (fire.comments.get(number=number) for number in (2, 3))
    claims.take(second, by="bo", at=WHEN.replace(year=2999))
    notes.write(second, "Hm.", by="bo", at=WHEN)
    words, other = word_rule(), word_rule("cow*", code="cows")
    wordrules.switch_on(wordrules.rehearse(words, at=WHEN), **ANNA)
    abuse = rule("abuse").pk
    pages = {
        "queue": QUEUE,
        "comment": reverse("admin:archive_comment_moderate", args=[second.pk], query={"at": "3.1"}),
        "hidden": reverse("admin:archive_comment_moderate", args=[third.pk]),
        "hebrew": reverse("admin:archive_comment_moderate", args=[Comment.objects.get(text__length=300).pk]),
        "batch": reverse("admin:archive_comment_batch", args=[numbers[0] - 1]),
        "rehearsal": reverse("admin:archive_wordrule_rehearsal", args=[words.pk]),
        "rehearsed-not": reverse("admin:archive_wordrule_rehearsal", args=[other.pk]),
        "word-rule": reverse("admin:archive_wordrule_new"),
        "word-rules": reverse("admin:archive_wordrule_changelist"),
        "house-rule": reverse("admin:archive_houserule_write", args=[abuse]),
        "house-rule-shown": reverse("admin:archive_houserule_change", args=[abuse]),
        "interest": reverse("admin:archive_article_interest", args=[fire.pk]),
    }
    tab, found = browse(storage_state=session), {}
    for name, address in pages.items():
        tab.goto(address)
        for look in looks(tab, "light-wide", "dark-narrow"):
            tab.evaluate("document.querySelectorAll('details').forEach((each) => (each.open = true))")
            screenshot(tab, f"moderating-{name}-{look}")
            over = tab.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
            if violations := axe(tab) + [f"{over} px too wide"] * (over > 0):
                found[name, look] = violations
    tab.goto(QUEUE)
    press(tab, "?")
    if violations := axe(tab):
        found["sheet"] = violations
    assert found == {}
