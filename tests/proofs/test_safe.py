"""Whoever asks, and however: nothing is written, and whatever sends is refused without a token.

What the admin answers each person to GET and POST stands in tests/admin/matrix.py, and is tried beside it.
"""

import pytest
from django.contrib.auth.models import Group
from django.test import Client

from tests.admin.house import undone
from tests.admin.matrix import PEOPLE
from tests.factories import staff
from tests.proofs.house import Words, build
from tests.proofs.routes import addresses, choices, filled, public

pytestmark = [pytest.mark.proof, pytest.mark.django_db]
# What a request writes whoever it is: its own session.
BY_THE_WAY = {"django_session"}
SAFE, UNSAFE = ("get", "head", "options"), ("post", "put", "patch", "delete")
ANSWERED = {200, 301, 302, 404, 410}


def person(name: str) -> Client:
    client = Client(raise_request_exception=False, enforce_csrf_checks=True)
    if name != "nobody":
        who = staff(name)
        who.groups.set(Group.objects.filter(name=name))
        client.force_login(who)
    return client


@pytest.mark.parametrize("who", PEOPLE)
def test_public_addresses_can_be_asked_and_nothing_else(who):
    values = build(Words("k")).values
    client, wrong = person(who), []
    for route in public():
        address = filled(route, {part: some[0] for part, some in choices(route, values).items()})
        for method in (*SAFE, *UNSAFE):
            with undone() as written:
                status = getattr(client, method)(address).status_code
            allowed = ANSWERED if method in {"get", "head"} else {403, 404, 405}
            if status not in allowed or written - BY_THE_WAY:
                wrong.append((method, address, status, written))
    assert wrong == []


def test_everybody_is_answered_alike_by_machines(client):
    values = build(Words("k")).values
    told = {route: [] for route in public() if route.endswith((".json", ".jsonld", ".csv", ".atom", ".xml"))}
    for who in ("nobody", "editor"):
        asking = person(who)
        for route, answers in told.items():
            answers.append([asking.get(address).content for address in addresses(route, values)])
    assert {route for route, (one, other) in told.items() if one != other} == set()


def test_an_address_that_writes_when_it_is_asked_is_seen(monkeypatch, client):
    from archive.models import Article
    from archive.views import names

    def writes(_request: object, _noun: object) -> dict[str, object]:
        Article.objects.update(note="written")
        return {}

    build(Words("k"))
    monkeypatch.setattr(names, "comments_asked", writes)
    with undone() as written:
        Client(raise_request_exception=False).get("/tags/ferries/")
    assert written - BY_THE_WAY == {"archive_article"}
