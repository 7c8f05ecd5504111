"""Every response carries the security headers, whoever made it."""

import pytest
from django.http import HttpResponse
from django.test import Client

from archive.views import health

EXPECTED = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Frame-Options": "DENY",
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; "
        "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
}
FILE = "/static/admin/css/base.css"


def assert_guarded(response: HttpResponse, status: int) -> None:
    assert response.status_code == status
    assert {name: response.headers.get(name) for name in EXPECTED} == EXPECTED
    assert "camera=()" in response.headers["Permissions-Policy"]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("path", "status"),
    [("/", 200), ("/healthz", 200), ("/admin/login/", 200), ("/admin/", 302), ("/no/such/page/", 404), (FILE, 200)],
)
def test_pages_redirects_and_files_carry_the_headers(client, path, status):
    assert_guarded(client.get(path), status)


@pytest.mark.parametrize("redirecting", [False, True])
@pytest.mark.django_db
def test_an_unknown_host_is_refused_with_the_headers(client, settings, redirecting):
    settings.SECURE_SSL_REDIRECT = redirecting
    assert_guarded(client.get("/", headers={"host": "evil.example"}), 400)


@pytest.mark.django_db
def test_a_forged_form_is_refused_with_the_headers():
    assert_guarded(Client(enforce_csrf_checks=True).post("/admin/login/", {"username": "x"}), 403)


def test_a_wrong_method_is_refused_with_the_headers(client):
    assert_guarded(client.post("/healthz"), 405)


def test_a_crash_carries_the_headers(monkeypatch):
    monkeypatch.setattr(health, "database_state", lambda: 1 / 0)
    assert_guarded(Client(raise_request_exception=False).get("/healthz"), 500)


def test_the_way_to_tls_carries_the_headers(client, settings):
    settings.SECURE_SSL_REDIRECT = True
    response = client.get("/articles/")
    assert_guarded(response, 301)
    assert response["Location"] == "https://testserver/articles/"


def test_hsts_is_said_over_tls_only(client, settings):
    settings.SECURE_HSTS_SECONDS = 100
    assert client.get(FILE, secure=True)["Strict-Transport-Security"] == "max-age=100"
    assert "Strict-Transport-Security" not in client.get(FILE)
