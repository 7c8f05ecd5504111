import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.text.lookalikes import in_one_script, script_of


@pytest.mark.parametrize(
    ("word", "spelt"),
    [
        ("Fеrry", "Ferry"), ("Моcква", "Москва"), ("Βaker", "Baker"), ("Αθήνa", "Αθήνα"), ("Երևաo", "Երևաօ"),
        ("сор", "cop"), ("Погода", "Погода"), ("ferry", "ferry"), ("Mо́re", "Mо́re".replace("о", "o")),
    ],
)  # fmt: skip
def test_letters_of_another_script_inside_a_word_are_those_they_look_like(word, spelt):
    assert [piece.letters for piece in in_one_script(word)] == [spelt]


def test_words_of_two_scripts_that_are_glued_are_two_pieces():
    assert [tuple(piece) for piece in in_one_script("הferryדג")] == [("ה", 0, 1), ("ferry", 1, 6), ("דג", 6, 8)]


def test_marks_and_digits_are_of_no_script_and_go_with_the_letters_before_them():
    assert [script_of(each) for each in "á1ʰ"] == ["LATIN", "", "", ""]
    assert [tuple(piece) for piece in in_one_script("b́1ж")] == [("b́1", 0, 3), ("ж", 3, 4)]


@given(st.text(min_size=1))
def test_the_pieces_are_the_whole_word_and_as_long(word):
    pieces = in_one_script(word)
    assert [piece.start for piece in pieces] == [0, *(piece.end for piece in pieces[:-1])]
    assert pieces[-1].end == len(word)
    assert all(len(piece.letters) == piece.end - piece.start > 0 for piece in pieces)
