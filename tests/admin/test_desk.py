"""The desk of one document: its source, its reading, and the corrections that are about to be made."""

import re
from urllib.parse import urlencode

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from archive.actions.bringing import bring
from archive.actions.correcting import correct
from archive.admin import desk_reading
from archive.importing.corrections import Correction
from archive.models import Article, Comment, Decision, Reading
from tests import factories
from tests.actions.test_bringing import PAGE, brought, page
from tests.factories import staff
from tests.properties import few

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(client):
    client.force_login(staff("anna", is_superuser=True))
    return client


@pytest.fixture
def desk() -> str:
    [outcome], _run = brought(page())
    return reverse("admin:archive_article_reading", args=[outcome.article.pk])


def sent(**fields) -> dict:
    return {"opened": "1", "corrections": "", "shape": "thread", "lines": "", "what": "", "to": "", **fields}


def text(response) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode().partition("<main")[2]).split()).replace(" ,", ",")


def test_the_desk_shows_every_line_beside_what_was_read(editor, desk):
    shown = editor.get(desk).content.decode()
    assert [f'id="l{n}"' in shown for n in (1, 17, 18, 19)] == [True, True, True, False]
    assert re.findall(r"desk-comment desk-d(\d)", shown) == ["0", "1", "0"]
    assert "answers #1 (line 11)" in text(editor.get(desk))
    assert "The burning of the ferry house" in shown
    assert "2009-06-03" in shown


def test_adding_leads_to_an_address_that_holds_what_was_added(editor, desk):
    response = editor.post(desk, sent(lines="15", what="parent", to="0", do="add"))
    asked = urlencode({"opened": 1, "corrections": "15 parent 0", "shape": "thread"})
    assert response.headers["Location"] == f"{desk}?{asked}"
    shown = text(editor.get(response.headers["Location"]))
    assert "15 parent 0 answers nobody not stored yet" in shown
    assert Reading.objects.count() == 1


def test_trying_shows_what_would_change_and_stores_nothing(editor, desk):
    head = Decision.objects.head()
    shown = text(editor.post(desk, sent(lines="14", what="parent", to="0", do="try"), follow=True))
    assert "1 difference" in shown
    assert "comment, Öz, answers line 11, lines 14–15" in shown
    assert "comment, Öz, answers nobody, lines 14–15" in shown
    assert (Decision.objects.head(), Reading.objects.count()) == (head, 1)


def test_saving_stores_the_reading_with_its_reason(editor, desk):
    response = editor.post(desk, sent(lines="14", what="parent", to="0", do="save", reason="He answers nobody."))
    assert response.headers["Location"] == desk
    reading = Reading.objects.get(number=2)
    assert (reading.corrections, reading.reason) == ([{"line": 14, "what": "parent", "to": "0"}], "He answers nobody.")
    assert Decision.objects.latest("number").actor == "anna"
    assert Comment.objects.get(number=2).parent is None


def test_lines_are_ticked_or_typed(editor, desk):
    asked = sent(lines="3-4", what="kind caption", do="add", line=["1", "x", "5"])
    address = editor.post(desk, asked).headers["Location"]
    assert "corrections=1+kind+caption%0A3+kind+caption%0A4+kind+caption%0A5+kind+caption" in address


def test_a_correction_is_taken_away_by_its_button(editor, desk):
    response = editor.post(desk, sent(corrections="3 join\n5 keep", remove="3 join"))
    assert "corrections=5+keep&" in response.headers["Location"]


