from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from archive.actions import houserules, interests, measures, proposals, redactions, removals
from archive.actions.measures import NeedsTwo, Overtaken
from archive.actions.reasoning import Reasons
from archive.actions.refusals import Refused
from archive.actions.undoing import Standing, hindrances, take_back
from archive.actions.verify_log import verify_log
from archive.models import Comment, Decision, Measure, Proposal, thread_lines
from archive.rules.moderation import CAP, HOLD
from archive.text.runs import Span
from tests.actions.moderation import ANNA, BO, SAID, agreed, last, lawful, one, page, reasons
from tests.factories import WHEN, Said, article, held, rule

pytestmark = pytest.mark.django_db


@pytest.fixture
def fire():
    return page()


def shape() -> list[tuple]:
    return list(Comment.objects.order_by("number").values_list("number", "position", "depth", "parent", "text"))


def words(viewer=None) -> list[str | None]:
    return [line.words for line in thread_lines(Comment.objects.first().article, 1, 9, viewer)]


def test_a_veil_has_its_rule_and_its_reasons_in_the_log_and_leaves_the_words(fire):
    [number] = measures.decide([one()], "veil", reasons(), **ANNA)
    decision = last()
    assert (decision.number, decision.verb, decision.target, decision.actor) == (
        number, "comment.veil", "comment:fire#2", "anna",
    )  # fmt: skip
    assert decision.detail.before == {"state": "shown", "measure": None}
    assert decision.detail.after == {
        "state": "veiled",
        "measure": {
            "rule": "abuse 1", "category": "abuse", "ground": "house rule", "law": "", "automated": False,
            "facts": "It calls a person names.", "prompt": "own initiative", "review_on": None, "words": 9,
            "until": None,
        },
    }  # fmt: skip
    assert words()[1] == SAID
    assert Measure.objects.get().decision_id == number


def test_a_hold_hides_at_once_and_comes_back_after_seven_days(fire):
    measures.decide([one()], "hold", reasons(), **ANNA)
    assert words()[1] is None
    assert Measure.objects.get().until == WHEN + HOLD
    assert list(Measure.objects.due(WHEN + HOLD - timedelta(seconds=1))) == []
    assert [row.comment for row in Measure.objects.due(WHEN + HOLD)] == [one()]


def test_what_is_shown_again_has_no_measure(fire):
    measures.decide([one()], "hold", reasons(), **ANNA)
    measures.decide([one()], "show", **ANNA)
    assert (one().state, Measure.objects.count(), words()[1]) == ("shown", 0, SAID)


def test_one_person_withholds_nothing(fire):
    with pytest.raises(NeedsTwo):
        measures.decide([one()], "withhold", reasons(), **ANNA)
    asked = proposals.propose([one()], "withhold", reasons(), **ANNA)
    assert (one().state, Decision.objects.count()) == ("shown", 0)
    with pytest.raises(Refused, match="two people"):
        proposals.agree(asked, by="Anna", at=WHEN)
    with pytest.raises(IntegrityError), transaction.atomic():
        Comment.objects.update(state="withheld")
    assert one().state == "shown"


def test_two_people_withhold_in_one_row_with_both_names(fire):
    before = shape()
    [number] = agreed(one())
    said = last().detail.after
    assert (last().number, last().actor, said["state"]) == (number, "bo", "withheld")
    assert {name: said["measure"][name] for name in ("proposal", "proposed_by", "agreed_by", "law")} == {
        "proposal": 1, "proposed_by": "anna", "agreed_by": "bo", "law": "GDPR, article 17",
    }  # fmt: skip
    assert (words(), shape()) == (["Who?", None, "Ana did, ana.", "Hm."], before)
    assert verify_log().sound


def test_a_house_with_one_moderator_says_so_in_the_log(fire, settings):
    settings.SINGLE_MODERATOR = True
    asked = proposals.propose([one()], "withhold", reasons(), **ANNA)
    proposals.agree(asked, by="anna", at=WHEN)
    assert last().detail.after["measure"]["alone"] is True
    assert (one().state, Proposal.objects.get().alone) == ("withheld", True)


def test_more_than_the_cap_at_once_needs_two():
    of = held(article(), comments=[Said(f"C{n}.") for n in range(CAP + 1)])
    some = list(of.comments.all())
    with pytest.raises(NeedsTwo):
        measures.decide(some, "veil", reasons(), **ANNA)
    assert len(measures.decide(some[1:], "veil", reasons(), **ANNA)) == CAP
    assert len(agreed(*of.comments.filter(number=1), move="veil")) == 1


def test_two_moderators_at_once_make_one_decision(fire):
    seen, also_seen = one(), one()
    measures.decide([seen], "veil", reasons(), **ANNA)
    with pytest.raises(Overtaken, match="is veiled now: anna has decided"):
        measures.decide([also_seen], "hold", reasons(), by="bo", at=WHEN, reason="Mine.")
    asked = proposals.propose([one()], "withhold", reasons(), **ANNA)
    measures.decide([one()], "show", **ANNA)
    with pytest.raises(Overtaken):
        proposals.agree(asked, **BO)
    assert (Decision.objects.count(), one().state) == (2, "shown")


