"""Databases for tests that work in other processes: a file, and PostgreSQL where DATABASE_URL names one."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlsplit, urlunsplit

import psycopg
import pytest
from django.conf import settings
from django.db import connections

POSTGRESQL = urlsplit(os.environ.get("DATABASE_URL", ""))
NEEDS_POSTGRESQL = pytest.mark.skipif(
    not POSTGRESQL.scheme.startswith("postgres"), reason="DATABASE_URL names no PostgreSQL"
)
BOTH = ["sqlite", pytest.param("postgresql", marks=NEEDS_POSTGRESQL)]
# Tests that run beside each other have copies of their own.
WORKER = os.environ.get("PYTEST_XDIST_WORKER", "only")
EMPTY, USED = (f"{POSTGRESQL.path.lstrip('/')}_{copy}_copy_{WORKER}" for copy in ("empty", "used"))


class Database(NamedTuple):
    """The address of a database, and a function that makes it an empty archive."""

    url: str
    renew: Callable[[], object]

    @property
    def environment(self) -> dict[str, str]:
        return {
            **os.environ,
            "DATABASE_URL": self.url,
            "DEBUG": "1",
            "DJANGO_SETTINGS_MODULE": "site_config.settings",
        }

    def run(self, *arguments: str) -> str:
        """The standard output of a Python process that works on this database; it must succeed."""
        done = subprocess.run(
            [sys.executable, *arguments],
            cwd=settings.BASE_DIR,
            env=self.environment,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout


@contextmanager
def fresh(vendor: str, folder: Path) -> Iterator[Database]:
    """An empty archive on SQLite (in this folder) or on PostgreSQL; gone afterwards."""
    with _on_sqlite(folder) if vendor == "sqlite" else _on_postgresql() as database:
        database.renew()
        yield database


@contextmanager
def _on_sqlite(folder: Path) -> Iterator[Database]:
    empty, used = folder / "empty.sqlite3", folder / "used.sqlite3"
    Database(f"sqlite:///{empty}", list).run("manage.py", "migrate")

    def renew() -> None:
        used.with_name(f"{used.name}-journal").unlink(missing_ok=True)
        shutil.copy(empty, used)

    yield Database(f"sqlite:///{used}", renew)


@contextmanager
def _on_postgresql() -> Iterator[Database]:
    def address(name: str) -> str:
        return urlunsplit(POSTGRESQL._replace(scheme="postgresql", path=f"/{name}"))

    def say(*statements: str) -> None:
        with psycopg.connect(address("postgres"), autocommit=True) as connection:
            for statement in statements:
                connection.execute(statement)

    def drop(name: str) -> list[str]:
        # Not WITH (FORCE), which fails where an autovacuum, another role's process, is at work. A plain DROP ends that.
        ours = f"datname = '{name}' AND usename = current_user"
        return [
            f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE {ours}",
            f"DROP DATABASE IF EXISTS {name}",
        ]

    say(*drop(USED), *drop(EMPTY), f"CREATE DATABASE {EMPTY}")
    Database(address(EMPTY), list).run("manage.py", "migrate")
    with psycopg.connect(address(EMPTY), autocommit=True) as connection:
        # Counting, PostgreSQL samples the index's terms at a moment of its own choice, out of the reach of an erasure.
        connection.execute("ALTER TABLE archive_card SET (autovacuum_enabled = false)")
    yield Database(address(USED), lambda: say(*drop(USED), f"CREATE DATABASE {USED} TEMPLATE {EMPTY}"))
    say(*drop(USED), *drop(EMPTY))


def leave() -> None:
    """For the end of such a process: a pool that is still open holds it up for seconds."""
    for connection in connections.all(initialized_only=True):
        connection.close()
        if connection.vendor == "postgresql":
            connection.close_pool()
