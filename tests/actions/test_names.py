import pytest

from archive.actions import names
from archive.actions.refusals import Refused
from archive.models import Author, Collection, Decision, Publisher
from tests.actions.reads import BY

pytestmark = pytest.mark.django_db


def test_a_name_is_made_once_and_its_making_is_on_record():
    first = names.named(Author, "hanna-veld", "Hanna Veld", **BY, reason="Seen in print.")
    again = names.named(Author, "hanna-veld", "H. Veld", **BY, reason="Seen in print.")
    assert (first, again.name) == (again, "Hanna Veld")
    [decision] = Decision.objects.about("author:hanna-veld")
    assert (decision.verb, decision.detail.after) == ("author.create", {"name": "Hanna Veld"})


def test_a_change_of_a_name_tells_before_and_after():
    house = names.create(Publisher, "packet", {"name": "Packet"}, **BY, reason="Seen in print.")
    decision = names.change(house, {"name": "The Packet", "note": ""}, **BY, reason="Its own spelling.")
    assert (decision.verb, decision.detail.before, decision.detail.after) == (
        "publisher.change",
        {"name": "Packet"},
        {"name": "The Packet"},
    )
    assert Publisher.objects.get().name == "The Packet"


def test_a_change_to_what_stands_there_is_none():
    house = names.create(Publisher, "packet", {"name": "Packet"}, **BY, reason="Seen in print.")
    assert names.change(house, {"name": "Packet"}, **BY, reason="Again.") is None
    assert Decision.objects.count() == 1


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"slug": "other"}, "slug can’t be written here."),
        ({"name": "x" * 501}, "name: Ensure this value has at most 500 characters"),
        ({"name": "a\0b"}, "name: Null characters are not allowed."),
        ({"name": ""}, "name: This field cannot be blank."),
    ],
)
def test_what_no_name_may_have_is_refused_and_nothing_is_written(fields, sentence):
    house = names.create(Publisher, "packet", {"name": "Packet"}, **BY, reason="Seen in print.")
    with pytest.raises(Refused, match=sentence):
        names.change(house, fields, **BY, reason="No.")
    assert (Publisher.objects.get().name, Decision.objects.count()) == ("Packet", 1)


def test_a_slug_that_is_taken_is_refused():
    names.create(Collection, "house", {"name": "The House"}, **BY, reason="New.")
    with pytest.raises(Refused, match=r"There is “house” already among the collections\."):
        names.create(Collection, "house", {"name": "Another"}, **BY, reason="New.")
