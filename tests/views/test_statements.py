"""The list of disputed statements, one statement, what is left of a withdrawn one, and the same for machines."""

import json
import re

import pytest

from archive.actions import measures, occurrences
from archive.actions import statements as actions
from archive.models import Occurrence, Parallel, StatementRelation
from tests.actions import moderation
from tests.factories import WHEN, Said, article, evidence, held, occurrence, parallel, statement, tag

pytestmark = pytest.mark.django_db
CANARY = "CANARY"
ODD = "Ship 👩‍👩‍👧 sank, says the keeper, in the night."
BY = {"by": "hanna", "at": WHEN, "reason": "It was our mistake."}


@pytest.fixture
def page():
    return held(article("Ship", slug="ship"), [("paragraph", ODD)], [Said("It sank, says Tam.")])


@pytest.fixture
def sunk(page):
    one = statement("A ship sank.", number=4, finding="sources here disagree")
    occurrence(one, page.text, "sank, says")
    return one


def text(response) -> str:
    return " ".join(re.sub("<[^>]*>", " ", response.content.decode()).split())


def numbers(response) -> list[int]:
    found = re.findall(r'<div class="headline"><a href="/statements/(\d+)/"', response.content.decode())
    return [int(number) for number in found]


def test_the_list_holds_public_statements_by_number_and_nothing_else(client, admin_client):
    for number in (3, 1):
        statement(f"Statement of {number}.", number=number)
    statement(CANARY, workflow="in review")
    statement(CANARY, workflow="withdrawn", number=2)
    for who in (client, admin_client):
        response = who.get("/statements/")
        assert numbers(response) == [1, 3]
        assert CANARY not in response.content.decode()


def test_an_empty_list_says_so(client):
    assert "No disputed statement is shown here yet." in text(client.get("/statements/"))
    statement()
    assert "No statement that this archive shows is of this kind." in text(client.get("/statements/?kind=naming"))


def test_the_list_is_narrowed_by_finding_kind_tag_and_article_together(client, page, sunk):
    sunk.tags.add(tag("ships"))
    other = statement("Another.", kind="figure")
    other.tags.add(tag("ships"))
    for query in (
        "finding=sources+here+disagree", "kind=event", "article=ship", "tag=ships&kind=event", "tag=ships&article=ship",
    ):  # fmt: skip
        assert numbers(client.get(f"/statements/?{query}")) == [4], query
    assert numbers(client.get("/statements/?tag=ships&kind=&finding=")) == [4, 5]


@pytest.mark.parametrize(
    "query", ["finding=false", "kind=x", "tag=nobody", "article=draft", "after=0", "after=x", "before=99", "tag=%00"]
)
def test_what_can_not_be_asked_for_is_not_found(client, query):
    held(article(slug="draft", state="draft"))
    assert client.get(f"/statements/?{query}").status_code == 404


def test_the_list_turns_by_number_and_keeps_what_was_asked_for(client):
    for number in range(1, 203):
        statement(f"Statement of {number}.", number=number, kind="naming" if number % 2 else "event")
    first = client.get("/statements/")
    assert numbers(first) == list(range(1, 101))
    assert numbers(client.get("/statements/?after=100")) == list(range(101, 201))
    assert numbers(client.get("/statements/?before=101")) == list(range(1, 101))
    narrowed = client.get("/statements/?kind=naming")
    assert '?kind=naming&amp;after=199"' in narrowed.content.decode()


def test_a_page_shows_each_place_in_its_context_with_the_way_to_its_words(client, page, sunk):
    occurrence(sunk, page.comments.get().text, "sank, says", state="edited")
    shown = client.get("/statements/4/").content.decode()
    assert '<blockquote lang="en" dir="ltr">Ship 👩‍👩‍👧 <mark>sank, says</mark> the keeper, in the night.' in shown
    assert '<li id="occurrence-1">' in shown
    assert 'href="/articles/ship/#m4-1"' in shown
    assert 'href="/articles/ship/#m4-2" rel="nofollow">comment 1</a>' in shown
    assert shown.count("earlier reading of the source") == 1


def test_a_place_on_a_later_page_of_a_thread_is_linked_there(client):
    long = held(article(slug="long"), comments=[Said(f"Comment {n}.") for n in range(1, 103)])
    one = statement(number=7)
    occurrence(one, long.comments.get(number=102).text, "Comment")
    assert 'href="/articles/long/thread/2/#m7-1"' in client.get("/statements/7/").content.decode()


def test_evidence_stands_by_side_and_says_what_it_counts_as(client, page, sunk):
    evidence(sunk, page.text, "Ship", side="supports")
    evidence(sunk, page.comments.get().text, "says Tam", note="Tam says so.")
    evidence(sunk, side="context", citation="A chart", link="https://oru.example/?a=1&b=2")
    shown = client.get("/statements/4/")
    assert [(side.name, side.silent, len(side.pieces)) for side in shown.context["sides"]] == [
        ("supports", True, 1), ("refutes", True, 1), ("context", False, 1),
    ]  # fmt: skip
    said = text(shown)
    assert "A repetition, no evidence: It names no source of its own." in said
    assert "A reader’s comment: evidence of what its writer says, not of the fact. Tam says so." in said
    assert said.count("No independent source on this side in this archive.") == 2
    away = 'href="https://oru.example/?a=1&amp;b=2" rel="external nofollow ugc noopener noreferrer"'
    assert away in shown.content.decode()


