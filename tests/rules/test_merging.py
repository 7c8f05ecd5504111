import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.rules.merging import Verdict, merged, verdict

names = st.frozensets(st.sampled_from("abcdef"))


@pytest.mark.parametrize(
    ("wrote", "current", "wanted", "found"),
    [
        ("a", "a", "a", Verdict.SAME),
        ("a", "a", "b", Verdict.WRITE),
        ("a", "c", "a", Verdict.KEEP),
        ("a", "c", "b", Verdict.KEEP),
        ("a", "b", "b", Verdict.SAME),
        (None, None, "b", Verdict.WRITE),
    ],
)
def test_what_a_person_changed_stays(wrote, current, wanted, found):
    assert verdict(wrote, current, wanted) is found


@given(names, names)
def test_where_no_person_changed_a_set_the_catalogue_has_its_way(wrote, wanted):
    assert merged(wrote, wrote, wanted) == wanted


@given(names, names)
def test_where_the_catalogue_is_as_it_was_a_set_stays_as_people_made_it(wrote, current):
    assert merged(wrote, current, wrote) == current


@given(names, names, names)
def test_a_member_that_the_catalogue_leaves_as_it_was_is_as_people_left_it(wrote, current, wanted):
    left_alone = {name for name in "abcdef" if (name in wrote) == (name in wanted)}
    assert merged(wrote, current, wanted) & left_alone == current & left_alone
