"""Whatever is done to a statement and taken back, in whatever order, log and tables say the same."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import transaction
from hypothesis import given
from hypothesis import strategies as st

from archive.actions import disputes, evidence, merging, occurrences, relations, removals, statements, tags
from archive.actions.evidence import Cited
from archive.actions.occurrences import Spot
from archive.actions.refusals import Refused
from archive.actions.undoing import Standing, take_back
from archive.actions.verify_log import verify_log
from archive.models import Article, Decision, Evidence, Occurrence, Statement, StatementRelation, Tag
from archive.rules import undoing
from archive.rules.undoing import Way
from archive.rules.verbs import VERBS
from archive.states import EvidenceSide, Finding, OccurrenceDecision
from tests import factories
from tests.factories import WHEN, article, held
from tests.properties import few

pytestmark = pytest.mark.django_db
PLACES = st.integers(0, 2).map(lambda number: [(4, 7), (8, 13), (14, 19)][number])
STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("wording"), st.sampled_from(["One.", "Два.", "3"])),
        st.tuples(st.just("find"), st.sampled_from(Finding.values)),
        st.tuples(st.just("move"), st.sampled_from(["open", "review", "return", "publish", "withdraw", "reopen"])),
        st.tuples(st.just("propose"), PLACES),
        st.tuples(st.just("accept"), PLACES),
        st.tuples(st.just("decide"), st.tuples(st.integers(1, 3), st.sampled_from(OccurrenceDecision.values))),
        st.tuples(st.just("add"), st.sampled_from(EvidenceSide.values)),
        st.tuples(st.just("side"), st.tuples(st.integers(1, 3), st.sampled_from(EvidenceSide.values))),
        st.tuples(st.just("retire"), st.integers(1, 3)),
        st.tuples(st.just("relate"), st.sampled_from(["contradicts", "narrows"])),
        st.tuples(st.just("unrelate"), st.just(0)),
        st.tuples(st.just("tags"), st.sets(st.sampled_from(["fire", "Boats"]))),
        st.tuples(st.just("back"), st.integers(0, 30)),
        st.tuples(st.just("back"), st.integers(0, 30)),
    ),
    min_size=3,
    max_size=16,
)


def do(step: tuple[str, Any], moment: int) -> None:
    one, other = Statement.objects.get(key="one"), Statement.objects.get(key="another")
    text = Article.objects.get().text
    known: dict[str, Any] = {"by": "hanna", "at": WHEN + timedelta(minutes=moment), "reason": "a test"}
    match step:
        case "wording", value:
            statements.change(one, {"wording": value}, **known)
        case "find", value:
            statements.find(one, value, **known)
        case "move", value:
            statements.move(one, value, **known)
        case ("propose" | "accept") as how, (start, end):
            occurrences.propose(one, [Spot(text, start, end)], accept=how == "accept", **known)
        case "decide", (number, value):
            occurrences.decide(Occurrence.objects.filter(statement=one, number=number), value, **known)
        case "add", value:
            evidence.add(one, value, Cited("Register"), **known)
        case "side", (number, value):
            evidence.change(Evidence.objects.get(statement=one, number=number), {"side": value}, **known)
        case "retire", number:
            evidence.retire(Evidence.objects.get(statement=one, number=number), **known)
        case "relate", value:
            relations.relate(one, value, other, **known)
        case "unrelate", _:
            relations.unrelate(StatementRelation.objects.latest("pk"), **known)
        case "tags", value:
            tags.set_tags(one, value, **known)
        case "back", number:
            log = list(Decision.objects.order_by("number").filter(target__startswith="statement:"))
            take_back(log[number % len(log)], **known)


def replayed(target: str) -> dict[str, Any]:
    """The last value of each field that the log tells of a thing, checked against what was there before."""
    found: dict[str, Any] = {}
    for decision in Decision.objects.about(target).select_related("detail"):
        for name, value in decision.detail.before.items():
            assert found.get(name, value) == value
        found |= decision.detail.after
    return found


@pytest.mark.slow
@given(STEPS)
@few
def test_replaying_the_log_gives_what_stands_there(steps):
    with transaction.atomic():
        held(article(), [("paragraph", "The old ferry house burned.")])
        for key in ("one", "another"):
            statements.create({"wording": key, "kind": "event"}, key=key, by="hanna", at=WHEN, reason="a test")
        for moment, step in enumerate(steps, 1):
            size = Decision.objects.count()
            try:
                with transaction.atomic():
                    do(step, moment)
            except (Refused, Evidence.DoesNotExist, StatementRelation.DoesNotExist):
                assert Decision.objects.count() == size
        for statement in Statement.objects.all():
            now, told = disputes.now(statement), replayed(statements.target(statement))
            assert {name: now.get(name) for name in told} == told
            assert statement.workflow != "published" or statement.occurrences.accepted().exists()
        assert verify_log().sound
        transaction.set_rollback(True)


def test_every_verb_about_statements_has_words_and_is_taken_back_or_says_why_not():
    kinds = {"statement", "occurrence", "evidence", "relation"}
    verbs = {verb for verb in VERBS if verb.partition(".")[0] in kinds}
    assert {verb for verb in verbs if verb not in undoing.WAYS} == {verb for verb in undoing.NEVER if verb in verbs}
    written = {verb for verb in verbs if undoing.WAYS.get(verb) is Way.WRITE}
    assert set(disputes.WRITERS) == written - {"statement.tags"}


def test_merged_tags_move_on_statements_and_part_again():
    one, other = factories.statement("One."), factories.statement("Other.")
    tags.set_tags(one, ["fire"], by="hanna", at=WHEN, reason="a test")
    tags.set_tags(other, ["fires", "fire"], by="hanna", at=WHEN, reason="a test")
    fire, fires = Tag.objects.get(name="fire"), Tag.objects.get(name="fires")
    merged = merging.merge(fires, fire, by="hanna", at=WHEN, reason="a test")
    assert [sorted(tag.name for tag in row.tags.all()) for row in (one, other)] == [["fire"], ["fire"]]
    merging.unmerge(merged, by="hanna", at=WHEN, reason="a test")
    assert sorted(tag.name for tag in other.tags.all()) == ["fire", "fires"]


def test_a_tag_is_public_with_a_public_statement_and_stays_while_one_carries_it():
    one = factories.statement()
    tags.set_tags(one, ["fire"], by="hanna", at=WHEN, reason="a test")
    assert [tag.name for tag in Tag.objects.visible_to(None)] == ["fire"]
    with pytest.raises(Standing, match="stands on 1 record"):
        take_back(Decision.objects.get(verb="tag.create"), by="tam", at=WHEN, reason="a test")
    Statement.objects.update(workflow="withdrawn")
    assert list(Tag.objects.visible_to(None)) == []


def test_an_article_in_whose_words_a_statement_stands_is_not_removed():
    made = held(article(state="draft"))
    factories.occurrence(factories.statement(), made.text, "ferry house", decision="refused")
    assert removals.article_stays(made) == ["Statements or evidence stand in its words."]
    with pytest.raises(Refused, match="stand in its words"):
        removals.remove_article(made, by="hanna", at=WHEN, reason="a test")
