import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.importing.corrections import VERBS, BadCorrection, Correction
from archive.importing.record import BlockKind
from archive.rules.corrections import OPPOSITES, check, grown, lines, merged, read, written

JOIN, KEEP, PARENT = Correction(12, "join"), Correction(12, "keep"), Correction(40, "parent", "31")


@st.composite
def one(draw):
    what = draw(st.sampled_from(VERBS))
    to = {"kind": st.sampled_from(list(map(str, BlockKind))), "parent": st.integers(0, 99).map(str)}.get(
        what, st.just("")
    )
    return Correction(draw(st.integers(100, 120)), what, draw(to))


sets = st.lists(one(), max_size=12).map(lambda found: grown([], found))


@given(sets)
def test_what_is_written_is_read_again(corrections):
    assert read(written(corrections)) == corrections


@given(sets, sets)
def test_a_line_never_says_two_opposites(before, new):
    after = grown(before, new)
    assert not any((each.line, OPPOSITES.get(each.what)) in {(o.line, o.what) for o in after} for each in after)
    assert new <= after


@given(sets, sets)
def test_merging_with_somebody_who_changed_nothing_gives_mine(base, mine):
    assert merged(base, mine, base) == (mine, [], [])
    assert merged(base, base, mine).corrections == mine


@given(sets, sets, sets)
def test_what_i_added_is_never_lost(base, mine, theirs):
    found = merged(base, mine, theirs)
    assert mine - base <= found.corrections
    assert set(found.added) == theirs - base


def test_the_later_saying_takes_the_place_of_its_opposite():
    assert grown([JOIN], [KEEP]) == {KEEP}
    assert grown([], [JOIN, KEEP, JOIN]) == {JOIN}
    assert grown([PARENT], [Correction(40, "parent", "0")]) == {Correction(40, "parent", "0")}


def test_a_correction_is_written_as_a_line():
    assert written([PARENT, JOIN, Correction(7, "kind", "caption")]) == "7 kind caption\n12 join\n40 parent 31"


@pytest.mark.parametrize(
    "words",
    [
        "join",
        "12",
        "12 joins",
        "0 join",
        "12 parent x",
        "1" * 5000 + " join",
        "12 join\x00",
        "١٢ join",
        "-3 join",
        "12 kind " + "a" * 9999,
    ],
)
def test_words_that_are_no_correction_are_refused(words):
    with pytest.raises(BadCorrection):
        check(read(words), 10**9)


def test_lines_are_named_by_numbers_and_ranges():
    assert lines("12, 15-18 20 – 21;12") == [12, 15, 16, 17, 18, 20, 21]
    assert lines(" ") == []


@pytest.mark.parametrize("words", ["x", "5-3", "1-100000", "-", "3-", "1" * 5000, "2²", "\0"])
def test_lines_that_are_none_are_refused(words):
    with pytest.raises(BadCorrection):
        lines(words)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("51 join", "line 51 is not there: the document has 50 lines"),
        ("3 parent 60", "line 3 can’t answer line 60"),
        ("3 parent 3", "can’t answer itself"),
        ("3 kind poem", "“poem” is none of title"),
        ("3 join caption", "“join” takes no “caption”"),
    ],
)
def test_what_no_reader_could_follow_is_told(words, said):
    with pytest.raises(BadCorrection, match=said):
        check(read(words), 50)


def test_too_many_are_refused():
    with pytest.raises(BadCorrection, match="at most 10,000"):
        read("\n".join(f"{n} join" for n in range(1, 10_002)))
