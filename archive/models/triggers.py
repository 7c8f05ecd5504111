"""The triggers that keep archived words and the log as they are, on both databases, by name.

What they refuse, whoever asks, raw SQL included:

- a change of any value in the protected tables;
- a deletion there, unless the log holds a Decision that allows it (an erasure, or the undoing of an import);
- on SQLite an insert over a row that is there, since REPLACE deletes without asking the delete triggers;
- on PostgreSQL, TRUNCATE;
- a change of a comment's number, and of the slug of an article that was ever published.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper

PREFIX = "archive_keep_"
ERASING_VERBS = ("erase", "undo")
NEVER = "FALSE"


@dataclass(frozen=True, slots=True)
class Guard:
    """One protected table: its columns that never change, its unique keys, and the target that allows a deletion.

    `columns` empty means every column; `standing_keys` are unique among rows that are not retired; `allowed` is SQL
    over OLD that gives the targets of allowing Decisions; `when` narrows the guard on changes.
    """

    table: str
    columns: tuple[str, ...] = ()
    keys: tuple[tuple[str, ...], ...] = ()
    standing_keys: tuple[tuple[str, ...], ...] = ()
    allowed: tuple[str, ...] = ()
    deletable: bool = False
    when: str = ""


_SOURCE_OF_READING = (
    "(SELECT 'source:' || s.sha256 FROM archive_sourcefile s "
    "JOIN archive_reading r ON r.source_id = s.id WHERE r.id = {reading})"
)
_SOURCE = "(SELECT 'source:' || s.sha256 FROM archive_sourcefile s WHERE s.id = OLD.source_id)"
_READING_OF_TEXT = "(SELECT t.reading_id FROM archive_text t WHERE t.id = OLD.text_id)"

GUARDS = (
    Guard("archive_sourcefile", keys=(("id",), ("sha256",)), allowed=("'source:' || OLD.sha256",)),
    Guard("archive_sourcecontent", keys=(("source_id",),), allowed=(_SOURCE,)),
    Guard("archive_reading", keys=(("id",), ("article_id", "number"), ("previous_id",)), allowed=(_SOURCE,)),
    Guard(
        "archive_text",
        keys=(("id",), ("reading_id", "place")),
        allowed=("'text:' || OLD.sha256", _SOURCE_OF_READING.format(reading="OLD.reading_id")),
    ),
    Guard(
        "archive_textcontent",
        keys=(("text_id",),),
        allowed=(
            "(SELECT 'text:' || t.sha256 FROM archive_text t WHERE t.id = OLD.text_id)",
            _SOURCE_OF_READING.format(reading=_READING_OF_TEXT),
        ),
    ),
    Guard("archive_decision", keys=(("number",), ("digest",))),
    Guard("archive_decisiondetail", keys=(("decision_id",),), allowed=("'decision:' || OLD.decision_id",)),
    Guard(
        "archive_comment",
        columns=("number", "article_id"),
        keys=(("id",), ("article_id", "number"), ("text_id",)),
        standing_keys=(("article_id", "source_id", "source_start"),),
        allowed=(_SOURCE,),
    ),
    Guard("archive_article", columns=("slug",), deletable=True, when="OLD.published_at IS NOT NULL"),
)


def _name(guard: Guard, what: str) -> str:
    return f"{PREFIX}{guard.table.removeprefix('archive_')}_{what}"


def _deletion_allowed(guard: Guard) -> str:
    if not guard.allowed:
        return NEVER
    verbs = ", ".join(f"'{verb}'" for verb in ERASING_VERBS)
    return (
        f"EXISTS (SELECT 1 FROM archive_decision d WHERE d.verb IN ({verbs}) "
        f"AND d.target IN ({', '.join(guard.allowed)}))"
    )


def _columns(connection: BaseDatabaseWrapper, guard: Guard) -> list[str]:
    if guard.columns:
        return list(guard.columns)
    with connection.cursor() as cursor:
        return [column.name for column in connection.introspection.get_table_description(cursor, guard.table)]


def _same_row(guard: Guard, key: tuple[str, ...], *conditions: str) -> str:
    same = " AND ".join([*(f"{column} = NEW.{column}" for column in key), *conditions])
    return f"EXISTS (SELECT 1 FROM {guard.table} WHERE {same})"


def _sqlite(connection: BaseDatabaseWrapper, guard: Guard) -> dict[str, str]:
    differs = " OR ".join(f'NEW."{column}" IS NOT OLD."{column}"' for column in _columns(connection, guard))
    if guard.when:
        differs = f"{guard.when} AND ({differs})"
    triggers = {"change": f"BEFORE UPDATE ON {guard.table} WHEN {differs}"}
    if not guard.deletable:
        triggers["delete"] = f"BEFORE DELETE ON {guard.table} WHEN NOT ({_deletion_allowed(guard)})"
        there = " OR ".join(
            [_same_row(guard, key) for key in guard.keys]
            + [
                f"NEW.retired_at IS NULL AND {_same_row(guard, key, 'retired_at IS NULL')}"
                for key in guard.standing_keys
            ]
        )
        triggers["insert"] = f"BEFORE INSERT ON {guard.table} WHEN {there}"
    said = {"change": "never changes", "delete": "is never deleted", "insert": "is there already"}
    return {
        _name(guard, what): f"CREATE TRIGGER {_name(guard, what)} {event} "
        f"BEGIN SELECT RAISE(ABORT, '{guard.table} {said[what]}'); END"
        for what, event in triggers.items()
    }


def _postgresql(connection: BaseDatabaseWrapper, guard: Guard) -> dict[str, str]:
    differs = " OR ".join(f'NEW."{column}" IS DISTINCT FROM OLD."{column}"' for column in _columns(connection, guard))
    if guard.when:
        differs = f"{guard.when} AND ({differs})"
    events = {"change": ("BEFORE UPDATE", "ROW", f"IF {differs} THEN", "never changes", "NEW")}
    if not guard.deletable:
        refusal = f"IF NOT ({_deletion_allowed(guard)}) THEN"
        events["delete"] = ("BEFORE DELETE", "ROW", refusal, "is never deleted", "OLD")
        events["truncate"] = ("BEFORE TRUNCATE", "STATEMENT", "IF TRUE THEN", "is never emptied", "NULL")
    statements = {}
    for what, (event, level, condition, said, result) in events.items():
        name = _name(guard, what)
        statements[name] = (
            f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN {condition} "
            f"RAISE EXCEPTION '{guard.table} {said}' USING ERRCODE = 'integrity_constraint_violation'; END IF; "
            f"RETURN {result}; END $$; "
            f"CREATE TRIGGER {name} {event} ON {guard.table} FOR EACH {level} EXECUTE FUNCTION {name}()"
        )
    return statements


def _there(connection: BaseDatabaseWrapper) -> dict[str, str]:
    """The archive's triggers that stand in the database now, with the table of each."""
    query = (
        "SELECT name, tbl_name FROM sqlite_master WHERE type = 'trigger'"
        if connection.vendor == "sqlite"
        else "SELECT t.tgname, c.relname FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid "
        "WHERE NOT t.tgisinternal AND t.tgenabled <> 'D' AND pg_table_is_visible(c.oid)"
    )
    with connection.cursor() as cursor:
        cursor.execute(query)
        return {name: table for name, table in cursor.fetchall() if name.startswith(PREFIX)}


