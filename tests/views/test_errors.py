import errno

import pytest
from django.contrib.sessions.exceptions import SessionInterrupted
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.db import InternalError, OperationalError
from django.test import Client
from psycopg.errors import InFailedSqlTransaction, ReadOnlySqlTransaction

from archive.views import home
from tests.test_headers import assert_guarded

FAULTS = [(SuspiciousOperation, 400), (PermissionDenied, 403), (ZeroDivisionError, 500)]


@pytest.mark.parametrize(("fault", "status"), FAULTS)
def test_an_error_has_a_page_of_this_archive_with_ways_on(monkeypatch, fault, status):
    def broken(*_about):
        raise fault

    monkeypatch.setattr(home.Decision.objects, "head", broken)
    response = Client(raise_request_exception=False).get("/about/")
    shown = response.content.decode()
    assert response.status_code == status
    assert f"<span>{status}</span>" in shown
    assert '<a href="/articles/">' in shown
    assert "The Archive</a>" in shown


def test_an_address_that_is_none_has_one_too_and_asks_no_database(client):
    response = client.get("/no/such/page/")
    assert response.status_code == 404
    assert "Nothing stands at this address" in response.content.decode()


def test_a_stale_form_is_explained():
    response = Client(enforce_csrf_checks=True).post("/admin/login/", {"username": "x"})
    assert response.status_code == 403
    assert "This is closed" in response.content.decode()


def told(error: Exception, cause: Exception | None = None) -> Exception:
    error.__cause__ = cause
    return error


@pytest.mark.parametrize(
    ("fault", "status"),
    [
        (OperationalError("database or disk is full"), 503),
        (told(SessionInterrupted(), OperationalError()), 503),
        (SessionInterrupted(), 400),
        (told(InternalError(), ReadOnlySqlTransaction()), 503),
        (told(InternalError(), InFailedSqlTransaction()), 500),
        (OSError(errno.ENOSPC, "no space"), 503),
        (OSError(errno.ENOENT, "no file"), 500),
    ],
)
def test_an_outage_is_told_from_a_fault_of_ours(monkeypatch, fault, status):
    def broken(*_about):
        raise fault

    monkeypatch.setattr(home.Decision.objects, "head", broken)
    response = Client(raise_request_exception=False).get("/about/")
    assert_guarded(response, status)
    assert ("The archive can’t answer now" in response.text, "Retry-After" in response.headers) == (status == 503,) * 2


def test_what_is_sent_during_an_outage_is_said_to_be_unconfirmed(monkeypatch):
    def gone(_request):
        raise OperationalError("the connection is lost")

    monkeypatch.setattr("archive.admin.resuming.asked_to_log_in", gone)
    response = Client(raise_request_exception=False).post("/admin/archive/tag/add/", {"name": "ferries"})
    assert response.status_code == 503
    assert "What you sent is not confirmed" in response.text
    assert response.headers["Cache-Control"] == "no-store"
