from pathlib import Path

import pytest
from django.contrib.auth.models import Permission
from django.db import connection
from django.test.utils import CaptureQueriesContext

from archive.actions import articles, loads
from archive.actions.values import NOUNS
from archive.models import Article, Author, Decision, ImportRun, Statement
from archive.rules.paging import SIZE
from tests.factories import WHEN, staff
from tests.management import seeds

pytestmark = pytest.mark.django_db
ANNA = {"slug": "anna", "name": "Anna", "role": "author", "attribution": "printed", "printed": "By Anna"}
MOST_QUERIES = 12


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return seeds.folder(tmp_path / "seeds")


@pytest.fixture
def keeper(client):
    user = staff("anna")
    user.user_permissions.set(Permission.objects.filter(codename="undo_importrun"))
    client.force_login(user)
    return client


def load(folder: Path, pages: int = 1, *, stated: bool = False, **fields) -> ImportRun:
    fields = {"state": "draft", "document": {"shape": "plain"}, "bylines": (ANNA,), **fields}
    for number in range(pages):
        words = f"Page {number}.\n"
        seeds.entry(folder, f"page-{number}", words, **fields)
        if stated:
            seeds.statement(folder, f"that-{number}", (seeds.place(words, "Page"),), tags=["Fire"])
    loads.load([folder], by="load_seeds", clock=lambda: WHEN)
    return ImportRun.objects.get()


def address(run: ImportRun) -> str:
    return f"/admin/archive/importrun/{run.pk}/take-back/"


def test_a_preview_says_what_becomes_of_each_thing_and_why_some_stay(keeper, folder):
    run = load(folder, 2)
    articles.change(Article.objects.get(slug="page-1"), {"title": "<b>"}, by="tam", at=WHEN, reason="x")
    page = keeper.get(address(run)).content.decode()
    assert "goes, with everything that hangs on it" in page
    assert "stays as it is" in page
    assert "(catalogue record changed: title, tam, 2026-01-02 03:04) stands on it." in page
    authors = keeper.get(f"{address(run)}?kind=author").content.decode()
    assert "author:anna" in authors
    assert "It stands on 1 record." in authors


def test_a_preview_says_what_becomes_of_the_statements(keeper, folder):
    run = load(folder, stated=True)
    page = keeper.get(f"{address(run)}?kind=statement").content.decode()
    assert "statement:that-0" in page
    assert "is withdrawn, and keeps a tombstone" in page
    keeper.post(address(run), {"reason": "The wrong folder."})
    assert Statement.objects.get().workflow == "withdrawn"
    assert "Nothing of this kind is left" in keeper.get(f"{address(run)}?kind=statement").content.decode()


def test_a_load_is_taken_back_through_the_form(keeper, folder):
    run = load(folder)
    response = keeper.post(address(run), {"reason": "The wrong folder."})
    assert response.url == f"/admin/archive/importrun/{run.pk}/change/"
    assert (Article.objects.count(), Author.objects.count()) == (0, 0)
    last = Decision.objects.latest("number")
    assert (last.verb, last.actor, last.detail.after["goes"]) == ("import.take_back", "anna", 3)
    assert "3 things are taken back." in keeper.get(response.url).content.decode()


@pytest.mark.parametrize("size", [4, pytest.param(SIZE, marks=pytest.mark.slow)])
def test_a_large_load_goes_so_many_documents_at_a_time(keeper, folder, monkeypatch, size):
    monkeypatch.setattr("archive.admin.imports.SIZE", size)
    run = load(folder, size + 3)
    response = keeper.post(address(run), {"reason": "The wrong folder."})
    assert (response.url, Article.objects.count()) == (address(run), 3)
    assert "3 things wait: send this again." in keeper.get(response.url).content.decode()
    assert keeper.post(address(run), {"reason": "The wrong folder."}).url.endswith("/change/")
    assert Article.objects.count() == 0


@pytest.mark.parametrize("reason", ["", " ", "\0", "x" * 901])
def test_without_a_fit_reason_nothing_is_taken_back(keeper, folder, reason):
    run = load(folder)
    assert keeper.post(address(run), {"reason": reason}).status_code == 200
    assert Article.objects.count() == 1


def test_a_load_that_is_gone_says_so(keeper, folder):
    run = load(folder)
    keeper.post(address(run), {"reason": "x"})
    page = keeper.post(address(run), {"reason": "x"}).content.decode()
    assert "Nothing of this load stands any more." in page
    assert "Nothing of this kind is left of the load." in page


def test_who_may_not_take_loads_back_meets_a_closed_door(client, folder):
    run = load(folder)
    client.force_login(staff("tam"))
    assert {client.get(address(run)).status_code, client.post(address(run), {"reason": "x"}).status_code} == {403}
    assert "take-back" not in client.get(f"/admin/archive/importrun/{run.pk}/change/").content.decode()


@pytest.mark.parametrize(
    "asked", ["?before=x", "?before=0", "?before=99999999999999999999", "?before=%00", "?kind=x", "?kind=%00"]
)
def test_an_odd_page_of_a_preview_is_answered(keeper, folder, asked):
    assert keeper.get(f"{address(load(folder))}{asked}").status_code == 400


@pytest.mark.parametrize("key", ["0", "x", "9" * 30, "_00"])
def test_an_import_that_is_none_is_not_found(keeper, key):
    assert keeper.get(f"/admin/archive/importrun/{key}/take-back/").status_code == 404


@pytest.mark.parametrize("pages", [1, 6, pytest.param(101, marks=pytest.mark.slow)])
def test_imports_and_previews_ask_few_questions(keeper, folder, pages):
    run = load(folder, pages, stated=True, tags=["fire"], publisher={"slug": "house", "name": "House"})
    for asked in (
        address(run),
        *(f"{address(run)}?kind={kind}" for kind in ("statement", *NOUNS)),
        f"/admin/archive/importrun/{run.pk}/change/",
    ):
        with CaptureQueriesContext(connection) as queries:
            assert keeper.get(asked).status_code == 200
        assert len(queries) <= MOST_QUERIES, (asked, [query["sql"][:120] for query in queries])


def test_a_history_of_an_import_names_its_taking_back(keeper, folder):
    run = load(folder)
    keeper.post(address(run), {"reason": "The wrong folder."})
    page = keeper.get(f"/admin/archive/importrun/{run.pk}/history/").content.decode()
    assert "load taken back" in page
    assert "The way back is to load the documents again." in page
