import pytest
from django.urls import reverse

from archive.models import Decision, Echo, Occurrence
from tests.actions.test_echoes import SHORT, stated
from tests.actions.test_parallels import brought
from tests.factories import staff

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(client):
    client.force_login(staff("anna", is_superuser=True))
    return client


@pytest.fixture
def row() -> Echo:
    stated(brought(f"At noon {SHORT} on the pier.\n", "first"), SHORT)
    brought(f"It rained. {SHORT}, <b>he</b> said.\n", "second")
    return Echo.objects.get()


def page(row: Echo) -> str:
    return reverse("admin:archive_statement_echoes", args=[row.statement_id])


@pytest.mark.parametrize(("do", "decision"), [("accept", "accepted"), ("refuse", "refused")])
def test_an_editor_judges_an_echo_where_its_words_are_shown(editor, row, do, decision):
    shown = editor.get(page(row)).content.decode()
    assert f"<mark>{SHORT}</mark>, &lt;b&gt;he" in shown
    response = editor.post(page(row), {"do": do, "echo": row.pk, "reason": "Looked at."})
    assert response.status_code == 302
    place = Occurrence.objects.get(number=2)
    assert (place.decision, place.text) == (decision, row.text)
    assert Decision.objects.latest("number").actor == "anna"
    assert "Nothing waits." in editor.get(page(row)).content.decode()


@pytest.mark.parametrize(
    "sent", [{}, {"do": "accept", "reason": "x"}, {"do": "x", "echo": "1", "reason": "x"},
             {"do": "accept", "echo": ["x", "9" * 30], "reason": "x"}, {"do": "accept", "reason": ""}]
)  # fmt: skip
def test_what_is_no_judgement_is_refused_with_a_sentence(editor, row, sent):
    response = editor.post(page(row), sent)
    assert (response.status_code, Occurrence.objects.count()) == (200, 1)
    assert "errornote" in response.content.decode()


def test_who_may_not_judge_sees_and_does_not(client, row):
    client.force_login(staff("carl"))
    assert 'name="echo"' not in client.get(page(row)).content.decode()
    assert client.post(page(row), {"do": "accept", "echo": row.pk, "reason": "x"}).status_code == 403


def test_marking_a_statement_tells_where_its_words_stand_too(editor, row):
    Echo.objects.all().delete()
    text = row.text
    start = text.content.body.index("It rained")
    sent = {
        "do": "mark", "wording": "It rained.", "kind": "event", "reason": "New.", "accept": "on", "quote": "",
        "spot": f"{text.pk}:{start}:{start + 9 + 2 + len(SHORT)}", "exact": "",
    }  # fmt: skip
    address = reverse("admin:archive_article_marking", args=[text.reading.article_id])
    assert "also stand" not in editor.post(address, sent, follow=True).content.decode()
    sent |= {"spot": f"{text.pk}:{row.start}:{row.end}", "wording": "Three lamps."}
    shown = editor.post(address, sent, follow=True).content.decode()
    there = reverse("admin:archive_statement_echoes", args=[Echo.objects.get().statement_id])
    assert f'Its words also stand in 1 other place. <a href="{there}">Accept or refuse each</a>' in shown
