import pytest
from django.urls import reverse

from tests.factories import Said, article, author, held, publisher, staff, tag

pytestmark = pytest.mark.django_db

LISTS = [
    "article",
    "author",
    "collection",
    "comment",
    "decision",
    "importrun",
    "publisher",
    "sourcefile",
    "tag",
    "user",
]


@pytest.fixture
def editor(client):
    held(article("One", authors=["Hanna Veld"], tags=["ferries"], publisher=publisher()), comments=[Said("Who?")])
    client.force_login(staff(is_superuser=True))
    return client


@pytest.mark.parametrize("noun", LISTS)
def test_every_noun_has_a_list(editor, noun):
    assert editor.get(f"/admin/archive/{noun}/").status_code == 200


@pytest.mark.parametrize("noun", ["comment", "decision", "importrun", "sourcefile"])
def test_what_only_actions_write_is_not_added_here(editor, noun):
    assert editor.get(f"/admin/archive/{noun}/add/").status_code == 403


@pytest.mark.parametrize("make", [article, author, tag, publisher])
def test_no_row_is_deleted(editor, make):
    row = make()
    address = reverse(f"admin:archive_{row._meta.model_name}_delete", args=[row.pk])
    assert (editor.get(address).status_code, editor.post(address, {"post": "yes"}).status_code) == (403, 403)


@pytest.mark.parametrize(
    "query",
    ["article/?state__exact=%00", "article/?title__regex=(", "decision/?at__year=9999999999", "decision/?verb=%00",
     "comment/?q=%00", "article/?p=10e30", "article/?id__in=x", "article/?nothing=1"],
)  # fmt: skip
def test_an_odd_filter_is_answered(editor, query):
    assert editor.get(f"/admin/archive/{query}").status_code in (200, 302, 400)


@pytest.mark.slow
@pytest.mark.parametrize("noun", LISTS)
@pytest.mark.parametrize("words", ["ferry " * 1200, "x" * 100_000, '" ' * 300])
def test_a_search_of_any_length_is_answered(editor, noun, words):
    assert editor.get(f"/admin/archive/{noun}/", {"q": words}).status_code == 200


def test_a_search_for_nul_is_refused_wherever_it_is_asked(editor):
    asked = {"app_label": "archive", "model_name": "article", "field_name": "publisher", "term": "a\0"}
    assert editor.get("/admin/autocomplete/", asked).status_code == 400


@pytest.mark.parametrize("name", ["password", "password__startswith", "password__in"])
def test_no_filter_tells_of_passwords(editor, name):
    assert editor.get("/admin/archive/user/", {name: "md5"}).status_code in (302, 400)


def test_a_form_that_asks_for_rows_gets_them(editor):
    asked = {"app_label": "archive", "model_name": "article", "field_name": "publisher", "term": "oru"}
    assert editor.get("/admin/autocomplete/", asked).status_code in (200, 403)


def test_a_reader_is_asked_to_log_in(client):
    assert client.get("/admin/archive/article/").status_code == 302
