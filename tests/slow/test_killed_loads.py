"""Loads that are killed, and loads that meet: each document and statement is wholly in or wholly out, and in once."""

import json
import os
import pty
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
KILLS, DOCUMENTS, COMMENTS, STATEMENTS = 20, 14, 30, 8
STEPS = DOCUMENTS + STATEMENTS


@pytest.fixture(params=databases.BOTH)
def database(request, tmp_path) -> Iterator[Database]:
    with databases.fresh(request.param, tmp_path) as database:
        yield database


@pytest.fixture
def folder(tmp_path) -> Path:
    """Documents with comments, and statements that stand in five of the documents each."""
    folder, inventor, titles = seeds.folder(tmp_path / "seeds"), Inventor(1), []
    for number in range(DOCUMENTS):
        one = inventor.document(number, COMMENTS)
        credit = {"name": one.author, "slug": slugify(one.author), "role": "author", "attribution": "printed"}
        house = {"name": one.publisher, "slug": slugify(one.publisher)}
        seeds.entry(
            folder, one.slug, one.text, document={"shape": "thread"}, bylines=(credit,), publisher=house, tags=one.tags
        )
        titles.append(seeds.place(one.text, one.title))
    for number in range(STATEMENTS):
        evidence = ({**titles[number], "side": "context", "note": "It says so."},)
        others = (("narrows", f"that-{number - 1:02}"),) if number else ()
        seeds.statement(
            folder, f"that-{number:02}", tuple(titles[number : number + 5]), evidence, others, tags=["Fire"]
        )
    return folder


def load(database: Database, folder: Path) -> dict:
    return json.loads(database.run("manage.py", "load_seeds", "--json", str(folder)))


def facts(database: Database) -> dict:
    return json.loads(database.run("-m", "tests.slow.facts"))


def start_load(database: Database, folder: Path, stderr: int = subprocess.DEVNULL) -> subprocess.Popen:
    return subprocess.Popen(
        [sys.executable, "manage.py", "load_seeds", "--json", str(folder)],
        cwd=settings.BASE_DIR,
        env=database.environment,
        stdout=subprocess.PIPE,
        stderr=stderr,
        text=True,
    )


def kill_load(database: Database, folder: Path, *, at: int, after: float) -> None:
    """Start a load and kill it so many seconds after its bar says that so many things are done."""
    terminal, stderr = pty.openpty()
    process = start_load(database, folder, stderr)
    os.close(stderr)
    shown = b""
    while f"{at} of {STEPS}".encode() not in shown:
        shown = shown[-100:] + os.read(terminal, 1000)
    time.sleep(after)
    process.kill()
    process.communicate()
    os.close(terminal)


def test_a_load_killed_at_any_moment_leaves_whole_documents_and_the_next_one_ends_it(database, folder):
    began = time.monotonic()
    assert load(database, folder)["created"] == DOCUMENTS
    took = (time.monotonic() - began) / STEPS
    whole = facts(database)
    assert (len(whole["articles"]), whole["sound"]) == (DOCUMENTS, True)

    moments, found = Random(20), []
    for _ in range(KILLS):
        database.renew()
        kill_load(database, folder, at=moments.randrange(STEPS), after=moments.uniform(0, took))
        after = facts(database)
        there, stated = len(after["articles"]), len(after["statements"])
        found.append(there + stated)
        assert after["articles"] == {slug: whole["articles"][slug] for slug in after["articles"]}
        assert after["statements"] == {key: whole["statements"][key] for key in after["statements"]}
        assert (after["sources"], after["contents"], after["texts"]) == (there, there, there * (COMMENTS + 1))
        assert after["sound"]
        report = load(database, folder)
        assert (report["created"], report["unchanged"], report["refused"]) == (DOCUMENTS - there, there, 0)
        told = report["statements"]
        assert (told["created"], told["unchanged"], told["refused"]) == (STATEMENTS - stated, stated, 0)
        assert facts(database) == whole
    assert sum(0 < there < STEPS for there in found) > KILLS // 2, found
    assert any(there > DOCUMENTS for there in found), found


def test_loads_that_meet_bring_every_document_in_once(database, folder):
    meeting = [start_load(database, folder) for _ in range(3)]
    reports = [json.loads(process.communicate()[0]) for process in meeting]
    assert [process.returncode for process in meeting] == [0, 0, 0]
    assert sum(report["created"] for report in reports) == DOCUMENTS
    assert sum(report["unchanged"] for report in reports) == 2 * DOCUMENTS
    assert sum(report["statements"]["created"] for report in reports) == STATEMENTS
    assert sum(report["statements"]["unchanged"] for report in reports) == 2 * STATEMENTS
    after = facts(database)
    assert (len(after["articles"]), after["sources"], after["sound"]) == (DOCUMENTS, DOCUMENTS, True)
