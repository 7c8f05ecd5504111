"""Statements of a catalogue: TOML in, entries or plain sentences out."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive import states
from archive.importing import statements
from archive.importing.statements import Piece, Place, StatementEntry, read_statement, read_statements
from archive.importing.tables import BadCatalogue

HASH, OTHER = "a" * 64, "b" * 64
SMALLEST = 'key = "lit-by-hand"\nwording = "That it was lit by hand."\nkind = "event"\n'
WHERE = f'source = "{HASH}"\nstart = 4\nend = 9\nwords = "{OTHER}"\n'


def faults(content: str | bytes) -> tuple[str, ...]:
    with pytest.raises(BadCatalogue) as caught:
        read_statement(content if isinstance(content, bytes) else content.encode())
    return caught.value.faults


def test_the_least_that_is_said_is_a_suggestion_that_nobody_examined():
    assert read_statement(SMALLEST.encode()) == StatementEntry(
        "statement.toml", "lit-by-hand", "That it was lit by hand.", "event", "", "not examined", "suggested"
    )


def test_everything_that_can_be_said_is_read():
    more = f"""finding = "sources here disagree"
    workflow = "published"
    tags = ["Fire"]
    [[place]]
    {WHERE}
    [[evidence]]
    side = "refutes"
    note = "The keeper\\nsays so."
    sourced = true
    {WHERE}
    [[relation]]
    type = "depends on"
    key = "it-burned"
    """
    place = Place(HASH, 4, 9, OTHER)
    found = read_statement((SMALLEST + more).encode())
    assert (found.finding, found.workflow, found.tags) == ("sources here disagree", "published", ("Fire",))
    assert (found.places, found.evidence) == ((place,), (Piece(place, "refutes", "The keeper says so.", sourced=True),))
    assert (found.relations, found.sources) == ((("depends on", "it-burned"),), {HASH})


def test_each_fault_has_its_sentence():
    bad = f'[[place]]\nsource = "x"\nstart = 9\nend = 9\nwords = "{HASH}"\ncolour = "red"\n'
    bad += '[[evidence]]\nside = "left"\n'
    assert faults('key = "Lit by hand"\nkind = "guess"\nworkflow = "withdrawn"\n' + bad) == (
        "key is not well formed.",
        "wording is missing.",
        f"kind must be one of {', '.join(statements.KINDS)}.",
        f"workflow must be one of {', '.join(statements.WORKFLOWS)}.",
        "place 1: source is not well formed.",
        "place 1: end must lie behind the start.",
        "place 1: colour is no key of the catalogue.",
        "evidence 1: side must be one of supports, refutes, context.",
        "evidence 1: source is missing.",
        "evidence 1: start is missing.",
        "evidence 1: end is missing.",
        "evidence 1: words is missing.",
    )


@pytest.mark.parametrize(
    ("more", "fault"),
    [
        (f"[[place]]\n{WHERE}[[place]]\n{WHERE}", "place names one twice."),
        (f'[[evidence]]\nside = "context"\n{WHERE}' * 2, "evidence names one twice."),
        ('tags = ["Fire", "FIRE"]', "tags names one twice."),
        ('[[relation]]\ntype = "repeats"\nkey = "lit-by-hand"', "relation names the statement itself."),
        ("place = 3", "place must be a list of tables."),
        (f"[[place]]\n{WHERE.replace('4', '-4')}", "place 1: start must be a position in the document."),
        (f"[[place]]\n{WHERE.replace('4', 'true')}", "place 1: start must be a number."),
    ],
)
def test_what_is_said_twice_or_wrongly_is_refused(more, fault):
    assert faults(SMALLEST + more) == (fault,)


def test_a_wording_of_more_than_a_thousand_characters_is_refused():
    wording = "wording is longer than 1000 characters."
    assert faults(SMALLEST.replace("That it was lit by hand.", "x" * 1001)) == (wording,)


@given(st.binary(max_size=200) | st.text(max_size=200).map(lambda text: text.encode("utf-8", "surrogatepass")))
def test_whatever_the_bytes_are_there_is_an_entry_or_a_sentence(content):
    with suppress(BadCatalogue):
        read_statement(content)


def test_the_words_are_those_of_the_archive():
    assert set(statements.KINDS) == set(states.StatementKind.values)
    assert set(statements.COUNTED) == set(states.Counted.values)
    assert set(statements.FINDINGS) == set(states.Finding.values)
    assert {*statements.WORKFLOWS, "withdrawn"} == set(states.Workflow.values)
    assert set(statements.SIDES) == set(states.EvidenceSide.values)
    assert set(statements.RELATIONS) == set(states.RelationType.values)


def test_a_folder_is_read_in_the_order_of_its_files_and_a_bad_file_hides_none(tmp_path):
    folder = tmp_path / "statements"
    folder.mkdir()
    (folder / "b.toml").write_text(SMALLEST)
    (folder / "a.toml").write_text(SMALLEST.replace("lit", "put-out"))
    (folder / "c.toml").write_text("key = ")
    (folder / ".d.toml").write_text("key = ")
    entries, problems = read_statements(tmp_path)
    assert [entry.key for entry in entries] == ["put-out-by-hand", "lit-by-hand"]
    assert [problem.file for problem in problems] == ["statements/c.toml"]
    assert read_statements(tmp_path / "nowhere") == ([], [])
