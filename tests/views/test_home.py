import re

import pytest
from django.core.cache import cache
from django.utils.text import capfirst

from archive.actions import articles
from archive.models import Statement
from archive.states import Finding
from tests.factories import WHEN, Said, article, collection, evidence, held, occurrence, parallel, publisher, statement

pytestmark = pytest.mark.django_db


def test_the_front_of_an_empty_archive_says_so_and_has_no_empty_parts(client):
    shown = client.get("/").content.decode()
    assert "No text is published here yet." in shown
    assert re.findall('<h2 id="(.*?)"', shown) == ["ways"]


def test_the_front_says_what_the_archive_lacks_and_what_is_invented(client):
    real = collection("Letters", lacks="It is one-sided.")
    article(authors=[None], collection=real)
    article(
        authors=["Hanna Veld"],
        publisher=publisher(),
        date_earliest=WHEN,
        text=None,
        collection=collection("Sample", invented=True),
    )
    shown = " ".join(client.get("/").content.decode().split())
    assert "one-sided" in shown
    assert (
        "The words of 2 articles are not held. Of all articles here, 1 names no author, 1 no publisher, 1 no date."
        in shown
    )
    assert "invented, to try the archive on" in shown


def test_the_figures_follow_the_log(client):
    draft = article(state="draft", abstract="It tells.")
    assert client.get("/").context["figures"]["articles"] == 0
    articles.publish(draft, by="hanna", at=WHEN, reason="Ready.")
    assert client.get("/").context["figures"]["articles"] == 1


def test_an_empty_archive_has_a_front_and_an_introduction(client):
    assert client.get("/").status_code == client.get("/about/").status_code == 200


def test_the_introduction_tells_everything_that_the_collections_say_of_themselves(client):
    article(collection=collection("Letters", description="Nine letters.\n\nAll of 1957.", lacks="The answers."))
    shown = client.get("/about/").content.decode()
    for said in ("Letters", "<p>Nine letters.</p>", "<p>All of 1957.</p>", "<p>The answers.</p>"):
        assert said in shown


def test_a_collection_of_drafts_is_not_introduced(client):
    article(state="draft", collection=collection("Planted canary"))
    assert "Planted canary" not in client.get("/").content.decode() + client.get("/about/").content.decode()


def test_what_is_invented_says_so_in_lists_and_on_its_page(client):
    one = article(collection=collection("Sample", invented=True))
    assert '<span class="state">invented</span>' in client.get("/articles/").content.decode()
    assert '<span class="state">invented</span>' in client.get(one.get_absolute_url()).content.decode()


def test_the_newest_come_first(client):
    old, new = article("Old", published_at=WHEN), article("New", published_at=WHEN.replace(year=2027))
    assert [row.pk for row in client.get("/").context["newest"]] == [new.pk, old.pk]


def test_the_front_says_what_is_disputed_the_last_published_first_and_how_much(client):
    there = article(slug="page")
    for number in range(1, 7):
        statement(f"Statement of {number}.", number=number)
    statement("Planted canary", workflow="in review")
    occurrence(Statement.objects.get(number=6), held(there).text, "burned")
    shown = client.get("/")
    rows = [(row.number, stands.places) for row, stands, _both in shown.context["disputed"]]
    assert rows == [(6, 1), (5, 0), (4, 0), (3, 0)]
    assert "All 6 disputed statements" in shown.content.decode()
    assert "Planted canary" not in shown.content.decode()


def test_the_front_counts_what_is_held_on_both_sides_and_says_an_empty_side_aloud(client):
    page = held(article(), [("paragraph", "It burned, they say.")], [Said("It burned.")])
    one = statement("That it burned.", number=7)
    occurrence(one, page.text, "burned")
    evidence(one, page.comments.get().text, "It burned")
    evidence(one, side="supports", sourced=True), evidence(one, side="supports", sourced=True)
    evidence(one, page.text, "they say", side="context")
    shown = client.get("/").content.decode()
    row = shown.split('<ol class="contested">')[1].partition("</li>")[0]
    assert " ".join(re.sub("<[^>]+>", " ", row).split()) == (
        "That it burned. Statement 7 Not examined stands in 1 place for it 2 independent sources"
        " against it no independent source on this side in this archive 1 reader’s comment"
    )


def test_the_front_draws_the_collection_within_bounds(client, monkeypatch):
    a, b, c = (held(article(f"Page {n}")) for n in range(3))
    parallel(a.text, "burned", b.text, "burned"), parallel(a.text, "burned", c.text, "burned")
    assert client.get("/").content.decode().count('<path class="shares"') == 2
    monkeypatch.setattr("archive.views.home.DRAWN", (3, 1))
    cache.clear()
    assert client.get("/").content.decode().count('<path class="shares"') == 1


def test_the_introduction_tells_the_rule_of_marking_and_every_finding(client):
    shown = client.get("/about/").content.decode()
    assert "They are marked by rule, whoever says it: every figure with a rival figure" in shown
    for finding in Finding:
        assert f"<dt>{capfirst(finding.label)}</dt>" in shown
