"""What is typed survives the end of a session."""

import re

import pytest
from axes.models import AccessAttempt
from django.conf import settings
from django.core import signing
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from archive.admin import resuming
from archive.models import Article, Author, Decision, Reading, SourceFile
from tests import factories
from tests.actions.test_bringing import brought, page
from tests.factories import staff

pytestmark = pytest.mark.django_db
PASSWORD = "correct horse battery staple"
BRING = "/admin/archive/article/bring/"
PASTED = {"words": "The ferry house burnt down.", "name": "ferry.txt"}


@pytest.fixture
def anna():
    return staff("anna", is_superuser=True)


@pytest.fixture
def browser(anna) -> Client:
    """One in which anna worked until her session ended."""
    client = Client()
    client.force_login(anna)
    client.get("/admin/")
    client.cookies.pop(settings.SESSION_COOKIE_NAME)
    return client


def carried(response) -> str:
    return re.search(r'name="carried" value="([^"]*)"', response.content.decode())[1]


def logged_in(client, response, name="anna", password=PASSWORD, **fields):
    """Send the log-in form that an answer shows, as a browser would."""
    action = re.search(r'<form action="([^"]*)"', response.content.decode())[1].replace("&amp;", "&")
    sent = {"username": name, "password": password, "carried": carried(response), **fields}
    return client.post(action, sent)


def test_what_was_pasted_stands_in_the_form_after_the_log_in_and_is_not_stored(browser):
    asked = browser.post(BRING, PASTED)
    assert (asked.status_code, 'id="login-form"' in asked.content.decode()) == (200, True)
    response = logged_in(browser, asked)
    assert response.headers["Location"] == BRING
    shown = browser.get(BRING).content.decode()
    assert "The ferry house burnt down.</textarea>" in shown
    assert 'value="ferry.txt"' in shown
    assert "You typed this before your session ended." in shown
    assert not SourceFile.objects.exists()


def test_reading_the_page_again_keeps_it_and_sending_it_ends_it(browser):
    logged_in(browser, browser.post(BRING, PASTED))
    for _look in range(2):
        assert "The ferry house burnt down.</textarea>" in browser.get(BRING).content.decode()
    assert SourceFile.objects.count() == 0
    browser.post(BRING, PASTED)
    assert SourceFile.objects.count() == 1
    assert "The ferry house" not in browser.get(BRING).content.decode().partition("<textarea")[2]


def test_a_wrong_password_loses_nothing(browser):
    asked = browser.post(BRING, PASTED)
    again = logged_in(browser, asked, password="wrong")
    assert carried(again) == carried(asked)
    logged_in(browser, again)
    assert "The ferry house burnt down." in browser.get(BRING).content.decode()


def test_a_wrong_password_stores_nothing_of_what_was_typed(browser):
    again = logged_in(browser, browser.post(BRING, PASTED), password="wrong")
    logged_in(browser, again, password="wrong")
    sent = AccessAttempt.objects.values_list("get_data", "post_data", "failures_since_start")
    assert [(get.strip("-\n"), post.strip("-\n"), failures) for get, post, failures in sent] == [("", "", 2)]


def test_whoever_may_not_send_the_form_sees_its_page_and_what_was_carried_is_dropped(browser):
    author = factories.author("Hanna Veld")
    address = reverse("admin:archive_author_add")
    record = reverse("admin:archive_author_change", args=[author.pk])
    staff("berta")
    logged_in(browser, browser.post(record, {"name": "Hanna M. Veld", "reason": "As signed."}), name="berta")
    shown = browser.get(record, follow=True)
    assert (shown.redirect_chain, shown.status_code) == ([(record, 302)], 200)
    assert [str(message) for message in shown.context["messages"]] == [
        "What was typed here before the session ended is dropped: you may not send it."
    ]
    assert b"Hanna M. Veld" not in shown.content
    assert [browser.get(page).status_code for page in (record, address)] == [200, 403]