def test_an_independent_source_breaks_the_silence_of_its_side(client, sunk):
    evidence(sunk, side="refutes", sourced=True)
    sides = client.get("/statements/4/").context["sides"]
    assert [(side.name, side.silent) for side in sides] == [("supports", True), ("refutes", False)]


def test_statements_that_contradict_each_other_stand_in_the_order_of_their_numbers(client, sunk):
    for number in (9, 2):
        other = statement(f"Ship number {number}.", number=number)
        StatementRelation.objects.create(statement=other, type="contradicts", other=sunk)
    hidden = statement(CANARY, workflow="open")
    StatementRelation.objects.create(statement=sunk, type="contradicts", other=hidden)
    for number in (2, 4):
        shown = client.get(f"/statements/{number}/")
        assert CANARY not in shown.content.decode()
    assert [each.statement.number for each in client.get("/statements/4/").context["rivals"]] == [2, 4, 9]


@pytest.mark.parametrize(("counts", "drawn"), [("other", ["3", "5"]), ("harm", []), ("", [])])
def test_figures_have_a_table_and_are_drawn_only_where_they_count_no_harm(client, counts, drawn):
    one = statement("Three ships.", number=1, kind="figure", counts="other")
    other = statement("Five ships.", number=2, kind="figure", counts=counts)
    StatementRelation.objects.create(statement=one, type="contradicts", other=other)
    for each, words in ((one, "three ships"), (other, "five ships")):
        there = held(article(words.title(), slug=words[:4], date_printed="May 1957"), [("paragraph", f"So {words}.")])
        occurrence(each, there.text, words)
    shown = client.get("/statements/2/").content.decode()
    table = shown[shown.index('class="figures"') : shown.index('class="history"')]
    rows = re.findall(r"<tr><td>(.*?)</td><td>(.*?)</td>", table)
    assert [(value, re.sub("<.*?>", "", words)) for value, words in rows] == [("3", "three ships"), ("5", "five ships")]
    assert re.findall(r"<title>[^<]*: (\d)</title>", shown) == drawn


def test_readers_see_what_was_decided_and_why_but_nothing_of_what_is_hidden(client, page):
    draft = held(article(slug="draft", state="draft"), [("paragraph", "It sank, says he.")])
    one = actions.create({"wording": "A ship sank.", "kind": "event"}, by="hanna", at=WHEN, reason="Two papers differ.")
    for of, reason in ((page, "It stands there."), (draft, CANARY)):
        start = of.text.content.body.index("sank")
        spot = occurrences.Spot(of.text, start, start + 4)
        occurrences.propose(one, [spot], accept=True, by="hanna", at=WHEN, reason=reason)
    for move in ("open", "review", "publish"):
        actions.move(one, move, by="hanna", at=WHEN, reason=f"Time to {move}.")
    shown = client.get(f"/statements/{one.number}/")
    assert [(step.verb, step.reason) for step in shown.context["history"]] == [
        ("statement.create", "Two papers differ."), ("occurrence.accept", "It stands there."),
        ("statement.open", "Time to open."), ("statement.review", "Time to review."),
        ("statement.publish", "Time to publish."),
    ]  # fmt: skip
    assert CANARY not in shown.content.decode()
    assert "hanna" not in shown.content.decode()


def test_a_withdrawn_statement_keeps_its_number_the_day_and_the_reason(client, admin_client, sunk):
    actions.move(sunk, "withdraw", **BY)
    for address in ("/statements/4/", "/statements/4.json", "/statements/4/annotations.jsonld"):
        response = client.get(address)
        assert response.status_code == 410
        assert "It was our mistake." in response.content.decode()
        assert "ship" not in response.content.decode()
    assert "Withdrawn on 2 January 2026" in text(client.get("/statements/4/"))
    assert admin_client.get("/statements/4/").status_code == 200


def test_what_was_never_public_is_not_found_as_if_it_were_not_there(client):
    statement(CANARY, workflow="in review", key="canary")
    for address in ("/statements/1/", "/statements/1.json", "/statements/1/annotations.jsonld", "/statements/canary/"):
        assert client.get(address).status_code == 404


def test_the_list_for_machines_turns_and_the_one_statement_is_the_same(client, sunk):
    for number in range(5, 106):
        statement(f"Statement of {number}.", number=number)
    first = client.get("/statements.json").json()
    assert (first["statements"][0]["number"], len(first["statements"])) == (4, 100)
    assert first["next"] == "/statements.json?after=103"
    assert [each["number"] for each in client.get(first["next"]).json()["statements"]] == [104, 105]
    assert client.get("/statements/4.json").json() == first["statements"][0]


