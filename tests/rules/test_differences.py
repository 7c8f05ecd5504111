import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.importing import shapes
from archive.importing.corrections import Correction, Corrections
from archive.importing.source import Source
from archive.rules.differences import Piece, differences, marked_words, pieces_of
from archive.text.runs import Span

PAGE = Source("One line of words.\n\nAnother line of words.\n\nA third line.\n")


def pieces(*corrections: Correction) -> list[Piece]:
    return pieces_of(shapes.read(PAGE, shape="plain", corrections=Corrections(corrections)))


def piece(start, end, words="w", kind="paragraph", **facts) -> Piece:
    return Piece(kind, Span(start, end), (start, end), words, **facts)


def test_two_readings_that_say_the_same_do_not_differ():
    assert differences(pieces(), pieces()) == []


def test_a_paragraph_that_falls_in_two_is_one_change():
    whole, left, right = piece(0, 9), piece(0, 4), piece(5, 9)
    [change] = differences([whole, piece(10, 12)], [left, right, piece(10, 12)])
    assert (change.before, change.after, change.line) == ((whole,), (left, right), 0)


def test_changes_that_share_no_characters_are_told_apart():
    changes = differences([piece(0, 4), piece(4, 8)], [piece(0, 4, "x"), piece(4, 8, kind="heading")])
    assert [change.line for change in changes] == [0, 4]


def test_another_author_or_parent_is_a_change():
    said = piece(5, 9, kind="comment", author="Tam", parent=1, parent_line=1)
    assert len(differences([said], [said._replace(author="Veld")])) == 1
    assert len(differences([said], [said._replace(parent=3)])) == 1


def test_facts_that_one_side_did_not_keep_are_compared_on_neither():
    said = piece(5, 9, kind="comment", author="Tam", parent=1)
    assert differences([said], [said.untold()]) == []


def test_a_corrected_kind_is_the_only_difference():
    page = Source("By the river\n\n" + PAGE.text)
    plain = pieces_of(shapes.read(page, shape="newspaper"))
    other = pieces_of(shapes.read(page, shape="newspaper", corrections=Corrections([Correction(5, "kind", "heading")])))
    kinds = {after.lines: after.kind for change in differences(plain, other) for after in change.after}
    assert kinds[5, 5] == "heading"


@given(st.text(alphabet="ab \n.", max_size=60), st.text(alphabet="ab \n.", max_size=60))
def test_marked_words_are_the_words_and_what_is_shared_is_the_same_on_both_sides(before, after):
    old, new = marked_words(before, after)
    assert ["".join(one.words for one in side) for side in (old, new)] == [before, after]
    assert "".join(one.words for one in old if one.same) == "".join(one.words for one in new if one.same)


def test_the_words_that_moved_are_marked():
    old, new = marked_words("the stove was lit", "the old stove was cold")
    assert [one.words for one in old if not one.same] == ["lit"]
    assert [one.words for one in new if not one.same] == ["old ", "cold"]


@pytest.mark.slow
def test_long_words_without_end_are_compared_in_time():
    begin = time.process_time()
    marked_words("a b " * 50_000, "b a " * 50_000)
    many = [piece(n, n + 1, "same") for n in range(20_000)]
    differences(many, [one._replace(kind="heading") for one in many])
    assert time.process_time() - begin < 5
