import re
from html import unescape

import pytest

from archive.actions import claims, flags, interests, measures, notes, proposals, pseudonyms
from archive.actions.measures import Overtaken
from archive.actions.refusals import Refused
from archive.actions.undoing import take_back
from archive.models import Claim, Comment, Decision, Flag, Measure, Note
from archive.models.queue import Place, leaf, reasons, step, waiting
from archive.rules.moderation import CLAIM, HOLD
from archive.states import Waiting
from tests.actions.moderation import ANNA, BO, agreed, last, one
from tests.actions.moderation import reasons as said
from tests.admin.conftest import person
from tests.admin.test_moderating import address, sent, text
from tests.factories import WHEN, Said, article, held, long_thread, rule

pytestmark = pytest.mark.django_db
QUEUE = "/admin/archive/comment/queue/"
LATER = WHEN + HOLD


def put(number: int, **fields) -> Flag:
    return flags.put(one(number), **{**ANNA, "reason": "Look.", **fields})


def order(at=WHEN, cause=None) -> list[int]:
    return [row.number for row in waiting(at, cause)]


def listed(client, query: str = "") -> list[str]:
    return re.findall(r"Comment (\d+) under", client.get(QUEUE + query).content.decode())


def test_what_waits_stands_in_the_order_of_its_urgency_with_every_reason(fire):
    measures.decide([one(4)], "hold", said(), **ANNA)
    put(1)
    proposals.propose([one(2)], "withhold", said(), **ANNA)
    put(3, urgent=True)
    assert order() == [3, 2, 1]
    assert order(LATER) == [3, 4, 2, 1]
    assert order(LATER, Waiting.RAN_OUT) == [4]
    put(2)
    found = reasons([one(2).pk], WHEN)[one(2).pk]
    assert [(why.cause, why.who, why.said) for why in found] == [
        ("second", "anna", "withhold"),
        ("put", "anna", "Look."),
    ]


def test_words_proposed_to_be_hidden_and_days_of_review_wait_too(fire):
    pseudonyms.pseudonymise(one(2), said(facts=""), **ANNA)
    measures.decide([one(1)], "veil", said(review_on=LATER.date()), **ANNA)
    assert (order(), order(LATER)) == ([3], [3, 1])
    assert [why.cause for why in reasons([one(3).pk], WHEN)[one(3).pk]] == ["stretches"]


def test_the_queue_is_turned_by_key(fire):
    for number in (1, 2, 4):
        put(number, urgent=number == 4)
    rows = waiting(WHEN)
    [first], more = leaf(rows, size=1)
    assert (first.comment, more) == (one(4).pk, True)
    rest, more = leaf(rows, first, 2)
    assert ([place.comment for place in rest], more) == ([one(1).pk, one(2).pk], False)
    assert step(rows, rest[0]) == rest[1]
    assert step(rows, rest[0], back=True) == first
    assert (step(rows, Place(9, 0)), step(rows, first, back=True)) == (None, None)


def test_a_decision_puts_flags_and_claims_away_and_its_taking_back_raises_the_flags_again(fire):
    put(2)
    claims.take(one(2), by="bo", at=WHEN)
    measures.decide([one(2)], "veil", said(), **ANNA)
    assert (order(), Claim.objects.count(), Flag.objects.get().decision_id) == ([], 0, last().number)
    take_back(last(), by="bo", at=WHEN, reason="Too hard.")
    assert (order(), one(2).state) == ([2], "shown")


def test_what_waits_may_be_left_as_it_is_and_the_log_says_so(fire):
    with pytest.raises(Refused, match="Nothing about it waits"):
        measures.decide([one(2)], "leave", **ANNA)
    put(2)
    measures.decide([one(2)], "leave", **ANNA)
    assert (last().verb, last().detail.before == last().detail.after, order()) == ("comment.leave", True, [])


def test_a_day_of_review_passes_and_what_stands_over_the_comment_stays(fire):
    measures.decide([one(2)], "veil", said(review_on=WHEN.date()), **ANNA)
    decided = Measure.objects.get().decision_id
    measures.decide([one(2)], "leave", **ANNA)
    row = Measure.objects.get()
    assert (row.review_on, row.decision_id, one(2).state, order(LATER)) == (None, decided, "veiled", [])
    take_back(last(), by="bo", at=WHEN, reason="Look again.")
    assert Measure.objects.get().review_on == WHEN.date()