def test_a_page_that_is_closed_stays_closed_without_what_was_carried(browser):
    staff("berta")
    logged_in(browser, browser.post(BRING, PASTED), name="berta")
    assert browser.get(BRING)["Location"] == BRING
    assert (browser.get(BRING).status_code, resuming.CARRIED in browser.session) == (403, False)


def test_another_person_is_told_who_typed_it(browser):
    staff("berta", is_superuser=True)
    logged_in(browser, browser.post(BRING, PASTED), name="berta")
    shown = browser.get(BRING).content.decode()
    assert "This was typed by anna before the session ended, and you are berta." in shown


def test_it_is_said_where_nobody_knows_who_typed_it(anna):
    client = Client()
    logged_in(client, client.post(BRING, PASTED))
    assert "it is not known by whom" in client.get(BRING).content.decode()


def test_pending_corrections_come_back(browser):
    [outcome], _run = brought(page())
    desk = reverse("admin:archive_article_reading", args=[outcome.article.pk])
    fields = {"opened": "1", "corrections": "14 parent 0", "shape": "thread", "lines": "3", "what": "kind caption"}
    logged_in(browser, browser.post(desk, {**fields, "reason": "So it stands.", "do": "save"}))
    shown = browser.get(desk).content.decode()
    assert "14 parent 0</textarea>" in shown
    assert 'value="So it stands."' in shown
    assert '<option value="kind caption" selected>' in shown
    assert Reading.objects.count() == 1


def test_a_record_that_was_edited_comes_back_unsaved(browser):
    author = factories.author("Hanna Veld")
    head = Decision.objects.head()
    address = reverse("admin:archive_author_change", args=[author.pk])
    logged_in(
        browser, browser.post(address, {"name": "Hanna M. Veld", "note": "", "reason": "As signed.", "_save": "1"})
    )
    shown = browser.get(address).content.decode()
    assert 'value="Hanna M. Veld"' in shown
    assert 'value="As signed."' in shown
    assert (Author.objects.get().name, Decision.objects.head()) == ("Hanna Veld", head)


def test_a_new_record_comes_back_unsaved(browser):
    address = reverse("admin:archive_author_add")
    logged_in(
        browser, browser.post(address, {"name": "Tam Orrin", "slug": "tam-orrin", "reason": "New.", "_save": "1"})
    )
    assert 'value="Tam Orrin"' in browser.get(address).content.decode()
    assert not Author.objects.exists()


def test_a_publication_waits_for_a_second_click(browser):
    article = factories.article(state="draft", abstract="A page about a fire.")
    address = reverse("admin:archive_article_publication", args=[article.pk])
    logged_in(browser, browser.post(address, {"reason": "It is ready.", "move": "publish"}))
    assert 'value="It is ready."' in browser.get(address).content.decode()
    article.refresh_from_db()
    assert article.state == "draft"


def test_what_a_form_does_not_take_back_is_shown_once_to_be_copied(browser):
    address = "/admin/archive/article/"
    sent = {"action": "do", "reason": "<b>Because.</b>"}
    logged_in(browser, browser.post(address, sent))
    assert "&lt;b&gt;Because.&lt;/b&gt;</textarea>" in browser.get(address).content.decode()
    assert "Because." not in browser.get(address).content.decode()


def test_passwords_and_files_are_not_carried(browser):
    files = {
        "file": SimpleUploadedFile("page.txt", b"words"),
        "old_password": "geheim",
        "one_time_code": "123456",
        "name": "x",
    }
    kept = signing.loads(carried(browser.post(BRING, files)), salt=resuming.SALT)
    assert kept["typed"] == {"name": ["x"]}
    assert kept["files"] == ["page.txt"]
    assert b"geheim" not in browser.post("/admin/password_change/", {"old_password": "geheim"}).content


