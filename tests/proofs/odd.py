"""Odd requests of every public address, and what is answered: one table of statuses, the same on every database.

Run as a module on a database of its own it prints the table as JSON.
"""

import json
import sys
from collections.abc import Iterator
from itertools import product
from typing import Any
from urllib.parse import quote

VALUES = {
    "nul": "\0",
    "huge": str(10**30),
    "minus": "-1",
    "percent": "%",
    "underscore": "_",
    "quotes": "'\"`;--",
    "long": "a" * 100_000,
    "nothing": "",
    "blank": " ",
    "list": "[]",
    "null": "null",
    "digit": "٣",
    "turned": "\u202e\u2066abc",
    "lines": "a\r\nX-Injected: yes",
    "path": "../../etc/passwd",
    "formula": "=1+1",
    "markup": "<script>alert(1)</script>",
    "combining": "e\u0301" * 50,
    "operator": 'AND OR NOT NEAR( "',
}
# Bytes that are no UTF-8, and an escape that is none.
RAW = {"bytes": "%ff%fe", "surrogate": "%ed%a0%80", "escape": "%zz"}
ESCAPED = {name: quote(value, safe="") for name, value in VALUES.items()} | RAW
RUBBISH = ("%00", "/..", "//", ";a=b", "%2e%2e/", "'", ".json/", "?&&=&%", "?" + "a=1&" * 200)
HOSTS = ("other.example", "testserver:99999999", "a b", "testserver.", "[::1", "<b>", "x" * 300, "127.0.0.1:80@evil")
HEADERS: tuple[dict[str, str], ...] = (
    {"Range": "bytes=0-1"},
    {"Range": "bytes=9999999999999999999-"},
    {"Accept": "\x01/*;q=nan"},
    {"Accept-Language": "zz-zz;q=9,*" * 200},
    {"Cookie": "sessionid=\x7f; csrftoken="},
    {"If-Modified-Since": "yesterday"},
    {"If-None-Match": '"' * 500},
    {"Content-Type": "application/json"},
    {"X-Forwarded-For": "'; DROP"},
)


def requests(client: Any, values: Any) -> Iterator[tuple[str, Any]]:
    """Each request by a name of its own, with its answer."""
    from tests.proofs.routes import choices, filled, noting, public

    for route in public():
        given = {part: some[0] for part, some in choices(route, values).items()}
        for part, name in product(given, ESCAPED):
            yield f"{route} {part}={name}", client.get(filled(route, given | {part: ESCAPED[name]}))
        address = filled(route, given)
        with noting() as read:
            client.get(address)
        # The language is taken off every address before a view is asked.
        for parameter, name in product([*sorted(read), *(["lang"] if route in ("", "search/") else [])], ESCAPED):
            yield f"{route} ?{parameter}={name}", client.get(f"{address}?{parameter}={ESCAPED[name]}")
        for number, rubbish in enumerate(RUBBISH):
            yield f"{route} rubbish {number}", client.get(address + rubbish)
        for number, headers in enumerate(HEADERS):
            yield f"{route} header {number}", client.get(address, headers=headers)
        for host in HOSTS:
            yield f"{route} host {host[:20]}", client.get(address, headers={"Host": host})
        yield f"{route} HEAD", client.head(address)


def statuses() -> dict[str, int]:
    """The table, of a house with every kind of hidden thing in it, which is gone afterwards."""
    from django.db import transaction
    from django.test import Client

    from tests.proofs.house import Words, build

    client = Client(raise_request_exception=False)
    with transaction.atomic():
        house = build(Words("k"))
        found = {name: response.status_code for name, response in requests(client, house.values)}
        transaction.set_rollback(True)
    return found


if __name__ == "__main__":
    import logging

    import django

    django.setup()
    logging.disable(logging.CRITICAL)
    from django.test.utils import setup_test_environment

    setup_test_environment()
    json.dump(statuses(), sys.stdout)
    from tests.databases import leave

    leave()
