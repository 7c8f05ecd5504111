"""The migrated database of the tests, kept: each process copies it, where migrating would take seconds of its own.

On SQLite it is a file, on PostgreSQL a database beside the tests' own; both are made anew when anything has changed
that they were made of.
"""

import fcntl
import hashlib
import os
import sqlite3
import sys
from contextlib import closing
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.commands.migrate import Command
from django.db import connection

FOLDER = settings.BASE_DIR / ".venv/cache"


def made_of() -> str:
    """A hash of all that says what a migrated database holds."""
    root = settings.BASE_DIR
    digest = hashlib.sha256(f"{sys.version} {sqlite3.sqlite_version}".encode())
    for file in (
        root / "requirements/run.txt",
        root / "site_config/settings.py",
        *sorted(root.glob("archive/**/*.py")),
    ):
        digest.update(f"{file.relative_to(root)} {hashlib.sha256(file.read_bytes()).hexdigest()}\n".encode())
    return digest.hexdigest()


def copy_once() -> None:
    """Let the next migrate, that of a new test database, work on the copy if there is one, and leave one otherwise."""
    migrate = Command.handle

    def handle(command: Command, *arguments: Any, **options: Any) -> None:
        Command.handle = migrate
        take, keep = (_take_file, _keep_file) if connection.vendor == "sqlite" else (_take_database, _keep_database)
        FOLDER.mkdir(parents=True, exist_ok=True)
        with (FOLDER / "migrated.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            made = made_of()
            found = take(made)
            migrate(command, *arguments, **options)
            if not found:
                keep(made)

    Command.handle = handle


def _file(made: str) -> Path:
    return FOLDER / f"migrated-{made[:16]}.sqlite3"


def _take_file(made: str) -> bool:
    if not _file(made).exists():
        return False
    connection.ensure_connection()
    with closing(sqlite3.connect(_file(made))) as kept:
        kept.backup(connection.connection)
    return True


def _keep_file(made: str) -> None:
    for older in FOLDER.glob("migrated-*.sqlite3"):
        older.unlink()
    unfinished = FOLDER / f"migrated.{os.getpid()}"
    with closing(sqlite3.connect(unfinished)) as kept:
        connection.connection.backup(kept)
    unfinished.rename(_file(made))


def _names() -> tuple[str, str]:
    """The tests' own database, and the one that is kept."""
    own = connection.settings_dict["NAME"]
    kept = f"{own.removesuffix(f'_{os.environ.get("PYTEST_XDIST_WORKER")}')}_migrated"
    return connection.ops.quote_name(own), connection.ops.quote_name(kept)


def _between_databases(*statements: str) -> None:
    """While the tests' own database has no connection, so that it can be copied or dropped."""
    connection.close()
    connection.close_pool()
    with connection._nodb_cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def _take_database(made: str) -> bool:
    own, kept = _names()
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT shobj_description(oid, 'pg_database') FROM pg_database WHERE datname = %s", [kept.strip('"')]
        )
        if cursor.fetchone() != (made,):
            return False
    _between_databases(f"DROP DATABASE {own}", f"CREATE DATABASE {own} TEMPLATE {kept}")
    return True


def _keep_database(made: str) -> None:
    own, kept = _names()
    _between_databases(
        f"DROP DATABASE IF EXISTS {kept}",
        f"CREATE DATABASE {kept} TEMPLATE {own}",
        f"COMMENT ON DATABASE {kept} IS '{made}'",
    )
