import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from archive.actions import articles, merging, tags
from archive.actions.articles import BylineData
from archive.actions.merging import Moving, Part
from archive.actions.refusals import Refused
from archive.actions.verify_log import verify_log
from archive.models import Article, Author, Byline, Decision, Publisher, Tag, TaggedArticle, TaggedComment
from tests.actions.reads import BY
from tests.factories import Said, article, author, held, publisher, tag
from tests.properties import few

pytestmark = pytest.mark.django_db
WHY = {**BY, "reason": "One and the same."}


def merge(row, into) -> Decision:
    return merging.merge(row, into, **WHY)


def unmerge(decision: Decision) -> Decision:
    return merging.unmerge(decision, **BY, reason="Two after all.")


def names(row) -> list[str]:
    return sorted(row.tags.values_list("name", flat=True))


def standing() -> dict:
    """Who points at whom, and who was merged into whom, by names."""
    return {
        "bylines": sorted(Byline.objects.values_list("article__slug", "order", "author__slug")),
        "houses": sorted(Article.objects.values_list("slug", "publisher__slug")),
        "articles": sorted(TaggedArticle.objects.values_list("content_object__slug", "tag__slug")),
        "comments": sorted(TaggedComment.objects.values_list("content_object__number", "tag__slug")),
        **{
            noun.__name__: sorted(noun.objects.values_list("slug", "merged_into__slug"))
            for noun in merging.NOUNS.values()
        },
    }


@pytest.fixture
def veldt() -> Author:
    """An author over two articles, in one of them beside Hanna Veld."""
    article("Mill", slug="mill", authors=["H. Veldt"])
    article("Ferry", slug="ferry", authors=["Hanna Veld", "H. Veldt"])
    return author("H. Veldt")


def test_the_bylines_of_an_author_move_and_stay_as_printed(veldt):
    decision = merge(veldt, author("Hanna Veld"))
    assert [byline.printed for byline in author("Hanna Veld").bylines.order_by("article__slug", "order")] == [
        "Hanna Veld", "H. Veldt", "H. Veldt",
    ]  # fmt: skip
    assert (decision.verb, decision.target, decision.detail.before) == (
        "author.merge", "author:h-veldt", {"merged_into": None},
    )  # fmt: skip
    assert decision.detail.after == {
        "merged_into": "hanna-veld",
        "moved": {
            "byline.author": [
                ["ferry", 2, "author", "H. Veldt", "printed"],
                ["mill", 1, "author", "H. Veldt", "printed"],
            ]
        },
        "dropped": {},
    }
    assert verify_log().sound


def test_the_articles_of_a_house_move():
    one = article("Mill", slug="mill", publisher=publisher("Lantern"))
    decision = merge(publisher("Lantern"), publisher("The Lantern"))
    one.refresh_from_db()
    assert one.publisher.name == "The Lantern"
    assert decision.detail.after["moved"] == {"article.publisher": [["mill"]]}


def test_what_has_both_tags_keeps_one():
    one = held(article("Mill", slug="mill", tags=["fire", "blaze"]), comments=[Said("Hm."), Said("Hm.")])
    for comment, name in zip(one.comments.all(), ("blaze", "fire"), strict=True):
        TaggedComment.objects.create(content_object=comment, tag=tag(name))
    decision = merge(tag("blaze"), tag("fire"))
    assert (standing()["articles"], standing()["comments"]) == ([("mill", "fire")], [(1, "fire"), (2, "fire")])
    assert decision.detail.after == {
        "merged_into": "fire",
        "moved": {"taggedcomment.tag": [["mill", 1]]},
        "dropped": {"taggedarticle.tag": [["mill"]]},
    }


def test_a_preview_tells_everything_that_would_move(veldt, monkeypatch):
    place = "Order {}, role author, as printed H. Veldt, attribution printed"
    listed = (Moving("Ferry", place.format(2)), Moving("Mill", place.format(1)))
    assert merging.preview(veldt, author("Hanna Veld")) == (Part("bylines", 2, 1, listed),)
    monkeypatch.setattr(merging, "LISTED", 1)
    [part] = merging.preview(veldt, author("Hanna Veld"))
    assert (part.moving, part.listed, part.unlisted) == (2, listed[:1], 1)
    assert standing()["Author"] == [("h-veldt", None), ("hanna-veld", None)]


def test_a_preview_names_articles_and_comments_and_counts_doubles():
    one = held(article("Mill", slug="mill", tags=["fire", "blaze"]), comments=[Said("Hm.")])
    TaggedComment.objects.create(content_object=one.comments.get(), tag=tag("blaze"))
    assert merging.preview(tag("blaze"), tag("fire")) == (
        Part("tags of articles", 1, 1, (Moving("Mill", ""),), dropped=True),
        Part("tags of comments", 1, 0, (Moving("Mill", "Number 1"),), dropped=True),
    )


