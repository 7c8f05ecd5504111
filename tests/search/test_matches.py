"""What a query finds: one set of examples, and a plain account of what a match is, for both databases."""

from datetime import date

import pytest
from django.db import transaction
from django.db.models import Value
from django.db.models.functions import Concat
from hypothesis import given
from hypothesis import strategies as st

from archive.models import Card
from archive.models.cards import Kind, thing_at
from archive.search import indexing, matches
from archive.search.inventory import holdings
from archive.text.queries import Field, Phrase, parse
from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def collection() -> None:
    """Articles in several scripts, a thread, a statement in one of them, names and tags."""
    days = {"date_earliest": date(1990, 1, 1), "date_latest": date(1991, 12, 31)}
    ferry = make.article(
        "The Ferry-House", slug="ferry", authors=["Hanna Veld", "Müller"], tags=["Ferries"],
        publisher=make.publisher("The Oru Lantern"), **days,
    )  # fmt: skip
    said = [make.Said("Who lit the old ferry?"), make.Said("Ferry. Boat, ferry!"), make.Said("Hm.", state="withheld")]
    make.held(ferry, [("paragraph", "The old ferry house burned.")], said)
    make.tagged(ferry.comments.get(number=2), "Boats")
    make.occurrence(make.statement("It burned by itself."), ferry.text, "burned")
    for title, language in (
        ("Ёлка и ещё", "ru"), ("שָׁלוֹם לצה״ל", "he"), ("Նա եւ նա", "hy"), ("IŞIK ve İdil", "tr"), ("Qış, ılıq", "az"),
        ("Été à Łódź", "fr"), ("Cop", "en"), ("日本語の本", "ja"),
    ):  # fmt: skip
        make.article(title, slug=f"in-{language}", language=language)
    make.article("Ferry draft", state="draft", authors=["Tam Orrin"], tags=["Secret"])
    indexing.rebuild()


def found(typed: str, *more: Field) -> set[str]:
    """What is found, by kind and the beginning of its terms."""
    places = [match.place for match in matches.newest(matches.asked(parse(typed), more))]
    cards = Card.objects.filter(place__in=places)
    return {f"{Kind(card.kind).name[0].lower()} {card.words.removeprefix('¶ ')[:8].strip()}" for card in cards}


FERRY, LIT, BOAT, BURNED = "a the ferr", "c who lit", "c ferry bo", "s it burne"
EXAMPLES = [
    ("ferry", {FERRY, LIT, BOAT}), ("FERRY old", {FERRY, LIT}), ('"old ferry"', {FERRY, LIT}), ("hm", set()),
    ('"ferry house"', {FERRY}), ("ferry-house", {FERRY}), ('"house the"', set()), ("ferry -boat", {FERRY, LIT}),
    ('ferry -"old ferry"', {BOAT}), ("fer*", {FERRY, LIT, BOAT}), ('"old fer"*', {FERRY, LIT}), ("ferr", set()),
    ("in:comments ferry", {LIT, BOAT}), ("ferry -in:comments", {FERRY}), ("veld", {"a hanna ve"}),
    ("burn*", {FERRY, BURNED}), ("author:veld", {FERRY, LIT, BOAT}), ('author:"hanna v"', set()),
    ("author:han* ferry", {FERRY, LIT, BOAT}), ("author:muller in:articles", {FERRY}),
    ("publisher:lantern in:articles", {FERRY}), ("tag:ferries", {FERRY, LIT, BOAT}), ("tag:boats", {BOAT}),
    ("tag:boat*", {BOAT}), ("tag:secret", set()), ("author:orrin", set()), ("ferry draft", set()),
    ("year:1990 in:articles", {FERRY}), ("year:1991..1995 ferry", {FERRY, LIT, BOAT}), ("year:1992", set()),
    ("year:..1989", set()), ("year:never", set()), ("year:1991-12 ferry", {FERRY, LIT, BOAT}),
    ("year:1992-01..1993", set()), ("year:1989..1990-01 in:articles", {FERRY}),
    ("year:unknown language:ru", {"a елка и е"}),
    ("year:unknown ferry", set()), ("disputed:yes", {FERRY, BURNED}),
    ("disputed:no ferry", {LIT, BOAT}), ("comments:yes in:articles", {FERRY}), ("in:nowhere", set()),
    ("in:comment ferry", {LIT, BOAT}),
    ("language:ru", {"a елка и е"}), ("language:Russian", {"a елка и е"}), ("language:עברית", {"a שלום לצה"}),
    ("елка", {"a елка и е"}), ("ЁЛКА", {"a елка и е"}), ("еще", {"a елка и е"}),
    ("שלום", {"a שלום לצה"}), ('לצה"ל', {"a שלום לצה"}), ("և", {"a նա եւ նա"}), ("եւ", {"a նա եւ նա"}),
    ("ışık", {"a isik ve"}), ("isik idil", {"a isik ve"}), ("qis ILIQ", {"a qis iliq"}), ("lodz", set()),
    ("łodz ete", {"a ete a ło"}), ("сор", set()), ("cop", {"a cop"}), ("日本", {"a 日 本 語 の"}), ("本日", set()),
]  # fmt: skip


def test_the_same_is_found_on_both_databases(collection):
    assert {typed: found(typed) for typed, _those in EXAMPLES} == dict(EXAMPLES)


