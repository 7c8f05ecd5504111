import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from archive.models import Decision, Parallel
from tests.actions.test_parallels import FIRST, LINE, SECOND, brought
from tests.factories import article, held, parallel, staff

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(client):
    client.force_login(staff("anna", is_superuser=True))
    return client


@pytest.fixture
def row() -> Parallel:
    brought(FIRST, "first"), brought(SECOND, "second")
    return Parallel.objects.get(number=2)


def judge(row: Parallel) -> str:
    return reverse("admin:archive_parallel_judge", args=[row.pk])


def test_both_passages_stand_on_the_page_with_their_titles(editor, row):
    for address in (judge(row), reverse("admin:archive_parallel_change", args=[row.pk])):
        shown = editor.get(address).content.decode()
        assert f"<mark>{LINE}</mark>" in shown
        assert f"<mark>{LINE.upper()}</mark>" in shown


def test_an_editor_refuses_with_a_reason_and_it_is_on_record(editor, row):
    response = editor.post(judge(row), {"decision": "refused", "reason": "A proverb.", "seen": "suggested"})
    assert response.status_code == 302
    row.refresh_from_db()
    last = Decision.objects.select_related("detail").latest("number")
    assert (row.decision, last.verb, last.actor, last.detail.reason) == (
        "refused", "parallel.refuse", "anna", "A proverb.",
    )  # fmt: skip
    assert "A proverb." in editor.get(reverse("admin:archive_parallel_history", args=[row.pk])).content.decode()
    assert editor.get(reverse("admin:archive_decision_change", args=[last.number])).status_code == 200


@pytest.mark.parametrize(
    "sent",
    [{"decision": "refused", "reason": " "}, {"decision": "maybe", "reason": "x"}, {"reason": "x"},
     {"decision": "refused", "reason": "x" * 5000}],
)  # fmt: skip
def test_what_is_no_decision_is_refused(editor, row, sent):
    size = Decision.objects.count()
    assert editor.post(judge(row), sent).status_code == 200
    assert Decision.objects.count() == size


def test_a_second_editor_is_told_of_the_first_and_may_insist(editor, row):
    Parallel.objects.update(decision="confirmed")
    sent = {"decision": "refused", "reason": "A proverb.", "seen": "suggested"}
    shown = editor.post(judge(row), sent).content.decode()
    assert "Somebody else has changed this since" in shown
    assert 'name="seen" value="confirmed"' in shown
    assert editor.post(judge(row), {**sent, "seen": "confirmed"}).status_code == 302


@pytest.mark.parametrize("rows", [1, 9, pytest.param(100, marks=pytest.mark.slow)])
def test_the_list_asks_as_few_questions_for_a_hundred(editor, rows):
    for number in range(rows):
        one, other = (held(article(f"{side} {number}"), [("paragraph", LINE)]) for side in "ab")
        parallel(one.text, LINE, other.text, LINE)
    with CaptureQueriesContext(connection) as queries:
        assert editor.get(reverse("admin:archive_parallel_changelist")).status_code == 200
    assert len(queries) == 5


def test_the_list_shows_what_waits_and_what_one_document_shares(editor, row):
    def numbers(**query) -> list[int]:
        response = editor.get(reverse("admin:archive_parallel_changelist", query=query))
        return [each.number for each in response.context["cl"].result_list]

    Parallel.objects.filter(number=3).update(decision="refused")
    second = row.b.reading.article
    assert numbers(waits="1") == [1, 2]
    assert numbers(article=row.a.reading.article_id, waits="1") == [2]
    assert numbers(article=second.pk) == [1, 2, 3]
    assert numbers(article=10**17) == numbers(article="x") == numbers(waits="x") == [1, 2, 3]