def test_a_stored_correction_that_is_removed_is_shown_until_it_is_saved(editor, desk):
    editor.post(desk, sent(corrections="14 parent 0", do="save", reason="a"))
    shown = text(editor.post(desk, sent(opened="2", corrections="14 parent 0", remove="14 parent 0"), follow=True))
    assert "14 parent 0 removed, not stored yet" in shown
    editor.post(desk, sent(opened="2", corrections="", do="save", reason="It was right."))
    assert Reading.objects.get(number=3).corrections == []


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"lines": "99", "what": "join"}, "Line 99 is not there: the document has 18 lines."),
        ({"lines": "3"}, "Choose what is to be read at the lines you named."),
        ({"what": "join"}, "Name the lines, or tick them below."),
        ({"lines": "x", "what": "join"}, "“x” is no line number"),
        ({"lines": "3", "what": "poem"}, "Select a valid choice"),
        ({"lines": "3", "what": "parent"}, "Name the line of the comment that is answered"),
        ({"lines": "3", "what": "parent", "to": "Ⅷ"}, "the parent is named by a line number"),
        ({"lines": "3", "what": "join", "to": "4"}, "goes with “Answers the comment at line …” only"),
        ({"corrections": "3 jion"}, "“jion” is none of"),
        ({"corrections": "hello"}, "“hello” is no correction"),
        ({"lines": "1" * 300, "what": "join"}, "is no line number"),
        ({"lines": "3\0", "what": "join"}, "Null characters are not allowed"),
        ({"shape": "poem"}, "Select a valid choice"),
        ({"reason": "x" * 2000}, "at most 1000 characters"),
        ({"corrections": "14 parent 0"}, "A corrected reading needs its reason."),
        ({"reason": "For nothing."}, "there is nothing to store"),
    ],
)
@pytest.mark.parametrize("do", ["save"])
def test_what_cannot_be_done_is_told_with_the_form_as_it_was(editor, desk, do, fields, said):
    response = editor.post(desk, sent(do=do, **fields))
    assert (response.status_code, Reading.objects.count()) == (200, 1)
    assert said in text(response).replace("&#x27;", "'")
    for value in fields.values():
        assert value.replace("\0", "")[:200] in response.content.decode()


def test_a_correction_that_would_show_what_is_withheld_is_told(editor, desk):
    Comment.objects.filter(number=1).update(state="held")
    response = editor.post(desk, sent(shape="plain", do="save", reason="It is plain."))
    assert "would show what is withheld" in text(response)
    assert Reading.objects.count() == 1


def test_two_editors_lose_nothing(editor, desk):
    editor.post(desk, sent(lines="14", what="parent", to="0", do="save", reason="He answers nobody."))
    response = editor.post(desk, sent(lines="3", what="kind caption", do="save", reason="A caption."))
    shown = text(response)
    assert Reading.objects.count() == 2
    assert "Meanwhile reading 2 was stored: “He answers nobody.”" in shown
    assert "It added: 14 parent 0." in shown
    assert '<input type="hidden" name="opened" value="2">' in response.content.decode()
    assert "3 kind caption\n14 parent 0</textarea>" in response.content.decode()
    assert 'value="A caption."' in response.content.decode()
    editor.post(desk, sent(opened="2", corrections="3 kind caption\n14 parent 0", do="save", reason="A caption."))
    assert len(Reading.objects.get(number=3).corrections) == 2


def test_what_another_took_away_stays_away(editor, desk):
    editor.post(desk, sent(corrections="14 parent 0\n3 kind caption", do="save", reason="a"))
    editor.post(desk, sent(opened="2", corrections="3 kind caption", do="save", reason="b"))
    response = editor.post(desk, sent(opened="2", corrections="14 parent 0\n3 kind caption\n5 begin", do="try"))
    assert "It took away: 14 parent 0." in text(response)
    assert "3 kind caption\n5 begin</textarea>" in response.content.decode()


def test_corrections_too_many_for_an_address_ride_in_the_form(editor, desk, monkeypatch):
    monkeypatch.setattr("archive.admin.desk_reading.LONGEST_ADDRESS", 60)
    response = editor.post(desk, sent(corrections="3 kind caption", lines="14", what="parent", to="0", do="try"))
    assert response.status_code == 200
    assert "3 kind caption\n14 parent 0</textarea>" in response.content.decode()
    assert "difference" in text(response)


def test_the_record_takes_over_what_is_ticked(editor, desk):
    Article.objects.update(title="Another")
    response = editor.post(desk, sent(corrections="14 parent 0", do="try"), follow=True)
    assert "Title: The burning of the ferry house" in text(response)
    editor.post(desk, sent(corrections="14 parent 0", do="save", reason="So printed.", take=["title"]))
    assert Article.objects.get().title == "The burning of the ferry house"


def test_whoever_may_only_look_sees_no_form_and_is_refused(client, desk):
    client.force_login(staff("veld"))
    shown = client.get(desk)
    assert (shown.status_code, b'name="do"' in shown.content, b'name="line"' in shown.content) == (200, False, False)
    assert client.post(desk, sent(corrections="14 parent 0", do="save", reason="a")).status_code == 403
    assert Reading.objects.count() == 1


@pytest.mark.parametrize(
    "query",
    [
        "at=0",
        "at=99999999",
        "at=x",
        "at=" + "9" * 5000,
        "opened=77&corrections=",
        "opened=x&corrections=zz&try=1",
        "try=1&corrections=99+join&opened=1",
        "shape=%00&corrections=",
        "line=%00&corrections=",
    ],
)
def test_an_odd_address_is_answered(editor, desk, query):
    assert editor.get(f"{desk}?{query}").status_code == 200


