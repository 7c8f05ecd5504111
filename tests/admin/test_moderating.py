import re
from html import unescape

import pytest

from archive.models import Comment, Decision, Measure, Proposal, Pseudonym, Redaction
from tests.actions.moderation import SAID, last, one
from tests.admin.conftest import person
from tests.factories import WHEN, rule

pytestmark = pytest.mark.django_db


def address(number: int = 2) -> str:
    return f"/admin/archive/comment/{one(number).pk}/moderate/"


def sent(move: str, number: int = 2, **fields):
    comment = one(number)
    plain = {"ground": "house rule", "prompt": "own initiative", "reason": "It breaks the rule."}
    ruled = {"rule": rule("abuse").pk, "seen": comment.state, "text": comment.text_id}
    return {"move": move, **plain, **ruled, **fields}


def text(response) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", response.content.decode()))


def test_the_comment_stands_with_what_it_answers_and_what_may_be_done(anna):
    shown = text(anna.get(address()))
    assert SAID in shown
    assert "It answers comment 1 Who?" in shown
    assert "Ana did, ana." in shown
    moves = re.findall(r'name="move" value="(\w+)"', anna.get(address()).content.decode())
    assert moves == ["veil", "hold", "withhold", "erase", "redact", "pseudonymise", "gone"]


def test_a_veil_is_laid_with_its_reasons(anna):
    anna.post(address(), sent("veil", facts="It calls a person names."))
    decision = Decision.objects.get()
    assert (decision.verb, decision.actor, one().state) == ("comment.veil", "anna", "veiled")
    assert decision.detail.after["measure"]["facts"] == "It calls a person names."
    assert "What was decided until now" in text(anna.get(address()))


def test_two_people_withhold(anna, client):
    anna.post(address(), sent("withhold"))
    assert (one().state, Proposal.objects.get().proposed_by) == ("shown", "anna")
    refused = anna.post(address(), {"settle": "1", "do": "agree"}, follow=True)
    assert "this needs two people" in text(refused)
    person(client, "bo").post(address(), {"settle": "1", "do": "agree"})
    assert (one().state, Decision.objects.get().actor) == ("withheld", "bo")


def test_a_proposal_is_put_away(anna):
    anna.post(address(), sent("withhold"))
    anna.post(address(), {"settle": "1", "do": "put_away"})
    assert (Proposal.objects.get().agreed, one().state) == (False, "shown")
    assert "has put it away already" in text(anna.post(address(), {"settle": "1", "do": "agree"}, follow=True))


@pytest.mark.parametrize("number", ["", "x", "0", "99", "9" * 30, "\0"])
def test_a_proposal_that_is_none_is_refused_in_words(anna, number):
    assert "There is no such proposal." in text(anna.post(address(), {"settle": number, "do": "agree"}, follow=True))


def test_words_are_hidden_wherever_they_stand_and_shown_again(anna):
    anna.post(address(3), sent("redact", 3, words="ana"))
    assert Redaction.objects.standing().count() == 2
    rows = list(Redaction.objects.values_list("pk", flat=True))
    anna.post(address(3), sent("lift", 3, stretches=rows[:1], reason="A common word."))
    assert Redaction.objects.standing().count() == 1


def test_a_name_is_replaced_and_the_places_that_carry_it_are_decided(anna):
    anna.post(address(), sent("pseudonymise", reason="Asked for."))
    assert Pseudonym.objects.get().name == "Reader 1"
    first, second = Redaction.objects.proposed().values_list("pk", flat=True)
    anna.post(address(3), sent("hide_proposed", 3, stretches=[first], reason="A name."))
    anna.post(address(3), sent("refuse_proposed", 3, stretches=[second], reason="A word."))
    assert list(Redaction.objects.order_by("pk").values_list("state", flat=True)) == ["standing", "refused"]
    anna.post(address(), sent("name", reason="Asked for."))
    assert Comment.objects.exclude(pseudonym=None).count() == 0


@pytest.mark.parametrize(
    ("move", "fields", "said"),
    [
        ("veil", {"rule": ""}, "needs a rule"),
        ("veil", {"reason": ""}, "required"),
        ("veil", {"reason": SAID}, "must not repeat"),
        ("veil", {"seen": "veiled"}, "has decided on it"),
        ("veil", {"seen": "x"}, "open the page again"),
        ("veil", {"text": "0"}, "open the page again"),
        ("show", {}, "valid choice"),
        ("erase", {}, "ground of law"),
        ("redact", {"words": "nowhere"}, "do not stand"),
        ("redact", {"words": ""}, "do not stand"),
        ("gone", {}, "on which day"),
        ("gone", {"gone_on": "9999-01-01"}, "That day has not come yet"),
        ("x", {}, "valid choice"),
    ],
)
def test_what_can_not_be_done_is_refused_in_words_and_nothing_is_written(anna, move, fields, said):
    response = anna.post(address(), sent(move, **fields))
    assert response.status_code == 200
    assert said in text(response)
    assert (one().state, Decision.objects.count(), Proposal.objects.count()) == ("shown", 0, 0)


@pytest.mark.parametrize("role", ["cataloguer", "administrator"])
def test_who_does_not_moderate_does_not_come_in(client, fire, role):
    them = person(client, "cleo", role)
    assert them.get(address()).status_code == them.post(address(), sent("veil")).status_code == 403


@pytest.mark.slow
def test_a_page_takes_the_same_queries_with_many_answers(anna, django_assert_max_num_queries):
    page = address()
    with django_assert_max_num_queries(12):
        anna.get(page)
    anna.post(page, sent("veil"))
    anna.post(page, sent("redact", seen="veiled", words=SAID.split()[0]))
    anna.post(page, sent("pseudonymise", seen="veiled", reason="Asked for."))
    anna.post(page, sent("withhold", seen="veiled"))
    assert (one().state, one().redactions.count(), one().pseudonym is not None) == ("veiled", 1, True)
    with django_assert_max_num_queries(12):
        anna.get(page)


def waiting(client) -> list[tuple[str, str]]:
    """The queues on the start page that moderators have, each with where its first row leads."""
    found = client.get("/admin/").content.decode()
    return re.findall(r'href="(/admin/archive/comment/[^"]*waits=([\w-]+))"', found)


@pytest.mark.slow
def test_what_waits_for_a_moderator_is_on_the_start_page_and_leads_to_the_comments(anna):
    assert waiting(anna) == []
    anna.post(address(), sent("withhold"))
    anna.post(address(4), sent("pseudonymise", 4, reason="Asked for."))
    Measure.objects.create(comment=one(1), rule=rule("abuse"), words=1, until=WHEN, decided_at=WHEN, decision=last())
    Comment.objects.filter(number=1).update(state="held")
    found = waiting(anna)
    assert [name for _address, name in found] == ["ran-out", "second", "stretches"]
    for (there, _name), number in zip(found, (1, 2, 3), strict=True):
        listed = anna.get(unescape(there)).context["cl"].result_list
        assert [row.number for row in listed] == [number]
    assert anna.get("/admin/archive/comment/?waits=x").status_code in (200, 302)
