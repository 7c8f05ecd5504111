"""Hostile text made safe to print."""

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from archive.text.legible import legible


def test_controls_turns_and_surrogates_become_escapes() -> None:
    assert legible("a\x1b[31m\u202eb\udc80\U000e0001") == r"a\x1b[31m\u202eb\udc80\U000e0001"


def test_letters_of_every_script_and_joiners_stay() -> None:
    text = "Паром שלום նավ نامه\u200cای 👨\u200d👩\u200d👧 é"
    assert legible(text) == text


def test_what_a_caller_keeps_stays() -> None:
    assert legible("a\nb\tc", keep="\n") == "a\nb\\x09c"


@given(st.text(alphabet=st.characters(codec=None)))
def test_nothing_is_left_that_could_steer_a_terminal(text: str) -> None:
    left = {unicodedata.category(character) for character in legible(text) if character not in "\u200c\u200d"}
    assert left.isdisjoint({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
