import pytest
from django.urls import reverse

from archive.models import Article, Decision, Statement
from archive.models.figures import disagreeing
from tests.actions.test_parallels import brought
from tests.factories import staff

pytestmark = pytest.mark.django_db
PAGE = "/admin/archive/statement/figures/"


@pytest.fixture
def editor(client):
    client.force_login(staff("anna", is_superuser=True))
    return client


@pytest.fixture
def key() -> str:
    brought("Oru has three ferries, <b>he</b> said.\n", "first", state="draft")
    brought("It rained.\nTam: There are five ferries in Oru.\n", "second")
    [found] = disagreeing().candidates
    return found.key


def sent(key: str, do: str, **fields) -> dict[str, str]:
    return {"key": key, "do": do, "wording": "How many ferries Oru has.", "reason": "Looked at.", **fields}


def test_figures_that_disagree_stand_there_with_their_context(editor, key):
    shown = editor.get(PAGE).content.decode()
    assert "<mark>three</mark> ferries, &lt;b&gt;he" in shown
    assert "There are <mark>five</mark> ferries in Oru." in shown
    assert '3, 5: <a href="?noun=ferry"><bdi>ferries</bdi></a>' in shown


def test_one_click_makes_a_suggested_statement_with_proposed_places(editor, key):
    response = editor.post(PAGE, sent(key, "suggest"))
    statement = Statement.objects.get()
    assert response.headers["Location"] == reverse("admin:archive_statement_change", args=[statement.pk])
    assert (statement.workflow, statement.kind, statement.number) == ("suggested", "figure", None)
    places = statement.occurrences.values_list("exact", "decision")
    assert sorted(places) == [("five", "proposed"), ("three", "proposed")]
    assert "No figures disagree." in editor.get(PAGE).content.decode()


def test_what_is_refused_is_remembered_and_comes_back_when_something_new_is_said(editor, key):
    editor.post(PAGE, sent(key, "refuse", wording=""))
    last = Decision.objects.select_related("detail").latest("number")
    assert (last.verb, last.target, last.detail.reason) == ("figures.refuse", f"figures:{key}", "Looked at.")
    assert editor.get(reverse("admin:archive_decision_change", args=[last.number])).status_code == 200
    assert "No figures disagree." in editor.get(PAGE).content.decode()
    brought("All nine ferries of Oru burned.\n", "third")
    assert "3, 5, 9" in editor.get(PAGE).content.decode()


@pytest.mark.parametrize(
    "fields", [{"wording": " "}, {"reason": ""}, {"do": "x"}, {"key": "0" * 40}, {"key": "x"}, {"wording": "x" * 5000}]
)
def test_what_is_no_decision_changes_nothing_and_is_answered(editor, key, fields):
    size = Decision.objects.count()
    response = editor.post(PAGE, sent(key, "suggest") | fields)
    assert (response.status_code, Decision.objects.count()) == (200, size)
    assert 'class="error"' in response.content.decode()


@pytest.mark.parametrize("number", [1, 9, pytest.param(30, marks=pytest.mark.slow)])
def test_the_page_takes_as_many_queries_for_thirty_as_for_one(editor, django_assert_num_queries, number):
    for at in range(number):
        name = "Oru" + "abcdefghij"[at % 10] * (at // 10 + 1)
        brought(f"{name} has three ferries.\n", f"a-{at}")
        brought(f"There are {at + 5} ferries in {name}.\n", f"b-{at}")
    with django_assert_num_queries(7):
        assert "<mark>three</mark>" in editor.get(PAGE).content.decode()


def shown(editor, query: str) -> str:
    return editor.get(PAGE + query).content.decode()


def test_figures_of_one_noun_are_compared_in_all_texts(editor, key, monkeypatch):
    monkeypatch.setattr("archive.models.figures.MOST", 2)
    brought("Nine goats grazed, and ten lambs.\n", "third")
    assert "<mark>three</mark>" not in shown(editor, "")
    assert "2 of 4 figures were compared" in shown(editor, "")
    assert "3, 5:" in shown(editor, "?noun=Ferries")
    assert "No figures disagree." in shown(editor, "?noun=lamps")
    response = editor.post(f"{PAGE}?noun=ferry", sent(key, "refuse", wording=""))
    assert response.headers["Location"] == f"{PAGE}?noun=ferry"
    assert "No figures disagree." in shown(editor, "?noun=ferry")


def test_rivals_stand_on_one_page_whatever_was_read_between_them(editor, key, monkeypatch):
    monkeypatch.setattr("archive.admin.statements_figures.PAGE", 1)
    brought("Nine goats of Oru.\n", "third"), brought("Eight goats of Oru.\n", "fourth")
    assert "1 to 1 of 2 disagreements." in shown(editor, "")
    assert ("3, 5:" in shown(editor, ""), "8, 9:" in shown(editor, "")) == (True, False)
    assert 'href="?noun=&amp;article=&amp;page=2"' in shown(editor, "")
    assert ("3, 5:" in shown(editor, "?page=2"), "8, 9:" in shown(editor, "?page=2")) == (False, True)


def test_what_disagrees_with_one_article_is_found_in_all_texts(editor, key):
    brought("Nine goats of Oru.\n", "third"), brought("Eight goats of Oru.\n", "fourth")
    first, third = Article.objects.get(slug="first"), Article.objects.get(slug="third")
    assert "3, 5:" in shown(editor, f"?article={first.pk}")
    assert "8, 9:" not in shown(editor, f"?article={first.pk}")
    assert "8, 9:" in shown(editor, f"?article={third.pk}")


def test_no_noun_of_an_article_crowds_out_another(editor, key, monkeypatch):
    brought("Oru has three ferries and nine goats.\n", "third"), brought("Eight goats of Oru.\n", "fourth")
    for at in range(4):
        brought(f"{at + 20} ferries sailed.\n", f"more-{at}")
    monkeypatch.setattr("archive.models.figures.MOST", 4)
    assert "8, 9:" in shown(editor, f"?article={Article.objects.get(slug='third').pk}")


@pytest.mark.parametrize(
    ("query", "status"),
    [("?page=0", 404), ("?page=x", 404), ("?article=-1", 404), ("?article=999999999", 200), ("?page=99", 200),
     ("?noun=%00%25_'", 200), ("?noun=" + "x" * 3000, 200), ("?noun=money", 200), ("?article=&page=", 200)],
)  # fmt: skip
def test_odd_questions_are_answered(editor, key, query, status):
    assert editor.get(PAGE + query).status_code == status


@pytest.mark.slow
def test_figures_of_a_noun_take_as_many_queries_for_many_texts(editor, django_assert_num_queries, key):
    for number in (3, 9):
        for at in range(number):
            brought(f"There are {at + 6} ferries in Oru.\n", f"b-{number}-{at}")
        with django_assert_num_queries(7):
            shown(editor, "?noun=ferry")
