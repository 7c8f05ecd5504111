"""The admin answers each person as the table in matrix.py says, and writes nothing that it does not say."""

import logging
from collections.abc import Iterator
from typing import Any

import pytest
from django.contrib import admin
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.admin.addresses import address, routes
from tests.admin.house import BY_THE_WAY, STATUS, House, asked, build, form, undone
from tests.admin.matrix import MATRIX, PEOPLE
from tests.factories import staff

pytestmark = pytest.mark.django_db

MOST_QUERIES = 12
WORDS = ("sourcefile", "sourcecontent", "reading", "text", "textcontent", "comment", "threadline")
ACCOUNTS = ("archive_user_groups", "archive_user_user_permissions", "auth_group", "auth_group_permissions")


# Everybody in the slow tests; in the others nobody, and who does what is done every day.
MANY = [who if who in ("nobody", "editor") else pytest.param(who, marks=pytest.mark.slow) for who in PEOPLE]


@pytest.fixture(autouse=True)
def plain_and_fast(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Nobody looks at these pages, at what went into them, or at a log of a hundred refusals."""
    monkeypatch.setattr("django.test.client.store_rendered_templates", lambda *_args, **_kwargs: None)
    monkeypatch.setattr(admin.site, "enable_nav_sidebar", False)
    logging.disable(logging.CRITICAL)
    yield
    logging.disable(logging.NOTSET)


@pytest.fixture(scope="module")
def house(standing: None) -> House:
    return build()


def rows(table: str, condition: str = "TRUE", columns: str = "*") -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {columns} FROM {table} WHERE {condition}")
        return sorted(map(str, cursor.fetchall()))


def guarded() -> dict[str, Any]:
    """What only a row that says so may change; `log` and `superusers` never."""
    tables = set(connection.introspection.table_names())
    words = [f"archive_{name}" for name in WORDS if f"archive_{name}" in tables]
    state = "id, slug, state, published_at, withdrawn_at, withdrawn_reason"
    ours, account = "slug = 'ferry-house'", "id, username, is_active"
    return {
        "words": [*map(rows, words), rows("archive_article", ours, "text_id, source_id")],
        "state": rows("archive_article", f"{ours} OR state <> 'draft'", state),
        "accounts": [*map(rows, ACCOUNTS), rows("archive_user", columns=account)],
        "passwords": rows("archive_user", columns="id, password, must_change_password"),
        "superusers": rows("archive_user", "is_superuser OR NOT is_staff", "id"),
        "log": [rows("archive_decision", "number <= 1"), rows("archive_decisiondetail", "decision_id <= 1")],
    }  # fmt: skip


def digest() -> dict[str, list[str]]:
    return {table: rows(table) for table in connection.introspection.table_names() if table != "django_session"}


def wrong_answer(letter: str, response: HttpResponse) -> str:
    """What came instead of what the letter says; nothing where it is as said."""
    elsewhere = response.headers.get("Location", "")
    to_log_in = "/admin/login/" in elsewhere or b'id="login-form"' in response.content
    right = response.status_code in STATUS[letter] and to_log_in == (letter == "L")
    return "" if right else f"{response.status_code} {elsewhere}"


def test_every_address_of_the_admin_has_its_row():
    assert sorted(set(routes()) - MATRIX.keys()) == []
    assert sorted(MATRIX.keys() - set(routes())) == []


@pytest.mark.parametrize("who", MANY)
def test_asking_is_answered_as_the_table_says_writes_nothing_and_takes_few_queries(house, who):
    wrong, slow = [], {}
    for route, row in MATRIX.items():
        with undone() as written, CaptureQueriesContext(connection) as queries:
            response = asked(house, who, "get", route)
        answer = wrong_answer(row.get[PEOPLE.index(who)], response)
        if answer or written - {"django_session"}:
            wrong.append((route, answer, written))
        if response.status_code == 200 and len(queries) > MOST_QUERIES:
            slow[route] = len(queries)
    assert (wrong, slow) == ([], {})


@pytest.mark.parametrize("who", MANY)
def test_sending_is_answered_as_the_table_says_and_changes_what_it_says(house, who):
    wrong, before, whole = [], guarded(), digest()
    for route, row in MATRIX.items():
        letter = row.post[PEOPLE.index(who)]
        with undone() as written:
            answer = wrong_answer(letter, asked(house, who, "post", route))
            after = guarded() if letter == "A" else before
        changed = {what for what in before if before[what] != after[what]} - set(row.may)
        if answer or changed or bool(written - BY_THE_WAY) != (letter == "A" and not row.idle):
            wrong.append((route, answer, changed or written))
    assert wrong == []
    assert digest() == whole


def test_nothing_is_sent_without_a_token(house, settings):
    settings.CSRF_FAILURE_VIEW = "tests.admin.test_matrix.teapot"
    client = Client(enforce_csrf_checks=True)
    client.force_login(staff("root", is_superuser=True))
    taken = {route: client.post(address(route, house.objects), **form(house.body)).status_code for route in MATRIX}
    assert {route: status for route, status in taken.items() if status != 418} == {}


def teapot(_request: Any, reason: str = "") -> HttpResponse:
    return HttpResponse(reason, status=418)
