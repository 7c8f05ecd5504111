"""What stands beside: on the page of a tag other tags, and at the end of an article other articles."""

import re

import pytest

from archive.search import indexing
from tests.factories import Said, article, held, parallel

pytestmark = pytest.mark.django_db


def beside(client, slug: str) -> list[tuple[str, str]]:
    html = client.get(f"/tags/{slug}/").content.decode()
    return re.findall(
        r"<bdi>([^<]*)</bdi></a> <span>on (\d+)", html.partition('class="beside"')[2].partition("</nav>")[0]
    )


def test_they_come_by_how_many_articles_they_share(client):
    for tags in (["Ferries", "Fire"], ["Ferries", "Fire", "Boats"], ["Ferries", "Boats", "Oru"], ["Fire", "Lamps"],
                 ["Ferries", "Fire"]):  # fmt: skip
        article(tags=tags)
    indexing.rebuild()
    assert beside(client, "ferries") == [("Fire", "3"), ("Boats", "2"), ("Oru", "1")]
    assert beside(client, "lamps") == [("Fire", "1")]


@pytest.mark.parametrize("state", ["draft", "withdrawn"])
def test_what_only_hidden_articles_share_is_not_told(client, admin_client, state):
    article(tags=["Ferries"])
    article(tags=["Ferries", "Secret"], state=state)
    indexing.rebuild()
    assert beside(client, "ferries") == beside(admin_client, "ferries") == []


def test_an_article_ends_with_what_to_read_next(client):
    article("One", slug="one", tags=["Ferries", "Fire"])
    article("Two <b>", slug="two", tags=["Ferries", "Fire"], language="he")
    html = client.get("/articles/one/").content.decode()
    assert '<a href="/articles/two/" lang="he" dir="rtl">Two &lt;b&gt;</a> <span>2 tags in common</span>' in html
    article("Three", slug="three", tags=["Lamps"])
    assert "Read next" not in client.get("/articles/three/").content.decode()


@pytest.mark.parametrize(("state", "there"), [("shown", True), ("withheld", False)])
def test_words_of_comments_that_also_stand_elsewhere_lead_there_if_they_may_be_read(client, admin_client, state, there):
    one = held(article("One", slug="one"), [("paragraph", "It burned.")], [Said("The old goat", state=state)])
    two = held(article("Two", slug="two"), [("paragraph", "The old goat burned.")])
    parallel(one.comments.get().text, "The old goat", two.text, "The old goat")
    indexing.rebuild()
    admin_client.get("/articles/one/")
    for slug, other in (("one", "two"), ("two", "one")):
        html = client.get(f"/articles/{slug}/").content.decode()
        told = re.search(rf'<a href="/articles/{other}/"[^>]*>[^<]*</a> <span>1 passage in common</span>', html)
        assert bool(told) is there
