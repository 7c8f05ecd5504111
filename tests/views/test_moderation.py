import csv
import io
import re
from xml.etree import ElementTree

import pytest

from archive.actions import houserules, measures, pseudonyms, redactions
from archive.actions.undoing import take_back
from archive.models import Article, Comment, Decision
from archive.rules.moderation import PUBLIC_VERBS
from archive.text.runs import Span
from tests.actions.moderation import ANNA, SAID, agreed, last, one, page, reasons
from tests.factories import Said, article, held, rule

pytestmark = pytest.mark.django_db
ADDRESSES = ("/moderation/", "/moderation.json", "/moderation.csv", "/moderation.atom", "/moderation/figures/")
OTHERWISE = {**ANNA, "reason": "It was taken for another."}


@pytest.fixture
def decided():
    """Four decisions: a veil, a withholding, words hidden, and the veil taken back."""
    of = page()
    measures.decide([one(1)], "veil", reasons(), **ANNA)
    agreed(one(2))
    redactions.redact(one(3), [Span(0, 3)], reasons(facts=""), **{**ANNA, "reason": "A name."})
    take_back(Decision.objects.get(number=1), **OTHERWISE)
    return of


def text(client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200, address
    return re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", response.content.decode()))


def numbers(client, query: str = "") -> list[int]:
    return [row["number"] for row in client.get(f"/moderation.json{query}").json()["decisions"]]


def test_every_decision_of_moderation_is_told_the_newest_first(client, decided):
    assert numbers(client) == [4, 3, 2, 1]
    shown = text(client, "/moderation/")
    assert "Comment withheld : abuse 2 January 2026 Decision 2 Comment 2 under Ferry house burns" in shown
    assert "It was taken for another." in shown


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("?verb=comment.withhold", [2]),
        ("?rule=abuse", [4, 3, 2, 1]),
        ("?rule=other", []),
        ("?article=fire", [4, 3, 2, 1]),
        ("?article=elsewhere", []),
        ("?month=2026-01", [4, 3, 2, 1]),
        ("?month=2025-12", []),
        ("?before=3", [2, 1]),
        ("?rule=abuse&verb=comment.veil", [1]),
    ],
)
def test_decisions_are_found_by_rule_article_verb_and_month(client, decided, query, found):
    article(slug="elsewhere")
    rule("other")
    assert numbers(client, query) == found
    assert client.get(f"/moderation/{query}").status_code == 200
    assert len(client.get(f"/moderation.csv{query}").content.splitlines()) == len(found) + 1


@pytest.mark.slow
@pytest.mark.parametrize("query", [
    "rule=no-such", "rule=%00", "article=no-such", "article=%00", "verb=article.create", "verb=x", "month=2026-13",
    "month=0000-01", "month=9999-12", "month=x", "before=0", "before=x", "before=99999999999", "rule=" + "x" * 9999,
])  # fmt: skip
def test_what_nobody_can_ask_for_is_not_found(client, decided, query):
    for address in ("/moderation/", "/moderation.json", "/moderation.csv"):
        assert client.get(f"{address}?{query}").status_code == 404


def test_a_decision_has_its_own_address_and_the_fields_of_a_statement_of_reasons(client, decided):
    assert client.get("/moderation/2.json").json() == {
        "number": 2, "at": "2026-01-02T03:05:05Z", "verb": "comment.withhold", "article": "fire", "comment": 2,
        "state": "withheld", "reason": "It breaks the rule.", "rule": "abuse 1", "category": "abuse", "ground": "law",
        "law": "GDPR, article 17", "facts": "It calls a person names.", "note": None, "prompt": "own initiative",
        "automated": False, "review_on": None, "until": None, "words": 9, "two_people": True, "single_moderator": False,
        "takes_back": None, "taken_back_by": None,
    }  # fmt: skip
    shown = text(client, "/moderation/2/")
    for said in ("the law: GDPR, article 17", "two different people", "9 words", "without an end date", "no: people"):
        assert said in shown
    assert "Taken back by 4" in text(client, "/moderation/1/")
    assert "Takes back 1" in text(client, "/moderation/4/")


def test_a_stub_leads_to_its_decision(client, decided):
    assert "Decision 2" in text(client, "/articles/fire/")
    assert '<a href="/moderation/2/">' in client.get("/articles/fire/").content.decode()


def test_nothing_hidden_and_nobody_who_decides_is_named(client, decided):
    pseudonyms.pseudonymise(one(1), reasons(facts=""), **{**ANNA, "reason": "Asked for."})
    addresses = [
        *ADDRESSES,
        *(f"/moderation/{n}/" for n in numbers(client)),
        *(f"/moderation/{n}.json" for n in numbers(client)),
    ]
    for address in addresses:
        told = client.get(address).content.decode().replace("analy", "")
        assert [word for word in ("GOAT", SAID[:12], "Ana", "Tam", "anna", "bo<") if word in told] == [], address


