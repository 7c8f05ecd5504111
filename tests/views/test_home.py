import pytest
from django.core.cache import cache

from archive.actions import articles
from tests.factories import WHEN, article

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _nothing_kept():
    cache.clear()


def test_the_front_says_what_the_archive_lacks_and_what_is_invented(client):
    article(authors=[None])
    shown = " ".join(client.get("/").content.decode().split())
    assert "one-sided" in shown
    assert (
        "The words of 1 article are not held. Of all articles here, 1 names no author, 1 no publisher, 1 no date."
        in shown
    )
    assert "invented, to try the archive on" in shown


def test_the_figures_follow_the_log(client):
    draft = article(state="draft", abstract="It tells.")
    assert client.get("/").context["figures"]["articles"] == 0
    articles.publish(draft, by="hanna", at=WHEN, reason="Ready.")
    assert client.get("/").context["figures"]["articles"] == 1


def test_an_empty_archive_has_a_front_and_an_introduction(client):
    assert client.get("/").status_code == client.get("/about/").status_code == 200


def test_the_introduction_tells_everything_that_the_collections_say_of_themselves(client):
    shown = client.get("/about/").content.decode()
    for collection in client.get("/about/").context["collections"]:
        for paragraph in f"{collection.description}\n\n{collection.lacks}".split("\n\n"):
            assert paragraph.partition("'")[0] in shown


def test_the_newest_come_first(client):
    old, new = article("Old", published_at=WHEN), article("New", published_at=WHEN.replace(year=2027))
    assert [row.pk for row in client.get("/").context["newest"]] == [new.pk, old.pk]
