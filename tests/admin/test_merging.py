import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from archive.models import Author, Decision, Publisher, Tag
from tests.admin.test_users import person
from tests.factories import Said, article, author, held, publisher, tag, tagged

pytestmark = pytest.mark.django_db
MAKE = {Author: author, Publisher: publisher, Tag: tag}


@pytest.fixture
def berta(client):
    """An editor at work."""
    client.force_login(person("berta", "editor"))
    return client


def there(row, into=None) -> str:
    return f"/admin/archive/{row._meta.model_name}/{row.pk}/merge/" + (f"?into={into.slug}" if into else "")


def page(client, address: str) -> str:
    return client.get(address).content.decode()


def offered(client, address: str) -> list[str]:
    return re.findall(r'href="\?into=([^"]+)"', page(client, address))


@pytest.mark.parametrize("noun", MAKE)
def test_two_are_merged_after_a_look_at_what_moves(berta, noun):
    article("Mill burns", authors=["Old"], tags=["Old"], publisher=publisher("Old"))
    old, new = (MAKE[noun](name) for name in ("Old", "New"))
    assert f'href="{there(old)}"' in page(berta, there(old).replace("merge", "change"))
    assert "<bdi>Mill burns</bdi>" in page(berta, there(old, new))
    answer = berta.post(there(old, new), {"reason": "One and the same."}, follow=True)
    old.refresh_from_db()
    decision = Decision.objects.get()
    assert (old.merged_into, decision.actor, decision.detail.reason) == (new, "berta", "One and the same.")
    assert f'is merged into “New”. <a href="/admin/archive/decision/{decision.number}/take-back/">Take it back</a>' in (
        answer.content.decode()
    )


def test_a_merge_is_taken_back_by_the_link_that_it_gave(berta):
    article("Mill burns", authors=["Old"])
    old, new = author("Old"), author("New")
    berta.post(there(old, new), {"reason": "One."})
    berta.post(f"/admin/archive/decision/{Decision.objects.get().number}/take-back/", {"reason": "Two."})
    old.refresh_from_db()
    assert (old.merged_into, old.bylines.count(), new.bylines.count()) == (None, 1, 0)


def test_the_other_one_is_offered_by_words_of_the_name_or_looked_for(berta):
    veld = author("Hanna Veld")
    for name in ("H. Veld", "Hanna Orrin", "Tam"):
        author(name)
    author("Veld old", merged_into=author("Tam"))
    assert offered(berta, there(veld)) == ["h-veld", "hanna-orrin"]
    assert offered(berta, f"{there(veld)}?q=tam") == ["tam"]
    assert "Nothing has that name." in page(berta, f"{there(veld)}?q=nobody")


@pytest.mark.slow
def test_the_preview_counts_doubles_and_what_it_does_not_list(berta):
    for n in range(55):
        tagged(held(article(f"Article {n:02}", tags=["old", "new"]), comments=[Said("Hm.")]).comments.get(), "old")
    told = page(berta, there(tag("old"), tag("new")))
    assert "Tags of articles: 55</h2>" in told
    assert "55 of them have both, and keep one." in told
    assert told.count("And 5 more.") == 2
    assert "<bdi>Article 00</bdi> <span>Number 1</span>" in told


def test_two_of_a_list_are_chosen_and_the_one_that_came_first_stands_for_both(berta):
    rows = [author(name) for name in ("New", "Old", "Third")]
    chosen = {"action": "merge_two", "_selected_action": [row.pk for row in rows[:2]]}
    response = berta.post("/admin/archive/author/", chosen)
    assert response.url == there(rows[1], rows[0])
    more = berta.post("/admin/archive/author/", {**chosen, "_selected_action": [row.pk for row in rows]}, follow=True)
    assert "Choose two of them that stand." in more.content.decode()


def test_whoever_may_not_merge_is_offered_no_merging_of_a_list(client):
    author("One")
    client.force_login(person("cora", "cataloguer"))
    assert "merge_two" not in page(client, "/admin/archive/author/")


def test_without_a_reason_nothing_is_merged(berta):
    old, new = author("Old"), author("New")
    for reason in ("", "  ", "x" * 1001, "a\0b"):
        assert berta.post(there(old, new), {"reason": reason}).status_code in (200, 400)
    assert not Author.objects.exclude(merged_into=None).exists()


def test_what_was_merged_says_into_which_and_is_merged_no_further(berta):
    new = author("New")
    old = author("Old", merged_into=new)
    assert f'It was merged into <a href="/admin/archive/author/{new.pk}/change/"><bdi>New</bdi></a>' in (
        page(berta, there(old))
    )
    berta.post(there(old, author("Third")), {"reason": "One."})
    assert not Decision.objects.exists()


@pytest.mark.parametrize(
    "asked", ["?into=nobody", "?into=old", "?into=a%00b", "?into=" + "x" * 500, "?q=%00", "?q=" + "x" * 500, "?into="]
)
def test_an_odd_address_is_answered_with_the_choice(berta, asked):
    old = author("Old")
    assert berta.get(there(old) + asked).status_code == 200
    berta.post(there(old) + asked, {"reason": "One."})
    assert not Decision.objects.exists()


@pytest.mark.parametrize("role", ["cataloguer", "moderator", "administrator"])
def test_merging_is_for_editors(client, role):
    old, new = author("Old"), author("New")
    client.force_login(person("carl", role))
    assert [client.get(there(old, new)).status_code, client.post(there(old, new), {"reason": "x"}).status_code] == [
        403
    ] * 2
    assert "merge/" not in page(client, there(old).replace("merge", "change"))


@pytest.mark.parametrize("rows", [1, 9, pytest.param(90, marks=pytest.mark.slow)])
def test_the_pages_take_as_many_queries_for_many_rows_as_for_one(berta, rows):
    for _ in range(rows):
        tagged(held(article("A", tags=["old", "new"]), comments=[Said("Hm.")]).comments.get(), "old")
        article("B", authors=["old"], publisher=publisher("old"))
    counts = []
    for made in MAKE.values():
        old, new = made("old"), made("new")
        for address in (there(old), there(old, new)):
            with CaptureQueriesContext(connection) as captured:
                assert berta.get(address).status_code == 200
            counts.append(len(captured))
    assert max(counts) <= 12
    assert counts == COUNTS


COUNTS = [7, 9, 7, 9, 7, 12]
