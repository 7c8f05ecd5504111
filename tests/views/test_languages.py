"""Pages in the language of their address, or in the one of the site; what is for programs in one language always."""

import re

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from archive.templatetags import languages
from archive.templatetags.site import rendered
from tests.crawl import Links
from tests.factories import Said, article, held, staff

HERE = "/articles/ferry-house/"
SPEAKS = re.compile(r'<html lang="(\w+)" dir="(\w+)">')


pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def house(standing) -> None:
    held(article("Ferry house burns", slug="ferry-house"), comments=[Said("Who lit it?")])


def spoken(response) -> tuple[str, ...]:
    """The language and the direction of a page."""
    return SPEAKS.search(response.content.decode()).groups()


@pytest.mark.parametrize("path", ["/", HERE, "/articles/", "/search/?q=ferry", "/timeline/", "/no/such/page/"])
def test_a_page_speaks_the_language_that_its_address_names(client, house, path):
    assert spoken(client.get(path)) == ("en", "ltr")
    response = client.get(f"{path}{'&' if '?' in path else '?'}lang=he")
    assert (spoken(response), response.headers["Content-Language"]) == (("he", "rtl"), "he")
    assert "Accept-Language" not in response.get("Vary", "")
    assert client.cookies == {}


@pytest.mark.parametrize("value", ["", "tlh", "he-", "../he", "%00", "he%0a", "%ff", "<b>", "x" * 5000])
def test_a_language_that_is_not_offered_is_the_one_of_the_site(client, house, value):
    response = client.get(f"{HERE}?lang={value}")
    assert (response.status_code, spoken(response)) == (200, ("en", "ltr"))
    assert "lang=x" not in response.content.decode()


def test_a_page_in_another_language_leads_to_pages_in_that_language(client, house):
    response = client.get(f"{HERE}?lang=he")
    pages = [link for link in Links(response.content.decode()).found if link.partition("?")[0].endswith("/")]
    assert len(pages) > 10
    assert [link for link in pages if "?lang=he" not in link] == []
    assert response.headers["X-Robots-Tag"] == "noindex"
    moved = client.get(f"{HERE}comments/1/?lang=he")
    assert moved.headers["Location"] == f"{HERE}?lang=he#c1"
    assert client.get("/articles?lang=he").headers["Location"] == "/articles/?lang=he"


def test_a_search_stays_in_its_language_and_what_it_asks_for_does_not_see_it(client, house):
    shown = client.get("/search/?q=burns&lang=he").content.decode()
    assert '<input type="hidden" name="lang" value="he">' in shown
    assert 'value="burns"' in shown
    assert '<a href="?lang=en&amp;q=burns" hreflang="en" lang="en" dir="ltr" rel="nofollow">English</a>' in shown


def test_languages_are_offered_by_their_own_names_on_every_page(client, house):
    for path in ("/", HERE, "/no/such/page/", "/admin/login/"):
        shown = client.get(path).content.decode()
        assert '<a href="?lang=he" hreflang="he" lang="he" dir="rtl" rel="nofollow">עברית</a>' in shown


def test_what_nobody_reviewed_says_so(client, house, monkeypatch):
    said = "איש עוד לא בדק את התרגום הזה."
    assert said not in client.get("/").content.decode()
    assert said in client.get("/?lang=he").content.decode()
    assert said in client.get("/admin/login/?lang=he").content.decode()
    monkeypatch.setattr(languages, "NOBODY", "Somebody Who Reviews <hers@archive.example>")
    languages._unreviewed.cache_clear(), rendered.cache_clear()
    assert said not in client.get("/?lang=he").content.decode()
    languages._unreviewed.cache_clear(), rendered.cache_clear()


@pytest.mark.slow
def test_what_is_kept_is_kept_apart_by_language(client, house):
    addresses = ("/timeline/", "/search/", "/", HERE)
    first = [client.get(path, {"lang": lang}).content for lang in ("he", "en") for path in addresses]
    again = [client.get(path, {"lang": lang}).content for lang in ("he", "en") for path in addresses]
    cache.clear()
    assert first == again == [client.get(path, {"lang": lang}).content for lang in ("he", "en") for path in addresses]


@pytest.mark.parametrize(
    "path",
    ["/articles.json", f"{HERE[:-1]}.json", "/statements.json", "/moderation.json", "/moderation.csv",
     "/moderation.atom", "/search.json?q=ferry", "/robots.txt", "/sitemap.xml", "/healthz"],
)  # fmt: skip
def test_what_is_for_programs_is_the_same_in_every_language(client, house, settings, path):
    plain = client.get(path)
    asked = client.get(f"{path}{'&' if '?' in path else '?'}lang=he")
    settings.LANGUAGE_CODE = "he"
    assert plain.content == asked.content == client.get(path).content


def test_a_site_of_another_language_speaks_it_where_none_is_named(client, house, settings):
    settings.LANGUAGE_CODE = "he"
    response = client.get(HERE)
    assert spoken(response) == ("he", "rtl")
    assert "lang=he" not in response.content.decode()
    english = client.get(f"{HERE}?lang=en")
    assert spoken(english) == ("en", "ltr")
    assert 'href="/about/?lang=en"' in english.content.decode()


def test_the_admin_keeps_the_language_through_the_log_in_and_its_moves(db):
    staff("anna", is_superuser=True)
    client = Client()
    there = client.get("/admin/archive/tag/?q=x&lang=he").headers["Location"]
    assert there == "/admin/login/?lang=he&next=/admin/archive/tag/%3Fq%3Dx"
    password = {"username": "anna", "password": "correct horse battery staple"}
    assert spoken(client.get(there)) == ("he", "rtl")
    assert client.post(there, password).headers["Location"] == "/admin/archive/tag/?lang=he&q=x"
    page = client.get("/admin/archive/tag/?lang=he&q=x")
    assert (page.status_code, spoken(page)) == (200, ("he", "rtl"))
    assert f"{reverse('admin:archive_tag_add')}?lang=he" in page.content.decode()
