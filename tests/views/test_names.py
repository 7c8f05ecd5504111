import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from archive.models import Author, Publisher, Tag
from tests.factories import Said, article, author, held, publisher, staff, statement, tag, tagged

pytestmark = pytest.mark.django_db
LINK = re.compile(r'<a href="(/articles/[^"]+/comments/[^"]+)" rel="nofollow">([^/]*)')


def comments(client, address):
    return [where for where, _words in LINK.findall(client.get(address).content.decode())]


@pytest.mark.parametrize("noun", [Author, Publisher, Tag])
def test_the_address_of_what_was_merged_leads_to_what_stands_for_it_in_the_end(client, noun):
    article("One", authors=["c"], tags=["c"], publisher=publisher("c"))
    made = {Author: author, Publisher: publisher, Tag: tag}[noun]
    stem = noun._meta.verbose_name_plural
    last = made("c")
    made("a", merged_into=made("b", merged_into=last))
    for slug in "ab":
        answer = client.get(f"/{stem}/{slug}/")
        assert (answer.status_code, answer["Location"]) == (301, f"/{stem}/c/")
        assert answer["Cache-Control"] == "no-cache"
    assert re.findall(f'href="/{stem}/([^"]+)/"', client.get(f"/{stem}/").content.decode()) == ["c"]


def test_what_was_merged_into_a_name_that_only_drafts_carry_is_not_found(client):
    article("Draft", state="draft", authors=["b"], tags=["b"])
    author("a", merged_into=author("b")), tag("a", merged_into=tag("b"))
    assert [client.get(f"/{stem}/a/").status_code for stem in ("authors", "tags")] == [404, 404]
    client.force_login(staff())
    assert [client.get(f"/{stem}/a/").status_code for stem in ("authors", "tags")] == [301, 301]


def test_what_was_merged_is_not_among_the_subjects_of_the_front(client):
    article("One", tags=["new"])
    tag("old", merged_into=tag("new"))
    tagged(held(article("Two"), comments=[Said("Hm.")]).comments.get(), "under")
    assert re.findall('href="/tags/([^"]+)/"', client.get("/").content.decode()) == ["new"]


def test_the_page_of_a_tag_leads_to_its_comments(client):
    one = held(article("One", slug="one", tags=["fire"]), comments=[Said("Hm."), Said("Hm."), Said("Hm.")])
    for comment in one.comments.filter(number__gt=1):
        tagged(comment, "fire")
    assert comments(client, "/tags/fire/") == ["/articles/one/comments/2/", "/articles/one/comments/3/"]
    for address in comments(client, "/tags/fire/"):
        assert client.get(address).status_code == 302


def test_a_tag_that_only_comments_carry_has_a_page_and_a_place_in_the_list(client):
    one = held(article("One", slug="one"), comments=[Said("Hm.", author="Tam Orrin")])
    tagged(one.comments.get(), "fire")
    shown = client.get("/tags/fire/").content.decode()
    assert "Comment 1 under <bdi>One</bdi>" in shown
    assert "No article" not in shown
    assert "Tam Orrin" not in shown
    assert '<li><a href="/tags/fire/"><bdi>fire</bdi></a> </li>' in client.get("/tags/").content.decode()


def test_comments_that_may_not_be_seen_or_no_longer_stand_are_on_no_page_of_a_tag(client):
    draft = held(article("Draft", slug="draft", state="draft"), comments=[Said("Hm.")])
    gone = held(article("Gone", slug="gone", tags=["fire"]), comments=[Said("Hm.")])
    tagged(draft.comments.get(), "fire", "draft"), tagged(gone.comments.get(), "fire", "retired")
    gone.comments.update(retired_at=gone.published_at)
    assert comments(client, "/tags/fire/") == []
    assert [client.get(f"/tags/{name}/").status_code for name in ("draft", "retired")] == [404, 404]
    client.force_login(staff())
    assert comments(client, "/tags/fire/") == ["/articles/draft/comments/1/"]


def test_many_comments_of_a_tag_are_turned_page_by_page(client):
    for slug in ("a", "b"):
        for comment in held(article(slug, slug=slug), comments=[Said("Hm.")] * 75).comments.all():
            tagged(comment, "fire")
    first = comments(client, "/tags/fire/")
    [further] = re.findall(r'href="(\?comment=[^"]+)" rel="next"', client.get("/tags/fire/").content.decode())
    assert further == "?comment=b/25"
    second = comments(client, f"/tags/fire/{further}")
    assert (len(first), len(second), len({*first, *second})) == (100, 50, 150)


@pytest.mark.parametrize("asked", ["", "x", "a/0", "a/99999999999", "a/1/2", "a b/1", "%00/1"])
def test_a_place_that_is_none_is_not_found(client, asked):
    article("One", tags=["fire"])
    assert client.get(f"/tags/fire/?comment={asked}").status_code == 404


def test_the_tags_of_a_comment_stand_with_it_in_the_thread(client):
    one = held(article("One", slug="one"), comments=[Said("Hm.")] * 150)
    for number, names in ((1, ["b <i>", "a"]), (120, ["fire"])):
        tagged(one.comments.get(number=number), *names)
    said = re.findall(r'id="c(\d+)"(?:(?!</article>).)*<span class="tags">(.*?)</span>', page(client, "/articles/one/"))
    links = '<a class="tag" href="/tags/a/"><bdi>a</bdi></a><a class="tag" href="/tags/b-i/"><bdi>b &lt;i&gt;</bdi></a>'
    assert said == [("1", links)]
    assert "<bdi>fire</bdi></a></span></header>" in page(client, "/articles/one/thread/2/")


def test_a_comment_that_no_longer_stands_keeps_its_tags_at_its_own_address(client):
    one = held(article("One", slug="one"), comments=[Said("Hm.")])
    tagged(one.comments.get(), "fire")
    one.comments.update(retired_at=one.published_at)
    assert '<a class="tag" href="/tags/fire/">' in page(client, "/articles/one/comments/1/")
    assert "fire" not in page(client, "/articles/one/")


@pytest.mark.parametrize("number", [1, 60])
def test_tags_of_comments_cost_a_page_one_query_and_a_page_without_them_none(client, number):
    one = held(article("One", slug="one"), comments=[Said("Hm.")] * 160)
    for comment in one.comments.filter(number__lte=number):
        tagged(comment, "fire", f"fire {comment.number}")
    assert [queries(client, "/articles/one/"), queries(client, "/articles/one/thread/2/")] == [3, 2]


def page(client, address: str) -> str:
    return client.get(address).content.decode()


def queries(client, address: str) -> int:
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return len(captured)


def test_a_tag_has_its_public_statements_and_the_way_to_all_of_them(client):
    for number in range(1, 23):
        statement(f"Statement of {number}.", number=number).tags.add(tag("ferries"))
    statement("Planted canary", workflow="open").tags.add(tag("ferries"))
    shown = client.get("/tags/ferries/").content.decode()
    assert shown.count('class="ours" dir="auto">Statement of') == 20
    assert '<a href="/statements/?tag=ferries">' in shown
    assert "Planted canary" not in shown
