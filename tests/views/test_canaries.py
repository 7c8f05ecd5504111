"""What may not be seen is planted everywhere, and looked for on every page that a visitor can reach."""

import pytest
from django.core.cache import cache

from archive.states import Rights
from tests.crawl import crawl
from tests.factories import Said, article, held, publisher, tag, tagged

pytestmark = pytest.mark.django_db

CANARY = "CANARY"
STARTS = ("/", "/articles.json", "/sitemap.xml", "/sitemap-articles.xml", "/robots.txt", "/articles/open.json")


@pytest.fixture
def planted():
    """One public article among drafts, withdrawn ones, records and withheld words that all say CANARY."""
    cache.clear()
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
    held(article("Record", slug="record", rights=Rights.RECORD), blocks, [Said(CANARY)])


def test_no_page_tells_what_may_not_be_seen(client, planted):
    pages = crawl(client, *STARTS, "/articles/gone/", "/articles/gone.json", "/articles/record.json")
    assert len(pages) > 20
    assert [address for address, page in pages.items() if CANARY.encode() in page.content] == []


@pytest.mark.parametrize(
    "address",
    [
        "/articles/draft/", "/articles/draft.json", "/articles/draft/comments/1/", "/articles/draft/provenance/",
        "/articles/draft/thread/1/", "/authors/canary-author/", "/tags/canary-tag/",
        "/tags/canary-tag-of-a-comment/", "/tags/canary-merged/", "/publishers/canary-house/",
    ],
)  # fmt: skip
def test_what_may_not_be_known_is_not_found_as_if_it_were_not_there(client, planted, address):
    there, not_there = client.get(address), client.get(address.replace("draft", "x").replace("canary", "x"))
    assert there.status_code == not_there.status_code == 404
    assert there.content == not_there.content


def test_the_counts_on_the_front_are_those_of_public_articles(client, planted):
    figures = client.get("/").context["figures"]
    assert figures == {"articles": 2, "not_held": 0, "undated": 2, "unnamed": 1, "unpublished": 2, "comments": 3}
    assert [tag.name for tag in client.get("/").context["subjects"]] == ["ferries"]


def test_json_says_the_same_to_everyone(client, admin_client, planted):
    for address in ("/articles.json", "/articles/open.json"):
        assert client.get(address).content == admin_client.get(address).content
    assert admin_client.get("/articles/draft.json").status_code == 404
