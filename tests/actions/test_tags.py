import sys
from itertools import count
from subprocess import PIPE, Popen

import pytest
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from archive.actions import tags
from archive.actions.refusals import Refused
from archive.actions.verify_log import verify_log
from archive.models import Article, Comment, Decision, Tag
from archive.text.folding import fold
from tests import databases
from tests.actions.reads import BY
from tests.factories import Said, article, held
from tests.factories import tag as tag_of

pytestmark = pytest.mark.django_db
WHY = {**BY, "reason": "a test"}
TWINS = [
    ("Погода", "погода"), ("İdil", "idil"), ("ışık", "IŞIK"), ("Ferry  house", " ferry\u00a0house "),
    ("ΛΌΓΟΣ", "λόγος"), ("Café", "Cafe\u0301"), ("Straße", "STRASSE"), ("Fi\u00adre", "\u200bfire"), ("ﬁre", "FIRE"),
]  # fmt: skip


def names(row) -> list[str]:
    return sorted(row.tags.values_list("name", flat=True))


def said(decision: Decision) -> tuple:
    return decision.verb, decision.target, decision.detail.before, decision.detail.after


def merged(name: str, into: Tag) -> Tag:
    return tag_of(name, merged_into=into)


@pytest.mark.parametrize(("one", "twin"), TWINS)
def test_a_folded_twin_is_the_tag_that_is_there(one, twin):
    first, second = article("A"), article("B")
    tags.set_tags(first, [one], **WHY)
    tags.set_tags(second, [twin], **WHY)
    assert Tag.objects.count() == 1
    assert names(first) == names(second)


@pytest.mark.parametrize(("one", "twin"), TWINS)
def test_a_folded_twin_is_neither_made_nor_given_as_a_name(one, twin):
    tags.create(one, **WHY)
    other = tags.create("Other", **WHY)
    for act in (lambda: tags.create(twin, **WHY), lambda: tags.change(other, {"name": twin}, **WHY)):
        with pytest.raises(Refused, match=r"There is a tag “.*” already"):
            act()
    assert Tag.objects.count() == 2


class Folding(TestCase):
    @given(st.lists(st.text(st.characters(exclude_categories=["Cc", "Cs"]), min_size=1, max_size=8), max_size=6))
    def test_whatever_is_named_no_two_tags_fold_alike(self, words):
        row = article("Any")
        named = [name for name in words if fold(name) and len(fold(name)) <= 100]
        tags.set_tags(row, [*named, *map(str.upper, named), *map(fold, named)], **WHY)
        kept = [tag.name for tag in row.tags.all()]
        assert len({fold(name) for name in kept}) == len(kept) == len({fold(name) for name in named})


def test_tags_are_set_whole_and_on_record():
    one = article("A", slug="a")
    tags.set_tags(one, ["Fire", "Ferry"], **WHY)
    decision = tags.set_tags(one, ["Ferry", "Water"], **WHY)
    assert names(one) == ["Ferry", "Water"]
    assert said(decision) == ("article.tags", "article:a", {"tags": ["Ferry", "Fire"]}, {"tags": ["Ferry", "Water"]})


def test_what_was_tagged_between_opening_a_form_and_saving_it_stays():
    one = article("A", slug="a", tags=["old", "kept"])
    opened_on = [tag_of("old").pk, tag_of("kept").pk]
    tags.set_tags(one, ["old", "kept", "theirs"], **WHY)
    saved = tags.retag(one, opened_on, ["kept", "mine"], **WHY)
    assert names(one) == ["kept", "mine", "theirs"]
    assert saved.others == ["kept", "old", "theirs"]
    assert said(saved.decision) == (
        "article.tags", "article:a", {"tags": ["kept", "old", "theirs"]}, {"tags": ["kept", "mine", "theirs"]},
    )  # fmt: skip
    assert tags.retag(one, [tag.pk for tag in one.tags.all()], names(one), **WHY) == (None, None)


def test_a_tag_that_was_merged_while_a_form_was_open_is_what_stands_for_it():
    one, old = article("A", tags=["new"]), merged("old", tag_of("new"))
    assert tags.retag(one, [old.pk], ["old"], **WHY) == (None, None)
    assert names(one) == ["new"]


