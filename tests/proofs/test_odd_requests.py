"""Whatever is asked for, the answer is a page, a way on, or a refusal that says so; and the same on both databases."""

import json

import pytest
from django.test import Client

from tests import databases
from tests.proofs import odd
from tests.proofs.house import Words, build

pytestmark = [pytest.mark.proof, pytest.mark.django_db]


@pytest.fixture(scope="module")
def answered(django_db_setup, django_db_blocker) -> dict[str, int]:
    with django_db_blocker.unblock():
        return odd.statuses()


def test_every_odd_request_has_an_answer_and_none_is_an_error_of_ours(answered):
    assert len(answered) > 2500
    assert {name: status for name, status in answered.items() if status not in {200, 301, 302, 400, 404, 410}} == {}


def test_a_wrong_host_is_refused_everywhere(answered):
    wrong = {name: status for name, status in answered.items() if " host " in name}
    assert len(wrong) > 300
    assert {name: status for name, status in wrong.items() if status != 400 and " host testserver" not in name} == {}


@databases.NEEDS_POSTGRESQL
def test_both_databases_give_the_same_answers(answered, tmp_path):
    with databases.fresh("sqlite", tmp_path) as database:
        assert json.loads(database.run("-m", "tests.proofs.odd")) == answered


def test_an_answer_that_breaks_is_seen(monkeypatch):
    def broken(words: str) -> str:
        assert "\0" not in words
        return words

    monkeypatch.setattr("archive.views.search.storable", broken)
    values = build(Words("k")).values
    monkeypatch.setattr("tests.proofs.routes.public", lambda: ["search/"])
    answers = odd.requests(Client(raise_request_exception=False), values)
    assert 500 in {response.status_code for _name, response in answers}


def test_a_refusal_is_a_page_that_says_so(client):
    build(Words("k"))
    for address in ("/articles/%00/", "/search/?by=%00", "/moderation/?month=%00", "/tags/none/"):
        response = client.get(address)
        assert response.status_code == 404
        assert "<h1" in response.text, address
