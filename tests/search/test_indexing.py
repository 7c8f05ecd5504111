"""The cards hold what everyone may read and nothing else, whatever is done in whatever order."""

import io
import json
from datetime import date, timedelta
from typing import Any

import pytest
from django.core.management import call_command
from django.db import transaction
from hypothesis import given
from hypothesis import strategies as st

from archive.actions import articles, measures, merging, names, readings, redactions, statements
from archive.actions.articles import BylineData
from archive.actions.decisions import Entry
from archive.actions.refusals import Refused
from archive.models import Article, Author, Card, Comment, Decision, IndexState, Publisher, Statement
from archive.models.cards import VERSION, Kind
from archive.search import indexing
from archive.text.runs import Span
from tests import factories as make
from tests.actions import moderation, reads
from tests.properties import few

pytestmark = pytest.mark.django_db
CANARY = "canary"


def words(*kinds: Kind) -> set[str]:
    rows = Card.objects.filter(kind__in=kinds) if kinds else Card.objects.all()
    return set(rows.values_list("words", flat=True))


def test_a_card_holds_the_terms_of_title_abstract_and_words():
    make.held(make.article("Ferry-House", abstract="Our words."), [("paragraph", "It burned.")])
    indexing.rebuild()
    assert words() == {"ferry house ¶ our words ¶ it burned"}


def test_nothing_that_is_hidden_is_on_a_card():
    hidden = {"authors": [CANARY], "publisher": make.publisher(CANARY), "abstract": CANARY}
    said = [make.Said(CANARY), make.Said(f"Open {CANARY} end"), make.Said(CANARY, state="withheld")]
    for state in ("draft", "withdrawn"):
        make.held(make.article(CANARY, state=state, **hidden), [("paragraph", CANARY)], said)
    make.held(make.article("Record", rights="record"), [("paragraph", CANARY)], said)
    partly = make.held(make.article("Partly"), [("paragraph", "Whole.")], [make.Said(f"Open {CANARY} end", CANARY)])
    make.redaction(partly.comments.get(), CANARY)
    for workflow in ("suggested", "withdrawn"):
        make.statement(CANARY, workflow=workflow, number=None)
    indexing.rebuild()
    assert words() == {"record", "partly ¶ whole", "¶ open ¶ end"}


def test_whose_names_nothing_public_carries_has_no_card():
    draft = make.article("Ferry", state="draft", authors=["Hanna Veld"], publisher=make.publisher())
    indexing.rebuild()
    assert words() == set()
    Article.objects.filter(pk=draft.pk).update(abstract="Ours.")
    articles.publish(Article.objects.get(), reason="a test", **reads.BY)
    assert words() == {"ferry ¶ ours", "hanna veld", "the oru lantern"}
    articles.withdraw(Article.objects.get(), moderation.reasons(), reason="a test", **reads.BY)
    assert words() == set()


def test_newer_articles_have_higher_places_and_the_undated_the_lowest():
    days = [date(1990, 1, 1), None, date(1995, 1, 1)]
    made = [make.article("A", date_earliest=day, date_latest=day) for day in days]
    indexing.rebuild()
    assert list(Card.objects.order_by("-place").values_list("article", flat=True)) == [
        made[2].pk, made[0].pk, made[1].pk
    ]  # fmt: skip


@pytest.mark.slow
def test_a_text_with_more_terms_than_a_database_can_index_is_still_indexed(monkeypatch):
    made = make.article("Ferry", abstract=" ".join(f"w{n}" for n in range(180_000)))
    indexing.rebuild()
    assert Card.objects.get(article=made).words.startswith("ferry ¶ w0 w1 ")


def test_checking_finds_what_is_lacking_different_and_too_much():
    for title in ("One", "Two", "Three"):
        make.article(title)
    indexing.rebuild()
    first, second, _third = Article.objects.order_by("pk")
    Article.objects.filter(pk=first.pk).update(title="Other")
    Article.objects.filter(pk=second.pk).update(rights="record", state="withdrawn", withdrawn_at=make.WHEN)
    make.article("Four")
    assert indexing.check() == (1, 1, 1)
    with pytest.raises(SystemExit):
        call_command("index_search", stdout=io.StringIO())


def test_the_command_says_what_it_found_as_json():
    make.article("One")
    out = io.StringIO()
    call_command("index_search", "--rebuild", "--json", stdout=out)
    call_command("index_search", "--json", stdout=out)
    made, found = map(json.loads, out.getvalue().splitlines())
    assert made == {"sound": True, "index": True, "added": 1, "changed": 0, "taken": 0}
    assert found == {"sound": True, "index": True, "added": 0, "changed": 0, "taken": 0}


def test_what_is_decided_about_a_comment_is_followed_at_once():
    moderation.page(abstract="Ours.")
    indexing.rebuild()
    goat = {"¶ only an old goat burns ferries said the keeper"}
    assert goat < words()
    measures.decide([moderation.one()], "hold", moderation.reasons(), **moderation.ANNA)
    assert not goat & words()
    measures.decide([moderation.one()], "show", **moderation.ANNA)
    assert goat < words()
    made = redactions.redact(moderation.one(), [Span(5, 16)], moderation.reasons(), **moderation.ANNA)
    assert not goat & words()
    assert "¶ only ¶ burns ferries said the keeper" in words()
    redactions.lift(made, **moderation.ANNA)
    assert goat < words()
    moderation.agreed(moderation.one())
    assert not goat & words()
    assert indexing.check() == (0, 0, 0)


STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("title"), st.sampled_from(["Ferry", "Boat", "Паром"])),
        st.tuples(st.just("rights"), st.sampled_from(["open", "record"])),
        st.tuples(st.just("day"), st.sampled_from([None, date(1957, 3, 1), date(1990, 1, 1)])),
        st.tuples(st.just("publisher"), st.integers(0, 2)),
        st.tuples(st.just("bylines"), st.sets(st.integers(0, 2))),
        st.tuples(st.just("read"), st.sets(st.integers(2, 5))),
        st.tuples(st.just("state"), st.tuples(st.integers(1, 5), st.sampled_from(["shown", "held", "veiled"]))),
        st.tuples(st.just("move"), st.sampled_from(["publish", "withdraw"])),
        st.tuples(st.just("name"), st.integers(0, 2)),
        st.tuples(st.just("merge"), st.permutations([0, 1, 2])),
        st.tuples(st.just("unmerge"), st.none()),
        st.tuples(st.just("wording"), st.sampled_from(["It burned.", "It sank."])),
        st.tuples(st.just("statement"), st.sampled_from(["open", "withdraw", "restore"])),
    ),
    min_size=3,
    max_size=14,
)


def do(step: tuple[str, Any], moment: int) -> None:
    article, known = Article.objects.get(), {**reads.BY, "at": make.WHEN + timedelta(minutes=moment)}
    known["reason"] = "a test"
    houses, people = list(Publisher.objects.order_by("pk")), list(Author.objects.order_by("pk"))
    match step:
        case "title" | "rights" as name, value:
            articles.change(article, {name: value}, **known)
        case "day", value:
            articles.change(article, {"date_earliest": value, "date_latest": value}, **known)
        case "publisher", index:
            articles.change(article, {"publisher": houses[index]}, **known)
        case "bylines", indexes:
            articles.set_bylines(article, [BylineData(people[index]) for index in sorted(indexes)], **known)
        case "read", lines:
            read = reads.record([(line, line) for line in sorted(lines)])
            readings.store(article, reads.received(), read, **known)
        case "state", (number, state):
            comments = Comment.objects.filter(number=number)
            comments.update(state=state)
            indexing.follow_comments(comments)
        case "move", name:
            why = [moderation.reasons()] if name == "withdraw" else []
            getattr(articles, name)(article, *why, **known)
        case "name", index:
            names.change(people[index], {"name": f"Name {moment}"}, **known)
        case "merge", (one, other, _third):
            merging.merge(people[one], people[other], **known)
            merging.merge(houses[one], houses[other], **known)
        case "unmerge", _:
            for decision in Decision.objects.filter(verb__endswith=".merge").order_by("-number")[:1]:
                merging.unmerge(decision, **known)
        case "wording", value:
            statements.change(Statement.objects.get(), {"wording": value}, **known)
        case "statement", name:
            statements.move(Statement.objects.get(), name, **known)


@pytest.mark.slow
@given(STEPS)
@few
def test_after_any_changes_the_index_is_what_making_it_anew_gives(steps):
    with transaction.atomic():
        made = reads.article(authors=["Hanna Veld", "Tam Orrin", "Isk Brask"], abstract="Ours.")
        for name in ("One", "Two", "Three"):
            make.publisher(name)
        make.statement("It burned.")
        readings.store(made, reads.received(), reads.record(), reason="first", **reads.BY)
        articles.publish(made, reason="a test", **reads.BY)
        indexing.rebuild()
        for moment, step in enumerate(steps):
            try:
                with transaction.atomic():
                    do(step, moment)
            except Refused:
                pass
        assert indexing.check() == (0, 0, 0)
        assert indexing.sound()
        transaction.set_rollback(True)


@pytest.mark.parametrize(
    ("entry", "queries"),
    [
        (Entry("article.tags", "article:ferry", "a test", {"tags": []}, {"tags": ["boats"]}), 0),
        (Entry("article.change", "article:ferry", "a test", {"note": ""}, {"note": "Odd."}), 0),
        (Entry("evidence.add", "statement:one", "a test", {"evidence 1": None}, {"evidence 1": {}}), 0),
        (Entry("author.create", "author:hanna-veld", "a test", {}, {"name": "Hanna Veld"}), 0),
        (Entry("comment.tags", "comment:ferry#1", "a test", {"tags": []}, {"tags": ["boats"]}), 0),
        (Entry("tag.merge", "tag:boats", "a test", {"merged_into": None}, {"merged_into": "ships"}), 0),
        (Entry("reading.store", "article:draft", "a test", {}, {"reading": 1}), 1),
        (Entry("article.change", "article:ferry", "a test", {"title": "Boat"}, {"title": "Ferry"}), 3),
        (Entry("author.change", "author:hanna-veld", "a test", {"name": "H"}, {"name": "Hanna Veld"}), 2),
        (Entry("statement.open", "statement:one", "a test", {"workflow": "suggested"}, {"workflow": "open"}), 2),
    ],
    ids=lambda value: value.verb if isinstance(value, Entry) else None,
)
def test_following_a_decision_asks_only_for_what_cards_depend_on(entry, queries, django_assert_num_queries):
    make.article("Ferry", slug="ferry", authors=["Hanna Veld"])
    make.article("Draft", slug="draft", state="draft", authors=["Hanna Veld"])
    make.statement("It burned.", key="one", workflow="open", number=None)
    indexing.rebuild()
    with django_assert_num_queries(queries):
        indexing.follow([entry])


def test_an_index_by_another_rule_is_made_anew_after_migrating_and_one_by_this_rule_is_left():
    make.article("Ferry")
    indexing.rebuild()
    first = IndexState.objects.get().key
    indexing.rebuild_after_migrate(using="default")
    assert IndexState.objects.get().key == first
    for spoil in (IndexState.objects.all().delete, lambda: IndexState.objects.update(version=VERSION - 1)):
        Card.objects.all().delete()
        spoil()
        indexing.rebuild_after_migrate(using="default")
        assert (words(), indexing.check()) == ({"ferry"}, (0, 0, 0))
