"""Every kind of page, wide and narrow, light and dark."""

import pytest
from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import URLResolver

from archive import urls
from tests.crawl import crawl
from tests.journeys.browser import looked_at, looks
from tests.journeys.pages import UNLINKED, every_kind, fill, kind
from tests.journeys.urls import ERRORS

# For programs that know the address; and a form that stands under threads of more than ten pages.
UNLINKED_ROUTES = {"archive:health", "archive:robots", "archive:sitemap", "archive:sitemap_part", "archive:turn"}


@pytest.mark.browser
@pytest.mark.slow
def test_every_kind_of_page_has_its_pictures(live_server, every_page, browse, screenshot):
    page = browse()
    for name, address in every_kind().items():
        assert page.goto(address).ok or name in UNLINKED
        for look in looks(page):
            screenshot(page, f"{name}-{look}".replace("/", "-"))


@pytest.mark.browser
@pytest.mark.urls("tests.journeys.urls")
@pytest.mark.slow
def test_axe_finds_nothing_on_the_pages_of_errors(live_server, db, browse, axe):
    addresses = [f"/error/{error.__name__}/" for error in ERRORS]
    page = browse()
    assert [page.goto(address).status for address in addresses] == [400, 403, 500]
    assert list(looked_at(page, addresses, axe)) == []


@pytest.fixture(scope="module")
def crawled(django_db_setup, django_db_blocker) -> dict[str, HttpResponse]:
    """The answers of all pages that links lead to from the front page."""
    with django_db_blocker.unblock(), transaction.atomic():
        fill()
        found = crawl(Client())
        transaction.set_rollback(True)
    return found


@pytest.mark.slow
def test_every_route_is_reached_by_links(crawled):
    routes = {f"archive:{route.name}" for route in urls.urlpatterns if not isinstance(route, URLResolver)}
    reached = {kind(address, page).partition("?")[0] for address, page in crawled.items() if page.resolver_match}
    assert routes - reached - UNLINKED_ROUTES == set()


@pytest.mark.slow
def test_no_link_is_broken(crawled):
    # The log leads to what it withdrew: its tombstone answers.
    broken = [address for address, response in crawled.items() if response.status_code not in {200, 301, 302, 410}]
    assert broken == []
