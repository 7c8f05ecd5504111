"""What may not be seen is planted everywhere, and looked for on every page that a visitor can reach."""

import pytest

from archive.models import Article, Comment, StatementRelation
from archive.search import indexing
from archive.states import Rights
from tests.crawl import crawl
from tests.factories import Said, article, evidence, held, occurrence, publisher, statement, tag, tagged

pytestmark = pytest.mark.django_db

CANARY = "CANARY"
STARTS = (
    "/",
    "/articles.json",
    "/statements.json",
    "/statements/1.json",
    "/articles/open/annotations.jsonld",
    "/sitemap.xml",
    "/sitemap-articles.xml",
    "/robots.txt",
    "/articles/open.json",
    "/search/?q=canary",
    "/search/?q=canary*&in=comments",
    "/search.json?q=canary",
)


@pytest.fixture
def planted():
    """One public article among drafts, withdrawn ones, records and withheld words that all say CANARY."""
    held(
        article("Open", slug="open", authors=["Hanna Veld"], tags=["ferries"]),
        comments=[Said("Hm."), Said(CANARY, state="withheld")],
    )
    hidden = {
        "authors": [f"{CANARY} author"],
        "tags": [f"{CANARY} tag"],
        "publisher": publisher(f"{CANARY} house"),
        "abstract": CANARY,
        "note": CANARY,
    }
    blocks, comments = [("paragraph", CANARY)], [Said(CANARY, CANARY)]
    draft = held(article(f"{CANARY} draft", slug="draft", state="draft", **hidden), blocks, comments)
    tagged(draft.comments.get(), f"{CANARY} tag of a comment", "ferries")
    tag(f"{CANARY} merged", merged_into=tag(f"{CANARY} tag"))
    gone = {"withdrawn_reason": "Asked for.", "abstract": CANARY, "note": CANARY, "tags": [f"{CANARY} tag"]}
    held(article("Gone", slug="gone", state="withdrawn", **gone), blocks, comments)
    record = held(article("Record", slug="record", rights=Rights.RECORD), blocks, [Said(CANARY)])
    disputed(Comment.objects.get(article__slug="open", state="withheld"), record, draft)
    indexing.rebuild()


def disputed(withheld, *hidden):
    """A public statement that stands in words that are hidden, with evidence in them, beside a hidden one."""
    one = statement("Somebody says so.", number=1)
    other = statement(f"{CANARY} says so.", workflow="in review")
    StatementRelation.objects.create(statement=one, type="contradicts", other=other)
    other.tags.add(tag(f"{CANARY} tag of a statement"))
    for text in (withheld.text, *(each.text for each in hidden), *(each.comments.get().text for each in hidden)):
        for each in (one, other):
            occurrence(each, text, CANARY)
            evidence(each, text, CANARY, side="supports")
    occurrence(other, Article.objects.get(slug="open").text, "ferry house")


def test_no_page_tells_what_may_not_be_seen(client, planted):
    pages = crawl(client, *STARTS, "/articles/gone/", "/articles/gone.json", "/articles/record.json")
    assert len(pages) > 20
    assert [address for address, page in pages.items() if CANARY.encode() in page.content] == []


@pytest.mark.parametrize(
    "address",
    [
        "/articles/draft/", "/articles/draft.json", "/articles/draft/comments/1/", "/articles/draft/provenance/",
        "/articles/draft/thread/1/", "/authors/canary-author/", "/tags/canary-tag/",
        "/tags/canary-tag-of-a-comment/", "/tags/canary-merged/", "/tags/canary-tag-of-a-statement/",
        "/publishers/canary-house/",
    ],
)  # fmt: skip
def test_what_may_not_be_known_is_not_found_as_if_it_were_not_there(client, planted, address):
    there, not_there = client.get(address), client.get(address.replace("draft", "x").replace("canary", "x"))
    assert there.status_code == not_there.status_code == 404
    assert there.content == not_there.content


@pytest.mark.parametrize(
    "query",
    ["canary", "can*", "author:canary", "publisher:canary", 'tag:"canary tag"', "tag:canary*", "canary disputed:yes"],
)
def test_nothing_hidden_is_found_counted_or_hinted_at(client, planted, query):
    found = client.get("/search.json", {"q": query}).json()
    assert found == {"results": [], "count": 0, "facets": {}, "next": None}


def test_the_counts_on_the_front_are_those_of_public_articles(client, planted):
    figures = client.get("/").context["figures"]
    assert figures == {
        "articles": 2,
        "not_held": 0,
        "undated": 2,
        "unnamed": 1,
        "unpublished": 2,
        "comments": 3,
        "statements": 1,
    }
    assert [tag.name for tag in client.get("/").context["subjects"]] == ["ferries"]


def test_json_says_the_same_to_everyone(client, admin_client, planted):
    for address in ("/articles.json", "/articles/open.json"):
        assert client.get(address).content == admin_client.get(address).content
    assert admin_client.get("/articles/draft.json").status_code == 404
