from itertools import pairwise, product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.rules import relations, repetition, statements
from archive.rules.repetition import Because, Weighed, Weight, voice
from archive.rules.statements import MOVES, Facts
from archive.states import EvidenceSide, RelationType, Workflow

READY = {"wording": "The house burned.", "accepted": 1}
ALL = {move.permission for move in MOVES.values()}


def names(workflow: str, *permissions: str) -> list[str]:
    return statements.moves(Facts(workflow), permissions or ALL)


def test_every_move_starts_and_ends_where_the_table_says():
    assert {workflow: names(workflow) for workflow in Workflow.values} == {
        "suggested": ["open", "withdraw"],
        "open": ["set_aside", "review", "withdraw"],
        "in review": ["return", "publish", "withdraw"],
        "published": ["withdraw"],
        "withdrawn": ["reopen"],
    }


def test_who_may_not_publish_neither_publishes_nor_withdraws():
    assert names("in review", "move_statement") == ["return"]
    assert names("in review", "add_statement", "mark_statement", "judge_statement") == []


@given(st.sampled_from(Workflow.values), st.sets(st.sampled_from(sorted(ALL))))
def test_a_person_is_offered_exactly_the_moves_that_may_be_made(workflow, permissions):
    offered = statements.moves(Facts(workflow), permissions)
    assert offered == [name for name in MOVES if statements.may(name, Facts(workflow), permissions)]
    assert {MOVES[name].permission for name in offered} <= permissions


def test_nothing_that_was_public_goes_back_unseen():
    assert [name for name, move in MOVES.items() if "published" in move.starts] == ["withdraw"]
    assert [name for name, move in MOVES.items() if move.to == "published"] == ["publish"]


def test_every_quiet_move_has_its_way_back_and_no_other_has():
    found = {pair: statements.way_back(*pair) for pair in product(Workflow.values, repeat=2)}
    assert {pair: name for pair, name in found.items() if name} == {
        ("suggested", "open"): "open",
        ("open", "suggested"): "set_aside",
        ("open", "in review"): "review",
        ("in review", "open"): "return",
    }


@pytest.mark.parametrize(
    ("facts", "fields"),
    [
        (Facts("in review", **READY), []),
        (Facts("in review", wording=" \n", accepted=1), ["wording"]),
        (Facts("in review", wording="x"), ["occurrences"]),
        (Facts("in review"), ["wording", "occurrences"]),
    ],
)
def test_a_publication_needs_a_wording_and_an_accepted_place(facts, fields):
    assert [blocker.field for blocker in statements.blockers("publish", facts)] == fields


def test_an_empty_side_blocks_nothing_and_is_said():
    facts = Facts("in review", **READY, evidence={"supports": 2, "context": 1})
    assert statements.blockers("publish", facts) == []
    assert statements.empty_sides(facts) == ["refutes"]
    assert statements.empty_sides(Facts("open")) == ["supports", "refutes"]


DECIDED = st.lists(st.tuples(*[st.sampled_from(["proposed", "accepted", "refused"])] * 2), max_size=5)


@given(st.sampled_from(Workflow.values), st.integers(0, 5), DECIDED)
def test_only_a_public_statement_must_keep_a_place(workflow, accepted, decided):
    lost = [1 for before, after in decided if before == "accepted" != after]
    won = [1 for before, after in decided if before != "accepted" == after]
    stays = statements.keeps_a_place(workflow, accepted, decided)
    assert stays == (workflow != "published" or not lost or accepted + len(won) > len(lost))


def test_the_last_place_may_be_exchanged_for_another():
    assert not statements.keeps_a_place("published", 1, [("accepted", "refused")])
    assert statements.keeps_a_place("published", 1, [("accepted", "refused"), ("proposed", "accepted")])


KEYS = st.sampled_from(["a", "b", "c"])


@given(st.sampled_from(RelationType.values), KEYS, KEYS)
def test_a_symmetric_relation_is_kept_the_same_way_from_both_sides(kind, one, other):
    same = relations.stored(kind, one, other) == relations.stored(kind, other, one)
    assert same == (kind == "contradicts" or one == other)


@pytest.mark.parametrize(
    ("kind", "one", "other", "said"),
    [
        ("contradicts", "b", "a", "there already"),
        ("contradicts", "a", "a", "no relation to itself"),
        ("narrows", "a", "b", "there already"),
        ("narrows", "b", "a", "one way only"),
        ("repeats", "b", "a", ""),
    ],
)
def test_a_relation_that_stands_is_not_said_again_nor_turned_round(kind, one, other, said):
    found = str(relations.refusal(kind, one, other, [("a", "contradicts", "b"), ("a", "narrows", "b")]))
    assert said in found
    assert bool(found) == bool(said)


def test_a_relation_has_words_from_both_sides():
    assert {kind: relations.in_words(kind, forward=False) for kind in RelationType.values} == {
        "contradicts": "contradicts", "repeats": "is repeated by", "narrows": "is narrowed by",
        "depends on": "is needed by",
    }  # fmt: skip
    assert relations.in_words("depends on", forward=True) == "depends on"


SENTENCE = "The old ferry house at Oru Point burned to its posts"
OTHER = "Nobody has seen any boat land there since the spring tide"
PLACE = voice(SENTENCE, ["Hanna Veld"], sourced=True)


