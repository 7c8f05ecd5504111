"""load_seeds and the first decisions beside the documents."""

import io
import json
from contextlib import nullcontext
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from archive.actions import articles, comments, houserules, measures, pseudonyms, redactions
from archive.actions.clock import now
from archive.actions.reasoning import Reasons
from archive.actions.undoing import take_back
from archive.actions.undoing_runs import preview, summary, take_back_run
from archive.actions.verify_log import verify_log
from archive.importing import shapes
from archive.models import Article, Comment, Decision, HouseRule, ImportRun, Proposal, Redaction
from tests.actions.reads import Toy
from tests.management import seeds
from tests.management.seeds import WORDS, place

pytestmark = pytest.mark.django_db
COUNTS = ("created", "changed", "kept", "unchanged", "not_held", "refused")
TAM, ORRIN, VELD = (("comment", place(WORDS, said)) for said in ("who lit it?", "not us.", "ask the keeper."))
KEEPER = ("comment.hide", {name: value for name, value in place(WORDS, "keeper").items() if name != "source"})


@pytest.fixture(autouse=True)
def toy(monkeypatch) -> None:
    monkeypatch.setitem(shapes.SHAPES, "toy", Toy())


@pytest.fixture
def folder(tmp_path, settings) -> Path:
    settings.ARCHIVE_DOCUMENTS = str(tmp_path / "documents")
    folder = seeds.folder(tmp_path / "seeds")
    seeds.entry(folder)
    return folder


def load(folder: Path, *, code: int = 0, **options) -> dict:
    """What the JSON of load_seeds says of decisions."""
    out = io.StringIO()
    with pytest.raises(CommandError) if code else nullcontext():
        call_command("load_seeds", str(folder), "--json", stdout=out, stderr=io.StringIO(), **options)
    return json.loads(out.getvalue())["moderation"]


def counts(told: dict) -> dict[str, int]:
    return {name: told[name] for name in COUNTS if told[name]}


def with_(entry: tuple[str, dict], **fields) -> tuple[str, dict]:
    return entry[0], {**entry[1], **fields}


def by_hand() -> dict:
    return {"by": "hanna", "at": now(), "reason": "Seen."}


def states() -> list[str]:
    return list(Comment.objects.order_by("number").values_list("state", flat=True))


ALL = (
    with_(TAM, state="veiled"),
    with_(ORRIN, state="withheld", proposed_by="Ana", agreed_by="Bo"),
    with_(VELD, pseudonym=True, gone="2020-02-03"),
    KEEPER,
)


def test_first_decisions_come_with_the_load_and_a_second_one_writes_nothing(folder):
    seeds.moderation(folder, *ALL, ("article", {"slug": "ferry-house", "note": "It is old."}))
    foreseen = counts(load(folder, dry_run=True))
    assert (foreseen, Decision.objects.count()) == ({"changed": 4}, 0)
    assert counts(load(folder)) == foreseen
    assert states() == ["veiled", "withheld", "shown"]
    veld = Comment.objects.get(number=3)
    assert (veld.pseudonym.name, str(veld.gone_at_source)) == ("Reader 1", "2020-02-03")
    assert [(row.state, row.words) for row in Redaction.objects.all()] == [("standing", 1)]
    assert Article.objects.get().context_note == "It is old."
    log = Decision.objects.count()
    assert counts(load(folder)) == {"unchanged": 4}
    assert (Decision.objects.count(), verify_log(replay=True).sound) == (log, True)


def test_what_needs_two_says_both_and_no_account_stands_for_them(folder):
    seeds.moderation(folder, with_(ORRIN, state="withheld", proposed_by="Ana", agreed_by="Bo"))
    load(folder)
    row = Decision.objects.get(verb="comment.withhold")
    said = row.detail.after["measure"]
    assert (row.actor, said["proposed_by"], said["agreed_by"]) == ("load_seeds", "Ana", "Bo")
    assert (Proposal.objects.get().agreed, Proposal.objects.get().alone) == (True, False)


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"state": "withheld"}, "needs two people"),
        ({"state": "withheld", "proposed_by": "Ana", "agreed_by": "ANA"}, "must be another person"),
        ({"state": "erased"}, "must be one of"),
        ({"gone": "2020-13-01"}, "must be a day"),
        ({"rule": "no such\u0007"}, "control character"),
        ({"words": "0" * 64}, "Other words stand"),
        ({"rule": "no-such"}, "There is no rule of the house"),
        ({"surplus": 1}, "is no key of the catalogue"),
    ],
)
def test_what_can_not_be_decided_is_refused_in_a_sentence(folder, fields, said):
    seeds.moderation(folder, with_(VELD, **fields))
    seeds.moderation(folder, with_(TAM, state="veiled"), name="two")
    told = load(folder, code=1)
    assert any(said in problem for entry in told["entries"] for problem in entry["problems"])
    assert (told["refused"], states()) == (1, ["veiled", "shown", "shown"])


