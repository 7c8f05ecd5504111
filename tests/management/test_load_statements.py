"""load_seeds and the statements beside the documents."""

import io
import json
from contextlib import nullcontext
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from archive.actions import evidence, occurrences, relations, statements, tags
from archive.actions.clock import now
from archive.actions.grounds import Grounds
from archive.actions.verify_log import verify_log
from archive.importing import shapes
from archive.importing.statements import Place
from archive.models import (
    CatalogueStatement,
    Decision,
    Evidence,
    ImportRun,
    Occurrence,
    Statement,
    StatementRelation,
    Text,
)
from tests.actions.reads import Toy
from tests.management import seeds
from tests.management.seeds import WORDS, place

pytestmark = pytest.mark.django_db
COUNTS = ("created", "changed", "kept", "unchanged", "not_held", "refused")
MILL = "The mill burned.\nTam: 🌾 who lit it?\n"


@pytest.fixture(autouse=True)
def toy(monkeypatch) -> Toy:
    shape = Toy()
    monkeypatch.setitem(shapes.SHAPES, "toy", shape)
    return shape


@pytest.fixture
def folder(tmp_path, settings) -> Path:
    """A folder with one document."""
    settings.ARCHIVE_DOCUMENTS = str(tmp_path / "documents")
    folder = seeds.folder(tmp_path / "seeds")
    seeds.entry(folder)
    return folder


def load(*folders: Path, code: int = 0, **options) -> dict:
    """What the JSON of load_seeds says of statements."""
    out = io.StringIO()
    with pytest.raises(CommandError) if code else nullcontext() as stopped:
        call_command("load_seeds", *map(str, folders), "--json", stdout=out, stderr=io.StringIO(), **options)
    assert code == (stopped.value.returncode if stopped else 0)
    return json.loads(out.getvalue())["statements"]


def counts(told: dict) -> dict[str, int]:
    return {name: told[name] for name in COUNTS if told[name]}


def problems(told: dict) -> list[str]:
    return [problem for entry in told["entries"] for problem in entry["problems"]]


def by_hand() -> dict:
    return {"by": "hanna", "at": now(), "reason": "seen"}


def test_a_statement_comes_in_with_places_evidence_tags_and_relations_and_is_published(folder):
    answer = {**place(WORDS, "not us"), "note": "Not us, says one."}
    seeds.statement(folder, "a-it-burned")
    seeds.statement(
        folder, "b-lit-by-hand", (place(WORDS), place(WORDS, "who lit it?")), (answer,),
        (("contradicts", "a-it-burned"),), finding="sources here disagree", tags=["Fire"],
    )  # fmt: skip
    assert counts(load(folder)) == {"created": 2}
    one = Statement.objects.get(key="b-lit-by-hand")
    assert (one.workflow, one.number, one.finding) == ("published", 2, "sources here disagree")
    assert [row.exact for row in one.occurrences.filter(decision="accepted")] == ["ferry house", "who lit it?"]
    assert [(row.side, row.exact, row.note) for row in one.evidence.all()] == [
        ("refutes", "not us", "Not us, says one.")
    ]
    assert StatementRelation.objects.get().other == one
    assert [tag.name for tag in one.tags.all()] == ["Fire"]


def test_everything_of_a_load_is_in_the_log_under_its_run(folder):
    seeds.statement(folder)
    load(folder)
    rows = Decision.objects.about("statement:lit-by-hand").values_list("verb", "run")
    verbs = ["create", "open", "review", "publish"]
    assert [verb for verb, _run in rows if verb.startswith("statement.")] == [f"statement.{verb}" for verb in verbs]
    assert {run for _verb, run in rows} == {ImportRun.objects.get().pk}
    assert verify_log().sound


def test_a_second_load_changes_nothing(folder):
    seeds.statement(folder, evidence=({**place(WORDS, "not us"), "side": "context"},), tags=["Fire"])
    load(folder)
    head = Decision.objects.head()
    assert counts(load(folder)) == {"unchanged": 1}
    assert Decision.objects.head() == head


def test_the_terminal_has_a_line_for_statements(folder):
    seeds.statement(folder)
    out = io.StringIO()
    call_command("load_seeds", str(folder), stdout=out, stderr=io.StringIO())
    zeros = "changed 0, kept 0, unchanged 0, not held 0, refused 0"
    assert out.getvalue() == f"created 1, {zeros}\nstatements: created 1, {zeros}\n"


def test_a_dry_run_tells_the_same_and_writes_nothing(folder):
    seeds.statement(folder)
    seeds.statement(folder, "m", relations=(("narrows", "lit-by-hand"),))
    seeds.statement(folder, "other", (place(WORDS, words="0" * 64),))
    foreseen = load(folder, code=1, dry_run=True)
    assert not Statement.objects.exists()
    assert foreseen == load(folder, code=1)
    assert counts(foreseen) == {"created": 2, "refused": 1}


