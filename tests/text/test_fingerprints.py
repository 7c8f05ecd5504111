import subprocess
import sys
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from archive.text.fingerprints import SURE, Fingerprint, fingerprints, hashed
from archive.text.normal import Word

NAMES = ["ferry", "harbour", "house", "burned", "keeper", "winter"]


def spoken(names: list[str]) -> list[Word]:
    return [Word(name, 7 * at, 7 * at + 6) for at, name in enumerate(names)]


def values(names: list[str]) -> set[int]:
    return {each.value for each in fingerprints(spoken(names))}


def test_a_hash_is_the_same_on_every_machine_and_in_every_process():
    assert hashed(["the", "ferry", "house"]) == -1272575451445450657
    program = "from archive.text.fingerprints import hashed; print(hashed(['the', 'ferry', 'house']))"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout == "-1272575451445450657\n"


def test_words_are_hashed_with_the_blanks_between_them():
    assert hashed(["fer", "ry"]) != hashed(["ferry"]) != hashed(["f", "erry"])
    assert isinstance(hashed(["\ud800"]), int)


def test_less_than_five_words_have_no_fingerprint_and_five_to_seven_have_one():
    assert [len(fingerprints(spoken(NAMES[:length]))) for length in (0, 4, 5, 6)] == [0, 0, 1, 1]
    assert fingerprints(spoken(NAMES[:5])) == [Fingerprint(hashed(NAMES[:5]), 0)]


def test_one_word_said_over_and_over_fills_a_quarter():
    assert [each.position for each in fingerprints(spoken(["ferry"] * 20))] == [3, 7, 11, 15]


@given(st.lists(st.sampled_from(NAMES), max_size=60))
def test_every_fingerprint_is_the_hash_of_five_words_that_fits_a_signed_column(names):
    found = fingerprints(spoken(names))
    assert all(each.value == hashed(names[each.position : each.position + 5]) for each in found)
    assert all(-(2**63) <= each.value < 2**63 for each in found)
    assert all(0 < b.position - a.position <= 4 for a, b in pairwise(found))


@given(
    *[st.lists(st.sampled_from(NAMES), max_size=30)] * 4, st.lists(st.sampled_from(NAMES), min_size=SURE, max_size=SURE)
)
def test_two_texts_that_share_eight_words_in_a_row_share_a_fingerprint(before, behind, front, back, run):
    assert values(before + run + behind) & values(front + run + back)