def test_what_a_person_decided_stays_and_is_told_as_kept(folder):
    seeds.moderation(folder, *ALL)
    load(folder)
    measures.decide([Comment.objects.get(number=1)], "show", **by_hand())
    redactions.lift(Redaction.objects.all(), **by_hand())
    pseudonyms.name(Comment.objects.get(number=3), **by_hand())
    comments.see_gone(Comment.objects.get(number=3), None, **by_hand())
    assert counts(load(folder)) == {"kept": 2, "unchanged": 1}
    assert (states(), Redaction.objects.standing().count()) == (["shown", "withheld", "shown"], 0)


def test_a_decision_that_a_person_took_back_is_not_made_again(folder):
    seeds.moderation(folder, with_(TAM, state="veiled"))
    load(folder)
    take_back(Decision.objects.get(verb="comment.veil"), **by_hand())
    assert counts(load(folder)) == {"kept": 1}
    assert states()[0] == "shown"


def test_a_house_that_gave_up_a_rule_is_not_made_to_apply_it(folder):
    rule = houserules.write("abuse", "abuse", "No abuse.", **by_hand())
    houserules.give_up(rule, **by_hand())
    seeds.moderation(folder, with_(TAM, state="veiled"))
    assert counts(load(folder)) == {"kept": 1}


@pytest.mark.slow
def test_first_decisions_are_taken_back_with_their_load_and_come_again_with_the_next(folder):
    load(folder)
    seeds.moderation(folder, *ALL)
    load(folder)
    run = ImportRun.objects.latest("pk")
    foreseen = summary(preview(run))
    told = summary(take_back_run(run, by="hanna", clock=now, reason="A test."))
    assert (told, told["stays"], told["put_back"]) == (foreseen, [], 3)
    assert states() == ["shown"] * 3
    assert (Redaction.objects.standing().count(), Comment.objects.exclude(pseudonym=None).count()) == (0, 0)
    assert counts(load(folder)) == {"changed": 3}
    assert (states(), verify_log(replay=True).sound) == (["veiled", "withheld", "shown"], True)


def test_what_a_person_decided_since_stays_when_the_load_is_taken_back(folder):
    load(folder)
    seeds.moderation(folder, with_(TAM, state="veiled"))
    load(folder)
    held = Reasons(HouseRule.objects.get())
    measures.decide([Comment.objects.get(number=1)], "hold", held, **by_hand())
    told = summary(take_back_run(ImportRun.objects.latest("pk"), by="bo", clock=now, reason="A test."))
    assert (states()[0], [one["who"] for one in told["stays"]]) == ("held", ["hanna"])


def test_what_the_catalogue_says_otherwise_is_decided_anew(folder):
    seeds.moderation(folder, with_(TAM, state="veiled"), VELD, KEEPER)
    load(folder)
    seeds.moderation(folder, with_(TAM, state="held", rule="violence"), VELD)
    assert counts(load(folder)) == {"changed": 2}
    assert (states()[0], Redaction.objects.standing().count()) == ("held", 0)
    assert Comment.objects.get(number=1).measure.rule.code == "violence"


def test_an_article_is_withdrawn_once_and_a_person_may_publish_it_again(folder):
    seeds.moderation(folder, ("article", {"slug": "ferry-house", "withdrawn": True}))
    assert counts(load(folder)) == {"changed": 1}
    log = Decision.objects.count()
    assert (counts(load(folder)), Decision.objects.count()) == ({"unchanged": 1}, log)
    articles.publish(Article.objects.get(), **by_hand())
    assert counts(load(folder)) == {"kept": 1}
    assert Article.objects.get().state == "published"


def test_what_is_not_held_waits_for_its_document(folder):
    (folder / "ferry-house.txt").unlink()
    seeds.moderation(folder, with_(TAM, state="veiled"), ("article", {"slug": "elsewhere", "note": "Old."}))
    assert counts(load(folder)) == {"not_held": 2}
    seeds.entry(folder)
    assert counts(load(folder)) == {"changed": 1, "not_held": 1}