def test_a_tag_whose_key_is_from_before_can_be_described():
    tag_of("fire")
    twin = tag_of("other")
    Tag.objects.filter(pk=twin.pk).update(name="Fi\u00adre", key="fi\u00adre")
    twin.refresh_from_db()
    tags.change(twin, {"description": "Of mills."}, **WHY)
    assert Tag.objects.values_list("key", "description").get(pk=twin.pk) == ("fi\u00adre", "Of mills.")


def test_a_comment_is_tagged_by_the_same_verb():
    held(article("A", slug="a"), comments=[Said("Hm."), Said("Hm.")])
    comment = Comment.objects.get(number=2)
    decision = tags.set_tags(comment, ["Fire"], **WHY)
    assert said(decision) == ("comment.tags", "comment:a#2", {"tags": []}, {"tags": ["Fire"]})
    assert (names(comment), Comment.objects.filter(tags__name="Fire").count()) == (["Fire"], 1)


def test_the_first_use_of_a_name_is_a_decision_of_its_own():
    tags.set_tags(article("A", slug="a"), ["Fire", "Ash"], **WHY)
    assert [said(decision) for decision in Decision.objects.all()] == [
        ("tag.create", "tag:ash", {}, {"name": "Ash"}),
        ("tag.create", "tag:fire", {}, {"name": "Fire"}),
        ("article.tags", "article:a", {"tags": []}, {"tags": ["Ash", "Fire"]}),
    ]
    assert verify_log().sound


def test_the_same_tags_again_are_no_change():
    one = article("A")
    tags.set_tags(one, ["Fire"], **WHY)
    log = Decision.objects.count()
    assert tags.set_tags(one, ["fire", "FIRE"], **WHY) is None
    assert Decision.objects.count() == log


def test_names_that_slug_alike_get_addresses_of_their_own():
    tags.set_tags(article("A"), ["C", "C++", "Ферри", "🔥"], **WHY)
    assert sorted(Tag.objects.values_list("slug", flat=True)) == ["c", "c-2", "tag", "ферри"]


@pytest.mark.parametrize("name", ["", "  ", "x" * 101, "a\0b", "a\x01b", "\u200b", "a\ud800", "ﷺ" * 60])
def test_an_impossible_name_is_refused_and_nothing_is_written(name):
    one = article("A")
    for act in (lambda: tags.set_tags(one, ["Fire", name], **WHY), lambda: tags.create(name, **WHY)):
        with pytest.raises(Refused, match="can’t be a tag: a tag has 1 to 100 characters"):
            act()
    assert (Tag.objects.count(), Decision.objects.count()) == (0, 0)


def test_the_longest_names_have_addresses_that_tell_them_apart():
    tags.set_tags(article("A"), ["x" * 100, "x" * 99 + "+"], **WHY)
    assert sorted(len(slug) for slug in Tag.objects.values_list("slug", flat=True)) == [92, 94]


def test_a_tag_is_renamed_and_described_and_keeps_its_address():
    tag = tags.create("Fire", **WHY)
    decision = tags.change(tag, {"name": "  Blaze ", "description": "What burned."}, **WHY)
    assert said(decision)[2:] == ({"name": "Fire", "description": ""}, {"name": "Blaze", "description": "What burned."})
    assert Tag.objects.values_list("slug", "name", "key").get() == ("fire", "Blaze", "blaze")
    assert tags.change(tag, {"name": "Blaze"}, **WHY) is None


def test_a_tag_may_change_the_spelling_of_its_own_name():
    tag = tags.create("погода", **WHY)
    tags.change(tag, {"name": "Погода"}, **WHY)
    assert Tag.objects.values_list("name", "key").get() == ("Погода", "погода")


def test_the_name_of_a_merged_tag_means_the_standing_one():
    fire = tag_of("Fire")
    merged("Flames", merged("Blaze", fire))
    one = article("A")
    decision = tags.set_tags(one, ["flames", "FIRE", "blaze"], **WHY)
    assert (names(one), Tag.objects.count(), decision.detail.after) == (["Fire"], 3, {"tags": ["Fire"]})


def test_the_name_of_a_merged_tag_stays_taken():
    fire, ash = tag_of("Fire"), tag_of("Ash")
    blaze = merged("Blaze", fire)
    for act in (lambda: tags.create("blaze", **WHY), lambda: tags.change(ash, {"name": "blaze"}, **WHY)):
        with pytest.raises(Refused, match=r"“Blaze” is taken: it was merged into “Fire” and means that."):
            act()
    with pytest.raises(Refused, match=r"“Blaze” was merged into “Fire”."):
        tags.change(blaze, {"name": "Glow"}, **WHY)


