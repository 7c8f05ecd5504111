"""Disputed statements in articles and comments, as readers see them."""

import re

import pytest

from archive.models import Occurrence, StatementRelation, anchoring
from tests.factories import WHEN, Said, article, evidence, held, occurrence, redaction, statement

pytestmark = pytest.mark.django_db
CANARY = "CANARY"
PAGE = "/articles/ship/"


@pytest.fixture
def page():
    blocks = [("title", "Ship sinks"), ("paragraph", "A ship sank in the night."), ("paragraph", "Nobody saw it.")]
    return held(article("Ship sinks", slug="ship"), blocks, [Said("It sank, says Tam.\n\nAt nine."), Said("No.")])


@pytest.fixture
def sunk(page):
    one = statement("A ship sank.", number=4, finding="sources here disagree")
    occurrence(one, page.text, "ship sank")
    return one


def shown(client, address=PAGE):
    return client.get(address).content.decode()


def marks(html):
    return re.findall(r"<mark [^>]*>(?:<span[^>]*></span>)*(.*?)</mark>", html)


def contents(html):
    return re.findall(r'<li value="\d+"><a href="(.*?)">(.*?)</a>: (.*?)</li>', html)


def test_words_are_marked_and_their_statement_is_listed_and_noted_once(client, page, sunk):
    occurrence(sunk, page.comments.get(number=1).text, "It sank")
    html = shown(client)
    assert marks(html) == ["ship sank", "It sank"]
    assert contents(html) == [("#m4-1", "A ship sank", "Sources here disagree")]
    assert html.count('id="note-4"') == 1
    assert "Disputed statements on this page (1)" in html
    assert re.findall(' id="(m4-.)"', html) == ["m4-1", "m4-2"]


def test_a_note_says_both_sides_where_else_it_stands_and_what_contradicts_it(client, page, sunk):
    other = held(article("Another", slug="other", date_printed="May 1957"), [("paragraph", "A ship sank.")])
    occurrence(sunk, other.text, "ship sank")
    evidence(sunk, other.text, "A ship", side="supports", note="Another paper says so.")
    evidence(sunk, page.comments.get(number=1).text, "At nine", note="Tam says when.")
    StatementRelation.objects.create(statement=sunk, type="contradicts", other=statement("No ship sank.", number=9))
    note = re.search('<div class="note .*?</div>', shown(client), re.DOTALL)[0]
    said = " ".join(re.sub("<.*?>", " ", note).split())
    assert said == (
        "4 A ship sank. Sources here disagree"
        " for it no independent source on this side in this archive a repetition: Another paper says so."
        " Another , May 1957"
        " against it no independent source on this side in this archive what a reader says: Tam says when. comment 1"
        " Also stands in 1 other place . Contradicted by 9 ."
    )
    assert 'href="/statements/4/#places"' in note


def test_the_words_can_be_had_without_marks_at_the_same_canonical_address(client, sunk):
    assert '<a href="?marks=0" rel="nofollow">' in shown(client)
    plain = shown(client, f"{PAGE}?marks=0")
    assert (marks(plain), contents(plain), 'class="note' in plain) == ([], [], False)
    assert "Disputed statements on this page (1): the marks are left out." in plain
    for html in (plain, shown(client)):
        assert f'<link rel="canonical" href="http://testserver{PAGE}">' in html


def test_a_page_without_statements_says_nothing_of_them(client, page):
    html = shown(client)
    assert [word for word in ("isputed statements on", "marks.css", "<mark", "marks=0") if word in html] == []


def test_the_title_is_marked_in_the_heading_and_noted_beside_the_first_words(client, page):
    occurrence(statement(number=4), page.text, "Ship")
    html = shown(client)
    assert '<h1 lang="en" dir="ltr"><mark class="unexamined n0" id="m4-1" aria-details="note-4">Ship</mark>' in html
    assert html.index("<h1") < html.index('id="note-4"') < html.index("A ship sank")


def test_a_passage_over_two_blocks_is_marked_in_both(client, page):
    body = "Ship sinks\n\nA ship sank in the night.\n\nNobody saw it."
    start, end = body.index("night"), body.index("saw")
    anchor = anchoring.anchor(page.text, start, end)
    one = statement(number=4)
    Occurrence.objects.create(
        statement=one, text=page.text, number=1, decision="accepted", proposed_at=WHEN, **anchor._asdict()
    )
    assert marks(shown(client)) == ["night.", "Nobody "]


def test_comments_on_a_later_page_of_a_thread_are_marked_there(client):
    long = held(article("Long", slug="long"), comments=[Said(f"Comment {n}.") for n in range(1, 103)])
    one = statement("Comments came.", number=7)
    for number in (1, 101):
        occurrence(one, long.comments.get(number=number).text, "Comment", number=number)
    first, second = shown(client, "/articles/long/"), shown(client, "/articles/long/thread/2/")
    assert (len(marks(first)), len(marks(second))) == (1, 1)
    assert (contents(first)[0][0], contents(second)[0][0]) == ("#m7-1", "#m7-101")
    assert marks(shown(client, "/articles/long/thread/2/?marks=0")) == []


