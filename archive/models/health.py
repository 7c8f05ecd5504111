"""Whether the database is there, and is the one that this code needs."""

from dataclasses import dataclass

from django.db import DatabaseError, connection
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.migrations.loader import MigrationLoader

from archive.models import triggers


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
