from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.text.wordforms import BadTerm, Matcher, pieces

TERMS = Matcher(["goat*", "old cow", "*burner"])


@pytest.mark.parametrize(
    "text",
    [
        "goat", "GOATS", "g0at", "go@ts", "goooat", "g.o.a.t", "g-o-a-t", "g o a t s", "gоat", "g\u00f6at", "ｇｏａｔ",
        "goat’s", "Old  cow", "old\ncow's", "shipburner", "go\u00adat",
    ],
)  # fmt: skip
def test_a_term_is_found_in_its_forms_and_its_look_alikes(text):
    [span] = TERMS.spans(f"So, {text}, he said.")
    assert f"So, {text}, he said."[span.start : span.end].lower().startswith(text.lower()[:1])


@pytest.mark.parametrize(
    "text", ["scapegoat", "god at", "go at", "old cows", "burners", "90 4 7", "", "cow old", "g o a"]
)
def test_what_only_resembles_it_is_not(text):
    assert TERMS.spans(text) == []


@pytest.mark.parametrize(
    ("term", "why"),
    [("", "empty"), ("***", "empty"), ("1945", "empty"), ("go*at", "star"), ("go*", "short"), ("x", "short"),
     ("x" * 61, "long"), ("a b c d e f g", "long")],
)  # fmt: skip
def test_what_can_not_be_looked_for_is_said_to_be_so(term, why):
    with pytest.raises(BadTerm, match=why):
        pieces(term)


@given(st.text(max_size=60), st.text(alphabet="goat01 @.'-оו", max_size=40))
def test_places_stand_in_the_text_in_their_order_and_never_overlap(text, hard):
    spans = TERMS.spans(text + hard)
    assert all(0 <= span.start < span.end <= len(text + hard) for span in spans)
    assert all(one.end <= other.start for one, other in pairwise(spans))


@given(st.text(alphabet="abcgoatGOAT '!0", max_size=30), st.text(alphabet="abc '.", max_size=10))
def test_what_is_told_fast_is_told_right(before, after):
    text = f"{before} goat {after}"
    assert any(span.start <= text.index("goat", len(before)) < span.end for span in TERMS.spans(text))
