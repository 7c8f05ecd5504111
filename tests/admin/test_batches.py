import pytest

from archive.actions import batches, flags, interests, measures, proposals
from archive.actions.refusals import Refused
from archive.actions.verify_log import verify_log
from archive.models import Comment, Decision, Flag, Proposal
from tests.actions.moderation import ANNA, BO, last, one
from tests.actions.moderation import reasons as said
from tests.admin.conftest import person
from tests.admin.test_moderating import text
from tests.factories import Said, article, held, rule

pytestmark = pytest.mark.django_db
BATCH = "/admin/archive/comment/batch/"


def all_of_it() -> list[Comment]:
    return list(Comment.objects.order_by("number"))


def states() -> list[str]:
    return list(Comment.objects.order_by("number").values_list("state", flat=True))


def rows(*numbers: int, decided: int = 0) -> str:
    found = [one(number) for number in numbers]
    return ",".join(f"{row.pk}.{row.state}.{decided}" for row in found)


def sent(move: str, *numbers: int, **fields):
    plain = {"ground": "house rule", "prompt": "own initiative", "reason": "They break the rule."}
    return {"move": move, "rule": rule("abuse").pk, "rows": rows(*numbers), **plain, **fields}


def test_several_comments_are_one_decision_with_one_for_each_and_are_taken_back_as_one(fire):
    flags.put(one(2), **ANNA)
    numbers = batches.decide(all_of_it(), "veil", said(), **ANNA)
    batch = Decision.objects.get(verb="batch.decide")
    assert (batch.number, batch.target, batch.detail.after) == (
        1, "batch:1", {"verb": "comment.veil", "first": 2, "last": 5},
    )  # fmt: skip
    assert ([part.number for part in batches.parts(batch)], states()) == (numbers, ["veiled"] * 4)
    undone = batches.undo(batch, by="bo", at=BO["at"], reason="In error.")
    assert (undone.takes_back_id, states(), Flag.objects.standing().count()) == (1, ["shown"] * 4, 1)
    # The article was made by hand, and published by no decision.
    assert [target for target, *_rest in verify_log(replay=True).faults] == ["article:fire"]
    with pytest.raises(Refused, match="taken back by decision 6"):
        batches.undo(batch, by="bo", at=BO["at"], reason="Again.")


def test_what_was_decided_since_on_one_stands_in_the_way_of_taking_back_the_whole(fire):
    batches.decide(all_of_it(), "veil", said(), **ANNA)
    measures.decide([one(3)], "hold", said(), **ANNA)
    with pytest.raises(Refused, match="comment:fire#3"):
        batches.undo(Decision.objects.get(pk=1), by="bo", at=BO["at"], reason="In error.")
    assert states() == ["veiled", "veiled", "held", "veiled"]


def test_each_is_said_what_would_become_of_it_and_nothing_is_done(fire):
    measures.decide([one(1)], "veil", said(), **ANNA)
    proposals.propose([one(2)], "withhold", said(), **ANNA)
    count = Decision.objects.count()
    veil = batches.foreseen(all_of_it(), "veil", said(), by="bo", at=BO["at"])
    assert [(each.to, bool(each.blocked)) for each in veil] == [("veiled", True)] + [("veiled", False)] * 3
    found = batches.foreseen(all_of_it(), "withhold", said(), by="bo", at=BO["at"])
    assert [bool(each.blocked) for each in found] == [False, True, False, False]
    interests.declare(fire, by="Bo", at=BO["at"], reason="Mine.")
    assert all(each.blocked for each in batches.foreseen(all_of_it(), "veil", said(), by="bo", at=BO["at"]))
    assert Decision.objects.count() == count + 1


def test_above_the_cap_of_the_house_one_person_only_proposes(fire, settings):
    settings.MODERATION_CAP = 3
    asked = batches.decide(all_of_it(), "veil", said(), **ANNA)
    assert (isinstance(asked, Proposal), states(), Decision.objects.count()) == (True, ["shown"] * 4, 0)
    proposals.agree(asked, **BO)
    assert (states(), Decision.objects.filter(verb="batch.decide").count()) == (["veiled"] * 4, 1)
    settings.MODERATION_CAP = 4
    assert batches.decide(all_of_it(), "show", None, **ANNA)[-1] == last().number