def test_marks_and_notes_run_as_their_own_words_run(client):
    there = held(article("ספינה", slug="he", language="he"), [("paragraph", "הספינה טבעה בלילה.")])
    occurrence(statement(number=4), there.text, "טבעה")
    html = shown(client, "/articles/he/")
    passage = html[html.index('<div class="passage"') :]
    assert passage.startswith('<div class="passage" lang="en" dir="ltr">')
    assert '<div lang="he" dir="rtl"><p class="block" id="b0">הספינה <mark' in passage


def test_what_is_not_public_is_not_marked(client, admin_client, page):
    for fields in ({"workflow": "in review"}, {"workflow": "withdrawn", "number": 8}, {}):
        one = statement(CANARY, **fields)
        occurrence(one, page.text, "ship sank", decision="accepted" if fields else "proposed")
    refused = statement("Refused.")
    occurrence(refused, page.text, "night", decision="refused")
    for who in (client, admin_client):
        html = shown(who)
        assert (marks(html), CANARY in html) == ([], False)


def test_nothing_of_hidden_words_shows_through_marks_or_notes(client, sunk):
    veiled = held(
        article("Veiled", slug="veiled"), [("paragraph", "A ship sank.")], [Said(f"{CANARY} sank", state="withheld")]
    )
    kept = held(article("Kept", slug="kept", rights="record"), [("paragraph", f"{CANARY} sank.")])
    draft = held(article(f"{CANARY} draft", slug="draft", state="draft"), [("paragraph", f"{CANARY} sank.")])
    gone = held(article(f"{CANARY} gone", slug="gone", state="withdrawn"), [("paragraph", f"{CANARY} sank.")])
    occurrence(sunk, veiled.text, "ship sank")
    for text in (veiled.comments.get().text, kept.text, draft.text, gone.text):
        occurrence(sunk, text, CANARY)
        evidence(sunk, text, f"{CANARY} sank", sourced=True)
    for address in (PAGE, "/articles/veiled/", "/articles/kept/", "/statements/4/", "/statements/", "/statements.json"):
        assert CANARY not in shown(client, address), address
    assert marks(shown(client, "/articles/veiled/")) == ["ship sank"]
    assert marks(shown(client, "/articles/kept/")) == []
    assert 'Also stands in <a href="/statements/4/#places">3 other places</a>' in shown(client)
    assert not client.get("/statements/4/").has_header("ETag")


def test_whoever_works_here_sees_the_marks_of_a_draft(admin_client):
    draft = held(article(slug="draft", state="draft"), [("paragraph", "A ship sank.")])
    occurrence(statement(number=4), draft.text, "ship sank")
    assert marks(shown(admin_client, "/articles/draft/")) == ["ship sank"]


@pytest.mark.slow
def test_of_very_many_statements_the_first_have_notes_and_the_others_a_way_to_theirs(client):
    there = held(article(slug="ship"), [("paragraph", " ".join(f"word{n:03}" for n in range(130)))])
    for n in range(130):
        occurrence(statement(f"Statement of {n}."), there.text, f"word{n:03}")
    html = shown(client)
    assert (html.count('<div class="note '), html.count('<p class="note ')) == (20, 80)
    assert (len(contents(html)), html.count('class="ref" href="/statements/')) == (100, 30)
    assert 'and 30 more: <a href="/statements/?article=ship">' in html
    assert len(marks(html)) == 130


@pytest.fixture
def redacted():
    """A comment with a hidden word between two places of a statement, and a place that has part of it."""
    there = held(
        article("Said", slug="said"), comments=[Said(f"It sank 👩‍👩‍👧, you {CANARY} fool.\n\nIt sank at nine.")]
    )
    comment = there.comments.get()
    redaction(comment, CANARY)
    one = statement("A ship sank.", number=4)
    for words in ("It sank 👩‍👩‍👧", f"you {CANARY}", "fool", "sank at nine"):
        occurrence(one, comment.text, words)
    return comment


def test_marks_stand_rightly_beside_hidden_words_and_never_over_them(client, redacted):
    html = shown(client, "/articles/said/")
    assert marks(html) == ["It sank 👩‍👩‍👧", "fool", "sank at nine"]
    assert '</mark><a class="ref" role="doc-noteref" href="#note-4">4</a>, you <span class="hidden">[' in html
    assert '.</p><p dir="auto">It <mark' in html
    for address in ("/articles/said/", "/statements/4/", "/statements.json", "/statements/4/annotations.jsonld"):
        assert CANARY not in shown(client, address)
    assert "These words are kept and may not be shown." in shown(client, "/statements/4/")


def test_whoever_works_here_sees_marks_over_hidden_words(admin_client, redacted):
    assert "".join(marks(shown(admin_client, "/articles/said/"))) == "It sank 👩‍👩‍👧you foolsank at nine"


def test_marks_of_a_veiled_comment_and_their_note_are_behind_its_veil(client):
    there = held(article("Veiled", slug="veiled"), comments=[Said("It sank.", state="veiled")])
    occurrence(statement("A ship sank.", number=4), there.comments.get().text, "sank")
    html = shown(client, "/articles/veiled/")
    veil = html[html.index('<details class="veil">') : html.index("</details></article>")]
    assert marks(veil) == ["sank"]
    assert 'id="note-4"' in veil
