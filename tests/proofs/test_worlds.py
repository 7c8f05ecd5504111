"""Two archives that differ in nothing but what is hidden tell anonymous the same, to the byte."""

import pytest
from django.db import transaction
from django.test import Client

from tests.proofs.house import Words, build
from tests.proofs.routes import Unknown, Values, addresses, crawl, queries, told

pytestmark = [pytest.mark.proof, pytest.mark.django_db]

type Told = dict[str, tuple[object, ...]]


def tell(words: Words, values: Values | None = None, among: list[str] | None = None) -> tuple[Told, Values]:
    """What anonymous are told at every address of a house, which is gone afterwards; HEAD as well as GET."""
    client, found = Client(raise_request_exception=False), {}
    with transaction.atomic():
        house = build(words)
        values = values or house.values
        for address, response in crawl(client, values, among):
            found[address] = told(response)
            if "?" not in address:
                assert told(client.head(address))[:2] == found[address][:2], address
        transaction.set_rollback(True)
    return found, values


def test_hidden_words_change_no_byte_that_anonymous_are_told():
    one, values = tell(Words("a"))
    other, _values = tell(Words("z"), values)
    assert differences(one, other) == []
    answered = {address for address, (status, *_rest) in one.items() if status == 200}
    assert min(len(one), 2 * len(answered)) > 200


def differences(one: Told, other: Told) -> list[str]:
    assert one.keys() == other.keys()
    return [
        f"{address}: {difference(one[address], other[address])}" for address in one if one[address] != other[address]
    ]


def difference(one: tuple, other: tuple) -> str:
    """Where two responses part, for whoever reads a failure."""
    if one[:2] != other[:2]:
        return f"{one[:2]} and {other[:2]}"
    at = next((at for at, (a, b) in enumerate(zip(one[2], other[2], strict=False)) if a != b), 0)
    return f"{one[2][max(at - 60, 0) : at + 60]!r} and {other[2][max(at - 60, 0) : at + 60]!r}"


@pytest.mark.parametrize(
    ("fault", "route"),
    [
        ("archive.exports.articles.is_sealed", "articles.json"),
        ("archive.models.threadlines.ThreadLine.hiding", "articles/<slug>.json"),
    ],
)
def test_a_hash_or_a_word_that_is_told_is_seen(monkeypatch, fault, route):
    monkeypatch.setattr(fault, lambda line, *_args, **_options: False if route == "articles.json" else line)
    one, values = tell(Words("a"), among=[route])
    assert differences(one, tell(Words("z"), values, [route])[0]) != []


def test_an_address_or_a_parameter_without_values_is_a_fault(client):
    with pytest.raises(Unknown, match="papers/<slug>"):
        list(addresses("papers/<slug>/", Values({}, {})))
    with pytest.raises(Unknown, match="the parameter"):
        list(queries(client, "/search/", Values({}, {})))
