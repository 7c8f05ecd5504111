import re
import time
from html import unescape

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from archive.models import Article
from archive.search import indexing
from tests.factories import (
    Said,
    article,
    held,
    long_thread,
    measure,
    occurrence,
    publisher,
    redaction,
    statement,
    tag,
    tagged,
)

pytestmark = pytest.mark.django_db


def page(client, query: str) -> str:
    response = client.get(f"/search/?{query}")
    assert response.status_code == 200
    return response.content.decode()


def headlines(html: str) -> list[str]:
    return [re.sub("<[^>]+>", "", part) for part in re.findall(r'<div class="headline">(.*?)</div>', html)]


@pytest.fixture
def ferry():
    made = article("Ferry house", slug="ferry", authors=["Hanna Veld"], tags=["Ferries"], publisher=publisher())
    held(
        made,
        [("paragraph", "Nobody saw it. The old <ferry> burned. It was Friday.")],
        [Said("Which ferry?", "Tam Orrin")],
    )
    indexing.rebuild()
    return made


def test_the_sentence_of_the_hit_is_shown_and_leads_to_the_words(client, ferry):
    html = page(client, "q=ferry")
    assert headlines(html) == ["Ferry house", "Comment 1"]
    assert "The old &lt;<mark>ferry</mark>&gt; burned." in html
    assert 'href="/articles/ferry/?find=ferry#f0-1"' in html
    assert 'href="/articles/ferry/?find=ferry#f1-1"' in html


def test_a_hit_on_a_later_page_of_a_thread_leads_there(client):
    long_thread(150)
    indexing.rebuild()
    slug = Article.objects.get().slug
    assert f'href="/articles/{slug}/thread/2/?find=149#f150-1"' in page(client, "q=149")


def test_following_a_result_the_very_words_are_marked_there(client, ferry):
    said = ferry.comments.get()
    occurrence(statement("The old ferry burned by itself."), ferry.text, "The old <ferry> burned")
    redaction(said, "Which")
    for kind in ("articles", "comments"):
        there, place = re.search(
            r'href="(/articles/ferry/[^"]*)#(f[0-9-]+)"', page(client, f"q=ferry&in={kind}")
        ).groups()
        assert f'<mark class="hit" id="{place}">ferry</mark>' in client.get(there).content.decode()


def test_a_hit_in_a_title_is_marked_in_the_heading(client):
    held(article("Ferry house", slug="ferry"), [("title", "Ferry house"), ("paragraph", "It burned.")])
    html = client.get("/articles/ferry/?find=ferry+burned").content.decode()
    assert '<mark class="hit" id="f0-1">Ferry</mark> house</h1>' in html
    assert 'It <mark class="hit" id="f0-2">burned</mark>.' in html
    assert "Disputed statements on this page" not in html


def test_a_hit_in_a_veiled_comment_is_marked_behind_the_veil(client):
    made = held(article("Ferry", slug="ferry"), comments=[Said("Only a goat.", state="veiled")])
    measure(made.comments.get())
    html = client.get("/articles/ferry/?find=goat").content.decode()
    assert re.search(r'<details class="veil">.*Only a <mark class="hit" id="f1-1">goat</mark>', html)


@pytest.mark.slow
@pytest.mark.parametrize("find", ["", "\0", '"', "a" * 100_000, "-ferry", "author:x", "<b>", "a* b* c*"])
def test_whatever_is_to_be_marked_the_page_is_there(client, ferry, find):
    response = client.get("/articles/ferry/", {"find": find})
    assert response.status_code == 200
    assert "The old" in response.content.decode()


def test_the_words_of_a_veiled_comment_are_found_and_not_told(client):
    made = held(article("Ferry"), comments=[Said("Only a goat.", state="veiled")])
    measure(made.comments.get())
    indexing.rebuild()
    html = page(client, "q=goat")
    assert headlines(html) == ["Comment 1"]
    assert "Veiled. Open it there to read." in html
    assert "Only a" not in html


def test_the_names_of_commenters_are_neither_found_nor_shown(client, ferry):
    assert headlines(page(client, "q=Orrin")) == []
    assert "Orrin" not in page(client, "q=ferry")


def test_what_is_hidden_since_the_index_was_made_is_not_shown(client, ferry):
    Article.objects.filter(pk=ferry.pk).update(rights="record")
    html = page(client, "q=burned")
    assert headlines(html) == ["Ferry house"]
    assert "old" not in html


