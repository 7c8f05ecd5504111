import unicodedata
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.text.graphemes import Borders, after, before, borders, clusters, is_border, splits

FAMILY = "👨‍👩‍👧"
HARD = st.text(
    "a क\u0937\u094d\u093f\u200d\u200c👨👩🏽\u0301🇦🇿\r\n\u0600ᄀ각가\u11a8\u1161ก\u0e33☝\ufe0f\u0995\u09cd\x00",
    max_size=80,
)


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("", []), ("ab", ["a", "b"]), ("\r\n\n\r", ["\r\n", "\n", "\r"]), ("e\u0301x", ["e\u0301", "x"]),
        (f"{FAMILY}x", [FAMILY, "x"]), ("🇦🇿🇮🇱🇦", ["🇦🇿", "🇮🇱", "🇦"]), ("☝🏽☝", ["☝🏽", "☝"]),
        ("\u1100\u1161\u11a8가\u11a8각가", ["\u1100\u1161\u11a8", "가\u11a8", "각", "가"]),
        ("\u0301a", ["\u0301", "a"]),
        ("\u0915\u094d\u0937\u093f", ["\u0915\u094d\u0937\u093f"]), ("\u094d\u0915", ["\u094d", "\u0915"]),
        ("\u0915\u094d\u200d\u0937", ["\u0915\u094d\u200d\u0937"]), ("\u0915\u200d\u0937", ["\u0915\u200d", "\u0937"]),
        ("\u0915\u094d\u200c\u0937", ["\u0915\u094d\u200c", "\u0937"]), ("\u0e01\u0e33", ["\u0e01\u0e33"]),
        ("\u0600\u0661x", ["\u0600\u0661", "x"]), ("\x00\u0301", ["\x00", "\u0301"]), ("a\u200d👩", ["a\u200d", "👩"]),
        ("\u05e9\u05c1\u05b8x", ["\u05e9\u05c1\u05b8", "x"]), ("❤\ufe0f\u200d🔥", ["❤\ufe0f\u200d🔥"]),
    ],
)  # fmt: skip
def test_a_text_falls_into_what_a_reader_takes_for_characters(text, parts):
    assert list(clusters(text)) == parts


def test_a_range_that_cuts_a_family_or_a_line_end_splits_it():
    text = f"a{FAMILY}\r\nb"
    assert not splits(text, 1, 6)
    assert [at for at in range(len(text) + 1) if not is_border(text, at)] == [2, 3, 4, 5, 7]
    assert (before(text, 3), after(text, 3), before(text, 7), after(text, 7)) == (1, 6, 6, 8)
    assert splits(text, 0, 3)
    assert splits(text, 2, 6)


def test_positions_outside_the_text_are_no_borders():
    assert not is_border("ab", 3)
    assert not is_border("ab", -1)
    assert splits("é", 0, 2)


@given(HARD)
def test_one_question_and_the_whole_list_agree(text):
    listed = set(borders(text)) | {0}
    found, every = Borders(text), range(len(text) + 1)
    assert {at for at in every if is_border(text, at)} == listed
    assert {at for at in every if at in found} == listed
    assert [(before(text, at), after(text, at)) for at in every] == [
        (found.before(at), found.after(at)) for at in every
    ]


@given(st.text())
def test_the_clusters_are_the_text_and_no_mark_begins_one_in_a_word(text):
    parts = list(clusters(text))
    assert "".join(parts) == text
    for part, following in pairwise(parts):
        if unicodedata.category(following[0]) == "Mn":
            assert unicodedata.category(part[-1]) in {"Cc", "Cf", "Zl", "Zp", "Cn"}


@pytest.mark.parametrize("hostile", ["🇦", "\u0301", "\u0915\u094d", "👩\u200d", "\u1100", "\u0600"])
def test_a_long_run_of_one_character_is_no_trap(hostile):
    text = hostile * 100_000
    assert borders(text)[-1] == len(text)
    assert is_border(text, len(text))
    assert is_border("a" + text + "b", 1) == (hostile[0] not in "\u0301")
