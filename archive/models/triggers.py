"""The triggers that keep archived words and the log as they are, on both databases, by name.

What they refuse, whoever asks, raw SQL included:

- a change of any value in the protected tables;
- a deletion there, unless the log holds a Decision that allows it: an erasure, or the undoing of an import of which
  nothing was ever published;
- on SQLite whatever would push out a row that is there, since REPLACE deletes without asking the delete triggers;
- on PostgreSQL, TRUNCATE;
- a change of a comment's number, and of the slug of an article that was ever published, or its deletion;
- a change of the number or the key of a statement that was ever published, or its deletion;
- a change of a rule of the house, of which a new version is written instead, and of who proposed what;
- the move of a comment to withheld or erased to which no second person has agreed.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper

PREFIX = "archive_keep_"
ERASE, UNDO = "erase", "undo"
NEVER = "FALSE"


@dataclass(frozen=True, slots=True)
class Guard:
    """One protected table: its columns that never change, its unique keys, and what allows a deletion.

    `columns` empty means every column; `standing_keys` are unique among rows that are not retired; `allowed` is SQL
    over OLD that gives the targets of allowing Decisions, `source` the source whose import may be undone; `when`
    narrows the guard on changes and deletions; `never` is SQL over OLD and NEW of a change that is refused beside,
    and `asks` the table that it asks.
    """

    table: str
    columns: tuple[str, ...] = ()
    keys: tuple[tuple[str, ...], ...] = ()
    standing_keys: tuple[tuple[str, ...], ...] = ()
    allowed: tuple[str, ...] = ()
    source: str = ""
    when: str = ""
    never: str = ""
    asks: str = ""


# A comment that goes where only two people take it, without a proposal that was agreed to.
_UNAGREED = (
    "NEW.state <> OLD.state AND NEW.state IN ('withheld', 'erased') AND NOT EXISTS (SELECT 1 "
    "FROM archive_proposedcomment i JOIN archive_proposal p ON p.id = i.proposal_id WHERE i.comment_id = NEW.id "
    "AND p.agreed AND p.move = CASE NEW.state WHEN 'withheld' THEN 'withhold' ELSE 'erase' END)"
)
_SOURCE_OF = "(SELECT r.source_id FROM archive_reading r WHERE r.id = {reading})"
_OF_TEXT = _SOURCE_OF.format(reading="OLD.reading_id")
_OF_CONTENT = _SOURCE_OF.format(reading="(SELECT t.reading_id FROM archive_text t WHERE t.id = OLD.text_id)")
# What decisions call a text: by its reading and its place there, for its hash would tell a few words to who guesses.
_NAMED = (
    "(SELECT 'text:' || a.slug || '#' || r.number || '.' || {place} FROM archive_reading r "
    "JOIN archive_article a ON a.id = r.article_id{join} WHERE r.id = {reading})"
)

GUARDS = (
    Guard("archive_sourcefile", keys=(("id",), ("sha256",)), source="OLD.id"),
    Guard(
        "archive_sourcecontent",
        keys=(("source_id",),),
        allowed=("(SELECT 'content:' || s.sha256 FROM archive_sourcefile s WHERE s.id = OLD.source_id)",),
        source="OLD.source_id",
    ),
    Guard("archive_reading", keys=(("id",), ("article_id", "number"), ("previous_id",)), source="OLD.source_id"),
    Guard(
        "archive_text",
        keys=(("id",), ("reading_id", "place")),
        allowed=(_NAMED.format(join="", reading="OLD.reading_id", place="OLD.place"),),
        source=_OF_TEXT,
    ),
    Guard(
        "archive_textcontent",
        keys=(("text_id",),),
        allowed=(
            _NAMED.format(join=" JOIN archive_text t ON t.id = OLD.text_id", reading="t.reading_id", place="t.place"),
        ),
        source=_OF_CONTENT,
    ),
    Guard("archive_decision", keys=(("number",), ("digest",))),
    Guard("archive_decisiondetail", keys=(("decision_id",),), allowed=("'decision:' || OLD.decision_id",)),
    Guard(
        "archive_comment",
        columns=("id", "number", "article_id"),
        keys=(("id",), ("article_id", "number"), ("text_id",)),
        standing_keys=(("article_id", "source_id", "source_start"),),
        source="OLD.source_id",
        never=_UNAGREED,
        asks="archive_proposedcomment",
    ),
    Guard(
        "archive_article",
        columns=("id", "slug"),
        keys=(("id",), ("slug",), ("text_id",)),
        allowed=("'article:' || OLD.slug",),
        when="OLD.published_at IS NOT NULL",
    ),
    Guard(
        "archive_statement",
        columns=("id", "key", "number"),
        keys=(("id",), ("key",), ("number",)),
        when="OLD.number IS NOT NULL",
    ),
    Guard("archive_houserule", keys=(("id",), ("code", "version"))),
    Guard(
        "archive_proposal",
        columns=("id", "number", "move", "proposed_by", "proposed_at"),
        keys=(("id",), ("number",)),
    ),
)


def _name(guard: Guard, what: str) -> str:
    return f"{PREFIX}{guard.table.removeprefix('archive_')}_{what}"


def _deletion_allowed(guard: Guard) -> str:
    """SQL over OLD: whether a Decision in the log allows the row to go."""
    ways = []
    if guard.allowed:
        ways.append(_decided(ERASE, *guard.allowed))
    if guard.source:
        target = f"(SELECT 'source:' || s.sha256 FROM archive_sourcefile s WHERE s.id = {guard.source})"
        was_published = (
            "EXISTS (SELECT 1 FROM archive_reading p JOIN archive_article a ON a.id = p.article_id "
            f"WHERE p.source_id = {guard.source} AND a.published_at IS NOT NULL)"
        )
        ways += [_decided(ERASE, target), f"{_decided(UNDO, target)} AND NOT {was_published}"]
    return " OR ".join(ways) or NEVER


def _decided(verb: str, *targets: str) -> str:
    return f"EXISTS (SELECT 1 FROM archive_decision d WHERE d.verb = '{verb}' AND d.target IN ({', '.join(targets)}))"


def _columns(connection: BaseDatabaseWrapper, guard: Guard) -> list[str]:
    if guard.columns:
        return list(guard.columns)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM {guard.table} WHERE {NEVER}")
        return [column[0] for column in cursor.description]


def _refusals(connection: BaseDatabaseWrapper, guard: Guard, differs: str) -> dict[str, str]:
    """SQL over OLD and NEW of what is refused; `differs` is how the database compares two values that may be NULL."""
    changed = " OR ".join(f'NEW."{column}" {differs} OLD."{column}"' for column in _columns(connection, guard))
    narrowed = f"{guard.when} AND " if guard.when else ""
    refused = f"{narrowed}({changed})"
    return {
        "change": f"({refused}) OR ({guard.never})" if guard.never else refused,
        "delete": f"{narrowed}NOT ({_deletion_allowed(guard)})",
    }


def _taken(guard: Guard, *others: str) -> str:
    """SQL over NEW: whether another row holds one of its keys."""

    def held(key: tuple[str, ...], *conditions: str) -> str:
        same = " AND ".join([*(f"t.{column} = NEW.{column}" for column in key), *others, *conditions])
        return f"EXISTS (SELECT 1 FROM {guard.table} t WHERE {same})"

    standing = [f"NEW.retired_at IS NULL AND {held(key, 't.retired_at IS NULL')}" for key in guard.standing_keys]
    return " OR ".join([*(held(key) for key in guard.keys), *standing])


class Trigger(NamedTuple):
    """The SQL that lays a trigger, and what the database says of it when it stands as it was laid."""

    sql: str
    definition: str


def _sqlite(connection: BaseDatabaseWrapper, guard: Guard) -> dict[str, Trigger]:
    refused = _refusals(connection, guard, "IS NOT")
    triggers = {
        "change": f"BEFORE UPDATE ON {guard.table} WHEN {refused['change']}",
        "delete": f"BEFORE DELETE ON {guard.table} WHEN {refused['delete']}",
        "insert": f"BEFORE INSERT ON {guard.table} WHEN {_taken(guard)}",
    }
    if guard.columns:
        triggers["push"] = f"BEFORE UPDATE ON {guard.table} WHEN {_taken(guard, 't.id <> OLD.id')}"
    said = {"change": "never changes", "delete": "is never deleted"}
    laid = {
        _name(guard, what): f"CREATE TRIGGER {_name(guard, what)} {event} "
        f"BEGIN SELECT RAISE(ABORT, '{guard.table} {said.get(what, 'is there already')}'); END"
        for what, event in triggers.items()
    }
    return {name: Trigger(sql, sql) for name, sql in laid.items()}


def _postgresql(connection: BaseDatabaseWrapper, guard: Guard) -> dict[str, Trigger]:
    refused = _refusals(connection, guard, "IS DISTINCT FROM")
    events = {
        "change": ("BEFORE UPDATE", "ROW", f"IF {refused['change']} THEN", "never changes", "NEW"),
        "delete": ("BEFORE DELETE", "ROW", f"IF {refused['delete']} THEN", "is never deleted", "OLD"),
        "truncate": ("BEFORE TRUNCATE", "STATEMENT", "IF TRUE THEN", "is never emptied", "NULL"),
    }
    statements = {}
    for what, (event, level, condition, said, result) in events.items():
        name = _name(guard, what)
        body = (
            f" BEGIN {condition} "
            f"RAISE EXCEPTION '{guard.table} {said}' USING ERRCODE = 'integrity_constraint_violation'; END IF; "
            f"RETURN {result}; END "
        )
        function = f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $${body}$$"
        trigger = f"CREATE TRIGGER {name} {event} ON {guard.table} FOR EACH {level} EXECUTE FUNCTION {name}()"
        statements[name] = Trigger(f"{function}; {trigger}", f"{trigger}{body}")
    return statements


def _there(connection: BaseDatabaseWrapper) -> dict[str, tuple[str, str]]:
    """The archive's triggers that stand in the database now, with the table and the definition of each."""
    query = (
        "SELECT name, tbl_name, sql FROM sqlite_master WHERE type = 'trigger'"
        if connection.vendor == "sqlite"
        else "SELECT t.tgname, c.relname, pg_get_triggerdef(t.oid, TRUE) || p.prosrc FROM pg_trigger t "
        "JOIN pg_class c ON c.oid = t.tgrelid JOIN pg_proc p ON p.oid = t.tgfoid "
        "WHERE NOT t.tgisinternal AND t.tgenabled <> 'D' AND pg_table_is_visible(c.oid)"
    )
    with connection.cursor() as cursor:
        cursor.execute(query)
        return {name: (table, said) for name, table, said in cursor.fetchall() if name.startswith(PREFIX)}