@pytest.mark.parametrize("key", ["0", "999999999", "9" * 30, "x"])
def test_a_desk_that_is_none_is_not_found(editor, key):
    assert editor.get(f"/admin/archive/article/{key}/reading/").status_code in (302, 404)


def test_an_article_without_words_leads_to_its_record(editor):
    article = factories.article()
    response = editor.get(reverse("admin:archive_article_reading", args=[article.pk]))
    assert response.headers["Location"] == reverse("admin:archive_article_change", args=[article.pk])


@pytest.mark.slow
def test_a_long_document_comes_in_sheets(editor):
    words = "\n\n".join(f"Line {n} of many that were written down that winter." for n in range(300))
    [outcome], _run = brought(page(words))
    desk = reverse("admin:archive_article_reading", args=[outcome.article.pk])
    shown = editor.get(f"{desk}?at=450").content.decode()
    assert "Lines 401 to 599 of 599" in shown
    assert ('id="l400"' in shown, 'id="l401"' in shown, 'id="l599"' in shown) == (False, True, True)
    turned = editor.post(desk, sent(shape="plain", corrections="3 kind heading", at="201"))
    assert "at=201" in turned.headers["Location"]
    assert "3+kind+heading" in turned.headers["Location"]


@pytest.mark.slow
@pytest.mark.parametrize("query", ["", "?try=1&opened=1&shape=thread&corrections=14+parent+0"])
def test_a_desk_asks_as_many_questions_with_three_comments_as_with_sixty(editor, query):
    more = "".join(f"\n• Tam Orrin\n  Said again {n}.\n" for n in range(60))
    counts = []
    for words in (PAGE, PAGE + more):
        [outcome], _run = brought(page(words))
        desk = reverse("admin:archive_article_reading", args=[outcome.article.pk])
        with CaptureQueriesContext(
            connection,
        ) as queries:
            assert editor.get(f"{desk}{query}").status_code == 200
        counts.append(len(queries))
    assert counts[0] == counts[1]
    # The rights of whoever has not all of them take two more.
    assert counts[0] <= 10


def test_words_of_a_document_are_shown_as_text(editor):
    [outcome], _run = bring(
        [page("<script>alert(1)</script>\n\n<b>Title</b> & more of it, said by somebody.\n")],
        by="a",
        clock=lambda: factories.WHEN,
    )
    shown = editor.get(reverse("admin:archive_article_reading", args=[outcome.article.pk])).content.decode()
    assert "<script>alert" not in shown
    assert "&lt;script&gt;alert(1)" in shown


def test_a_reading_that_is_stored_while_another_is_read_loses_nothing(editor, desk, monkeypatch):
    begun = desk_reading.attempt
    article = Article.objects.get()

    def overtaken(reading, corrections, *, shape):
        record = begun(reading, corrections, shape=shape)
        monkeypatch.setattr(desk_reading, "attempt", begun)
        theirs = [Correction(14, "parent", "0")]
        known = {"opened": 1, "reason": "First.", "by": "veld", "at": factories.WHEN}
        correct(Article.objects.get(), begun(reading, theirs, shape=shape), theirs, **known)
        return record

    monkeypatch.setattr(desk_reading, "attempt", overtaken)
    response = editor.post(desk, sent(corrections="3 kind caption", do="save", reason="Second."))
    assert "Meanwhile reading 2 was stored: “First.”" in text(response)
    assert "3 kind caption\n14 parent 0</textarea>" in response.content.decode()
    assert article.readings.count() == 2


ODD = st.text(max_size=30) | st.sampled_from(
    ["9" * 5000, "3 join", "1-18", "\ud7ff", "\x00", "0", "kind title", "parent"]
)


@few
@given(
    st.dictionaries(
        st.sampled_from(
            ["opened", "corrections", "shape", "lines", "what", "to", "at", "remove", "reason", "line", "take"]
        ),
        ODD,
    ),
    st.sampled_from(["add", "try", "save", ""]),
)
def test_whatever_is_sent_is_answered(editor, desk, fields, do):
    assert editor.post(desk, {**fields, "do": do}).status_code in (200, 302)
    assert editor.get(desk, fields).status_code == 200


def test_a_note_that_does_not_say_whether_it_is_a_doubt_is_none(editor):
    made = factories.held(factories.article(), notes=[{"line": 1, "what": "It begins here."}])
    shown = text(editor.get(reverse("admin:archive_article_reading", args=[made.pk])))
    assert "What the reader did line 1: It begins here." in shown
    assert "Doubts of the reader" not in shown
