import re

import pytest
from django.utils import timezone

from tests.factories import Lost, Said, article, held, long_thread, staff

pytestmark = pytest.mark.django_db

HERE = "/articles/ferry-house/"
GAP = "The source shows that a comment stood here; its words were not kept."


def numbers(client, address):
    return [int(number) for number in re.findall(r'<article class="comment d\d" id="c(\d+)"', text(client, address))]


def text(client, address=HERE):
    return client.get(address).content.decode()


@pytest.mark.parametrize(
    ("number", "leads_to"),
    [(1, "#c1"), (100, "#c100"), (101, "thread/2/#c101"), (200, "thread/2/#c200"), (201, "thread/3/#c201")],
)
def test_a_comment_s_address_leads_to_its_page_and_place(client, number, leads_to):
    long_thread(201, slug="ferry-house")
    response = client.get(f"{HERE}comments/{number}/")
    assert (response.status_code, response["Location"]) == (302, HERE + leads_to)
    assert response["X-Robots-Tag"] == "noindex, noarchive"
    assert f'id="c{number}"' in text(client, response["Location"].partition("#")[0])


def test_a_hundred_comments_stand_on_a_page_and_every_page_is_linked(client):
    long_thread(201, slug="ferry-house")
    assert numbers(client, HERE) == list(range(1, 101))
    assert numbers(client, f"{HERE}thread/2/") == list(range(101, 201))
    assert numbers(client, f"{HERE}thread/3/") == [201]
    leaves = re.search(r'<nav class="leaves".*?</nav>', text(client, f"{HERE}thread/2/"), re.DOTALL)[0]
    assert re.findall(r'href="([^"]+)"( aria-current="page")?', leaves) == [
        (f"{HERE}#thread", ""),
        (f"{HERE}thread/2/#thread", ' aria-current="page"'),
        (f"{HERE}thread/3/#thread", ""),
    ]


def test_the_first_page_of_a_thread_is_the_article_s_own(client):
    long_thread(101, slug="ferry-house")
    response = client.get(f"{HERE}thread/1/")
    assert (response.status_code, response["Location"]) == (301, f"{HERE}#thread")


@pytest.mark.parametrize("page", ["3", "999999999", str(10**30), "0", "-1", "02", "1e3", "٢", "x"])
def test_a_page_that_is_not_there_is_not_found(client, page):
    long_thread(101, slug="ferry-house")
    assert client.get(f"{HERE}thread/{page}/").status_code == 404


@pytest.mark.parametrize(
    ("asked", "status"),
    [("?page=2", 302), ("", 302), ("?page=0", 404), ("?page=", 404), (f"?page={10**30}", 404), ("?page=%00", 404)],
)
def test_the_form_for_a_page_number_leads_there(client, asked, status):
    long_thread(101, slug="ferry-house")
    response = client.get(f"{HERE}thread/{asked}")
    assert response.status_code == status


def test_a_reply_across_pages_links_to_the_page_of_what_it_answers(client):
    said = [Said("First.", "Ana"), *[Said("More.", under=0) for _ in range(100)]]
    held(article(slug="ferry-house"), comments=said)
    assert f'in reply to <a href="{HERE}#c1"><bdi>Ana</bdi>, 1</a>' in text(client, f"{HERE}thread/2/")
    assert 'in reply to <a href="#c1"><bdi>Ana</bdi>, 1</a>' in text(client)


def test_depth_is_drawn_up_to_a_cap_and_said_beyond_it(client):
    held(article(slug="ferry-house"), comments=[Said("Hm.", under=n - 1 if n else None) for n in range(12)])
    shown = text(client)
    assert re.findall(r'class="comment d(\d)"', shown) == list("012345678888")
    assert [int(level) for level in re.findall(r"level (\d+)", shown)] == [9, 10, 11]


def test_gaps_stand_where_the_source_shows_them(client):
    held(article(slug="ferry-house"), comments=[Lost(), Said("One."), Lost(2), Said("Two."), Lost()])
    order = re.findall(r'class="(gap d\d|comment d\d)"', text(client))
    assert order == ["gap d0", "comment d0", "gap d2", "comment d0", "gap d0"]


def test_each_gap_stands_on_one_page_only(client):
    thread = [*[Said("Hm.") for _ in range(100)], Lost(), Said("After."), Lost()]
    held(article(slug="ferry-house"), comments=thread)
    assert text(client).count(GAP) == 0
    assert text(client, f"{HERE}thread/2/").count(GAP) == 2


def test_a_thread_of_which_only_a_gap_is_left_is_shown(client):
    held(article(slug="ferry-house"), comments=[Lost()])
    assert text(client).count(GAP) == 1


def test_what_is_not_in_the_source_is_said(client):
    said = [Said("One.", None, reconstructed=("author",)), Said("Two.", "Ana", reconstructed=("parent", "boundary"))]
    held(article(slug="ferry-house"), comments=said)
    first, second = re.findall(r"<article.*?</article>", text(client), re.DOTALL)
    assert "<b>Name not kept in the source</b>" in first
    assert "reconstructed" not in first
    assert "its place in the thread was reconstructed" in second
    assert "where it begins or ends was reconstructed" in second


def test_a_withheld_comment_is_a_stub_to_readers_and_marked_for_staff(client):
    held(article(slug="ferry-house"), comments=[Said("CANARY", state="withheld"), Said("Two.", under=0)])
    assert "CANARY" not in text(client)
    assert "Withheld. Its words are kept and not shown." in text(client)
    client.force_login(staff())
    assert "CANARY" in text(client)
    assert "hidden from readers: withheld" in text(client)


def test_paragraphs_of_a_comment_stand_apart_and_find_their_direction(client):
    held(article(slug="ferry-house"), comments=[Said("One.\n\nשתיים.")])
    assert '<p dir="auto">One.</p><p dir="auto">שתיים.</p>' in text(client)


def test_a_comment_that_a_later_reading_does_not_find_keeps_its_address(client):
    [row] = held(article(slug="ferry-house"), comments=[Said("I was there.")]).comments.all()
    row.retired_at = timezone.now()
    row.save()
    shown = text(client, f"{HERE}comments/1/")
    assert "Comment 1 no longer stands here" in shown
    assert "I was there." in shown
    assert "I was there." not in text(client)


@pytest.mark.parametrize("number", ["2", "999999999", str(10**30), "0", "01", "%00"])
def test_a_comment_that_never_was_is_not_found(client, number):
    held(article(slug="ferry-house"), comments=[Said("One.")])
    assert client.get(f"{HERE}comments/{number}/").status_code == 404


def test_pages_with_commenters_names_are_kept_out_of_indexes(client):
    long_thread(101, slug="ferry-house")
    for address in (HERE, f"{HERE}thread/2/", f"{HERE}provenance/"):
        assert '<meta name="robots" content="noindex, noarchive">' in text(client, address)


@pytest.mark.slow
def test_a_very_long_thread_offers_some_pages_and_a_form_for_the_rest(client):
    long_thread(1001, slug="ferry-house")
    assert f'<form action="{HERE}thread/">' in text(client)
