import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from archive.actions import articles
from archive.actions.decisions import Entry, record, record_all
from archive.models import Decision, DecisionDetail, triggers
from archive.rules.actors import PROGRAMS
from archive.rules.undoing import NEVER, WAYS
from archive.rules.verbs import VERBS
from archive.templatetags.decisions import differences, said
from tests.factories import WHEN, staff

pytestmark = pytest.mark.django_db
BY = {"by": "hanna", "at": WHEN}
MOST_QUERIES = 12


@pytest.fixture
def editor(client):
    client.force_login(staff("anna", is_superuser=True))
    return client


def decided(*entries: Entry, by: str = "hanna") -> None:
    with transaction.atomic():
        record_all(entries, by=by, at=WHEN)


def numbers(response) -> list[int]:
    return [decision.number for decision in response.context["cl"].result_list]


def test_the_log_is_filtered_by_what_who_and_what_about(editor):
    decided(Entry("article.tags", "article:a", "x"), Entry("tag.create", "tag:a", "x"))
    decided(Entry("article.tags", "article:b", "x"), by="tam")
    for asked, found in (
        ({}, [3, 2, 1]),
        ({"verb": "article.tags"}, [3, 1]),
        ({"kind": "tag"}, [2]),
        ({"actor": "tam"}, [3]),
        ({"target__exact": "article:a"}, [1]),
        ({"kind": "nothing"}, [3, 2, 1]),
        ({"verb": "nothing"}, []),
    ):
        assert numbers(editor.get("/admin/archive/decision/", asked)) == found


@pytest.mark.parametrize("rows", [1, 100])
def test_the_list_of_the_log_asks_few_questions(editor, rows):
    decided(*[Entry("article.tags", f"article:{number}", "x") for number in range(rows)])
    with CaptureQueriesContext(connection) as asked:
        assert len(numbers(editor.get("/admin/archive/decision/"))) == rows
    assert len(asked) <= MOST_QUERIES


def test_a_decision_shows_what_it_changed_and_what_stands_on_it(editor):
    made = articles.create({"slug": "a", "title": "A", "title_origin": "printed"}, **BY, reason="new")
    for title in ("Ferry house", "Ferry boat"):
        articles.change(made, {"title": title}, by="tam", at=WHEN, reason="better")
    with CaptureQueriesContext(connection) as asked:
        page = editor.get("/admin/archive/decision/2/change/").content.decode()
    assert "<ins>Ferry house</ins>" in page
    assert "Decision 3 (catalogue record changed: title, tam" in page
    assert "<del>house</del>" in editor.get("/admin/archive/decision/3/change/").content.decode()
    assert len(asked) <= MOST_QUERIES


def test_a_byline_without_an_author_is_told_as_unknown(editor):
    made = articles.create({"slug": "a", "title": "A", "title_origin": "printed"}, **BY, reason="new")
    articles.set_bylines(made, [articles.BylineData(None, attribution="unknown")], **BY, reason="unsigned")
    [row] = differences(Decision.objects.get(verb="article.bylines"))
    assert tuple(row) == ("Bylines", "", "attribution: unknown, author: unknown, role: author")


def test_what_a_merge_moved_is_told_a_row_to_a_line():
    moved = {"byline": [["ferry", 1, None], ["house", 2, "by H. V."]], "tag": [["ferry"]]}
    assert said(moved) == "byline: ferry, 1\nbyline: house, 2, by H. V.\ntag: ferry"
    assert said([{"author": None}, {"author": "tam", "role": "author"}]) == (
        "author: unknown\nauthor: tam, role: author"
    )


def test_the_log_is_filtered_by_the_shell_and_by_each_program(editor):
    page = editor.get("/admin/archive/decision/").content.decode()
    assert [name for name in ("shell", *PROGRAMS) if f"?actor={name}" not in page] == []


def test_a_decision_whose_detail_was_erased_says_so(editor):
    decided(Entry("article.change", "article:a", "secret", {"title": "x"}, {"title": "y"}))
    with transaction.atomic():
        record(Entry("erase", "decision:1", "the law"), **BY)
    DecisionDetail.objects.filter(pk=1)._raw_delete("default")
    assert triggers.missing(connection) == []
    for address in ("/admin/archive/decision/1/change/", "/admin/archive/decision/1/take-back/"):
        page = editor.get(address)
        assert (page.status_code, "What it said was erased." in page.content.decode()) == (200, True)


@pytest.mark.slow
@pytest.mark.parametrize(
    "detail",
    [{"x": None}, {"a" * 5000: [1, {"b": [[]]}]}, {"title": {"not": "a string"}}, {"bylines": "x"}, {"slug": 7}],
)
def test_a_detail_of_any_shape_is_shown(editor, detail):
    decided(Entry("article.change", "article:a", "x", detail, detail), Entry("nobody.knows", "no colon", "x", detail))
    for number in (1, 2):
        for address in ("change", "take-back", "history"):
            assert editor.get(f"/admin/archive/decision/{number}/{address}/").status_code == 200


def test_every_verb_that_has_a_way_back_or_none_has_words():
    assert (WAYS.keys() | NEVER.keys()) - VERBS.keys() == set()
    assert Decision._meta.get_field("verb").max_length >= max(map(len, VERBS))
