"""Whether the database is there, and is the one that this code needs."""

import errno
from dataclasses import dataclass

from django.db import DatabaseError, InterfaceError, InternalError, OperationalError, connection
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.migrations.loader import MigrationLoader

from archive.models import triggers

# What PostgreSQL says of a write while it only reads, such as on a nearly full disk or after a change of roles.
READ_ONLY = "25006"
DISK_FAULTS = {errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EIO}


@dataclass(frozen=True, slots=True)
class DatabaseState:
    """How many migrations and guards are missing; None where nobody can tell because the database does not answer."""

    reachable: bool
    migrations_waiting: int | None
    guards_missing: int | None

    @property
    def healthy(self) -> bool:
        return self.reachable and not self.migrations_waiting and not self.guards_missing


def database_state() -> DatabaseState:
    try:
        return DatabaseState(
            reachable=True,
            migrations_waiting=migrations_waiting(connection),
            guards_missing=len(triggers.missing(connection)),
        )
    except DatabaseError:
        return DatabaseState(reachable=False, migrations_waiting=None, guards_missing=None)


def migrations_waiting(connection: BaseDatabaseWrapper) -> int:
    """How many migrations of this code the database has not seen."""
    loader = MigrationLoader(connection)
    return len(loader.graph.nodes.keys() - loader.applied_migrations.keys())


def is_outage(error: BaseException | None) -> bool:
    """Whether an exception came of a database or a disk that can't do its work at the moment, at whatever remove."""
    while error:
        match error:
            case OperationalError() | InterfaceError():
                return True
            case InternalError() if getattr(error.__cause__, "sqlstate", None) == READ_ONLY:
                return True
            case OSError(errno=number) if number in DISK_FAULTS:
                return True
        error = error.__cause__ or error.__context__
    return False
