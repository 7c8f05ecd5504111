import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from archive.models import Decision, Tag
from tests.admin.test_users import person
from tests.factories import Said, article, held, tag, tagged

pytestmark = pytest.mark.django_db
LIST, ADD = "/admin/archive/tag/", "/admin/archive/tag/add/"
WHY = {"reason": "The usual word.", "seen": "99999"}


@pytest.fixture
def anna(client):
    """A cataloguer at work."""
    client.force_login(person("anna", "cataloguer"))
    return client


def page(client, address, **asked) -> str:
    return client.get(address, asked).content.decode()


def said(decision: Decision) -> tuple:
    return decision.actor, decision.verb, decision.detail.reason, decision.detail.after


def test_a_tag_is_made_with_a_reason_and_an_address_that_follows_from_its_name(anna):
    answer = anna.post(ADD, {"name": " Ferry  fire ", "description": "What burned.", **WHY})
    made = Tag.objects.get()
    assert (answer.status_code, made.name, made.slug) == (302, "Ferry fire", "ferry-fire")
    after = {"name": "Ferry fire", "description": "What burned."}
    assert said(Decision.objects.get()) == ("anna", "tag.create", "The usual word.", after)


@pytest.mark.parametrize("twin", ["погода", "ПОГОДА", " Погода ", "По\u00adгода"])
def test_a_twin_is_answered_with_a_sentence(anna, twin):
    tag("Погода")
    assert "There is a tag “Погода” already" in anna.post(ADD, {"name": twin, **WHY}).content.decode()
    assert Tag.objects.count() == 1


def test_a_tag_is_renamed_and_described_and_keeps_its_address(anna):
    fire = tag("fire")
    anna.post(f"{LIST}{fire.pk}/change/", {"name": "Blaze", "description": "All of it.", **WHY})
    assert Tag.objects.values_list("name", "key", "slug", "description").get() == (
        "Blaze",
        "blaze",
        "fire",
        "All of it.",
    )
    assert said(Decision.objects.get())[1:] == (
        "tag.change", "The usual word.", {"name": "Blaze", "description": "All of it."},
    )  # fmt: skip


@pytest.mark.parametrize("name", ["", "a\0b", "x" * 101, "ﷺ" * 60, "\u200b"])
def test_an_impossible_name_is_answered_with_a_sentence(anna, name):
    fire = tag("fire")
    for address in (ADD, f"{LIST}{fire.pk}/change/"):
        assert anna.post(address, {"name": name, **WHY}).status_code in (200, 400)
    assert (Tag.objects.get().name, Decision.objects.count()) == ("fire", 0)


@pytest.mark.parametrize("term", ["погода", "ПОГОДА", "пого дРУ", "İDIL"])
def test_the_list_is_searched_by_folded_names(anna, term):
    for name in ("Погода друг", "idil", "Fire"):
        tag(name)
    found = page(anna, LIST, q=term)
    assert [name in found for name in ("Погода друг", "idil", "Fire")] == [term != "İDIL", term == "İDIL", False]


def test_the_list_counts_articles_comments_and_statements(anna):
    one = held(article("A", tags=["fire"]), comments=[Said("Hm.")] * 2)
    for comment in one.comments.all():
        tagged(comment, "fire")
    found = page(anna, LIST)
    counted = ("articles", 1), ("comments", 2), ("statements", 0)
    assert "".join(f'<td class="field-on_{noun}">{number}</td>' for noun, number in counted) in found


def test_what_was_merged_is_offered_by_no_form_and_changed_by_none(anna):
    old = tag("fire old", merged_into=tag("fire"))
    asked = {"app_label": "archive", "model_name": "taggedarticle", "field_name": "tag", "term": "FIRE"}
    assert [one["text"] for one in anna.get("/admin/autocomplete/", asked).json()["results"]] == ["fire"]
    assert anna.post(f"{LIST}{old.pk}/change/", {"name": "x", **WHY}).status_code == 403
    assert "What it was merged into" in page(anna, f"{LIST}{old.pk}/change/")


def test_the_list_tells_those_that_stand_and_where_the_others_went_when_asked(anna):
    tag("fire old", merged_into=tag("fire"))
    assert ">fire old</a>" not in page(anna, LIST)
    assert '<td class="field-merged_into nowrap">' in page(anna, LIST, merged="yes")
    assert ">fire old</a>" in page(anna, LIST, merged="yes")


@pytest.mark.parametrize("rows", [1, 9, pytest.param(90, marks=pytest.mark.slow)])
def test_the_list_and_the_form_take_as_many_queries_for_many_tags_as_for_one(anna, rows):
    for n in range(rows):
        tagged(held(article("A", tags=[f"fire {n}"]), comments=[Said("Hm.")]).comments.get(), f"fire {n}")
    counts = []
    for address in (LIST, f"{LIST}?q=fire", f"{LIST}{Tag.objects.first().pk}/change/"):
        with CaptureQueriesContext(connection) as captured:
            assert anna.get(address).status_code == 200
        counts.append(len(captured))
    assert max(counts) <= 12
    assert counts == COUNTS


COUNTS = [7, 7, 7]
