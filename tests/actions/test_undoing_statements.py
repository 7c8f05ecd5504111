"""Loads of statements taken back."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from archive.actions import evidence, loads, occurrences, relations, statements, tags
from archive.actions.disputes import now
from archive.actions.undoing_runs import preview, summary, take_back_run
from archive.actions.verify_archive import verify_archive
from archive.actions.verify_log import verify_log
from archive.importing import shapes
from archive.models import ImportRun, Occurrence, Statement, StatementRelation
from archive.rules.fates import Outcome
from tests.actions.reads import Toy
from tests.factories import WHEN
from tests.management import seeds
from tests.management.seeds import WORDS, place

pytestmark = pytest.mark.django_db
HANNA = {"by": "hanna", "at": WHEN + timedelta(days=1), "reason": "seen"}
SAID = place(WORDS, "not us")


@pytest.fixture
def folder(tmp_path, monkeypatch) -> Path:
    """A folder with one document and one statement."""
    monkeypatch.setitem(shapes.SHAPES, "toy", Toy())
    folder = seeds.folder(tmp_path / "seeds")
    seeds.entry(folder)
    seeds.statement(folder, evidence=({**SAID, "note": "One."},), tags=["Fire"])
    return folder


def load(folder: Path) -> ImportRun:
    report = loads.load([folder], by="load_seeds", clock=lambda: WHEN)
    assert report.refused == 0, report
    return ImportRun.objects.latest("pk")


def undo(run: ImportRun, **options: Any):
    foreseen = summary(preview(run))
    report = take_back_run(run, by="tam", clock=lambda: WHEN, reason="a wrong folder", **options)
    assert (verify_log().sound, verify_archive(at=WHEN).faults) == (True, ())
    assert options or summary(report) == foreseen
    return report


def kept(report) -> list[tuple[str, tuple[str, ...]]]:
    return [(one.target, one.why.fields) for one in report.kept if one.target.startswith("statement:")]


def one() -> Statement:
    return Statement.objects.get(key="lit-by-hand")


def test_a_statement_that_a_load_published_is_withdrawn_and_a_later_load_publishes_it_again(folder):
    run = load(folder)
    before = now(one())
    report = undo(run)
    assert (one().workflow, one().number, kept(report)) == ("withdrawn", 1, [])
    load(folder)
    assert now(one()) == before
    assert load(folder).changed == 0


@pytest.mark.slow
def test_the_reason_stands_on_the_tombstone(folder):
    undo(load(folder))
    withdrawal = statements.Decision.objects.about("statement:lit-by-hand").get(verb="statement.withdraw")
    assert withdrawal.detail.reason == "The load that brought it was taken back: a wrong folder"
    assert withdrawal.takes_back.verb == "statement.publish"


def test_a_statement_that_was_never_public_is_withdrawn_too(folder):
    seeds.statement(folder, workflow="open")
    undo(load(folder))
    assert (one().workflow, one().number) == ("withdrawn", None)


@pytest.mark.slow
def test_what_a_person_did_to_it_since_is_named_and_kept_on_it(folder):
    run = load(folder)
    evidence.change(one().evidence.get(), {"note": "Mine."}, **HANNA)
    report = undo(run)
    assert kept(report) == [("statement:lit-by-hand", ("evidence 1",))]
    assert (one().workflow, one().evidence.get().note) == ("withdrawn", "Mine.")


@pytest.mark.slow
def test_one_that_was_not_public_and_that_a_person_worked_on_stays(folder):
    seeds.statement(folder, workflow="open")
    run = load(folder)
    statements.change(one(), {"wording": "That somebody lit it."}, **HANNA)
    assert kept(undo(run)) == [("statement:lit-by-hand", ("wording",))]
    assert one().workflow == "open"


def test_what_a_person_published_stays_public_and_is_named(folder):
    seeds.statement(folder, workflow="in review")
    run = load(folder)
    statements.move(one(), "publish", **HANNA)
    assert kept(undo(run)) == [("statement:lit-by-hand", ("number", "workflow"))]
    assert one().workflow == "published"


def test_what_a_second_load_wrote_is_put_back_and_written_again_by_a_third(folder):
    load(folder)
    before = now(one())
    seeds.statement(
        folder, places=(place(WORDS), place(WORDS, "burned")), wording="That it burned.", finding="no source given",
        evidence=({**SAID, "note": "Two."}, {**place(WORDS, "ask the keeper"), "side": "context"}), tags=["Water"],
    )  # fmt: skip
    run = load(folder)
    after = now(one())
    # Which tag is free then, a preview can't tell.
    assert undo(run, most=100).counts[Outcome.PUT_BACK] == 1
    put = now(one())
    assert {name: put[name] for name in before} == before
    assert (put["occurrence 2"]["decision"], put["evidence 2"]["retired"]) == ("refused", True)
    load(folder)
    again = now(one())
    assert again.pop("evidence 3") == after.pop("evidence 2")
    assert {name: again[name] for name in after} == after


def test_what_a_person_wrote_over_a_second_load_is_kept(folder):
    load(folder)
    seeds.statement(folder, places=(place(WORDS), place(WORDS, "burned")), wording="That it burned.")
    run = load(folder)
    statements.change(one(), {"wording": "Mine."}, **HANNA)
    occurrences.refuse([one().occurrences.get(number=2)], **HANNA)
    assert sorted(kept(undo(run))) == [
        ("statement:lit-by-hand", ("occurrence 2",)),
        ("statement:lit-by-hand", ("wording",)),
    ]
    assert one().wording == "Mine."


@pytest.mark.slow
def test_a_relation_that_a_second_load_said_goes_and_comes_again(folder):
    load(folder)
    # It is kept with the statement whose key comes first, and was said by the other.
    seeds.statement(folder, "z", relations=(("contradicts", "lit-by-hand"),))
    run = load(folder)
    assert StatementRelation.objects.get().statement == one()
    undo(run)
    assert not StatementRelation.objects.exists()
    assert (one().workflow, Statement.objects.get(key="z").workflow) == ("published", "withdrawn")
    load(folder)
    assert StatementRelation.objects.get().statement == one()
    assert Statement.objects.get(key="z").workflow == "published"


@pytest.mark.slow
def test_a_load_goes_in_portions_statements_first(folder):
    seeds.statement(folder, "z")
    run = load(folder)
    report = undo(run, most=1)
    assert (report.waiting, one().workflow) == (2, "published")
    undo(run)
    assert set(Statement.objects.values_list("workflow", flat=True)) == {"withdrawn"}


@pytest.mark.slow
def test_what_was_cut_off_left_no_statement_half_undone_and_is_finished_later(folder):
    seeds.statement(folder, "z")
    run = load(folder)

    def cut(done: int, _total: int, _name: str) -> None:
        if done == 1:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        undo(run, progress=cut)
    assert dict(Statement.objects.values_list("key", "workflow")) == {"lit-by-hand": "published", "z": "withdrawn"}
    assert verify_log().sound
    undo(run)
    assert one().workflow == "withdrawn"


@pytest.mark.slow
def test_a_person_who_took_a_statement_up_again_keeps_the_last_word(folder):
    run = load(folder)
    undo(run)
    statements.move(one(), "reopen", **HANNA)
    load(folder)
    assert one().workflow == "open"


@pytest.mark.slow
def test_hands_that_came_between_are_left_alone(folder):
    run = load(folder)
    relations.relate(one(), "repeats", statements.create({"wording": "Z.", "kind": "event"}, **HANNA), **HANNA)
    tags.set_tags(one(), ["Fire", "Water"], **HANNA)
    undo(run)
    assert StatementRelation.objects.count() == 1
    assert sorted(tag.name for tag in one().tags.all()) == ["Fire", "Water"]
    assert Occurrence.objects.accepted().count() == 1