def _wanted(connection: BaseDatabaseWrapper) -> dict[str, str]:
    make = _sqlite if connection.vendor == "sqlite" else _postgresql
    tables = set(connection.introspection.table_names())
    return {name: sql for guard in GUARDS if guard.table in tables for name, sql in make(connection, guard).items()}


def missing(connection: BaseDatabaseWrapper) -> list[str]:
    """Names of triggers that should stand on the tables there are and do not, or are switched off."""
    return sorted(set(_wanted(connection)) - set(_there(connection)))


def lift(connection: BaseDatabaseWrapper) -> None:
    """Take every guard away. For test databases, which must be emptied, and for `install`."""
    with connection.cursor() as cursor:
        for name, table in _there(connection).items():
            on = "" if connection.vendor == "sqlite" else f" ON {table}"
            cursor.execute(f"DROP TRIGGER {name}{on}")


def install(connection: BaseDatabaseWrapper) -> None:
    """Lay every guard anew on the tables there are."""
    lift(connection)
    with connection.cursor() as cursor:
        for sql in _wanted(connection).values():
            cursor.execute(sql)


@contextmanager
def lifted(connection: BaseDatabaseWrapper) -> Iterator[None]:
    """Without the guards, for the emptying of a test database."""
    lift(connection)
    try:
        yield
    finally:
        install(connection)


def install_after_migrate(*, using: str, **_kwargs: Any) -> None:
    install(connections[using])
