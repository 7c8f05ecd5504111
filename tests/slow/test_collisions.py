"""Two moderators who decide on the same comments at the same moment, each in a process of their own."""

import json
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest

from tests import databases
from tests.databases import Database

pytestmark = pytest.mark.slow
TIMES = 200


@pytest.fixture(params=databases.BOTH)
def database(request, tmp_path) -> Iterator[Database]:
    with databases.fresh(request.param, tmp_path) as database:
        yield database


def test_two_at_once_make_one_decision_and_one_clear_message(database, tmp_path):
    ready = tmp_path / "ready"
    ready.mkdir()
    database.run("-m", "tests.slow.moderators", "make", str(TIMES))
    with ThreadPoolExecutor(2) as pool:
        told = pool.map(lambda who: database.run("-m", "tests.slow.moderators", who, str(ready)), ["anna", "bo"])
        anna, bo = (json.loads(each) for each in told)
    assert len(anna) + len(bo) == TIMES
    for said, other in ((anna, "bo"), (bo, "anna")):
        assert all(f"is veiled now: {other} has decided on it. Nothing of yours was done." in each for each in said)
    found = json.loads(database.run("manage.py", "verify_log", "--json"))
    assert (found["size"], found["first_bad"]) == (TIMES, None)
    print(f"{len(anna)} of {TIMES} told anna, {len(bo)} told bo")