def test_a_proposal_is_settled_once(fire):
    asked = proposals.propose([one()], "withhold", reasons(), **ANNA)
    with pytest.raises(Refused, match="anna has proposed that already"):
        proposals.propose([one()], "withhold", reasons(), by="bo", at=WHEN, reason="Me too.")
    proposals.put_away(asked, **BO)
    with pytest.raises(Refused, match="bo has put it away already"):
        proposals.agree(asked, by="cleo", at=WHEN)
    assert (one().state, Decision.objects.count()) == ("shown", 0)


@pytest.mark.parametrize("reason", ["", " ", "\0", "x" * 1001, f"Because “{SAID}”", "AN OLD goat burns; no."])
def test_a_reason_is_needed_and_tells_nothing_hidden(fire, reason):
    for act in (
        lambda: measures.decide([one()], "hold", reasons(), **{**ANNA, "reason": reason}),
        lambda: proposals.propose([one()], "withhold", reasons(), **{**ANNA, "reason": reason}),
    ):
        with pytest.raises(Refused):
            act()
    with pytest.raises(Refused, match="must not repeat"):
        measures.decide([one()], "hold", reasons(facts=SAID), **ANNA)
    assert (one().state, Decision.objects.count()) == ("shown", 0)


def test_a_rule_that_does_not_hold_today_hides_nothing(fire):
    old = rule("old", 1)
    newer = houserules.write("old", "abuse", "No abuse at all.", **ANNA)
    for stale in (old, houserules.give_up(newer, **ANNA)):
        with pytest.raises(Refused, match="does not hold"):
            measures.decide([one()], "veil", Reasons(stale), **ANNA)
    assert one().state == "shown"


@pytest.mark.parametrize("fields", [{"facts": "\0"}, {"facts": "x" * 1001}, {"ground": "law"}, {"ground": "x"}])
def test_reasons_that_no_column_holds_are_refused(fire, fields):
    with pytest.raises(Refused):
        measures.decide([one()], "veil", reasons(**fields), **ANNA)
    assert one().state == "shown"


def test_whoever_declared_an_interest_decides_nothing_there(fire):
    declared = interests.declare(fire, by="Anna", at=WHEN, reason="My aunt owned the ferry.")
    with pytest.raises(Refused, match="interest"):
        measures.decide([one()], "veil", reasons(), **ANNA)
    with pytest.raises(Refused, match="of your own"):
        interests.end(declared, by="bo", at=WHEN, reason="Hers ended.")
    interests.end(declared, by="Anna", at=WHEN, reason="She sold it.")
    assert measures.decide([one()], "veil", reasons(), **ANNA)


def test_whoever_proposed_and_has_an_interest_since_is_not_agreed_with(fire):
    asked = proposals.propose([one()], "withhold", reasons(), **ANNA)
    interests.declare(fire, by="anna", at=WHEN, reason="My aunt owned the ferry.")
    with pytest.raises(Refused, match="interest"):
        proposals.agree(asked, **BO)


def test_all_or_none_of_several_comments_are_moved(fire):
    measures.decide([one(1)], "veil", reasons(), **ANNA)
    with pytest.raises(Refused, match="can’t be moved so"):
        measures.decide([one(2), one(1)], "veil", reasons(), **ANNA)
    assert [row.state for row in Comment.objects.order_by("number")] == ["veiled", "shown", "shown", "shown"]


def test_what_one_person_did_is_taken_back_and_the_log_stays_whole(fire):
    measures.decide([one()], "veil", reasons(), **ANNA)
    veiled = last()
    measures.decide([one()], "hold", reasons(), **ANNA)
    held_back = last()
    with pytest.raises(Standing):
        take_back(veiled, **ANNA)
    take_back(held_back, **ANNA)
    assert (one().state, Measure.objects.get().until) == ("veiled", None)
    take_back(Decision.objects.get(pk=veiled.pk), **ANNA)
    assert (one().state, Measure.objects.count(), verify_log().sound) == ("shown", 0, True)


def test_a_withholding_is_taken_back_by_one_and_made_again_by_two(fire):
    agreed(one())
    withheld = last()
    assert hindrances(withheld) == []
    shown = take_back(withheld, **ANNA)
    assert one().state == "shown"
    with pytest.raises(Refused, match="two different people"):
        take_back(shown, **ANNA)
    assert (one().state, lawful().law) == ("shown", "GDPR, article 17")


def test_what_stands_over_comments_that_were_never_public_goes_with_their_article():
    of = page(state="draft")
    agreed(one())
    measures.decide([one(3)], "veil", reasons(), **ANNA)
    redactions.redact(one(1), [Span(0, 3)], reasons(facts=""), **ANNA)
    interests.declare(of, by="cleo", at=WHEN, reason="My aunt owned the ferry.")
    removals.remove_article(of, **BO, reason="Brought twice.")
    assert (Comment.objects.count(), Measure.objects.count(), verify_log().sound) == (0, 0, True)
