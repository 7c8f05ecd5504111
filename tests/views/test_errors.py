import pytest
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.test import Client

from archive.views import home

FAULTS = [(SuspiciousOperation, 400), (PermissionDenied, 403), (ZeroDivisionError, 500)]


@pytest.mark.parametrize(("fault", "status"), FAULTS)
def test_an_error_has_a_page_of_this_archive_with_ways_on(monkeypatch, fault, status):
    def broken():
        raise fault

    monkeypatch.setattr(home, "figures", broken)
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
