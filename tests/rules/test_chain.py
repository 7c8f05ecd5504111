from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.rules import chain

ROW = {
    "number": 3,
    "at": datetime(2026, 6, 14, 9, 30, 0, 125000, tzinfo=UTC),
    "actor": "hanna",
    "verb": "article.publish",
    "target": "article:ferry-house",
    "run": None,
    "takes_back": None,
    "detail_digest": "a" * 64,
    "previous": "b" * 64,
}
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=8,
)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("number", 4),
        ("at", ROW["at"] + timedelta(milliseconds=1)),
        ("actor", "Hanna"),
        ("verb", "article.withdraw"),
        ("target", "article:ferry-house-2"),
        ("run", "k"),
        ("takes_back", 2),
        ("detail_digest", "c" * 64),
        ("previous", "c" * 64),
    ],
)
def test_the_digest_covers_every_field(field, value):
    assert chain.digest(**ROW) != chain.digest(**{**ROW, field: value})


def test_the_digest_does_not_depend_on_the_time_zone():
    elsewhere = ROW["at"].astimezone(timezone(timedelta(hours=4)))
    assert chain.digest(**ROW) == chain.digest(**{**ROW, "at": elsewhere})


@given(st.dictionaries(st.text(max_size=5), JSON, max_size=5))
def test_the_order_of_keys_is_no_difference(value):
    assert chain.canonical(value) == chain.canonical(dict(reversed(value.items())))


@given(st.text(), st.text(), st.text())
def test_the_same_detail_has_another_digest_under_another_salt(reason, salt, other):
    digests = {chain.detail_digest(salt=one, reason=reason, before={}, after={"x": reason}) for one in (salt, other)}
    assert len(digests) == len({salt, other})