def test_the_annotations_of_an_article_name_its_places_at_this_site(client, page, sunk):
    elsewhere = held(article(slug="other"), [("paragraph", "It sank, says he.")])
    occurrence(sunk, elsewhere.text, "sank")
    response = client.get("/articles/ship/annotations.jsonld")
    assert response["Content-Type"] == 'application/ld+json; profile="http://www.w3.org/ns/anno.jsonld"'
    found = response.json()
    assert found["id"] == "http://testserver/articles/ship/annotations.jsonld"
    assert [item["id"] for item in found["items"]] == ["http://testserver/statements/4/#occurrence-1"]
    assert len(client.get("/statements/4/annotations.jsonld").json()["items"]) == 2


@pytest.mark.parametrize(("state", "status"), [("draft", 404), ("withdrawn", 410)])
def test_annotations_follow_the_article(client, admin_client, state, status):
    held(article(slug="gone", state=state))
    for who in (client, admin_client):
        assert who.get("/articles/gone/annotations.jsonld").status_code == status


def test_the_page_tells_machines_the_claim_without_a_rating_and_ends_no_script(client):
    occurrence(statement("</script><script>alert(1)</script>&", number=1), held(article(slug="a")).text, "burned")
    shown = client.get("/statements/1/").content.decode()
    [block] = re.findall(r'<script type="application/ld\+json">(.*?)</script>', shown)
    claim = json.loads(block)
    assert claim["text"] == "</script><script>alert(1)</script>&"
    assert (claim["@type"], "reviewRating" in block) == ("Claim", False)
    assert claim["appearance"][0]["url"] == "http://testserver/articles/a/"
    assert "alert(1)" not in shown.replace(block, "").replace("&lt;script&gt;alert(1)&lt;/script&gt;", "")


@pytest.mark.parametrize(("comment", "robots"), [(True, "noindex, noarchive"), (False, "noarchive")])
def test_a_page_with_words_of_commenters_is_not_offered_to_search_engines(client, page, sunk, comment, robots):
    if comment:
        occurrence(sunk, page.comments.get().text, "sank")
    assert f'<meta name="robots" content="{robots}">' in client.get("/statements/4/").content.decode()
    offered = b"/statements/4/" in client.get("/sitemap-statements.xml").content
    assert offered is not comment


def test_what_is_hidden_leaves_a_stub(client, page, sunk):
    there = held(article(slug="other"), comments=[Said(f"It sank, {CANARY}.", state="withheld")])
    occurrence(sunk, there.comments.get().text, "sank")
    evidence(sunk, there.comments.get().text, "It sank")
    shown = client.get("/statements/4/")
    assert CANARY not in shown.content.decode()
    assert shown.content.decode().count("These words are kept and may not be shown.") == 2
    assert "It stands in 2 places" in text(shown)


@pytest.mark.slow
def test_many_places_are_turned_by_pages(client):
    long = held(article(slug="long"), comments=[Said(f"Comment {n}.") for n in range(1, 103)])
    one = statement(number=7)
    for comment in long.comments.all():
        occurrence(one, comment.text, "Comment", number=comment.number)
    assert client.get("/statements/7/").content.decode().count('id="occurrence-') == 100
    assert client.get("/statements/7/?places=2").content.decode().count('id="occurrence-') == 2
    for wrong in ("0", "3", "x", "٢"):
        assert client.get(f"/statements/7/?places={wrong}").status_code == 404


def test_words_of_a_veiled_comment_stand_behind_its_veil(client, page, sunk):
    comment = page.comments.get()
    occurrence(sunk, comment.text, "It sank")
    measures.decide([comment], "veil", moderation.reasons(), **moderation.ANNA)
    shown = client.get("/statements/4/").content.decode()
    veil = re.search(r'<details class="veil"><summary>(.*?)</summary>(.*?)</details>', shown, re.DOTALL)
    assert veil[1].startswith("Veiled: ")
    assert "<mark>It sank</mark>" in veil[2]
    assert shown.count("It sank") == 1
    assert "text=It%20sank" not in shown


def test_a_reprint_is_no_other_source_on_any_page(client):
    one, other, third = (held(article(slug=slug, title=slug)) for slug in ("one", "other", "third"))
    said, figures = statement("It burned."), statement("Ferry houses.", kind="figure", counts="other")
    for of in (said, figures):
        for page in (one, other, third):
            occurrence(of, page.text, "burned to its posts")
    parallel(one.text, "burned to its posts", other.text, "burned to its posts")
    Parallel.objects.update(a_part=0.9, b_part=0.9)
    assert "stands in 2 places, and in 1 more of a reprint" in client.get("/statements/").content.decode()
    assert "It stands in 2 places, and in 1 more of a reprint" in client.get("/statements/1/").content.decode()
    assert "stands in 2 places, and in 1 more of a reprint" in client.get("/").content.decode()
    note = client.get("/articles/one/").content.decode().partition('id="note-1"')[2]
    assert ">1 other place</a>, and in 1 more of a reprint." in note
    Occurrence.objects.filter(text=third.text).update(decision="refused")
    assert ">1 place of a reprint</a>" in client.get("/articles/one/").content.decode().partition('id="note-1"')[2]
