import pytest

from archive.actions import relations, statements
from archive.actions.refusals import Refused
from archive.actions.undoing import take_back
from archive.models import Decision, Statement, StatementRelation
from tests.factories import WHEN, statement

pytestmark = pytest.mark.django_db
BY = {"by": "hanna", "at": WHEN, "reason": "readers see this"}
TAM = {"by": "tam", "at": WHEN, "reason": "not so"}


@pytest.fixture
def pair() -> tuple[Statement, Statement]:
    return statement("One.", key="a", workflow="open"), statement("Other.", key="b", workflow="open")


def said() -> list[tuple[str, str, str]]:
    return list(StatementRelation.objects.values_list("statement__key", "type", "other__key"))


def refused(words: str, act) -> None:
    size = Decision.objects.count()
    with pytest.raises(Refused, match=words):
        act()
    assert Decision.objects.count() == size


def test_a_symmetric_relation_is_kept_once_whoever_of_the_two_says_it(pair):
    one, other = pair
    relations.relate(other, "contradicts", one, **BY)
    assert said() == [("a", "contradicts", "b")]
    refused("there already", lambda: relations.relate(one, "contradicts", other, **BY))
    decision = Decision.objects.select_related("detail").get()
    assert (decision.verb, decision.target) == ("relation.add", "statement:a")
    assert (decision.detail.before, decision.detail.after) == ({"contradicts: b": None}, {"contradicts: b": True})


def test_a_directed_relation_keeps_its_direction_and_is_not_turned_round(pair):
    one, other = pair
    relations.relate(other, "depends on", one, **BY)
    assert said() == [("b", "depends on", "a")]
    refused("one way only", lambda: relations.relate(one, "depends on", other, **BY))
    relations.relate(one, "narrows", other, **BY)


@pytest.mark.parametrize(("kind", "words"), [("likes", "no such relation"), ("narrows", "no relation to itself")])
def test_a_relation_that_is_none_is_refused(pair, kind, words):
    refused(words, lambda: relations.relate(pair[0], kind, pair[0], **BY))


def test_a_withdrawn_statement_enters_no_relation(pair):
    one, other = pair
    statements.move(other, "withdraw", **BY)
    refused("is withdrawn", lambda: relations.relate(one, "narrows", other, **BY))


def test_what_is_no_longer_said_is_in_the_log(pair):
    relation = relations.relate(pair[0], "narrows", pair[1], **BY)
    removed = relations.unrelate(relation, **TAM)
    assert (said(), removed.detail.before, removed.detail.after) == ([], {"narrows: b": True}, {"narrows: b": None})
    refused("taken away already", lambda: relations.unrelate(relation, **TAM))


def test_saying_and_unsaying_are_taken_back(pair):
    relations.relate(pair[0], "contradicts", pair[1], **BY)
    added = Decision.objects.latest("number")
    undone = take_back(added, **TAM)
    assert (said(), undone.verb, undone.takes_back_id) == ([], "relation.remove", added.number)
    take_back(undone, **TAM)
    assert said() == [("a", "contradicts", "b")]
    removed = relations.unrelate(StatementRelation.objects.get(), **BY)
    take_back(removed, **TAM)
    assert said() == [("a", "contradicts", "b")]