def _wanted(connection: BaseDatabaseWrapper) -> dict[str, Trigger]:
    make = _sqlite if connection.vendor == "sqlite" else _postgresql
    tables = set(connection.introspection.table_names())
    # While migrations run, tables are there that later ones belong to.
    there = [replace(guard, never=guard.never if guard.asks in tables else "") for guard in GUARDS]
    return {name: laid for guard in there if guard.table in tables for name, laid in make(connection, guard).items()}


def missing(connection: BaseDatabaseWrapper) -> list[str]:
    """Names of triggers that should stand on the tables there are and do not, or are switched off, or were altered."""
    there = _there(connection)
    return sorted(name for name, laid in _wanted(connection).items() if there.get(name, ("", ""))[1] != laid.definition)


def lift(connection: BaseDatabaseWrapper) -> None:
    """Take every guard away. For test databases, which must be emptied, and for `install`."""
    with connection.cursor() as cursor:
        for name, (table, _said) in _there(connection).items():
            on = "" if connection.vendor == "sqlite" else f" ON {table}"
            cursor.execute(f"DROP TRIGGER {name}{on}")


def install(connection: BaseDatabaseWrapper) -> None:
    """Lay every guard anew on the tables there are."""
    lift(connection)
    with connection.cursor() as cursor:
        for laid in _wanted(connection).values():
            cursor.execute(laid.sql)


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