def test_facets_count_what_was_found_and_lead_on(client, ferry):
    held(article("Ferry two", authors=["Hanna Veld"], language="he"))
    statement("The ferry burned by itself.")
    tagged(ferry.comments.get(), "Boats")
    indexing.rebuild()
    found = client.get("/search.json?q=ferry").json()
    assert {name: {each["value"]: each["count"] for each in values} for name, values in found["facets"].items()} == {
        "in": {"articles": 2, "comments": 1, "statements": 1},
        "publisher": {"the-oru-lantern": 2},
        "author": {"hanna-veld": 3},
        "language": {"en": 2, "he": 1},
        "tag": {"ferries": 2, "boats": 1},
        "comments": {"yes": 2, "no": 1},
        "disputed": {"no": 3, "yes": 1},
    }
    html = page(client, "q=ferry")
    assert '<a href="/search/?q=ferry&amp;author=hanna-veld" rel="nofollow">' in html


@pytest.mark.slow
@pytest.mark.parametrize(
    "facet",
    ["in=comments", "publisher=the-oru-lantern", "author=hanna-veld", "language=en", "tag=ferries", "comments=yes"],
)
def test_following_a_facet_finds_as_many_as_it_counts(client, ferry, facet):
    held(article("Ferry two", language="he"))
    indexing.rebuild()
    name, _, value = facet.partition("=")
    counted = {each["value"]: each["count"] for each in client.get("/search.json?q=ferry").json()["facets"][name]}
    assert client.get(f"/search.json?q=ferry&{facet}").json()["count"] == counted[value]


def test_what_narrows_a_search_can_be_taken_away(client, ferry):
    html = page(client, "q=ferry&author=hanna-veld&in=comments")
    assert headlines(html) == ["Comment 1"]
    assert "Author: <bdi>Hanna Veld</bdi>" in html
    assert 'href="/search/?q=ferry&amp;in=comments" rel="nofollow"' in html
    assert 'href="/search/?q=ferry&amp;author=hanna-veld" rel="nofollow"' in html


@pytest.mark.parametrize("by", ["relevance", "date"])
def test_pages_go_through_every_match_once(client, by):
    for number in range(60):
        article("Ferry " * (number % 3 + 1), abstract="ferry " * number)
    indexing.rebuild()
    there, seen = f"/search.json?q=ferry&by={by}", []
    while there:
        found = client.get(there).json()
        assert found["count"] == 60
        seen += [each["address"] for each in found["results"]]
        there = found["next"]
    assert len(seen) == len(set(seen)) == 60


@pytest.mark.slow
@pytest.mark.parametrize("query", ["q=ferry&by=relevance", "q=ferry&by=date", "in=articles"])
def test_the_way_back_leads_over_the_same_pages(client, query):
    for number in range(60):
        article("Ferry " * (number % 3 + 1), slug=f"a{number}", abstract="ferry " * number)
    indexing.rebuild()
    there, seen = f"/search/?{query}", []
    for rel in ("next", "next", "prev", "prev"):
        html = client.get(there).content.decode()
        seen.append(re.findall(r'href="/articles/(a\d+)/', html))
        there = unescape(re.search(f'rel="{rel} nofollow" href="([^"]*)"', html)[1])
    assert seen[:2] == [re.findall(r'href="/articles/(a\d+)/', client.get(there).content.decode()), seen[3]]
    assert [len(page) for page in seen] == [25, 25, 10, 25]
    assert 'rel="prev' not in client.get(there).content.decode()


def test_many_matches_are_told_as_more_than_a_thousand(client, monkeypatch):
    monkeypatch.setattr("archive.search.results.COUNTED", 2)
    for _ in range(3):
        article("Ferry")
    indexing.rebuild()
    assert "2+ matches" in page(client, "q=ferry")


def test_where_nothing_is_found_the_page_says_what_to_try(client, ferry):
    html = page(client, "q=zeppelin&in=comments")
    assert "Nothing that may be read here matches." in html
    assert "Take away what the search is narrowed to." in html


