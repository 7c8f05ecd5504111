import re

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction

from archive.actions import flags, measures, redactions, wordrules
from archive.actions.refusals import Refused
from archive.models import Decision, Flag, HouseRule, Interest, WordRule
from archive.states import Waiting
from archive.text.runs import Span
from tests.actions import reads
from tests.actions.moderation import ANNA, last, one
from tests.actions.moderation import reasons as said
from tests.admin.conftest import person
from tests.admin.test_moderating import text
from tests.admin.test_queue import order
from tests.factories import WHEN, Said, article, held, rule, word_rule

pytestmark = pytest.mark.django_db
EVA = {"by": "eva", "at": WHEN, "reason": "It was asked for."}
WORDS = "/admin/archive/wordrule/"
HOUSE = "/admin/archive/houserule/"


@pytest.fixture
def eva(client, fire):
    return person(client, "eva", "editor")


def goats(*terms: str, **fields) -> WordRule:
    return wordrules.write("goats", "goats", "abuse", terms or ["goat*"], **{**EVA, **fields})


def on() -> WordRule:
    wordrules.switch_on(wordrules.rehearse(goats(), at=WHEN), **EVA)
    return WordRule.objects.get()


def test_a_word_rule_flags_nothing_before_it_was_rehearsed_and_switched_on(fire):
    made = goats()
    with pytest.raises(Refused, match="rehearsed first"):
        wordrules.switch_on(made, **EVA)
    with pytest.raises(IntegrityError), transaction.atomic():
        WordRule.objects.update(on=True)
    made = wordrules.rehearse(made, at=WHEN)
    assert (Flag.objects.rehearsed().count(), order()) == (1, [])
    assert wordrules.switch_on(made, **EVA) == 1
    assert (order(cause=Waiting.FLAGGED), last().verb, one(2).state) == ([2], "wordrule.on", "shown")


def test_a_switched_off_rule_flags_no_more_and_what_was_decided_stays(fire):
    made = on()
    wordrules.switch_off(made, **EVA)
    assert (order(), last().detail.after["on"]) == ([], False)
    wordrules.switch_on(made, **EVA)
    measures.decide([one(2)], "leave", **ANNA)
    wordrules.switch_off(made, **EVA)
    wordrules.switch_on(made, **EVA)
    assert (order(), Flag.objects.count()) == ([], 1)


def test_what_a_word_rule_brought_up_is_told_as_found_by_a_program(fire):
    on()
    redactions.redact(one(2), [Span(0, 4)], said(facts=""), **ANNA)
    assert last().detail.after["redaction 1"]["automated"] is True
    measures.decide([one(2)], "veil", said(), **ANNA)
    assert last().detail.after["measure"]["automated"] is True
    measures.decide([one(1)], "veil", said(), **ANNA)
    assert last().detail.after["measure"]["automated"] is False


def test_other_terms_are_rehearsed_anew(fire):
    on()
    changed = goats("ferr*")
    assert (changed.on, changed.rehearsed_to, changed.rehearsed_at) == (False, 0, None)
    assert last().detail.before["terms"] == ["goat*"]
    count = Decision.objects.count()
    goats("ferr*")
    assert Decision.objects.count() == count


def test_a_rehearsal_goes_on_where_it_stopped_and_comments_that_came_since_are_looked_at(fire, monkeypatch):
    monkeypatch.setattr(wordrules, "STEP", 1)
    made = wordrules.rehearse(goats(), at=WHEN, seconds=0)
    assert (made.rehearsed_to, made.rehearsed_at) == (one(1).pk, None)
    made = wordrules.rehearse(made, at=WHEN)
    assert made.rehearsed_at == WHEN
    held(article(slug="other"), comments=[Said("Goats.")])
    with pytest.raises(Refused, match="have come since"):
        wordrules.switch_on(made, **EVA)
    assert wordrules.switch_on(wordrules.rehearse(made, at=WHEN), **EVA) == 2


def test_a_comment_that_is_loaded_is_looked_at_in_the_transaction_that_stores_it(fire):
    wordrules.switch_on(wordrules.rehearse(goats("keep*"), at=WHEN), **EVA)
    assert [flag.comment.number for flag in Flag.objects.standing()] == [2]
    page = article(state="draft")
    reads.stored(page, [(2, 2), (4, 4)])
    reads.stored(page, [(2, 2), (3, 3), (4, 4)], version=2)
    found = Flag.objects.standing().filter(comment__article=page)
    assert [(flag.comment.number, flag.hits, flag.raised_by) for flag in found] == [(2, 1, "word rule goats")]


def test_a_comment_that_a_better_reading_finds_is_looked_at_too(fire):
    wordrules.switch_on(wordrules.rehearse(goats("keep*"), at=WHEN), **EVA)
    page = article(state="draft")
    reads.stored(page, [(2, 2)])
    reads.stored(page, [(2, 2), (4, 4)], version=2)
    assert Flag.objects.standing().filter(comment__article=page).count() == 1


def test_loading_asks_once_for_a_run_where_no_rule_is_switched_on(fire, django_assert_num_queries):
    from archive.models import ImportRun

    run = ImportRun.objects.create(key="a" * 32, actor="eva", started_at=WHEN)
    with django_assert_num_queries(1):
        for _ in range(3):
            wordrules.watch([(1, "A goat.")], at=WHEN, run=run)


