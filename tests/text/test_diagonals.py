from hypothesis import given
from hypothesis import strategies as st

from archive.text.diagonals import Stretch, grams, stretches

TEXTS = st.lists(st.sampled_from("abcdef"), max_size=40)


def found(one: list[str], other: list[str]) -> list[Stretch]:
    return stretches(one, other, grams(one, 3), grams(other, 3))


def test_grams_have_their_places():
    assert grams(list("abcabc"), 3) == {("a", "b", "c"): [0, 3], ("b", "c", "a"): [1], ("c", "a", "b"): [2]}
    assert grams(list("ab"), 3) == {}


def test_a_stretch_goes_as_far_as_both_texts_say_the_same():
    assert found(list("xabcdey"), list("zzabcdew")) == [Stretch(1, 2, 5)]


def test_two_words_are_no_stretch():
    assert found(list("xaby"), list("zabw")) == []


def test_a_text_that_goes_on_repeating_itself_is_cut_into_periods():
    said = list("abcdefgh") * 3 + ["a"]
    assert [each for each in found(said, said) if each.to - each.at == 8] == [
        Stretch(0, 8, 8), Stretch(8, 16, 8), Stretch(9, 17, 8),
    ]  # fmt: skip


def test_work_and_finds_stay_few_when_everything_is_common():
    said = list("abcdefgh") * 500
    assert len(found(said, list(said[:800]))) < 500
    assert len(found(said, said)) < 2000


@given(TEXTS, TEXTS)
def test_every_stretch_is_the_same_in_both_and_stands_once(one, other):
    made = found(one, other)
    assert len(made) == len(set(made))
    for at, to, length in made:
        assert length >= 3
        assert one[at : at + length] == other[to : to + length]


@given(TEXTS)
def test_stretches_of_one_text_with_itself_do_not_overlap(said):
    assert all(each.at_end <= each.to and each.to - each.at >= 8 for each in found(said, said))