def test_a_place_where_other_words_stand_refuses_the_whole_statement(folder):
    wrong = place(WORDS, start=5)
    seeds.statement(folder, places=(place(WORDS, "burned"), wrong))
    told = load(folder, code=1)
    assert problems(told) == [f"Other words stand at 5 to 15 of the document {wrong['source'][:12]}."]
    assert not Statement.objects.exists()
    assert not Occurrence.objects.exists()


def test_positions_are_code_points(folder):
    seeds.entry(folder, "mill", MILL)
    seeds.statement(folder, places=(place(MILL, "🌾 who"),))
    load(folder)
    assert Occurrence.objects.get().exact == "🌾 who"


def test_what_stands_in_no_document_that_is_held_waits_and_a_later_load_completes_it(folder):
    seeds.entry(folder, "mill", MILL)
    document = (folder / "mill.txt").rename(folder.parent / "mill.txt")
    seeds.statement(folder, places=(place(MILL, "burned"),), evidence=({**place(MILL, "The mill")},))
    told = load(folder)
    assert counts(told) == {"not_held": 1}
    lost = place(MILL, "burned")["source"][:12]
    assert problems(told) == [f"What it names in documents that are not held waits for them: {lost}."]
    assert (Statement.objects.get().workflow, Evidence.objects.count()) == ("open", 0)
    assert counts(load(folder)) == {"not_held": 1}
    document.rename(folder / "mill.txt")
    assert counts(load(folder, dry_run=True)) == {"changed": 1}
    assert counts(load(folder)) == {"changed": 1}
    assert (Statement.objects.get().number, Occurrence.objects.get().exact) == (1, "burned")
    assert counts(load(folder)) == {"unchanged": 1}


def test_a_statement_that_stands_somewhere_is_published_and_the_rest_is_said_to_wait(folder):
    lost = place(MILL, "burned")
    seeds.statement(folder, places=(place(WORDS), lost))
    told = load(folder)
    assert (counts(told), Statement.objects.get().workflow) == ({"created": 1}, "published")
    assert problems(told) == [f"What it names in documents that are not held waits for them: {lost['source'][:12]}."]


def test_what_the_catalogue_says_anew_is_written(folder):
    said = place(WORDS, "not us")
    seeds.statement(folder, evidence=({**said, "note": "One."},), tags=["Fire"])
    load(folder)
    seeds.statement(
        folder, places=(place(WORDS, "burned"),), evidence=({**said, "note": "Two."},), wording="That it burned.",
        tags=["Water"], finding="no source given",
    )  # fmt: skip
    assert counts(load(folder)) == {"changed": 1}
    one = Statement.objects.get()
    assert (one.wording, one.finding, one.evidence.get().note) == ("That it burned.", "no source given", "Two.")
    assert list(one.occurrences.values_list("exact", "decision")) == [
        ("ferry house", "refused"),
        ("burned", "accepted"),
    ]
    assert [tag.name for tag in one.tags.all()] == ["Water"]
    seeds.statement(folder, places=(place(WORDS), place(WORDS, "burned")), wording="That it burned.")
    load(folder)
    assert list(one.occurrences.values_list("decision", flat=True)) == ["accepted", "accepted"]
    assert not one.evidence.standing().exists()
    assert counts(load(folder)) == {"unchanged": 1}


def test_what_a_person_changed_is_kept_and_said(folder):
    seeds.statement(folder, "a")
    seeds.statement(
        folder, "b", (place(WORDS), place(WORDS, "burned")), ({**place(WORDS, "not us"), "note": "One."},),
        (("contradicts", "a"),), tags=["Fire"],
    )  # fmt: skip
    load(folder)
    one = Statement.objects.get(key="b")
    statements.change(one, {"wording": "That somebody lit it."}, **by_hand())
    statements.find(one, "no source given", **by_hand())
    occurrences.refuse([one.occurrences.first()], **by_hand())
    evidence.change(one.evidence.get(), {"note": "Mine."}, **by_hand())
    relations.unrelate(StatementRelation.objects.get(), **by_hand())
    tags.set_tags(one, ["Water"], **by_hand())
    head = Decision.objects.head()
    told = load(folder)
    kept = "wording, finding, tags, occurrence 1, evidence 1: note, contradicts: a"
    assert (counts(told), problems(told)) == ({"kept": 1, "unchanged": 1}, [f"Kept as a person left it: {kept}."])
    assert Decision.objects.head() == head


