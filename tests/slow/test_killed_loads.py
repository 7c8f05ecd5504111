"""Loads that are killed, and loads that meet: every document is wholly in or wholly out, and in once."""

import json
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest
from django.conf import settings
from django.utils.text import slugify

from archive.importing.invented import Inventor
from tests import databases
from tests.databases import Database
from tests.management import seeds

pytestmark = pytest.mark.slow
KILLS, DOCUMENTS, COMMENTS = 20, 30, 60


@pytest.fixture(params=databases.BOTH)
def database(request, tmp_path) -> Iterator[Database]:
    with databases.fresh(request.param, tmp_path) as database:
        yield database


@pytest.fixture
def folder(tmp_path) -> Path:
    """Thirty documents with sixty comments each."""
    folder, inventor = seeds.folder(tmp_path / "seeds"), Inventor(1)
    for number in range(DOCUMENTS):
        one = inventor.document(number, COMMENTS)
        credit = {"name": one.author, "slug": slugify(one.author), "role": "author", "attribution": "printed"}
        house = {"name": one.publisher, "slug": slugify(one.publisher)}
        seeds.entry(
            folder, one.slug, one.text, document={"shape": "thread"}, bylines=(credit,), publisher=house, tags=one.tags
        )
    return folder


def load(database: Database, folder: Path) -> dict:
    return json.loads(database.run("manage.py", "load_seeds", "--json", str(folder)))


def facts(database: Database) -> dict:
    return json.loads(database.run("-m", "tests.slow.facts"))


def start_load(database: Database, folder: Path) -> subprocess.Popen:
    return subprocess.Popen(
        [sys.executable, "manage.py", "load_seeds", "--json", str(folder)],
        cwd=settings.BASE_DIR,
        env=database.environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )


def kill_load(database: Database, folder: Path, after: float) -> None:
    """Start a load and kill it after so many seconds, if it is not done by then."""
    process = start_load(database, folder)
    try:
        process.wait(after)
    except subprocess.TimeoutExpired:
        process.kill()
        process.communicate()


def test_a_load_killed_at_any_moment_leaves_whole_documents_and_the_next_one_ends_it(database, folder):
    began = time.monotonic()
    database.run("manage.py", "load_seeds", "--dry-run", str(folder))
    start = time.monotonic() - began
    assert load(database, folder)["created"] == DOCUMENTS
    end = time.monotonic() - began - start
    whole = facts(database)
    assert (len(whole["articles"]), whole["sound"]) == (DOCUMENTS, True)

    moments, found = Random(20), []
    for _ in range(KILLS):
        database.renew()
        kill_load(database, folder, moments.uniform(min(start, end) / 2, end))
        after = facts(database)
        there = len(after["articles"])
        found.append(there)
        assert after["articles"] == {slug: whole["articles"][slug] for slug in after["articles"]}
        assert (after["sources"], after["contents"], after["texts"]) == (there, there, there * (COMMENTS + 1))
        assert after["sound"]
        report = load(database, folder)
        assert (report["created"], report["unchanged"], report["refused"]) == (DOCUMENTS - there, there, 0)
        assert facts(database) == whole
    assert any(0 < there < DOCUMENTS for there in found), found


def test_loads_that_meet_bring_every_document_in_once(database, folder):
    meeting = [start_load(database, folder) for _ in range(3)]
    reports = [json.loads(process.communicate()[0]) for process in meeting]
    assert [process.returncode for process in meeting] == [0, 0, 0]
    assert sum(report["created"] for report in reports) == DOCUMENTS
    assert sum(report["unchanged"] for report in reports) == 2 * DOCUMENTS
    after = facts(database)
    assert (len(after["articles"]), after["sources"], after["sound"]) == (DOCUMENTS, DOCUMENTS, True)