CONDITIONS = [
    "tag:boats", "-tag:boats", "tag:ferries -tag:boats", "disputed:yes", "disputed:no", "in:comments disputed:no",
    "author:veld in:comments", "author:veld -disputed:yes", "-author:veld", "year:1990", "-year:1990", "year:unknown",
    "comments:yes -in:comments", "-language:en", "in:statements", "-in:statements -in:articles", "in:authors",
    "author:veld tag:boats in:comments", "-disputed:yes -tag:boats",
]  # fmt: skip


@pytest.mark.parametrize("few", [0, 1_000])
def test_conditions_choose_the_same_among_words_as_without(collection, monkeypatch, few):
    monkeypatch.setattr("archive.search.listed.FEW", few)
    Card.objects.update(words=Concat("words", Value(" zz")))
    for typed in CONDITIONS:
        alone, among = (matches.asked(parse(each)) for each in (typed, f"zz {typed}"))
        places = [match.place for match in matches.newest(alone)]
        assert (typed, places) == (typed, [match.place for match in matches.newest(among)])
        assert sum(alone.held.numbers(alone.those).values()) == len(places)
        assert matches.finds(alone) == matches.finds(among) == bool(places)


@pytest.mark.parametrize("typed", ["-in:statements", "in:comments", "author:veld", "-disputed:yes"])
def test_a_list_is_gone_through_page_by_page_both_ways(collection, typed):
    what = matches.asked(parse(typed))
    places = [match.place for match in matches.newest(what)]
    for size in (1, 2):
        for at in range(len(places)):
            down, up = matches.newest(what, size, below=places[at]), matches.newest(what, size, above=places[at])
            assert [match.place for match in down] == places[at + 1 : at + 1 + size]
            assert [match.place for match in up] == places[max(at - size, 0) : at]


def test_conditions_by_slug_name_one_thing_each(collection):
    assert found("", Field("author", "hanna-veld"), Field("in", "articles")) == {FERRY}
    assert found("", Field("author", "hanna")) == found("", Field("tag", "secret")) == set()


def test_the_newest_come_first_and_the_rest_below_a_place(collection):
    everything = matches.newest(matches.asked(parse("ferry")))
    places = [match.place for match in everything]
    assert places == sorted(places, reverse=True)
    what = matches.asked(parse("ferry"))
    assert [match.place for match in matches.newest(what, below=places[0])] == places[1:]
    assert [match.place for match in matches.newest(what, 1)] == places[:1]


@pytest.mark.slow
@pytest.mark.parametrize(
    "typed",
    ["\0", '"', "'", "-", "*", '"*', '-"', "a" * 100_000, '"a ' * 30_000, "AND", "NEAR(", "a:b", "words:x", "^a", "+",
     "a & !b | c <-> d", ":*", "\\", "%", "_", "year:" + str(10**30), "in:\0", "tag:\0", 'author:"\0"', "-x", "-x -y",
     "language:\0x", "comments:maybe", "\ud800", "a* " * 300, "tag:" + "x" * 900, "é" * 999],
)  # fmt: skip
def test_whatever_is_typed_is_answered_in_one_way(collection, typed):
    assert isinstance(found(typed), set)


def test_the_answer_costs_one_query_and_one_for_each_name(collection, django_assert_num_queries):
    held = holdings()
    for number, typed in (
        (1, 'ferry "old house" -boat fer* year:1990 disputed:yes in:articles'),
        (4, "ferry author:veld publisher:lantern tag:ferries"), (0, "year:1990 -language:he in:articles"),
    ):  # fmt: skip
        with django_assert_num_queries(number):
            matches.newest(matches.asked(parse(typed), held=held))


WORD = st.sampled_from(["ferry", "ferries", "fer", "old", "בית", "елка"])
TEXTS = st.lists(st.lists(WORD, max_size=6).map(" ".join), min_size=1, max_size=5)
PHRASE = st.builds(
    lambda words, begun, no: f'{"-" * no}"{" ".join(words)}"{"*" * begun}',
    st.lists(WORD, min_size=1, max_size=3), st.booleans(), st.booleans(),
)  # fmt: skip


def stands(phrase: Phrase, words: list[str]) -> bool:
    size = len(phrase.keys)
    stretches = (words[at : at + size] for at in range(len(words) - size + 1))
    if not phrase.begun:
        return list(phrase.keys) in stretches
    return any(some[:-1] == list(phrase.keys[:-1]) and some[-1].startswith(phrase.keys[-1]) for some in stretches)


@given(TEXTS, st.lists(PHRASE, min_size=1, max_size=4).map(" ".join))
def test_a_match_has_all_that_is_wanted_and_nothing_that_is_not(texts, typed):
    query = parse(typed)
    with transaction.atomic():
        Card.objects.bulk_create(Card(place=n, kind=Kind.ARTICLE, words=words) for n, words in enumerate(texts, 1))
        places = {match.place for match in matches.newest(matches.asked(query))}
        transaction.set_rollback(True)
    assert places == {
        n
        for n, words in enumerate(texts, 1)
        if all(stands(phrase, words.split()) for phrase in query.wanted)
        and not any(stands(phrase, words.split()) for phrase in query.unwanted)
    }


def test_what_has_the_words_in_its_heading_and_often_is_ranked_highest(collection):
    what = matches.asked(parse("ferry"))
    places = [place for _rank, place in sorted(matches.ranked(matches.newest(what), what.query.wanted), reverse=True)]
    order = [thing_at(place)[0] for place in places]
    assert order == [Kind.ARTICLE, Kind.COMMENT, Kind.COMMENT]
    assert Card.objects.get(place=places[1]).words == "¶ ferry boat ferry"