@pytest.mark.slow
def test_a_claim_is_told_runs_out_and_keeps_nobody_from_deciding(anna):
    anna.post(address(), {"act": "claim"})
    assert Claim.objects.get().who == "anna"
    bo = person(anna, "bo")
    shown = text(bo.get(address()))
    assert "anna looks at it until" in shown
    assert "looked at already by anna" in text(bo.post(address(), {"act": "claim"}, follow=True))
    bo.post(address(), {"act": "release"})
    assert Claim.objects.get().who == "anna"
    Claim.objects.update(until=WHEN)
    assert "looks at it" not in text(bo.get(address()))
    bo.post(address(), {"act": "claim"})
    assert Claim.objects.get().who == "bo"
    bo.post(address(), sent("veil"))
    assert (one().state, Claim.objects.count()) == ("veiled", 0)


def test_a_claim_may_be_made_longer_by_whoever_has_it(fire):
    claims.take(one(), by="anna", at=WHEN)
    assert claims.take(one(), by="Anna", at=LATER).until == LATER + CLAIM


def test_two_moderators_on_one_page_make_one_decision_even_where_the_state_is_the_same_again(anna):
    opened = re.search(r'name="decided" value="(\d+)"', anna.get(address()).content.decode())[1]
    measures.decide([one()], "veil", said(), by="bo", at=WHEN, reason="Mine.")
    measures.decide([one()], "show", by="bo", at=WHEN, reason="Mine.")
    response = anna.post(address(), sent("veil", decided=opened))
    assert "bo has decided on it. Nothing of yours was done." in text(response)
    assert (one().state, Decision.objects.count()) == ("shown", 2)


def test_a_private_note_is_kept_for_those_who_work_here_and_told_nowhere_else(anna, client):
    anna.post(address(), {"act": "note", "note": "CANARY calls every week."})
    assert Note.objects.get().words == "CANARY calls every week."
    assert "CANARY" in text(anna.get(address()))
    measures.decide([one()], "veil", said(), **ANNA)
    client.logout()
    for public in ("/moderation/", "/moderation/1/", "/moderation.csv", "/moderation.json", "/articles/fire.json"):
        assert "CANARY" not in client.get(public, follow=True).content.decode()
    assert Decision.objects.filter(detail__reason__contains="CANARY").count() == 0


@pytest.mark.parametrize("note", ["", " ", "\0", "x" * 1001])
def test_a_note_that_says_nothing_or_too_much_is_refused_in_words(fire, note):
    with pytest.raises(Refused, match="between 1 and 1000"):
        notes.write(one(), note, by="anna", at=WHEN)


@pytest.mark.slow
def test_a_comment_is_put_into_the_queue_by_hand_and_only_staff_is_told_why(anna):
    anna.post(address(), {"act": "put", "why": "A reader wrote.", "urgent": "on"})
    assert (Flag.objects.get().urgent, Flag.objects.get().reason, order()) == (True, "A reader wrote.", [2])
    assert "has put it into the queue" in text(anna.post(address(), {"act": "put", "why": "Again."}, follow=True))
    assert "Say why" in text(anna.post(address(), {"act": "put"}, follow=True))
    assert "A reader wrote." in text(anna.get(QUEUE))
    assert "no such act" in text(anna.post(address(), {"act": "x"}, follow=True))


@pytest.mark.slow
def test_one_goes_through_the_queue_and_a_decision_leads_to_the_next(anna):
    for number in (1, 2, 4):
        put(number)
    first = re.search(
        r'href="(/admin/archive/comment/\d+/moderate/\?at=[^"]*)" class="open"', anna.get(QUEUE).content.decode()
    )[1]
    assert first.startswith(address(1))
    following = anna.get(f"{QUEUE}?at={first.partition('at=')[2]}&go=next")
    assert following.url.startswith(address(2))
    decided = anna.post(following.url, sent("veil"), follow=True)
    assert decided.redirect_chain[-1][0].startswith(address(4))
    assert "It is done" in text(decided)
    ended = anna.post(decided.redirect_chain[-1][0], sent("leave", 4), follow=True)
    assert ended.redirect_chain[-1][0] == QUEUE
    assert listed(anna) == ["1"]


