"""Whoever asks in the admin without wanting a page is answered as for the page, and writes nothing."""

import pytest
from django.http import HttpResponse

from archive.models import Article
from tests.admin.house import STATUS, House, asked, build, undone
from tests.admin.matrix import MATRIX, PEOPLE

pytestmark = [pytest.mark.proof, pytest.mark.django_db]


@pytest.fixture(scope="module")
def house(standing: None) -> House:
    return build()


@pytest.mark.parametrize("who", PEOPLE)
def test_head_is_answered_as_the_table_says_and_neither_it_nor_options_writes(house, who):
    wrong = []
    for route, row in MATRIX.items():
        for method in ("head", "options"):
            with undone() as written:
                status = asked(house, who, method, route).status_code
            right = STATUS[row.get[PEOPLE.index(who)]] if method == "head" else {200, 302, 403, 404, 405}
            if status not in right or written - {"django_session"}:
                wrong.append((method, route, status, written))
    assert wrong == []


def test_an_address_that_writes_when_its_head_is_asked_for_is_seen(house, monkeypatch):
    def writes(*_asked: object) -> HttpResponse:
        Article.objects.update(note="written")
        return HttpResponse()

    monkeypatch.setattr("archive.admin.desk_reading.view", writes)
    with undone() as written:
        asked(house, "editor", "head", "archive/article/<key>/reading/")
    assert "archive_article" in written
