import re

import pytest

from archive.search import indexing
from tests.factories import article, publisher

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def dated():
    house = publisher("Harbour <Post>", slug="harbour-post")
    for year in (1990, 1991):
        article(publisher=house, date_earliest=f"{year}-05-01", date_latest=f"{year}-05-01")
    article("Undated")
    article("Draft", state="draft", publisher=publisher("Secret"), date_earliest="1970-01-01", date_latest="1970-01-01")
    indexing.rebuild()


def page(client, query: str = "") -> str:
    return client.get(f"/timeline/{query}").content.decode()


def test_each_bar_is_a_link_with_its_time_its_publisher_and_its_number(client):
    bars = re.findall(r'<a href="([^"]*)" rel="nofollow" aria-label="([^"]*)">', page(client))
    assert bars == [
        ("/search/?year=1990-05", "May 1990, all publishers: 1 text"),
        ("/search/?year=1991-05", "May 1991, all publishers: 1 text"),
        ("/search/?year=1990-05&amp;publisher=harbour-post", "May 1990, Harbour &lt;Post&gt;: 1 text"),
        ("/search/?year=1991-05&amp;publisher=harbour-post", "May 1991, Harbour &lt;Post&gt;: 1 text"),
    ]


def test_the_table_says_the_same_the_latest_first(client):
    table = page(client).partition("<table")[2]
    assert re.findall(r'<th scope="row">([^<]*)</th>', table) == ["May 1991", "May 1990"]
    assert table.count("<td><a") == 4


def test_a_longer_time_leads_to_its_months(client):
    article("Old", date_earliest="1850-01-01", date_latest="1850-12-31")
    indexing.rebuild()
    html = page(client)
    assert '<th scope="row"><a href="/timeline/?year=1990..1999" rel="nofollow">' in html
    assert "May 1990" in page(client, "?year=1990..1991")


def test_what_has_no_date_is_said_and_can_be_found(client):
    assert '<a href="/search/?year=unknown" rel="nofollow">1 text has no date</a>' in page(client)
    assert client.get("/search.json?year=unknown").json()["count"] == 1


def test_nothing_hidden_is_on_it(client, admin_client):
    html = page(client)
    assert "Secret" not in html
    assert "1970" not in html
    assert re.search(r"<main.*</main>", page(admin_client), re.S)[0] == re.search(r"<main.*</main>", html, re.S)[0]


@pytest.mark.parametrize("query", ["year=x", "year=1990-13", "year=unknown", "publisher=x", "publisher=secret",
    "publisher=\0", "year=" + "9" * 9_999])  # fmt: skip
def test_a_time_or_a_publisher_that_is_none_is_not_found(client, query):
    name, _, value = query.partition("=")
    assert client.get("/timeline/", {name: value}).status_code == 404


def test_only_the_whole_of_it_is_offered_to_crawlers(client):
    assert "robots" not in page(client)
    assert '<meta name="robots" content="noindex, noarchive, nofollow">' in page(client, "?year=1990")


def test_without_dates_it_says_so(client):
    assert "No text here has a date of that time." in page(client, "?year=1700")