def test_many_rows_are_tagged_at_once_each_that_changes_with_its_decision():
    one, two = article("A", slug="a", tags=["Old"]), article("B", slug="b", tags=["Fire"])
    article("C", slug="c")
    numbers = tags.tag_all(Article.objects.filter(pk__in=[one.pk, two.pk]), add=["fire", "Ash"], remove=["OLD"], **WHY)
    assert (names(one), names(two)) == (["Ash", "Fire"], ["Ash", "Fire"])
    assert [said(decision)[1:] for decision in Decision.objects.filter(pk__in=numbers)] == [
        ("article:a", {"tags": ["Old"]}, {"tags": ["Ash", "Fire"]}),
        ("article:b", {"tags": ["Fire"]}, {"tags": ["Ash", "Fire"]}),
    ]
    assert tags.tag_all(Article.objects.filter(slug="b"), add=["FIRE"], remove=["Old", "Unknown"], **WHY) == []


def test_comments_are_tagged_at_once_by_their_article_and_number():
    held(article("A", slug="a"), comments=[Said("Hm.")] * 3)
    tags.tag_all(Comment.objects.filter(number__gt=1), add=["Fire"], **WHY)
    targets = Decision.objects.filter(verb="comment.tags").values_list("target", flat=True)
    assert list(targets) == ["comment:a#2", "comment:a#3"]


@pytest.mark.parametrize(
    ("add", "remove", "sentence"),
    [
        (["Ash"], [], "At most 1 rows are tagged at once"),
        (["Ash", "x" * 101], [], "can’t be a tag"),
        (["Ash"], ["x" * 101], "can’t be a tag"),
        (["Fire"], ["fire"], "can’t be added and removed at once"),
    ],
)
def test_tagging_at_once_is_all_or_nothing(monkeypatch, add, remove, sentence):
    monkeypatch.setattr(tags, "MOST", 1 if sentence.startswith("At most") else 2)
    rows = [article("A", tags=["Fire"]), article("B")]
    with pytest.raises(Refused, match=sentence):
        tags.tag_all(Article.objects.all(), add=add, remove=remove, **WHY)
    assert [names(row) for row in rows] == [["Fire"], []]
    assert (Tag.objects.count(), Decision.objects.count()) == (1, 0)


def test_a_hundred_rows_are_tagged_with_as_many_queries_as_ten():
    def queries(rows: int) -> int:
        made = [article("A", tags=["Old"]).pk for _ in range(rows)]
        with CaptureQueriesContext(connection) as captured:
            tags.tag_all(Article.objects.filter(pk__in=made), add=[f"New {next(numbers)}"], remove=["Old"], **WHY)
        return len(captured)

    numbers = count()
    assert queries(10) == queries(90)


def test_the_tags_of_some_rows_are_counted():
    article("A", tags=["fire", "Ash"])
    article("B", tags=["fire"])
    assert [
        (tag.name, rows) for tag, rows in tags.carried(Article, [*Article.objects.values_list("pk", flat=True)])
    ] == [("Ash", 1), ("fire", 2)]


NAMING = """
import sys, django
django.setup()
from archive.actions import tags
from archive.actions.clock import now
from archive.actions.refusals import Refused
from tests import databases
sys.stdin.readline()
for word in sys.argv[1:]:
    try:
        print(tags.create(word, by="hanna", at=now(), reason="a test").slug)
    except Refused as refusal:
        print(refusal)
databases.leave()
"""


@pytest.mark.slow
@pytest.mark.parametrize("vendor", databases.BOTH)
def test_two_editors_who_name_twins_at_the_same_time_get_one_tag_and_a_sentence(vendor, tmp_path):
    with databases.fresh(vendor, tmp_path) as database:
        at_once = {"cwd": settings.BASE_DIR, "env": database.environment, "stdin": PIPE, "stdout": PIPE, "text": True}
        words = [["Погода", "Wind", "rain"], ["погода", "WIND", "Rain"]]
        editors = [Popen([sys.executable, "-c", NAMING, *some], **at_once) for some in words]
        told = [editor.communicate("now")[0].splitlines() for editor in editors]
    for one, other in zip(*told, strict=True):
        assert sorted(said.partition("“")[0] for said in (one, other))[0] == "There is a tag "
        assert {one, other} & {"погода", "wind", "rain"}