def test_what_is_too_long_is_told(browser):
    shown = browser.post(BRING, {"words": "x" * (resuming.MOST + 1)}).content.decode()
    assert 'name="carried"' not in shown
    assert "too long to be carried along" in shown


@pytest.mark.parametrize("forged", ["x", "", "eyJwYXRoIjoiLyJ9:1tXyZa:abc"])
def test_what_nobody_signed_is_not_taken(browser, forged):
    asked = browser.post(BRING, PASTED)
    logged_in(browser, asked, carried=forged)
    assert "The ferry house" not in browser.get(BRING).content.decode()


def test_what_was_signed_for_something_else_is_not_taken(browser):
    other = signing.dumps({"path": BRING, "typed": {"words": ["Planted"]}, "files": [], "by": ""}, salt="other")
    logged_in(browser, browser.post(BRING, PASTED), carried=other)
    assert "Planted" not in browser.get(BRING).content.decode()


def test_the_log_in_leads_nowhere_else(browser):
    asked = browser.post(BRING + "?next=https://elsewhere.example/", PASTED)
    response = logged_in(browser, asked, next="https://elsewhere.example/")
    assert response.headers["Location"] == "/admin/"
    assert "elsewhere" not in re.search(r'name="next" value="([^"]*)"', asked.content.decode())[1].partition("?")[0]


def test_it_stands_only_at_the_page_where_it_was_typed(browser):
    logged_in(browser, browser.post(BRING, PASTED))
    for other in ("/admin/", BRING + "?x=1", "/admin/archive/article/"):
        assert "The ferry house burnt down." not in browser.get(other).content.decode()


def test_a_form_of_another_site_is_refused_before_anything_is_carried(anna):
    client = Client(enforce_csrf_checks=True)
    response = client.post(BRING, PASTED)
    assert (response.status_code, b"ferry house" in response.content) == (403, False)


def test_the_way_through_holds_with_the_check_of_forged_forms(anna):
    client = Client(enforce_csrf_checks=True)
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]*)"', client.get("/admin/login/").content.decode())[1]
    asked = client.post(BRING, {**PASTED, "csrfmiddlewaretoken": token})
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]*)"', asked.content.decode())[1]
    logged_in(client, asked, csrfmiddlewaretoken=token)
    shown = client.get(BRING).content.decode()
    assert "The ferry house burnt down.</textarea>" in shown
    assert token not in shown


@pytest.mark.parametrize(
    ("origin", "status"), [("http://testserver", 302), ("https://elsewhere.example", 403), (None, 403)]
)
def test_a_form_from_before_another_log_in_comes_back_where_it_is_our_own(anna, origin, status):
    client = Client(enforce_csrf_checks=True)
    client.force_login(anna)
    headers = {"Origin": origin} if origin else {}
    response = client.post(BRING, {**PASTED, "csrfmiddlewaretoken": "x" * 64}, headers=headers)
    assert (response.status_code, SourceFile.objects.exists()) == (status, False)
    shown = client.get(BRING).content.decode()
    assert ("The ferry house burnt down.</textarea>" in shown) == (status == 302)


def test_a_reader_gets_no_cookie_of_it():
    client = Client()
    client.get("/")
    client.get("/admin/login/")
    assert resuming.TYPIST not in client.cookies


def test_nothing_is_stored_by_looking_while_it_waits(browser):
    logged_in(browser, browser.post(BRING, PASTED))
    head = Decision.objects.head()
    browser.get(BRING)
    assert (Decision.objects.head(), Article.objects.count()) == (head, 0)


def test_a_form_from_before_another_log_in_is_refused_where_it_is_too_long_to_keep(anna):
    client = Client(enforce_csrf_checks=True)
    client.force_login(anna)
    sent = {"words": "x" * (resuming.MOST + 1), "csrfmiddlewaretoken": "x" * 64}
    response = client.post(BRING, sent, headers={"Origin": "http://testserver"})
    assert (response.status_code, resuming.CARRIED in client.session) == (403, False)
