"""What load_seeds makes of the sample collection."""

import pytest

from archive.actions.verify_log import verify_log
from archive.models import Statement, disputes
from tests import fixtures
from tests.management.test_load_statements_founding import check_evidence

pytestmark = [pytest.mark.slow, pytest.mark.django_db, pytest.mark.usefixtures("loaded")]


@pytest.fixture(scope="module")
def loaded(standing: None) -> None:
    fixtures.load_sample()


def test_the_fixture_is_what_load_seeds_makes_of_the_sample():
    assert fixtures.as_written(), "`make fixtures` writes it anew"


def test_the_sample_is_what_its_log_tells():
    assert verify_log(replay=True).sound


def test_no_evidence_of_the_sample_is_a_repetition():
    check_evidence(disputes(Statement.objects.visible_to(None).by_number(), None))
