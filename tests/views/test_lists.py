import re
from datetime import date

import pytest

from archive.states import Rights
from tests.factories import Said, article, byline, held, publisher, staff

pytestmark = pytest.mark.django_db


def slugs(client, address):
    return re.findall(r'<div class="headline"><a href="/articles/([^"/]+)/"', client.get(address).content.decode())


def turns(client, address):
    return dict(re.findall(r'<a href="([^"]+)" rel="(prev|next)"', client.get(address).content.decode()))


def walk(client, address, relation):
    """All rows on the pages from this one on, in the direction of `prev` or `next`, page by page."""
    pages, path = [], address.partition("?")[0]
    while address:
        pages.append(slugs(client, address))
        ways = {way: where for where, way in turns(client, address).items()}
        address = path + ways[relation].replace("&amp;", "&") if relation in ways else None
    return pages


def rows(pages):
    return [row for page in pages for row in page]


@pytest.fixture
def dated():
    """Articles of every tenth year, two of each, and some without a date; the titles run against the dates."""
    days = [None if n % 10 == 9 else date(1900 + n // 20 * 10, 1, 1) for n in range(205)]
    return [
        article(f"Title {999 - n}", slug=f"a{n:03}", date_earliest=day, date_latest=day) for n, day in enumerate(days)
    ]


def test_the_list_by_date_begins_with_the_oldest_and_ends_with_the_undated(client, dated):
    pages = walk(client, "/articles/", "next")
    expected = sorted(dated, key=lambda a: (a.date_earliest is None, a.date_earliest or date.max, a.pk))
    assert [len(page) for page in pages] == [100, 100, 5]
    assert rows(pages) == [a.slug for a in expected]


def test_the_list_by_title_is_in_the_order_of_titles(client, dated):
    expected = sorted(dated, key=lambda a: a.title)
    assert rows(walk(client, "/articles/?by=title", "next")) == [a.slug for a in expected]


@pytest.mark.slow
@pytest.mark.parametrize("by", ["date", "title"])
def test_the_way_back_shows_the_same_rows(client, dated, by):
    there = rows(walk(client, f"/articles/?by={by}", "next"))
    back = walk(client, f"/articles/?by={by}&after={there[-2]}", "prev")
    assert rows(reversed(back)) == there


def test_a_list_of_one_page_has_no_way_on(client):
    article()
    assert turns(client, "/articles/") == {}


@pytest.mark.parametrize(
    "asked",
    [
        "after=nobody",
        "before=nobody",
        "after=%00",
        "after=",
        "after=" + "x" * 10_000,
        "by=%00",
        "by=",
        "by=state",
        "after=a/b",
    ],
)
def test_a_page_that_nobody_can_ask_for_is_not_found(client, asked):
    article()
    assert client.get(f"/articles/?{asked}").status_code == 404


def test_the_page_after_an_article_outlives_its_withdrawal_and_tells_no_draft(client):
    for slug, state in (("a", "published"), ("b", "withdrawn"), ("c", "published"), ("d", "draft")):
        article(slug.upper(), slug=slug, state=state)
    assert slugs(client, "/articles/?by=title&after=b") == ["c"]
    assert client.get("/articles/?by=title&after=d").status_code == 404


@pytest.mark.parametrize("place", ["/articles/", "/articles/?by=title", "/"])
def test_a_row_says_who_where_when_and_what_is_lacking(client, place):
    one = held(
        article(
            "One", publisher=publisher(), authors=["Hanna Veld"], date_earliest="1957-11-09", date_latest="1957-11-09"
        ),
        comments=[Said("Hm."), Said("Hm.")],
    )
    two = article("Two", authors=[None], rights=Rights.OPEN)
    byline(two, "Ana Orr", order=2, role="with")
    shown = client.get(place).content.decode()
    first, second = (
        re.search(rf'<li class="row">(?:(?!</li>).)*{a.slug}/.*?</li>', shown, re.DOTALL)[0] for a in (one, two)
    )
    assert re.findall(r">([^<>]+)<", first.replace("\n", "")) == [
        "9 November 1957", "One", "Hanna Veld", "The Oru Lantern", "2 comments"
    ]  # fmt: skip
    assert re.findall(r">([^<>]+)<", second.replace("\n", "")) == [
        "no date", "Two", "author not named", "in cooperation with ", "Ana Orr", "words not held"
    ]  # fmt: skip


def test_names_are_listed_with_the_number_of_their_public_articles(client):
    for state in ("published", "published", "draft", "withdrawn"):
        article(authors=["Hanna Veld"], tags=["ferries"], publisher=publisher(), state=state)
    for place, name in (("/authors/", "Hanna Veld"), ("/tags/", "ferries"), ("/publishers/", "The Oru Lantern")):
        shown = client.get(place).content.decode()
        assert re.findall(r"<bdi>(.*?)</bdi></a> <span>(.*?)</span>", shown) == [(name, "2 articles")]
    client.force_login(staff())
    assert "4 articles" in client.get("/authors/").content.decode()


def test_an_author_named_twice_over_an_article_is_counted_and_listed_once(client):
    of = article("One", slug="one", authors=["Hanna Veld"])
    byline(of, "Hanna Veld", order=2, role="photographer")
    assert "1 article<" in client.get("/authors/").content.decode()
    assert slugs(client, "/authors/hanna-veld/") == ["one"]


def test_long_lists_of_names_turn_their_pages(client):
    article(tags=[f"Tag {n:03}" for n in range(150)])
    first = client.get("/tags/").content.decode()
    assert first.count("1 article<") == 100
    assert client.get("/tags/?after=tag-099").content.decode().count("1 article<") == 50


@pytest.mark.parametrize("place", ["authors", "publishers", "tags"])
@pytest.mark.parametrize("slug", ["nobody", "x" * 121, "a%00b", "..", "a%2Fb"])
def test_a_name_that_nobody_has_is_not_found(client, place, slug):
    assert client.get(f"/{place}/{slug}/").status_code == 404


def test_a_tag_in_letters_of_another_script_has_a_page(client):
    article("One", slug="one", tags=["Կամուրջ"])
    link = re.search(r'href="(/tags/[^"]+)"', client.get("/tags/").content.decode())[1]
    assert slugs(client, link) == ["one"]
