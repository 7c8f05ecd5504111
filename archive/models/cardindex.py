"""The full-text index over the cards, which the database keeps by itself, whoever writes a card.

Terms are found before a card is written, so neither database has to know a script: SQLite parts the words of a card at
blanks alone, PostgreSQL is given them apart.
"""

from __future__ import annotations

from django.db import DatabaseError
from django.db.backends.base.base import BaseDatabaseWrapper

TABLE = "archive_card_terms"
_INTO = "INSERT INTO archive_card_terms"
_ADD = f"{_INTO}(rowid, words) VALUES (NEW.place, NEW.words);"
_TAKE = f"{_INTO}(archive_card_terms, rowid, words) VALUES ('delete', OLD.place, OLD.words);"
# `ascii` takes every sign beyond ASCII as part of a term, and folds no case that is not folded yet.
STRIP_SQLITE = (
    *(f"DROP TRIGGER IF EXISTS {TABLE}_{what}" for what in ("add", "take", "change")),
    f"DROP TABLE IF EXISTS {TABLE}",
)
SQLITE = (
    f"CREATE VIRTUAL TABLE {TABLE} USING fts5(words, content='archive_card', content_rowid='place', tokenize='ascii')",
    f"{_INTO}(archive_card_terms) VALUES ('rebuild')",
    f"CREATE TRIGGER {TABLE}_add AFTER INSERT ON archive_card BEGIN {_ADD} END",
    f"CREATE TRIGGER {TABLE}_take AFTER DELETE ON archive_card BEGIN {_TAKE} END",
    f"CREATE TRIGGER {TABLE}_change AFTER UPDATE OF place, words ON archive_card BEGIN {_TAKE} {_ADD} END",
)
STRIP_POSTGRESQL = ("ALTER TABLE archive_card DROP COLUMN IF EXISTS terms",)
_APART = "array_to_tsvector(string_to_array(words, ' '))"
POSTGRESQL = (
    f"ALTER TABLE archive_card ADD COLUMN terms tsvector GENERATED ALWAYS AS ({_APART}) STORED",
    f"CREATE INDEX {TABLE} ON archive_card USING gin (terms) WITH (fastupdate = off)",
)


def lay(connection: BaseDatabaseWrapper) -> None:
    """Lay the index anew over the cards there are."""
    strip(connection)
    _run(connection, SQLITE if connection.vendor == "sqlite" else POSTGRESQL)


def strip(connection: BaseDatabaseWrapper) -> None:
    """Take the index away."""
    _run(connection, STRIP_SQLITE if connection.vendor == "sqlite" else STRIP_POSTGRESQL)


def compact(connection: BaseDatabaseWrapper) -> None:
    """Leave no term of a card that is gone: FTS5 keeps them, marked as deleted. PostgreSQL vacuums its index."""
    if connection.vendor == "sqlite":
        _run(connection, (f"{_INTO}(archive_card_terms) VALUES ('optimize')",))


def _run(connection: BaseDatabaseWrapper, statements: tuple[str, ...]) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def sound(connection: BaseDatabaseWrapper) -> bool:
    """Whether the index holds the terms of the cards and no others. PostgreSQL sees to that itself."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SELECT count(*) FROM pg_indexes WHERE indexname = %s", [TABLE])
            return cursor.fetchone() == (1,)
        try:
            cursor.execute(f"{_INTO}(archive_card_terms, rank) VALUES ('integrity-check', 1)")
        except DatabaseError:
            return False
        return True
