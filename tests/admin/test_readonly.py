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
def test_every_noun_has_a_list_and_no_way_to_add(editor, noun):
    assert editor.get(f"/admin/archive/{noun}/").status_code == 200
    assert editor.get(f"/admin/archive/{noun}/add/").status_code == 403


@pytest.mark.parametrize("make", [article, author, tag, publisher])
def test_a_row_is_shown_and_neither_changed_nor_deleted(editor, make):
    row = make()
    for what, status in (("change", 200), ("delete", 403)):
        address = reverse(f"admin:archive_{row._meta.model_name}_{what}", args=[row.pk])
        assert editor.get(address).status_code == status
        assert editor.post(address, {"name": "x", "title": "x"}).status_code == 403


@pytest.mark.parametrize(
    "query",
    ["article/?state__exact=%00", "article/?title__regex=(", "decision/?at__year=9999999999", "decision/?verb=%00",
     "comment/?q=%00", "article/?p=10e30", "article/?id__in=x", "article/?nothing=1"],
)  # fmt: skip
def test_an_odd_filter_is_answered(editor, query):
    assert editor.get(f"/admin/archive/{query}").status_code in (200, 302, 400)


def test_a_form_that_asks_for_rows_gets_them(editor):
    asked = {"app_label": "archive", "model_name": "article", "field_name": "publisher", "term": "oru"}
    assert editor.get("/admin/autocomplete/", asked).status_code in (200, 403)


def test_a_reader_is_asked_to_log_in(client):
    assert client.get("/admin/archive/article/").status_code == 302
