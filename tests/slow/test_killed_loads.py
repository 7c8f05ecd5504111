"""A load is killed at random moments: every document is wholly in or wholly out, and the next load converges."""

import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random
from urllib.parse import urlsplit, urlunsplit

import psycopg
import pytest
from django.conf import settings
from django.utils.text import slugify

from archive.importing.invented import Inventor
from tests.management import seeds

pytestmark = pytest.mark.slow
KILLS, DOCUMENTS, COMMENTS = 20, 30, 60
POSTGRESQL = urlsplit(os.environ.get("DATABASE_URL", ""))


def on_sqlite(tmp_path: Path) -> Iterator[tuple[str, Callable[[], None]]]:
    empty, used = tmp_path / "empty.sqlite3", tmp_path / "used.sqlite3"
    run("manage.py", "migrate", url=f"sqlite:///{empty}")

    def renew() -> None:
        used.with_name("used.sqlite3-journal").unlink(missing_ok=True)
        shutil.copy(empty, used)

    yield f"sqlite:///{used}", renew


def on_postgresql(tmp_path: Path) -> Iterator[tuple[str, Callable[[], None]]]:
    def ask(*statements: str) -> None:
        with psycopg.connect(at("postgres"), autocommit=True) as connection:
            for statement in statements:
                connection.execute(statement)

    def at(name: str) -> str:
        return urlunsplit(POSTGRESQL._replace(scheme="postgresql", path=f"/{name}"))

    empty, used = "archive_kill_empty", "archive_kill_used"
    gone = [f"DROP DATABASE IF EXISTS {name} WITH (FORCE)" for name in (used, empty)]
    ask(*gone, f"CREATE DATABASE {empty}")
    run("manage.py", "migrate", url=at(empty))
    yield at(used), lambda: ask(gone[0], f"CREATE DATABASE {used} TEMPLATE {empty}")
    ask(*gone)


LEGS = {"sqlite": on_sqlite, "postgresql": on_postgresql}


@pytest.fixture(
    params=[
        "sqlite",
        pytest.param(
            "postgresql",
            marks=pytest.mark.skipif(
                not POSTGRESQL.scheme.startswith("postgres"), reason="DATABASE_URL names no PostgreSQL"
            ),
        ),
    ]
)
def database(request, tmp_path) -> Iterator[tuple[str, Callable[[], None]]]:
    """The address of a database, and a function that makes it a fresh and empty archive."""
    yield from LEGS[request.param](tmp_path)


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


def environment(url: str) -> dict[str, str]:
    return {**os.environ, "DATABASE_URL": url, "DEBUG": "1", "DJANGO_SETTINGS_MODULE": "site_config.settings"}


def run(*arguments: str, url: str) -> str:
    done = subprocess.run(
        [sys.executable, *arguments], cwd=settings.BASE_DIR, env=environment(url), capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def load(folder: Path, url: str) -> dict:
    return json.loads(run("manage.py", "load_seeds", "--json", str(folder), url=url))


def facts(url: str) -> dict:
    return json.loads(run("-m", "tests.slow.facts", url=url))


def killed(folder: Path, url: str, after: float) -> None:
    process = subprocess.Popen(
        [sys.executable, "manage.py", "load_seeds", str(folder)],
        cwd=settings.BASE_DIR,
        env=environment(url),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        process.wait(after)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def test_a_load_killed_at_any_moment_leaves_whole_documents_and_the_next_one_ends_it(database, folder):
    url, renew = database
    renew()
    began = time.monotonic()
    run("manage.py", "load_seeds", "--dry-run", "--json", str(folder), url=url)
    start = time.monotonic() - began
    began = time.monotonic()
    assert load(folder, url)["created"] == DOCUMENTS
    end = time.monotonic() - began
    whole = facts(url)
    assert (len(whole["articles"]), whole["sound"]) == (DOCUMENTS, True)

    moments, found = Random(20), []
    for _ in range(KILLS):
        renew()
        killed(folder, url, moments.uniform(min(start, end) / 2, end))
        after = facts(url)
        there = len(after["articles"])
        found.append(there)
        assert after["articles"] == {slug: whole["articles"][slug] for slug in after["articles"]}
        assert (after["sources"], after["contents"], after["texts"]) == (there, there, there * (COMMENTS + 1))
        assert after["sound"]
        report = load(folder, url)
        assert (report["created"], report["unchanged"], report["refused"]) == (DOCUMENTS - there, there, 0)
        assert facts(url) == whole
    assert any(0 < there < DOCUMENTS for there in found), found