@pytest.mark.parametrize(
    ("piece", "because"),
    [
        (voice(OTHER, ["Tam Orrin"], sourced=True), set()),
        (voice(OTHER, ["Tam Orrin"]), {Because.NO_SOURCE}),
        (voice(OTHER, ["HANNA  VELD", "Tam Orrin"], sourced=True), {Because.AUTHOR}),
        (voice(SENTENCE.upper() + "!", [], sourced=True), {Because.WORDING}),
        (voice("they say the old ferry-house at Oru Point burned to ashes", [], sourced=True), {Because.WORDING}),
        (voice("the old ferry house at Oru Point collapsed", [], sourced=True), set()),
        (voice("ferry house", [], sourced=True), set()),
        (voice("burned to its posts", [], sourced=True), {Because.WORDING}),
        (voice(SENTENCE, ["Hanna Veld"]), {Because.AUTHOR, Because.WORDING, Because.NO_SOURCE}),
    ],
)
def test_a_repetition_is_known_by_author_wording_or_want_of_a_source(piece, because):
    [weighed] = repetition.weigh([("supports", piece)], [PLACE])
    assert weighed == Weighed(Weight.REPETITION if because else Weight.SOURCE, frozenset(because))


def test_a_reprint_of_a_text_is_no_other_source():
    one, other = voice(OTHER, ["Tam"], sourced=True, text="a"), voice("Not so.", ["Orrin"], sourced=True, text="a")
    weighed = repetition.weigh([("refutes", one), ("refutes", other)], [])
    assert weighed == [Weighed(Weight.SOURCE), Weighed(Weight.REPETITION, frozenset({Because.REPRINT}))]


def test_reprints_of_reprints_are_one_family():
    assert repetition.families([{"a", "c"}, {"d", "e"}, {"b", "c"}]) == {
        "a": "a", "b": "a", "c": "a", "d": "d", "e": "d",
    }  # fmt: skip


def test_places_in_reprints_are_counted_apart():
    family = repetition.families([{"a", "b"}])
    assert repetition.standing({"a": 2, "b": 3, "c": 1}, 4, family) == (8, 2)
    assert repetition.standing({"a": 1}, 0, family) == (1, 0)
    assert repetition.standing({}, 0, {}) == (0, 0)


@given(st.lists(st.tuples(st.integers(0, 90), st.integers(1, 10)), max_size=8))
def test_passages_over_each_other_cover_a_text_once(places):
    taken = [repetition.Taken(start, start + length, length / 100) for start, length in places]
    covered = {at for start, length in places for at in range(start, start + length)}
    assert repetition.covered(taken) == pytest.approx(len(covered) / 100)


def test_who_contradicts_what_he_wrote_himself_repeats_nothing():
    piece = voice(OTHER, ["Hanna Veld"], sourced=True)
    assert repetition.weigh([("refutes", piece)], [PLACE])[0].weight is Weight.SOURCE


def test_a_later_piece_repeats_an_earlier_one_of_its_side_only():
    one, same = voice(OTHER, ["Tam"], sourced=True), voice(OTHER, ["Orrin"], sourced=True)
    weights = [each.weight for each in repetition.weigh([("refutes", one), ("supports", same), ("refutes", same)], [])]
    assert weights == [Weight.SOURCE, Weight.SOURCE, Weight.REPETITION]


def test_what_a_reader_says_is_testimony_whatever_it_names():
    piece = voice(OTHER, ["Tam"], comment=True, sourced=True)
    weighed = repetition.weigh([("supports", piece)], [])
    assert weighed == [Weighed(Weight.TESTIMONY)]
    assert repetition.silent_sides([("supports", weighed[0])]) == ["supports", "refutes"]


def test_a_side_speaks_once_it_has_an_independent_source():
    pieces = [("refutes", voice(OTHER, sourced=True)), ("context", voice(SENTENCE, sourced=True))]
    weighed = repetition.weigh(pieces, [PLACE])
    assert [each.weight for each in weighed] == [Weight.SOURCE, Weight.CONTEXT]
    assert repetition.silent_sides(list(zip(["refutes", "context"], weighed, strict=True))) == ["supports"]


VOICES = st.builds(
    voice,
    st.sampled_from([SENTENCE, OTHER, "", "Ferry."]),
    st.lists(st.sampled_from(["Tam", "TAM", "Hanna", ""]), max_size=2),
    comment=st.booleans(),
    sourced=st.booleans(),
)
PIECES = st.lists(st.tuples(st.sampled_from(EvidenceSide.values), VOICES), max_size=6)


@given(PIECES, st.lists(VOICES, max_size=3))
def test_saying_a_thing_again_never_makes_another_source(pieces, places):
    def sources(some):
        return sum(each.weight is Weight.SOURCE for each in repetition.weigh(some, places))

    named = [(side, each) for side, each in pieces if each.authors]
    assert sources(named + named) == sources(named)


@given(PIECES, st.lists(VOICES, max_size=3))
def test_a_source_is_never_a_comment_nor_without_a_source_and_a_side_is_silent_or_has_one(pieces, places):
    weighed = repetition.weigh(pieces, places)
    pairs = list(zip(pieces, weighed, strict=True))
    sources = [piece for piece, found in pairs if found.weight is Weight.SOURCE]
    assert all(each.sourced and not each.comment for _side, each in sources)
    silent = repetition.silent_sides([(side, found) for (side, _voice), found in pairs])
    assert set(silent) == {"supports", "refutes"} - {side for side, _each in sources}


def test_the_ladder_is_climbed_one_move_at_a_time_and_never_down():
    for (low, high), name in zip(pairwise(statements.LADDER), statements.UP, strict=True):
        assert (low in statements.MOVES[name].starts, statements.MOVES[name].to) == (True, high)
    assert statements.moves_up(Workflow.SUGGESTED, Workflow.PUBLISHED) == ["open", "review", "publish"]
    assert statements.moves_up(Workflow.OPEN, Workflow.IN_REVIEW) == ["review"]
    assert statements.moves_up(Workflow.PUBLISHED, Workflow.OPEN) == []
