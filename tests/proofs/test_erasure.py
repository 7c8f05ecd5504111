"""What was erased is kept nowhere and told nowhere, and neither a load nor an older backup brings it back."""

import json

import pytest

from tests import databases
from tests.proofs.erasing import CANARIES

pytestmark = pytest.mark.proof
PLACES = ("pages", "exports", "database", "journal", "caches", "logs")
NOWHERE = dict.fromkeys(PLACES, 0)


@pytest.fixture(scope="module", params=databases.BOTH)
def stages(request, tmp_path_factory) -> dict[str, dict[str, int]]:
    """How many of the canaries each place holds, stage by stage; in a process and a database of their own."""
    folder = tmp_path_factory.mktemp("erasing")
    with databases.fresh(request.param, folder) as database:
        found = json.loads(database.run("-m", "tests.proofs.erasing", str(folder)))
    if reason := found.get("unreadable"):
        pytest.skip(reason)
    return found


def test_before_an_erasure_the_words_are_where_they_are_looked_for(stages):
    everywhere = dict.fromkeys(("pages", "exports", "database"), len(CANARIES))
    assert {place: count for place, count in stages["before"].items() if place in everywhere} == everywhere


@pytest.mark.parametrize("stage", ["after", "loaded again", "restored"])
def test_no_erased_word_is_anywhere(stages, stage):
    assert stages[stage] == NOWHERE


def test_a_word_that_is_kept_anywhere_is_seen(stages):
    planted = {place: count > 0 for place, count in stages["planted"].items()}
    assert planted == dict.fromkeys(("database", "journal", "caches", "logs"), True)