def test_what_a_person_withdrew_stays_withdrawn(folder):
    seeds.statement(folder)
    load(folder)
    statements.move(Statement.objects.get(), "withdraw", **by_hand())
    seeds.statement(folder, wording="That it burned.", places=(place(WORDS, "burned"),))
    assert problems(load(folder)) == ["Kept as a person left it: workflow."]
    assert Statement.objects.get().workflow == "withdrawn"


def test_what_a_person_moved_back_is_not_moved_up_again(folder):
    seeds.statement(folder, workflow="in review")
    load(folder)
    statements.move(Statement.objects.get(), "return", **by_hand())
    assert problems(load(folder)) == ["Kept as a person left it: workflow."]
    assert Statement.objects.get().workflow == "open"


def test_a_place_that_a_person_marked_already_is_taken_over(folder):
    seeds.statement(folder)
    load(folder)
    text = Text.objects.get(place=0)
    occurrences.propose(Statement.objects.get(), [occurrences.Spot(text, 16, 22)], **by_hand())
    seeds.statement(folder, places=(place(WORDS), place(WORDS, "burned")))
    assert counts(load(folder)) == {"changed": 1}
    assert list(Occurrence.objects.values_list("exact", "decision")) == [
        ("ferry house", "accepted"),
        ("burned", "accepted"),
    ]


def test_a_place_that_the_catalogue_addresses_anew_stays_the_same_place(folder):
    said = {**place(WORDS, "not us"), "side": "context"}
    seeds.statement(folder, evidence=(said,))
    load(folder)
    # As if both had stood elsewhere before the document was read anew.
    memory = CatalogueStatement.objects.get()
    for layer in ("places", "evidence"):
        memory.wrote[layer] = {f"{'0' * 64} 1-2": one for one in memory.wrote[layer].values()}
    memory.save()
    assert load(folder)["refused"] == 0
    assert (Occurrence.objects.get().decision, Evidence.objects.get().retired_at) == ("accepted", None)
    assert counts(load(folder)) == {"unchanged": 1}


def test_a_statement_that_no_catalogue_wrote_is_never_written_over(folder):
    fields = {"wording": "That it was hand-made.", "kind": "event"}
    statements.create(fields, key="lit-by-hand", **by_hand())
    seeds.statement(folder)
    told = load(folder, code=1)
    assert problems(told) == ["There is a statement “lit-by-hand” already that no catalogue wrote."]
    assert Statement.objects.get().wording == "That it was hand-made."


def test_of_two_statements_with_one_key_the_second_is_refused(folder, tmp_path):
    seeds.statement(folder)
    other = seeds.folder(tmp_path / "other")
    seeds.statement(other, wording="Another.")
    told = load(folder, other, code=1)
    assert problems(told) == ["The key lit-by-hand is taken by statements/lit-by-hand.toml."]
    assert Statement.objects.get().wording == "That lit-by-hand."


def test_a_relation_to_what_is_not_here_is_said_and_stops_nothing(folder):
    seeds.statement(folder, relations=(("repeats", "nothing"),))
    told = load(folder)
    assert counts(told) == {"created": 1}
    assert problems(told) == ["It repeats “nothing”, which is not here: the one loaded later says the relation."]


def test_a_place_inside_a_character_is_refused(folder):
    words = "The mill 👩‍🌾 burned.\n"
    seeds.entry(folder, "mill", words)
    seeds.statement(folder, places=(place(words, "👩"),))
    assert problems(load(folder, code=1)) == ["The passage begins or ends inside a character."]
    assert not Statement.objects.exists()


def test_a_document_that_is_read_anew_takes_its_statements_along(folder):
    seeds.statement(folder, evidence=({**place(WORDS, "not us"), "side": "context"},))
    load(folder)
    seeds.entry(folder, corrections=({"line": 3, "what": "continue"},))
    assert counts(load(folder)) == {"unchanged": 1}
    assert (Occurrence.objects.get().exact, Evidence.objects.get().exact) == ("ferry house", "not us")
    assert Text.objects.count() == 7
    assert counts(load(folder)) == {"unchanged": 1}


def test_two_addresses_of_the_same_words_are_refused(folder):
    seeds.statement(folder, places=(place(WORDS), place(WORDS)))
    assert problems(load(folder, code=1)) == ["place names one twice."]


def test_a_statement_without_a_place_is_not_published_and_that_is_said(folder):
    seeds.statement(folder, places=())
    told = load(folder)
    assert (counts(told), problems(told)) == ({"created": 1}, ["It is not published: it stands nowhere."])
    assert Statement.objects.get().workflow == "open"


def test_a_document_that_is_not_held_is_looked_for_once(django_assert_num_queries):
    grounds = Grounds()
    first, second = (Place("a" * 64, start, start + 2, "b" * 64) for start in (3, 7))
    assert grounds.find(first) is None
    with django_assert_num_queries(0):
        assert grounds.find(second) is None
