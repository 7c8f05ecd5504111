"""seeds/sample/sample.json gives the archive that it was written from."""

import pytest
from django.core.management import call_command

from archive.actions.verify_archive import verify_archive
from archive.actions.verify_log import verify_log
from tests import fixtures

pytestmark = pytest.mark.django_db


@pytest.mark.slow
def test_plain_loaddata_finds_the_sample_and_gives_the_same_archive():
    call_command("loaddata", "sample", verbosity=0)
    assert fixtures.as_written()
    assert verify_log().sound
    assert verify_archive(at=fixtures.AT).sound
