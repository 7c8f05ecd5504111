"""A backup of SQLite: a database file, made and put back by SQLite's own backup, under its locks."""

import sqlite3
import time
from contextlib import closing
from pathlib import Path

from django.db import DatabaseError, connection

from archive.actions.articles import Refused

# As long as any other writer waits for the lock.
PATIENCE = 20


def dump(file: Path) -> None:
    connection.ensure_connection()
    with closing(sqlite3.connect(file)) as copy:
        # In one step: one that is resumed starts over at every write of others, and might never end.
        connection.connection.backup(copy)


def applied_migrations(file: Path) -> set[tuple[str, str]]:
    """The migrations of a backup, after a check of its every page. Raises Refused when it is not sound."""
    try:
        with closing(_open(file)) as kept:
            verdict = kept.execute("PRAGMA integrity_check").fetchone()[0]
            if verdict != "ok":
                raise Refused(f"{file} is damaged: {verdict}.")
            return set(kept.execute("SELECT app, name FROM django_migrations"))
    except sqlite3.DatabaseError as error:
        raise Refused(f"{file} is no backup of an archive on SQLite: {error}.") from None


def load(file: Path) -> None:
    """Every page in one transaction of SQLite's: who reads meanwhile sees the old archive or the new one."""
    deadline = time.monotonic() + PATIENCE

    def give_up(_status: int, _remaining: int, _total: int) -> None:
        if time.monotonic() > deadline:
            raise Refused("The database stayed locked by others: stop the archive, then restore again.")

    try:
        connection.ensure_connection()
    except DatabaseError as error:
        raise Refused(f"The database in place can't be opened ({error}): move its file away first.") from None
    with closing(_open(file)) as kept:
        kept.backup(connection.connection, progress=give_up)
    connection.close()


def _open(file: Path) -> sqlite3.Connection:
    return sqlite3.connect(f"{file.resolve().as_uri()}?mode=ro", uri=True)
