import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.rules.wordrules import MOST_TERMS, guarded, refusal


@pytest.mark.parametrize(
    "term",
    ["Jews", "j3w", "jew*", "*israel*", "arab*", "Armenians", "Türken", "евреи", "יהודי", "يهود", "muslim*", "old turk",
     "C.h.r.i.s.t.i.a.n", "Аrmenian", "*zidi*"],
)  # fmt: skip
def test_the_name_of_a_people_or_a_faith_is_no_term(term):
    assert "Who somebody is" in refusal(["goat*", term])


@given(st.sampled_from(sorted(set(guarded().values()))), st.sampled_from([str.upper, str.title, "*{}".format]))
def test_no_guarded_name_gets_through_in_another_spelling(name, spelling):
    assert refusal([spelling(name)])


@pytest.mark.parametrize("term", ["goat*", "idiot*", "liar", "old cow", "vermin", "rat*", "scum", "moron*", "stupid*"])
def test_a_plain_insult_is_a_term(term):
    assert refusal([term]) == ""


def test_a_word_rule_has_some_terms_and_not_too_many():
    assert "at least one" in refusal([])
    assert f"at most {MOST_TERMS}" in refusal(["goat"] * (MOST_TERMS + 1))
    assert "letters" in refusal(["1945"])
