import re

import pytest

from tests.factories import Said, article, held

pytestmark = pytest.mark.django_db


def places(client, address):
    return re.findall(r"<loc>(.*?)</loc>", client.get(address).content.decode())


def test_the_sitemap_offers_public_articles_without_names_of_commenters(client):
    article(slug="open")
    held(article(slug="with-thread"), comments=[Said("Hm.")])
    article(slug="draft", state="draft")
    article(slug="gone", state="withdrawn")
    assert places(client, "/sitemap.xml") == [
        "http://testserver/sitemap-articles.xml", "http://testserver/sitemap-statements.xml",
    ]  # fmt: skip
    assert places(client, "/sitemap-articles.xml") == ["http://testserver/articles/open/"]


@pytest.mark.parametrize(
    "address", ["/sitemap-articles.xml?p=0", f"/sitemap-articles.xml?p={10**30}", "/sitemap-x.xml"]
)
def test_a_part_that_the_sitemap_has_not_is_not_found(client, address):
    assert client.get(address).status_code == 404


def test_robots_are_sent_to_the_sitemap_and_kept_from_the_desk(client):
    response = client.get("/robots.txt")
    assert response["Content-Type"] == "text/plain; charset=utf-8"
    assert response.content.decode() == (
        "User-agent: *\nDisallow: /admin/\nDisallow: /search/?*&\nDisallow: /timeline/?\nDisallow: /*?find=\n"
        "Sitemap: http://testserver/sitemap.xml\n"
    )