@pytest.mark.parametrize("state", ["draft", "withdrawn"])
def test_of_what_nobody_knows_no_decision_is_told_and_of_what_was_here_each(client, decided, state):
    other = held(article("CANARY", slug="other", state=state), comments=[Said("Hm.")])
    measures.decide(list(other.comments.all()), "veil", reasons(), **ANNA)
    known = state == "withdrawn"
    assert (last().number in numbers(client)) is known
    assert (client.get(f"/moderation/{last().number}/").status_code == 200) is known
    assert (client.get("/moderation/?article=other").status_code == 200) is known


def test_other_decisions_of_the_log_have_no_address_here(client):
    from tests.factories import decision

    other = decision("article:any", "article.create")
    assert client.get(f"/moderation/{other.number}/").status_code == 404
    assert client.get("/moderation/999/").status_code == 404


def test_no_cell_is_a_formula(client, decided):
    for words in ('=HYPERLINK("x")', "+1", "-1", "@x", "\tx", "|x"):
        measures.decide([one(4)], "veil", reasons(), **{**ANNA, "reason": words})
        measures.decide([one(4)], "show", **ANNA)
    rows = list(csv.DictReader(io.StringIO(client.get("/moderation.csv").content.decode())))
    assert len(rows) == 16
    assert [cell for row in rows for cell in row.values() if cell.startswith(("=", "+", "-", "@", "\t", "|"))] == []
    assert "'+1" in {row["reason"] for row in rows}


def test_the_feed_is_sound_xml_whatever_was_written(client, decided):
    measures.decide([one(4)], "veil", reasons(), **{**ANNA, "reason": "<b>&\x0b\x1b ]]>"})
    feed = ElementTree.fromstring(client.get("/moderation.atom").content)  # noqa: S314
    entries = feed.findall("{http://www.w3.org/2005/Atom}entry")
    assert len(entries) == 5
    assert entries[0].find("{http://www.w3.org/2005/Atom}summary").text == "<b>& ]]>"


def test_the_rules_stand_in_public_with_every_version(client):
    houserules.write("abuse", "abuse", "No abuse.", examples=["You goat!"], **ANNA)
    houserules.write("abuse", "abuse", "No abuse of persons.", "Not of boats.", **ANNA)
    old = houserules.write("noise", "noise", "No noise.", **ANNA)
    houserules.give_up(old, **ANNA)
    shown = text(client, "/moderation/rules/")
    for said in (
        "No abuse of persons.",
        "Not of boats.",
        "1 earlier version",
        "No abuse. ",
        "Version 2",
        "hold no more",
    ):
        assert said in shown
    assert "so nothing can be hidden" not in shown


def test_a_house_with_one_moderator_says_so_in_public(client, settings):
    said = "This house has one moderator"
    for address in ("/moderation/", "/moderation/rules/"):
        assert said not in text(client, address)
    settings.SINGLE_MODERATOR = True
    for address in ("/moderation/", "/moderation/rules/"):
        assert said in text(client, address)


def test_the_figures_count_by_month_and_rule_and_what_was_taken_back(client, decided):
    context = client.get("/moderation/figures/").context
    [month] = context["months"]
    assert (month["count"], month["reversed"], context["bars"]) == (4, 1, [(0, 0, 100)])
    assert [(row.code, count) for row, count in context["by_rule"]] == [("abuse", 4)]
    assert (context["proposals"], round(context["median"] * 60)) == (1, 1)


def test_an_archive_without_moderation_has_all_pages(client):
    for address in (*ADDRESSES, "/moderation/rules/"):
        assert client.get(address).status_code == 200
    assert Article.objects.count() == Comment.objects.count() == 0
    assert len(set(PUBLIC_VERBS)) == len(PUBLIC_VERBS)


@pytest.mark.slow
def test_a_page_holds_a_hundred_and_leads_on(client):
    of = held(article(slug="long"), comments=[Said("Hm.") for _ in range(11)])
    rows = list(of.comments.all())
    for _ in range(5):
        measures.decide(rows, "veil", reasons(), **ANNA)
        measures.decide(list(of.comments.all()), "show", **ANNA)
        rows = list(of.comments.all())
    first = client.get("/moderation.json").json()
    assert (len(first["decisions"]), first["next"]) == (100, "/moderation.json?before=12")
    # The first is that of the batch, and the decisions on its comments follow it.
    assert numbers(client, "?before=12") == list(range(11, 1, -1))
