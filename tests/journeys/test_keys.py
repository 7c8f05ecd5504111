"""The sheet of keys on the pages where people work: what it lists is what acts there."""

import pytest
from django.urls import reverse

from archive.actions import flags
from tests.actions import moderation
from tests.actions.moderation import ANNA, one
from tests.factories import occurrence, rule, statement
from tests.journeys.test_moderating import press, session  # noqa: F401

ALWAYS = ["Esc", "?"]


def listed(tab) -> list[str]:
    press(tab, "?")
    found = tab.locator("dialog#keys kbd:visible").all_inner_texts()
    press(tab, "Escape")
    return found


@pytest.mark.browser
@pytest.mark.slow
def test_each_page_lists_the_keys_that_act_on_it(live_server, session, browse, db):  # noqa: F811
    rule("abuse", category="abuse")
    article = moderation.page()
    flags.put(one(2), **ANNA)
    row = statement("It burned.")
    occurrence(row, one(2).text, "burns", decision="proposed")
    tab = browse("/admin/archive/comment/queue/", storage_state=session)
    assert listed(tab) == ["j", "k", "Enter", "m", "x", "d", *ALWAYS]
    tab.goto(reverse("admin:archive_statement_waiting"))
    assert listed(tab) == ["j", "k", "Enter", "x", "a", "r", "i", *ALWAYS]
    tab.goto(reverse("admin:archive_article_bring"))
    assert listed(tab) == ["f", "w", *ALWAYS]
    tab.goto(reverse("admin:archive_article_reading", args=[article.pk]))
    assert listed(tab) == ["l", "w", "t", "i", "p", *ALWAYS]
    tab.goto(reverse("admin:archive_article_marking", args=[article.pk]))
    assert listed(tab)[:3] == ["j", "k", "Enter"]
    tab.goto(reverse("admin:archive_comment_moderate", args=[one(3).pk]))
    assert listed(tab)[:4] == ["q", "c", "n", "i"]


@pytest.mark.browser
@pytest.mark.slow
def test_a_proposed_place_is_accepted_by_keyboard(live_server, session, browse, db):  # noqa: F811
    moderation.page()
    row = occurrence(statement("It burned."), one(2).text, "burns", decision="proposed")
    tab = browse(reverse("admin:archive_statement_places", args=[row.statement_id]), storage_state=session)
    press(tab, "j", "x", "a")
    assert tab.evaluate("document.activeElement.name") == "reason"
    tab.keyboard.type("It says so.")
    press(tab, "Escape")
    with tab.expect_navigation():
        press(tab, "a")
    row.refresh_from_db()
    assert row.decision == "accepted"