def test_the_start_page_begins_with_the_first_that_waits_for_one_reason(anna):
    put(2)
    put(4, urgent=True)
    begin = re.search(r'href="([^"]*)">Begin with the first', anna.get("/admin/").content.decode())[1]
    assert anna.get(unescape(begin)).url.startswith(address(4))
    assert anna.get(f"{QUEUE}?go=next&why=review").url == f"{QUEUE}?why=review"


def test_strong_language_is_masked_until_it_is_opened(anna):
    put(2)
    assert re.search(
        r'<details class="masked">.{,200}<p dir="auto">Only an old', anna.get(QUEUE).content.decode(), re.S
    )
    own = anna.get(address()).content.decode().partition('class="own"')[2]
    assert '<details class="masked">' in own[:200]
    assert '<details class="masked">' not in anna.get(address(1)).content.decode().partition('class="own"')[2][:200]


def test_whoever_declared_an_interest_is_told_on_both_pages(anna, fire):
    interests.declare(fire, by="anna", at=WHEN, reason="My aunt owned the ferry.")
    put(2)
    for there in (QUEUE, address()):
        assert "You declared an interest" in text(anna.get(there))


@pytest.mark.parametrize(
    "query", ["?why=x", "?at=x", "?at=1.", "?at=9.9999999999999999999", "?at=1.1%00", "?why=put%00"]
)
def test_a_place_that_no_link_names_is_a_bad_request(anna, query):
    assert anna.get(QUEUE + query).status_code == anna.get(address() + query).status_code == 400


@pytest.mark.parametrize("role", ["cataloguer", "administrator"])
def test_who_does_not_moderate_sees_no_queue(client, fire, role):
    assert person(client, "cleo", role).get(QUEUE).status_code == 403


@pytest.mark.slow
def test_the_queue_takes_the_same_queries_with_one_and_a_hundred(anna, django_assert_max_num_queries):
    rule("abuse")
    rows = list(long_thread(120).comments.all())
    for row in rows:
        flags.put(row, **ANNA)
    measures.decide([rows[0]], "veil", said(review_on=WHEN.date()), **ANNA)
    with django_assert_max_num_queries(12):
        found = anna.get(QUEUE)
    assert len(found.context["items"]) == 100
    following = QUEUE + "?" + re.search(r'<a href="\?([^"]*)" rel="next"', found.content.decode())[1]
    assert len(anna.get(following).context["items"]) == 20


def test_what_a_draft_leaves_behind_goes_with_it(client):
    from archive.actions import removals

    made = held(article(state="draft"), comments=[Said("Hm.")])
    flags.put(made.comments.get(), **ANNA)
    claims.take(made.comments.get(), by="anna", at=WHEN)
    Note.objects.create(comment=made.comments.get(), number=1, who="anna", at=WHEN, words="Hm.")
    removals.remove_article(made, by="anna", at=WHEN, reason="Twice.")
    assert Comment.objects.count() == Flag.objects.count() == Claim.objects.count() == Note.objects.count() == 0


def test_a_later_decision_stands_before_an_earlier_look(fire):
    seen = one()
    seen.decided = 0
    measures.decide([one()], "veil", said(), **ANNA)
    measures.decide([one()], "show", **ANNA)
    with pytest.raises(Overtaken, match="anna has decided"):
        measures.decide([seen], "hold", said(), **BO, reason="Mine.")


def test_what_was_said_in_private_goes_when_a_comment_is_erased(fire):
    put(2)
    notes.write(one(2), "It says GOAT.", by="anna", at=WHEN)
    agreed(one(2), move="erase")
    assert (Note.objects.count(), Flag.objects.count(), order()) == (0, 0, [])


def test_readers_are_told_of_what_was_left_as_it_is(fire, client):
    put(2)
    measures.decide([one(2)], "leave", **ANNA)
    shown = text(client.get(f"/moderation/{last().number}/"))
    assert "comment left as it is" in shown
    assert "It breaks the rule." in shown