@pytest.mark.parametrize(
    ("row", "into", "sentence"),
    [
        ("a", "a", r"“a” can’t be merged into itself\."),
        ("b", "a", r"“b” was merged into “c” already\."),
        ("a", "b", r"“b” was merged into “c” already\."),
        ("c", "b", r"“b” was merged into “c” already\."),
    ],
)
def test_what_can_not_be_merged_is_refused_with_a_sentence(row, into, sentence):
    for name in "abc":
        author(name)
    merge(author("b"), author("c"))
    with pytest.raises(Refused, match=sentence):
        merge(author(row), author(into))
    assert Decision.objects.count() == 1


def test_only_records_of_one_kind_become_one():
    with pytest.raises(Refused, match="Only records of one kind"):
        merge(author("a"), publisher("a"))


def test_a_merge_is_refused_by_what_stands_there_now_and_not_by_what_a_form_showed():
    one, into, other = author("a"), author("b"), author("c")
    merge(Author.objects.get(pk=into.pk), other)
    with pytest.raises(Refused, match="“b” was merged into “c” already"):
        merge(one, into)


def test_an_undone_merge_puts_everything_back(veldt):
    before = standing()
    decision = unmerge(merge(veldt, author("Hanna Veld")))
    assert standing() == before
    assert (decision.verb, decision.takes_back.verb, decision.detail.after["kept"]) == (
        "author.unmerge", "author.merge", {},
    )  # fmt: skip


def test_a_dropped_double_comes_back():
    article("Mill", slug="mill", tags=["fire", "blaze"])
    before = standing()
    unmerge(merge(tag("blaze"), tag("fire")))
    assert standing() == before


def test_what_a_later_change_holds_is_kept_and_told(veldt):
    decision = merge(veldt, author("Hanna Veld"))
    articles.set_bylines(Article.objects.get(slug="mill"), [BylineData(author("Tam Orrin"))], **WHY)
    told = unmerge(decision).detail.after
    assert told["kept"] == {"byline.author": [["mill", 1, "author", "H. Veldt", "printed"]]}
    assert standing()["bylines"] == [("ferry", 1, "hanna-veld"), ("ferry", 2, "h-veldt"), ("mill", 0, "tam-orrin")]


def test_a_byline_that_took_the_place_of_another_does_not_go_back_for_it(veldt):
    ferry = Article.objects.get(slug="ferry")
    articles.set_bylines(ferry, articles.bylines_of(ferry)[::-1], **WHY)
    decision = merge(veldt, author("Hanna Veld"))
    # Two bylines name one person now; a cataloguer keeps the second.
    articles.set_bylines(ferry, articles.bylines_of(ferry)[1:], **WHY)
    told = unmerge(decision).detail.after
    assert told["kept"] == {"byline.author": [["ferry", 0, "author", "H. Veldt", "printed"]]}
    assert ("ferry", 0, "hanna-veld") in standing()["bylines"]


def test_a_byline_that_a_person_set_anew_since_stays_with_whom_it_was_set(veldt):
    mill, hanna = Article.objects.get(slug="mill"), author("Hanna Veld")
    decision = merge(veldt, hanna)
    articles.set_bylines(mill, [], **WHY)
    articles.set_bylines(mill, [BylineData(hanna, printed="H. Veldt")] * 2, **WHY)
    told = unmerge(decision).detail.after
    assert told["kept"] == {"byline.author": [["mill", 1, "author", "H. Veldt", "printed"]]}
    assert told["returned"] == {"byline.author": [["ferry", 2, "author", "H. Veldt", "printed"]]}
    assert [names for names in standing()["bylines"] if names[0] == "mill"] == [
        ("mill", 0, "hanna-veld"), ("mill", 1, "hanna-veld"),
    ]  # fmt: skip


def test_a_tag_and_a_house_that_a_person_set_anew_since_stay():
    one = held(article("Mill", slug="mill", tags=["blaze"], publisher=publisher("a")), comments=[Said("Hm.")])
    comment = one.comments.get()
    tags.set_tags(comment, ["blaze"], **WHY)
    decisions = [merge(tag("blaze"), tag("fire")), merge(publisher("a"), publisher("b"))]
    for row in (one, comment):
        tags.set_tags(row, [], **WHY)
        tags.set_tags(row, ["fire"], **WHY)
    articles.change(one, {"publisher": None}, **WHY)
    articles.change(one, {"publisher": publisher("b")}, **WHY)
    assert [unmerge(decision).detail.after["kept"] for decision in decisions] == [
        {"taggedarticle.tag": [["mill"]], "taggedcomment.tag": [["mill", 1]]}, {"article.publisher": [["mill"]]},
    ]  # fmt: skip
    assert (names(one), names(comment), standing()["houses"]) == (["fire"], ["fire"], [("mill", "b")])


def test_a_change_that_was_taken_back_and_one_of_another_column_hold_nothing(veldt):
    Byline.objects.filter(article__slug="mill").update(order=0)
    mill, before = Article.objects.get(slug="mill"), standing()
    decision = merge(veldt, author("Hanna Veld"))
    had = articles.bylines_of(mill)
    emptied = articles.set_bylines(mill, [], **WHY)
    articles.set_bylines(mill, had, **WHY, takes_back=emptied.number)
    articles.change(mill, {"title": "The mill"}, **WHY)
    assert unmerge(decision).detail.after["kept"] == {}
    assert standing() == before