@pytest.mark.parametrize(
    ("terms", "told"),
    [("Jews", "name of a people"), ("go*", "almost everywhere"), ("1945", "no letters"), ("", "required")],
)
def test_what_may_not_be_looked_for_is_refused_in_words(eva, terms, told):
    sent = {"code": "goats", "label": "goats", "rule": "abuse", "terms": terms, "reason": "Asked for."}
    assert told in text(eva.post(f"{WORDS}write/", sent))
    assert WordRule.objects.count() == 0


@pytest.mark.slow
def test_an_editor_writes_rehearses_and_switches_on_a_word_rule(eva):
    sent = {"code": "goats", "label": "goats", "rule": "abuse", "terms": "goat*\n\nold cow", "reason": "Asked for."}
    there = eva.post(f"{WORDS}write/", sent).url
    assert WordRule.objects.get().terms == ["goat*", "old cow"]
    assert "4 comments are still to be looked through" in text(eva.get(there))
    assert "The rehearsal is done." in text(eva.post(there, {"act": "rehearse"}, follow=True))
    assert re.search(r'<details class="masked">.*old <mark>GOAT</mark> burns', eva.get(there).content.decode(), re.S)
    assert "flags 1 comments" in text(eva.post(there, {"act": "on", "reason": "Asked for."}, follow=True))
    assert "There is a word rule" in text(eva.post(f"{WORDS}write/", sent))
    assert "It is switched off." in text(eva.post(there, {"act": "off", "reason": "Too wide."}, follow=True))


def test_a_moderator_looks_at_word_rules_and_changes_none(client, fire):
    made = word_rule()
    anna = person(client, "anna")
    assert anna.get(f"{WORDS}{made.pk}/rehearsal/").status_code == 200
    assert anna.post(f"{WORDS}{made.pk}/rehearsal/", {"act": "rehearse"}).status_code == 403
    assert anna.get(f"{WORDS}{made.pk}/write/").status_code == 403


def test_the_rehearsal_takes_the_same_queries_with_many_hits(eva, django_assert_max_num_queries):
    held(article(slug="long"), comments=[Said("A goat.") for _ in range(120)])
    made = wordrules.rehearse(goats(), at=WHEN)
    with django_assert_max_num_queries(12):
        shown = eva.get(f"{WORDS}{made.pk}/rehearsal/")
    assert (len(shown.context["hits"]), shown.context["count"]) == (100, 121)
    assert len(eva.get(f"{WORDS}{made.pk}/rehearsal/?after={shown.context['after']}").context["hits"]) == 21
    assert eva.get(f"{WORDS}{made.pk}/rehearsal/?after=x").status_code == 400


def test_a_rule_of_the_house_is_written_and_its_next_version_and_given_up(eva):
    sent = {
        "code": "spam",
        "category": "spam",
        "text": "No spam.",
        "examples": "Buy one.\nBuy two.",
        "reason": "Asked.",
    }
    there = eva.post(f"{HOUSE}write/", {**sent, "seen": "0"}).url
    made = HouseRule.objects.get(code="spam")
    assert (made.version, made.examples, there) == (1, ["Buy one.", "Buy two."], f"{HOUSE}{made.pk}/change/")
    eva.post(f"{HOUSE}{made.pk}/write/", {**sent, "text": "No spam at all.", "seen": "1"})
    assert HouseRule.objects.in_force().get(code="spam").text == "No spam at all."
    stale = eva.post(f"{HOUSE}{made.pk}/write/", {**sent, "seen": "1"})
    assert "Somebody else wrote a version" in text(stale)
    assert "There is a rule" in text(eva.post(f"{HOUSE}write/", {**sent, "seen": "0"}))
    eva.post(f"{HOUSE}{made.pk}/give-up/", {"reason": "Nobody needs it."})
    assert not HouseRule.objects.in_force().filter(code="spam").exists()
    assert [row.verb for row in Decision.objects.order_by("number")] == ["rule.write", "rule.write", "rule.give_up"]


@pytest.mark.parametrize("noun", ["houserule", "wordrule"])
def test_rules_have_a_list_a_page_and_a_history(eva, noun):
    made = {"houserule": rule("abuse"), "wordrule": goats()}[noun]
    for page in ("", f"{made.pk}/change/", f"{made.pk}/history/"):
        assert eva.get(f"/admin/archive/{noun}/{page}").status_code == 200


def test_an_interest_is_declared_and_ended_on_the_page_of_the_article(anna, fire):
    there = f"/admin/archive/article/{fire.pk}/interest/"
    assert "Nobody has declared one." in text(anna.get(there))
    anna.post(there, {"reason": "My aunt owned the ferry."})
    assert Interest.objects.standing().get().who == "anna"
    assert "anna, since" in text(anna.get(there)).replace(" ,", ",")
    anna.post(there, {"reason": "She sold it."})
    assert Interest.objects.standing().count() == 0
    assert anna.get("/admin/archive/article/999/interest/").status_code == 404


def test_a_flag_by_hand_and_one_by_a_rule_stand_beside_each_other(fire):
    on()
    flags.put(one(2), **ANNA)
    assert (order(), Flag.objects.standing().filter(comment=one(2)).count()) == ([2], 2)


def test_a_large_archive_is_rehearsed_at_the_shell(fire, capsys):
    goats()
    call_command("rehearse_words", "goats")
    assert (capsys.readouterr().out, WordRule.objects.get().on) == ("It finds 1 comments.\n", False)
    with pytest.raises(CommandError, match="no word rule"):
        call_command("rehearse_words", "cows")
