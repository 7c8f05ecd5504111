"""What a process holds is what it would read anew, whatever was decided since."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from archive.actions import articles, measures, merging, names, statements, tags
from archive.models import Author, Statement, indexstate
from archive.rules.verbs import KINDS
from archive.search import indexing, inventory
from archive.search.columns import Column, Weights, bits_of, flags_of, numbers_in
from archive.search.holdings import Holdings
from archive.search.inventory import holdings
from archive.states import Workflow
from tests import factories as make
from tests.actions import moderation, reads
from tests.actions.moderation import one, page

KNOWN = {**reads.BY, "reason": "a test"}


@pytest.fixture
def fire(db):
    made = page(authors=["Hanna Veld"], tags=["Boats"], publisher=make.publisher(), date_earliest="1990-01-01")
    make.tagged(one(3), "Goats")
    burned = make.statement("It burned by itself.", workflow=Workflow.IN_REVIEW)
    make.occurrence(burned, one(2).text, "GOAT")
    make.article("Draft", slug="draft", state="draft", abstract="Ours.", authors=["Tam Orrin"], language="he")
    indexing.rebuild()
    return made


def says(held: Holdings) -> dict:
    """All that is asked of it, by whatever columns it is kept in."""
    return {
        "articles": held.articles, "places": list(held.places), "marked": held.marked, "statements": held.statements,
        "names": held.names, "counts": held.counts(held.all), "number": held.number, "edition": held.edition,
        "comments": held.comments.sum(held.all.threads),
        "values": {name: {value: column.bits([value]) for value in column.values()}
            for name, column in held.columns.items()},
    }  # fmt: skip


def decide(fire):
    """One thing after the other that changes of what may be found."""
    draft = type(fire).objects.get(slug="draft")
    yield tags.set_tags(fire, ["Ferries", "Boats"], **KNOWN)
    yield articles.publish(draft, **KNOWN)
    yield articles.change(draft, {"language": "fr", "title": "Other", "date_latest": None}, **KNOWN)
    yield tags.set_tags(one(2), ["Goats"], **KNOWN)
    yield measures.decide([one(1)], "veil", moderation.reasons(), **KNOWN)
    yield moderation.agreed(one(2))
    yield names.change(Author.objects.get(slug="tam-orrin"), {"name": "Tam Orrin II"}, **KNOWN)
    yield articles.withdraw(fire, moderation.reasons(), **KNOWN)


def test_what_is_followed_is_what_is_read_anew(fire):
    holdings()
    for _decided in decide(fire):
        followed = says(holdings())
        assert followed == says(inventory._read(indexstate.edition()))


def test_a_statement_that_is_published_disputes_its_places(fire):
    assert "yes" not in holdings().counts(holdings().all)["disputed"]
    make.evidence(Statement.objects.get(), fire.text, fire.text.content.body[:3])
    statements.move(Statement.objects.get(), "publish", **KNOWN)
    assert holdings().counts(holdings().all)["disputed"]["yes"] == 2
    assert says(holdings()) == says(inventory._read(indexstate.edition()))
    statements.move(Statement.objects.get(), "withdraw", **KNOWN)
    assert says(holdings()) == says(inventory._read(indexstate.edition()))
    assert "yes" not in holdings().counts(holdings().all)["disputed"]


def test_after_a_merge_all_is_read_anew(fire):
    holdings()
    articles.publish(type(fire).objects.get(slug="draft"), **KNOWN)
    merging.merge(Author.objects.get(slug="tam-orrin"), Author.objects.get(slug="hanna-veld"), **KNOWN)
    hanna = Author.objects.get(slug="hanna-veld").pk
    assert holdings().counts(holdings().all)["author"] == {hanna: 5 + 1}


def test_an_archive_put_back_to_an_earlier_day_is_read_anew(fire):
    tags.set_tags(fire, ["Ferries"], **KNOWN)
    held = holdings()
    inventory._held["default"] = Holdings(**{**vars(held), "edition": held.edition[:-1] + "?"})
    tags.set_tags(fire, [], **KNOWN)
    assert says(holdings()) == says(inventory._read(indexstate.edition()))


@pytest.mark.slow
def test_a_change_costs_as_many_queries_however_much_is_held(fire):
    costs = []
    for _ in range(2):
        holdings()
        tags.set_tags(fire, [f"Tag {len(costs)}"], **KNOWN)
        with CaptureQueriesContext(connection) as captured:
            holdings()
        costs.append(len(captured))
        for n in range(20):
            make.held(make.article(f"More {n}"), comments=[make.Said("Hm.")])
        indexing.rebuild()
    assert costs == [12, 12]


def test_of_every_noun_it_is_said_whether_it_changes_what_may_be_found():
    followed = {"article", "comment", "statement", *inventory.NAMES}
    assert KINDS.keys() - followed - inventory.NOTHING == {"decision"}
    assert not followed & inventory.NOTHING


KEYS = st.sets(st.integers(1, 300), max_size=60)


@given(KEYS)
def test_a_set_is_the_numbers_in_it(keys):
    assert list(numbers_in(bits_of(keys))) == sorted(keys)
    assert [key for key, flag in enumerate(flags_of(bits_of(keys), 400)) if flag] == sorted(keys)


@given(st.lists(st.tuples(st.integers(1, 300), st.integers(0, 9)), max_size=40), KEYS, KEYS, st.data())
def test_a_column_counts_what_has_a_value(pairs, some, threads, data):
    pairs = list(dict.fromkeys(pairs))
    weights = Weights.of(data.draw(st.lists(st.integers(0, 40), min_size=301, max_size=301)))
    gone = [pair for pair in pairs if data.draw(st.booleans())]
    come = [pair for pair in data.draw(st.lists(st.tuples(st.integers(1, 300), st.integers(0, 9)), unique=True))
        if pair not in pairs]  # fmt: skip
    column = Column.of(pairs, 301).changed(gone, come)
    left = [*(pair for pair in pairs if pair not in gone), *come]
    wanted = {value: sum((key in some) + weights.numbers[key] * (key in threads) for key, its in left if its == value)
        for value in range(10)}  # fmt: skip
    assert column.counted(bits_of(some), bits_of(threads), weights) == {
        key: each for key, each in wanted.items() if each
    }
    assert column.bits(range(10)) == bits_of(key for key, _value in left)