@pytest.mark.parametrize(
    ("asked", "near"),
    [
        ("q=ferry&in=statements", [("/search/?q=ferry", "ferry")]),
        ("q=ferri*+burned", [("/search/?q=burned", "burned")]),
        ("q=%22burned+ferry%22", [("/search/?q=burned+ferry", "burned ferry"), ("/search/?q=burned", "burned"),
            ("/search/?q=ferry", "ferry")]),
        ("q=ferr", [("/search/?q=ferr%2A", "ferr*")]),
        ("q=goat", []), ("q=author:nobody", []),
    ],
)  # fmt: skip
def test_where_nothing_is_found_searches_that_find_something_are_named(client, ferry, asked, near):
    held(article("Draft", state="draft"), [("paragraph", "An old goat.")])
    indexing.rebuild()
    html = page(client, asked)
    assert re.findall(r'<li><a href="([^"]*)" rel="nofollow"><bdi>([^<]*)</bdi></a> finds', html) == near


def test_a_condition_that_means_nothing_is_told(client, ferry):
    assert "Nothing in this archive is called <bdi>tag:zeppelin</bdi>." in page(client, "q=tag:zeppelin")


def test_without_words_the_articles_are_there(client, ferry):
    assert headlines(client.get("/search/").content.decode()) == ["Ferry house"]
    tag("Unused")
    assert headlines(page(client, "tag=ferries")) == ["Ferry house"]


def test_a_chip_tells_no_name_that_is_not_public(client, ferry):
    article("Draft", state="draft", authors=["Tam Orrin"])
    html = page(client, "q=ferry&author=tam-orrin")
    assert "Author: <bdi>tam-orrin</bdi>" in html
    assert "Tam Orrin" not in html


def test_our_own_words_of_a_text_in_another_script_are_set_as_our_own(client):
    article("אבא", language="he", abstract="A daughter writes.")
    indexing.rebuild()
    assert '<p class="snippet ours" dir="auto">A daughter writes.</p>' in page(client, "q=language:he")


def test_searches_are_kept_out_of_indexes(client, ferry):
    assert '<meta name="robots" content="noindex, noarchive, nofollow">' in page(client, "q=ferry")
    assert "robots" not in client.get("/search/").content.decode()
    assert client.get("/search.json")["X-Robots-Tag"] == "noindex, noarchive"


def test_every_page_has_the_field_once(client, ferry):
    for there in ("/", "/articles/ferry/", "/search/"):
        assert client.get(there).content.decode().count('role="search"') == 1


@pytest.mark.parametrize("after", ["x", "1.", "1.2.3", "-1", str(10**30), "9" * 19, "٣", "\0"])
def test_a_place_that_is_none_is_not_found(client, ferry, after):
    assert client.get("/search/", {"q": "ferry", "after": after}).status_code == 404
    assert client.get("/search/", {"q": "ferry", "before": after}).status_code == 404


@pytest.mark.slow
@pytest.mark.parametrize(
    "query",
    [
        {"q": "\0"}, {"q": '"' * 999}, {"q": "a" * 100_000}, {"q": "a* " * 30_000}, {"year": str(10**30)},
        {"author": "\0'"}, {"publisher": "x" * 100_000}, {"language": "%"}, {"disputed": "maybe"},
        {"q": "ferry", "after": "1"}, {"q": "ferry", "after": "999999.1"}, {"q": "NEAR(a b) OR c"},
    ],
)  # fmt: skip
def test_whatever_is_asked_is_answered_in_time(client, ferry, query):
    began = time.process_time()
    assert client.get("/search/", query).status_code == 200
    assert client.get("/search.json", query).status_code == 200
    assert time.process_time() - began < 5


def test_another_order_than_there_are_is_not_found(client):
    assert client.get("/search/?q=a&by=colour").status_code == 404


PIECES = st.sampled_from(
    ["ferry", "burned", "the", "a*", "fe*", "*", '"', "“", "«", "‘", "״", "-", "–", " ", "  ", "\0", "\ud800", ":",
     "in:",
     "author:", "tag:", "year:", "1990", "..", "disputed:yes", "NOT", "(", ")", "|", "&", "!", "<->", "%", "_", "\\",
     "'", "é", "ё", "צה״ל", "և", "İ", "日本", "\u202e", "\u0301", "\U0001f600"]
)  # fmt: skip


@pytest.mark.slow
@given(st.lists(PIECES, max_size=40).map("".join), st.integers(1, 3_000), st.sampled_from(["", "date", "relevance"]))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_query_however_long_is_answered_in_time(client, ferry, typed, times, by):
    query = {"q": (typed * times)[:100_000].encode(errors="replace").decode(), **({"by": by} if by else {})}
    began = time.process_time()
    assert client.get("/search/", query).status_code == 200
    assert client.get("/articles/ferry/", {"find": query["q"]}).status_code == 200
    assert time.process_time() - began < 5
