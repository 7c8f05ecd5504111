import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.text.folding import fold

WORDS = st.text(st.characters(exclude_categories=["Cs"]))


@pytest.mark.parametrize(
    ("words", "folded"),
    [
        ("Погода", "погода"), ("İdil", "idil"), ("IŞIK", "işik"), ("ΛΌΓΟΣ λόγος", "λόγοσ λόγοσ"), ("Straße", "strasse"),
        (" Ferry\u00a0\t house ", "ferry house"), ("Fi\u00adre", "fire"), ("\u200bfire\u202a", "fire"), ("ﬁre", "fire"),
    ],
)  # fmt: skip
def test_words_that_differ_in_case_form_or_unseen_marks_are_one(words, folded):
    assert fold(words) == folded


@given(WORDS)
def test_what_is_folded_is_folded_for_good(words):
    assert fold(fold(words)) == fold(words)


@given(WORDS)
def test_composed_and_decomposed_words_are_one(words):
    assert fold(unicodedata.normalize("NFD", words)) == fold(unicodedata.normalize("NFC", words))
