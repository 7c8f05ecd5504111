from datetime import UTC, date, datetime, timedelta
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.rules import moderation
from archive.rules.moderation import ARTICLE_MOVES, CAP, COMMENT_MOVES, MOST, Case, Facts, Person
from archive.states import ArticleState, CommentState, PublicState

ALL = {move.permission for noun in moderation.MOVES.values() for move in noun.values()}
ANNA = Person("anna", ALL)
RULED = Case("insult")
LAWFUL = Case("privacy", "law", "GDPR, article 17")
WHEN = datetime(2026, 3, 1, 12, tzinfo=UTC)
facts = st.builds(
    Facts,
    state=st.sampled_from(CommentState.values),
    redactions=st.integers(0, 2),
    named=st.booleans(),
    pseudonymised=st.booleans(),
    gone_at_source=st.booleans(),
)


def test_every_move_of_a_comment_starts_and_ends_where_the_table_says():
    state_moves = {name: move for name, move in COMMENT_MOVES.items() if move.to}
    found = {
        state: {name: str(move.to) for name, move in state_moves.items() if state in move.starts}
        for state in CommentState.values
    }
    hidden = {"veil": "veiled", "show": "shown", "erase": "erased"}
    assert found == {
        "shown": {"veil": "veiled", "hold": "held", "withhold": "withheld", "erase": "erased"},
        "veiled": {"show": "shown", "hold": "held", "withhold": "withheld", "erase": "erased"},
        "held": {**hidden, "withhold": "withheld"},
        "withheld": hidden,
        "erased": {},
    }


def test_what_is_erased_never_moves_and_only_its_source_is_watched():
    assert moderation.moves("comment", Facts(CommentState.ERASED, 1, named=True), ALL) == ["gone"]


def test_no_word_of_an_article_is_ever_hidden():
    assert set(ARTICLE_MOVES) == {"withdraw", "context", "no_context"}
    assert {move.to for move in ARTICLE_MOVES.values()} == {ArticleState.WITHDRAWN, None}


@pytest.mark.parametrize(("move", "needed"), [("veil", 1), ("hold", 1), ("withhold", 2), ("erase", 2), ("redact", 1)])
def test_what_hides_for_good_and_what_is_more_than_the_cap_needs_two(move, needed):
    assert moderation.people("comment", move) == needed
    assert moderation.people("comment", move, CAP) == needed
    assert moderation.people("comment", move, CAP + 1) == 2
    assert moderation.people("comment", move, CAP + 1, alone=True) == 1


def test_two_people_are_two():
    assert not moderation.second_refusal("anna", "bo")
    assert moderation.second_refusal("anna", "Anna")
    assert not moderation.second_refusal("anna", "anna", alone=True)


def test_words_are_destroyed_only_on_a_ground_of_law_that_is_named():
    one = Facts(CommentState.SHOWN)
    for case in (RULED, Case("privacy", "law", " "), Case("", "law", "GDPR")):
        assert len(moderation.refusals("comment", "erase", one, case, ANNA)) == 1
    assert moderation.refusals("comment", "erase", one, LAWFUL, ANNA) == []


def test_whoever_declared_an_interest_decides_nothing_there():
    interested = Person("anna", ALL, interested=True)
    for name, move in COMMENT_MOVES.items():
        [state, *_] = move.starts
        one = Facts(state, 1, named=True, pseudonymised=name == "name", gone_at_source=name == "back", waits=True)
        assert moderation.refusals("comment", name, one, LAWFUL, ANNA) == []
        [said] = moderation.refusals("comment", name, one, LAWFUL, interested)
        assert "interest" in str(said)


@given(facts, st.sampled_from(list(COMMENT_MOVES)))
def test_a_move_is_offered_exactly_where_it_can_be_made(one, name):
    offered = name in moderation.moves("comment", one, ALL)
    assert offered == (moderation.refusals("comment", name, one, LAWFUL, ANNA) == [])
    assert name not in moderation.moves("comment", one, ALL - {COMMENT_MOVES[name].permission})


@given(facts, st.sampled_from(list(COMMENT_MOVES)))
def test_a_move_that_hides_needs_a_rule(one, name):
    said = moderation.refusals("comment", name, one, Case(), ANNA)
    hides = name in {"veil", "hold", "withhold", "erase", "redact", "pseudonymise"}
    assert not hides or said


def test_so_many_are_never_decided_at_once():
    case = Case("insult", count=MOST + 1)
    assert moderation.refusals("comment", "veil", Facts(CommentState.SHOWN), case)


@pytest.mark.parametrize(("state", "redacted"), list(product(CommentState.values, [False, True])))
def test_every_state_is_told_in_the_words_of_the_contract(state, redacted):
    told = moderation.public_state(state, redacted=redacted)
    readable = state in ("shown", "veiled")
    expected = "redacted" if readable and redacted else "withheld" if state == "held" else state
    assert told == PublicState(expected)


def test_a_hold_comes_back_after_seven_days_and_a_review_on_its_day():
    end = moderation.until("hold", WHEN)
    assert end == WHEN + timedelta(days=7)
    assert moderation.until("withhold", WHEN) is None
    assert not moderation.is_due("held", end, None, end - timedelta(seconds=1))
    assert moderation.is_due("held", end, None, end)
    assert not moderation.is_due("withheld", end, None, end)
    assert moderation.is_due("withheld", None, date(2026, 3, 1), WHEN)
    assert not moderation.is_due("withheld", None, date(2026, 3, 2), WHEN)
