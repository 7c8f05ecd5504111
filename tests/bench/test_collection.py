"""10,000 articles and 300,000 comments: how fast they are stored, in how much memory, how fast they are shown.

Run it with `make bench`; with DATABASE_URL it measures PostgreSQL too.
"""

import json
import os
import re
import sys
import time
from collections.abc import Iterator
from typing import NamedTuple

import pytest
from django.conf import settings

from tests import databases
from tests.databases import Database

pytestmark = pytest.mark.slow
ARTICLES, COMMENTS = 10_000, 300_000
RATE = 10_000
SHORT, LONG = 8, 12
MEGABYTES_MORE = 24
# Milliseconds and queries of a page of a thread with everything over it, and seconds of an erasure.
MODERATED, MOST_QUERIES, ERASURE = 150, 12, 30


class Load(NamedTuple):
    seconds: float
    megabytes: float


@pytest.fixture(scope="module", params=databases.BOTH)
def database(request, tmp_path_factory) -> Iterator[Database]:
    with databases.fresh(request.param, tmp_path_factory.mktemp("bench")) as database:
        yield database


def load(database: Database, articles: int, comments: int, seed: int) -> Load:
    """Make a collection in a process of its own; how long it says that storing took, and its largest memory."""
    arguments = [f"--articles={articles}", f"--comments={comments}", f"--seed={seed}"]
    reading, writing = os.pipe()
    began = time.perf_counter()
    process = os.posix_spawn(
        sys.executable,
        [sys.executable, str(settings.BASE_DIR / "manage.py"), "make_collection", *arguments],
        database.environment,
        file_actions=[(os.POSIX_SPAWN_DUP2, writing, 1)],
    )
    os.close(writing)
    with os.fdopen(reading) as output:
        said = output.read()
    _, status, usage = os.wait4(process, 0)
    assert os.waitstatus_to_exitcode(status) == 0
    seconds = float(re.search(r"stored in ([0-9.]+) s", said)[1])  # type: ignore[index]
    assert seconds < time.perf_counter() - began
    return Load(seconds, usage.ru_maxrss / 1024)


@pytest.fixture(scope="module")
def loads(database) -> tuple[Load, Load]:
    """A tenth of the collection, and then the whole of it."""
    return load(database, ARTICLES // 10, COMMENTS // 10, 2), load(database, ARTICLES, COMMENTS, 1)


def test_ten_thousand_comments_a_second_are_stored_in_memory_that_does_not_grow(loads):
    tenth, whole = loads
    rate = COMMENTS / whole.seconds
    print(f"\n{rate:,.0f} comments a second; {tenth.megabytes:.0f} MB for a tenth, {whole.megabytes:.0f} MB for all")
    assert whole.megabytes < tenth.megabytes + MEGABYTES_MORE
    assert rate >= RATE


def test_pages_cost_no_more_than_a_few_times_a_constant_page(loads, database):
    found = json.loads(database.run("-m", "tests.bench.pages"))
    constant = found.pop("constant page")
    print(f"\nconstant page: {constant:.2f} ms")
    for name, milliseconds in found.items():
        print(f"{name}: {milliseconds:.2f} ms, {milliseconds / constant:.1f} times")
    ratios = {name: milliseconds / constant for name, milliseconds in found.items()}
    assert ratios.pop("article with 43 comments") <= SHORT
    assert max(ratios.values()) <= LONG


def test_no_page_of_the_admin_takes_a_second_or_more_than_twelve_queries(database, loads):
    measured = json.loads(database.run("-m", "tests.bench.admin"))
    slowest = max(measured, key=lambda address: measured[address])
    print(
        f"\nadmin: {measured[slowest][0]} s at most ({slowest}), {max(n for _, n in measured.values())} queries at most"
    )
    assert {address: found for address, found in measured.items() if found[0] > 1 or found[1] > 12} == {}


def test_pages_of_a_thread_that_is_marked_and_moderated_cost_no_more(loads, database):
    # It comes last: what it lays over the collection stays.
    found = json.loads(database.run("-m", "tests.bench.moderation"))
    print("\nof 10,000 comments 100 each are veiled, withheld, redacted and marked, and one person is pseudonymised:")
    for name in ("first", "middle", "last"):
        print(f"{name} page: {found[name][0]} ms, {found[name][1]} queries")
    print(f"one erasure: {found['erase'][0]} s; scrub: {found['scrub'][0]} s")
    assert max(found[name][0] for name in ("first", "middle", "last")) <= MODERATED
    assert max(found[name][1] for name in ("first", "middle", "last")) <= MOST_QUERIES
    assert found["erase"][0] < ERASURE
