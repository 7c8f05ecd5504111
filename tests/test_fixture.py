"""seeds/sample/sample.json is what load_seeds makes of the sample."""

import pytest
from django.core.management import call_command

from archive.actions.verify_archive import verify_archive
from archive.actions.verify_log import verify_log
from tests import fixtures

pytestmark = pytest.mark.django_db


def as_written() -> bool:
    # Compared here: a difference of such texts takes pytest minutes to print.
    return fixtures.dumped() == fixtures.FIXTURE.read_text()


def test_the_fixture_is_what_load_seeds_makes_of_the_sample():
    fixtures.load_sample()
    assert as_written(), "`make fixtures` writes it anew"


def test_plain_loaddata_finds_the_sample_and_gives_the_same_archive():
    call_command("loaddata", "sample", verbosity=0)
    assert as_written()
    assert verify_log().sound
    assert verify_archive(at=fixtures.AT).sound
