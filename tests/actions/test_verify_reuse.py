"""Verification of the index of shared wording and of parallels."""

import pytest

from archive.actions import parallels
from archive.actions.verify_archive import verify_archive
from archive.models import Article, Fingerprint, Parallel
from tests.actions.test_parallels import FIRST, SECOND, again, brought
from tests.factories import WHEN

pytestmark = pytest.mark.django_db


@pytest.fixture
def pair() -> tuple[Article, Article]:
    return brought(FIRST, "first"), brought(SECOND, "second")


def faults() -> set[tuple[str, str]]:
    """Without those of the toy reader, which nobody has."""
    found = verify_archive(at=WHEN).faults
    return {(fault.about, fault.what) for fault in found}


def test_what_was_compared_is_sound_also_after_a_correction(pair):
    again(pair[0], FIRST, without="Nobody")
    report = verify_archive(at=WHEN)
    assert (report.faults, report.parallels) == ((), 5)


def test_words_that_wait_to_be_compared_are_no_fault(pair):
    Fingerprint.objects.filter(text__reading__article=pair[0])._raw_delete("default")
    assert faults() == set()
    parallels.find(clock=lambda: WHEN)
    assert faults() == set()


def test_an_index_that_holds_other_fingerprints_is_told(pair):
    Fingerprint.objects.create(value=7, text=pair[1].text)
    assert faults() == {("article:second", "the index of shared wording holds other fingerprints of it")}


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"a_source_start": 1}, "it stands elsewhere in the source"),
        ({"pieces": [[0, 20, 5, 30, 4]]}, "its stretches without a change are not the same in both texts"),
        ({"pieces": []}, "its stretches without a change are not the same in both texts"),
        ({"pieces": [["x"]]}, "its places, or the words and maps of its texts, are damaged"),
    ],
)
def test_a_parallel_that_does_not_stand_where_it_says_is_told(pair, changed, sentence):
    Parallel.objects.filter(number=2).update(**changed)
    assert faults() == {("parallel:2", sentence)}


def test_a_parallel_on_words_that_are_read_no_more_is_told(pair):
    again(pair[0], FIRST, without="Nobody")
    Parallel.objects.filter(number=2).update(state="same")
    assert faults() == {("parallel:2", "it is shown, but its words are not those that are read today")}
