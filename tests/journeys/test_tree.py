"""What somebody hears: the accessibility tree that Chromium makes of marks, notes, veils and hidden words."""

from typing import Any, NamedTuple

import pytest
from playwright.sync_api import Page

from tests.journeys.pages import disputed, moderate

pytestmark = [pytest.mark.browser, pytest.mark.slow]


class Node(NamedTuple):
    role: str
    name: str
    properties: dict[str, Any]


def tree(page: Page) -> list[Node]:
    """Everything that is exposed, from the top of the page to its end."""
    found = page.context.new_cdp_session(page).send("Accessibility.getFullAXTree")["nodes"]
    return [
        Node(
            node["role"]["value"],
            node.get("name", {}).get("value", ""),
            {each["name"]: each["value"] for each in node.get("properties", ())},
        )
        for node in found
        if not node["ignored"]
    ]


def heard(nodes: list[Node]) -> str:
    return " ".join(node.name for node in nodes if node.role == "StaticText")


def test_veiled_words_are_heard_only_once_they_are_opened(live_server, db, browse):
    moderate()
    page = browse("/articles/fire/")
    closed = tree(page)
    veil = next(node for node in closed if node.role == "DisclosureTriangle" and node.name.startswith("Veiled"))
    assert (veil.name, veil.properties["expanded"]["value"]) == ("Veiled: abuse. Open it to read.", False)
    assert "Who?" not in heard(closed)
    page.locator("#c1 summary").press("Enter")
    opened = tree(page)
    assert "Who?" in heard(opened)
    veil = next(node for node in opened if node.role == "DisclosureTriangle" and node.name.startswith("Veiled"))
    assert veil.properties["expanded"]["value"] is True


def test_hidden_words_are_never_heard_and_what_stands_in_their_place_is(live_server, db, browse):
    moderate()
    page = browse("/articles/fire/")
    page.evaluate("document.querySelectorAll('details').forEach((each) => (each.open = true))")
    said = heard(tree(page))
    assert "[abuse, 1 word]" in said
    assert "did, ana." in said
    assert "Ana did" not in said
    assert "Withheld. Its words are kept and not shown." in said
    assert "GOAT" not in said
    assert "On hold until it is decided. Its words are kept and not shown." in said
    assert "Hm." not in said


def test_every_comment_is_an_article_with_its_number_for_a_name(live_server, db, browse):
    moderate()
    names = [node.name for node in tree(browse("/articles/fire/")) if node.role == "article"]
    assert names == [f"Comment {number}" for number in (1, 2, 3, 4)]


def test_marked_words_lead_to_their_notes_and_each_note_to_its_statement(live_server, db, browse):
    disputed()
    page = browse("/articles/marked/")
    nodes = tree(page)
    marks = [node for node in nodes if node.role == "mark"]
    notes = [node for node in nodes if node.role == "note"]
    numbers = [node.name for node in nodes if node.role == "doc-noteref"]
    assert len(marks) > 6
    assert len(notes) >= 5
    assert {"1", "2"} <= set(numbers)
    assert all("details" in mark.properties for mark in marks)
    page.locator("a[role=doc-noteref]").first.press("Enter")
    assert page.evaluate("location.hash.startsWith('#note-')")
    assert page.locator(":target h3 a").count() == 1
