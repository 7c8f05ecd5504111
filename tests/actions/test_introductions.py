import pytest

from archive.actions.introductions import introduce
from archive.importing.catalogue import Introduction
from archive.models import Collection, Decision
from tests.factories import WHEN

pytestmark = pytest.mark.django_db

BY = {"by": "hanna", "at": WHEN}
SAID = Introduction("letters", "Letters", invented=False, description="Nine letters.", lacks="The answers.")


def test_a_collection_is_introduced_once_and_on_record():
    assert introduce(SAID, **BY).verb == "collection.create"
    assert introduce(SAID, **BY) is None
    assert Collection.objects.get(slug="letters").lacks == "The answers."


def test_another_introduction_changes_what_differs():
    introduce(SAID, **BY)
    decision = introduce(SAID._replace(lacks="Some answers."), **BY)
    assert (decision.detail.before, decision.detail.after) == ({"lacks": "The answers."}, {"lacks": "Some answers."})


def test_what_a_person_wrote_stays():
    introduce(SAID, **BY)
    Collection.objects.update(lacks="All the answers but one.")
    introduce(SAID._replace(lacks="Some answers.", name="Nine letters"), **BY)
    row = Collection.objects.get()
    assert (row.name, row.lacks) == ("Nine letters", "All the answers but one.")
    assert Decision.objects.count() == 2
