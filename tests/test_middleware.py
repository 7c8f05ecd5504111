"""Forwarded addresses are believed from trusted proxies only, and strangers are nobody."""

from django.contrib.sessions.backends.db import SessionStore
from django.http import HttpResponse
from django.test import RequestFactory

from archive.middleware import Stranger, TrustedProxy

CLAIM = {"X-Forwarded-For": "198.51.100.1, 203.0.113.7, 10.0.0.9", "X-Forwarded-Proto": "https"}


def seen(settings, trusted: list[str], peer: str, claim: dict[str, str]) -> tuple[str, str | None]:
    """The address and the scheme header that the views get to see."""
    settings.TRUSTED_PROXY = trusted
    request = RequestFactory().get("/", headers=claim, REMOTE_ADDR=peer)
    TrustedProxy(lambda _request: HttpResponse())(request)
    return request.META["REMOTE_ADDR"], request.headers.get("X-Forwarded-Proto")


def test_a_trusted_proxy_says_who_asked(settings):
    assert seen(settings, ["10.0.0.0/8"], "10.0.0.1", CLAIM) == ("203.0.113.7", "https")


def test_what_a_stranger_forwards_is_dropped(settings):
    assert seen(settings, ["10.0.0.0/8"], "192.0.2.1", CLAIM) == ("192.0.2.1", None)


def test_without_a_trusted_proxy_nothing_is_believed(settings):
    assert seen(settings, [], "127.0.0.1", CLAIM) == ("127.0.0.1", None)


def test_a_proxy_at_a_unix_socket_is_trusted_by_that_name(settings):
    assert seen(settings, ["unix"], "", CLAIM) == ("10.0.0.9", "https")
    assert seen(settings, ["10.0.0.0/8"], "", CLAIM) == ("", None)


def test_a_proxy_that_names_nobody_leaves_its_own_address(settings):
    assert seen(settings, ["10.0.0.1"], "10.0.0.1", {}) == ("10.0.0.1", None)


def test_an_address_that_is_none_is_nobody_trusted(settings):
    assert seen(settings, ["10.0.0.1"], "10.0.0.1", {"X-Forwarded-For": "unknown"}) == ("unknown", None)


def test_a_page_that_asks_who_reads_it_depends_on_cookies_also_for_strangers(client, db):
    assert "Cookie" in client.get("/articles/").headers["Vary"]
    assert client.cookies == {}


def test_a_stranger_is_nobody():
    request = RequestFactory().get("/")
    request.session = SessionStore()
    stranger = Stranger(request)
    assert not request.session.accessed
    assert (stranger.is_active, stranger.is_staff, stranger.is_superuser, stranger.is_authenticated) == (False,) * 4
    assert request.session.accessed