def test_a_preview_counts_bylines_that_would_name_one_person_twice(veldt):
    [part] = merging.preview(veldt, author("Hanna Veld"))
    assert (part.moving, part.doubled, part.dropped) == (2, 1, False)
    Byline.objects.filter(article__slug="ferry", author=veldt).update(role="editor")
    assert [part.doubled for part in merging.preview(veldt, author("Hanna Veld"))] == [0]


def test_a_tag_that_was_taken_away_since_does_not_come_back():
    one = article("Mill", slug="mill", tags=["fire", "blaze"])
    decision = merge(tag("blaze"), tag("fire"))
    tags.set_tags(one, [], **WHY)
    assert unmerge(decision).detail.after["kept"] == {"taggedarticle.tag": [["mill"]]}
    assert standing()["articles"] == []


def test_what_was_merged_on_is_parted_from_the_last_one_on():
    article("Mill", slug="mill", authors=["a"])
    before = standing()["bylines"]
    first = merge(author("a"), author("b"))
    second = merge(author("b"), author("c"))
    with pytest.raises(Refused, match=r"“b” was itself merged into “c”: that is taken back first\."):
        unmerge(first)
    unmerge(second)
    unmerge(first)
    assert standing()["bylines"] == before


def test_a_merge_is_taken_back_once():
    decision = merge(author("a"), author("b"))
    undone = unmerge(decision)
    with pytest.raises(Refused, match="was taken back by decision"):
        unmerge(decision)
    with pytest.raises(Refused, match="merged nothing"):
        unmerge(undone)
    merge(author("a"), author("b"))
    assert author("a").merged_into == author("b")


def test_an_article_saved_from_an_old_form_gets_those_who_stand(veldt):
    house, mill = publisher("Lantern"), Article.objects.get(slug="mill")
    merge(Author.objects.get(pk=veldt.pk), author("Hanna Veld"))
    merge(Publisher.objects.get(pk=house.pk), publisher("The Lantern"))
    articles.change(mill, {"publisher": house}, **WHY)
    articles.set_bylines(mill, [BylineData(veldt, printed="H. V.")], **WHY)
    mill.refresh_from_db()
    assert (mill.publisher.name, mill.bylines.get().author.name) == ("The Lantern", "Hanna Veld")


@pytest.mark.slow
def test_a_merge_of_a_hundred_rows_takes_as_many_queries_as_one_of_ten():
    def queries(rows: int) -> list[int]:
        old, new = tag(f"old {rows}"), tag(f"new {rows}")
        for n in range(rows):
            article("A", tags=[old.name, new.name] if n % 2 else [old.name])
        counts = []
        for act in (
            lambda: merging.preview(old, new),
            lambda: merge(old, new),
            lambda: unmerge(Decision.objects.last()),
        ):
            with CaptureQueriesContext(connection) as captured:
                act()
            counts.append(len(captured))
        return counts

    assert queries(10) == queries(100)


WORLD = st.fixed_dictionaries(
    {
        "writers": st.lists(st.lists(st.sampled_from("abcd"), max_size=3), min_size=1, max_size=3),
        "houses": st.lists(st.sampled_from("abcd"), min_size=3, max_size=3),
        "tags": st.lists(st.sets(st.sampled_from("abcd")), min_size=3, max_size=3),
        "under": st.lists(st.sets(st.sampled_from("abcd")), min_size=2, max_size=2),
    }
)
MERGES = st.lists(
    st.tuples(st.sampled_from([Author, Publisher, Tag]), st.sampled_from("abcd"), st.sampled_from("abcd")), max_size=6
)


class Merges(TestCase):
    @few
    @given(world=WORLD, merges=MERGES)
    def test_whatever_is_merged_and_parted_from_the_last_one_on_all_is_as_it_was(self, world, merges):
        for name in "abcd":
            author(name), publisher(name), tag(name)
        for n, writers in enumerate(world["writers"]):
            house, on = publisher(world["houses"][n]), sorted(world["tags"][n])
            made = article(f"A{n}", slug=f"a{n}", authors=writers, publisher=house, tags=on)
        for comment, names in zip(held(made, comments=[Said("Hm.")] * 2).comments.all(), world["under"], strict=True):
            tags.set_tags(comment, sorted(names), **WHY)
        states, decisions = [], []
        for noun, row, into in merges:
            states.append(standing())
            try:
                decisions.append(merge(noun.objects.get(slug=row), noun.objects.get(slug=into)))
            except Refused:
                assert standing() == states.pop()
        for decision, state in zip(reversed(decisions), reversed(states), strict=True):
            assert unmerge(decision).detail.after["kept"] == {}
            assert standing() == state
        assert verify_log().sound
