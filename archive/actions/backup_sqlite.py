"""A backup of SQLite: a database file, made and put back by SQLite's own backup, under its locks."""

import sqlite3
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from django.db import DatabaseError, connection

from archive.actions.refusals import Refused

# As long as any other writer waits for the lock.
PATIENCE = 20


def dump(file: Path) -> None:
    with closing(sqlite3.connect(file)) as copy:
        # In one step: one that is resumed starts over at every write of others, and might never end.
        _in_place().backup(copy, progress=_patiently())


def applied_migrations(file: Path) -> set[tuple[str, str]]:
    """The migrations of a backup, after a check of its every page. Raises Refused when it is not sound."""
    try:
        with closing(_open(file)) as kept:
            verdict = kept.execute("PRAGMA integrity_check").fetchone()[0]
            if verdict != "ok":
                raise Refused(f"{file} is damaged: {verdict}.")
            applied = set(kept.execute("SELECT app, name FROM django_migrations"))
            kept.execute("SELECT count(*) FROM archive_decision")
            return applied
    except sqlite3.DatabaseError as error:
        raise Refused(f"{file} is no backup of an archive on SQLite: {error}.") from None


def beside(file: Path, clean: Path, prepare: Callable[[str], None]) -> None:
    """Make a backup of what `prepare` leaves of another one, whose address it is given."""
    with closing(_open(file)) as kept, closing(sqlite3.connect(clean)) as copy:
        kept.backup(copy)
    prepare(f"sqlite:///{clean.resolve()}")


def load(file: Path) -> None:
    """Every page in one transaction of SQLite's: who reads meanwhile sees the old archive or the new one."""
    with closing(_open(file)) as kept:
        kept.backup(_in_place(), progress=_patiently())
    connection.close()


def _open(file: Path) -> sqlite3.Connection:
    return sqlite3.connect(f"{file.resolve().as_uri()}?mode=ro", uri=True)


def _in_place() -> sqlite3.Connection:
    try:
        connection.ensure_connection()
    except DatabaseError as error:
        raise Refused(
            f"The database in place can't be opened: {error}. A damaged one is to be moved away before a restore."
        ) from None
    return connection.connection


def _patiently() -> Callable[[int, int, int], None]:
    """Ends a backup that others' locks have held up for too long; Python's own would wait for ever."""
    deadline = time.monotonic() + PATIENCE

    def progress(status: int, _remaining: int, _total: int) -> None:
        if status in {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED} and time.monotonic() > deadline:
            raise Refused("The database stayed locked by others: stop the archive and try again.")

    return progress