@pytest.mark.parametrize("move", ["erase", "redact", "pseudonymise"])
def test_what_is_done_to_one_comment_at_a_time_is_done_to_no_more(fire, move):
    with pytest.raises(Refused, match="one comment at a time"):
        batches.decide(all_of_it(), move, said(), **ANNA)


def test_the_page_names_what_is_blocked_and_decides_on_the_rest(anna):
    measures.decide([one(1)], "veil", said(), by="bo", at=BO["at"], reason="Mine.")
    fields = sent("veil", 2, 3)
    fields["rows"] += "," + rows(1, decided=last().number)
    shown = anna.post(BATCH, {**fields, "look": "look"})
    assert "Ferry house burns at Oru Point #1 : blocked. It can’t be moved so" in text(shown).replace("&#x27;", "'")
    assert states() == ["veiled", "shown", "shown", "shown"]
    done = anna.post(BATCH, {**fields, "rows": shown.context["free"], "do": "do"}, follow=True)
    assert states() == ["veiled", "veiled", "veiled", "shown"]
    assert "2 comments were decided on." in text(done)
    there = done.redirect_chain[-1][0]
    assert "All of it is taken back by decision" in text(anna.post(there, {"reason": "In error."}, follow=True))
    assert states() == ["veiled", "shown", "shown", "shown"]


def test_who_was_overtaken_on_one_of_them_decides_on_none(anna):
    fields = sent("veil", 1, 2)
    measures.decide([one(2)], "veil", said(), by="bo", at=BO["at"], reason="Mine.")
    measures.decide([one(2)], "show", by="bo", at=BO["at"], reason="Mine.")
    assert "bo has decided on it" in text(anna.post(BATCH, {**fields, "do": "do"}))
    assert states() == ["shown"] * 4


def test_a_batch_of_another_is_taken_back_by_those_who_take_back(anna, client):
    there = anna.post(BATCH, sent("veil", 1, 2) | {"do": "do"}).url
    bo = person(client, "bo")
    assert "Take all of it back" not in text(bo.get(there))
    assert bo.post(there, {"reason": "Mine."}).status_code == 403
    person(client, "eva", "editor").post(there, {"reason": "In error."})
    assert states() == ["shown"] * 4


def test_the_list_of_comments_leads_to_the_page(anna):
    action = {"action": "moderate_many", "_selected_action": [one(1).pk, one(2).pk]}
    shown = anna.post("/admin/archive/comment/", action)
    assert shown.context["form"]["rows"].value() == rows(1, 2)


@pytest.mark.parametrize("said", ["", "x", "1", "1.shown", "1.nowhere.0", "\0", "99.shown.0,99.shown.0", "1.shown.x"])
def test_rows_that_are_none_lead_back_to_the_queue(anna, said):
    assert anna.post(BATCH, {"rows": said, "move": "veil", "do": "do"}).url == "/admin/archive/comment/queue/"


def test_more_than_are_decided_at_once_are_refused(anna):
    many = ",".join(f"{n}.shown.0" for n in range(1, 202))
    assert "between one and 200" in text(anna.post(BATCH, {"rows": many}, follow=True))


def test_the_pages_take_the_same_queries_with_two_and_with_twenty(anna, django_assert_max_num_queries):
    of = held(article(slug="long"), comments=[Said("Hm.") for _ in range(20)])
    chosen = ",".join(f"{row.pk}.shown.0" for row in of.comments.all())
    with django_assert_max_num_queries(12):
        assert len(anna.post(BATCH, sent("veil") | {"rows": chosen, "look": "look"}).context["foreseen"]) == 20
    there = anna.post(BATCH, sent("veil") | {"rows": chosen, "do": "do"}).url
    with django_assert_max_num_queries(12):
        assert len(anna.get(there).context["parts"]) == 20
