"""Rows in bulk: numbers for them beforehand, and one statement for many.

A thread of 10,000 comments is 30,000 rows that name each other. The ORM's own bulk insert builds an instance and a
placeholder for every value of them; here rows are tuples all the way: COPY on PostgreSQL, many rows in one statement
on SQLite. No `save()` and no signal is involved; constraints and triggers of the database hold as ever.
"""

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache, partial
from itertools import batched, chain
from json.encoder import c_make_encoder, encode_basestring_ascii  # type: ignore[attr-defined]
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections, models, router
from django.db.backends.base.base import BaseDatabaseWrapper

MOST_PARAMETERS = 999
# From so many rows on, what PostgreSQL planned for the table as it was is the wrong plan.
MANY = 500
# Whose Python values a driver takes as they are.
PLAIN = (models.CharField, models.TextField, models.IntegerField, models.BooleanField, models.ForeignKey)

Row = Sequence[Any]


def allocate(model: type[models.Model], count: int) -> Sequence[int]:
    """`count` new primary keys, rising; nobody else gets them. Call it in the transaction that inserts the rows."""
    connection = _writer(model)
    table = model._meta.db_table
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                "SELECT pg_get_serial_sequence(%s, %s)", [connection.ops.quote_name(table), model._meta.pk.column]
            )
            [sequence] = cursor.fetchone()
            cursor.execute("SELECT nextval(%s::regclass) FROM generate_series(1, %s)", [sequence, count])
            return [key for (key,) in cursor.fetchall()]
        cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [table])
        last = (cursor.fetchone() or (0,))[0]
        return range(last + 1, last + count + 1)


def insert(model: type[models.Model], names: Sequence[str], rows: Iterable[Row]) -> None:
    """Insert rows given as values in the order of `names` (field names; a relation takes the key)."""
    connection = _writer(model)
    fields = [_field(model, name) for name in names]
    columns = _columns(connection, fields)
    table = connection.ops.quote_name(model._meta.db_table)
    ready = _prepared(connection, fields, rows)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            _copy(connection, cursor, f"COPY {table} ({', '.join(columns)}) FROM STDIN", ready)
            return
        _insert_many(connection, cursor, f"{table} ({', '.join(columns)})", len(fields), ready)


def insert_all(rows: Sequence[models.Model]) -> None:
    """Insert instances of one model that have their keys already."""
    if rows:
        model = type(rows[0])
        names = [field.attname for field in model._meta.concrete_fields]
        insert(model, names, ([getattr(row, name) for name in names] for row in rows))


def update(model: type[models.Model], names: Sequence[str], rows: Iterable[Row]) -> None:
    """Give many rows new values in one statement. A row is its primary key, then values in the order of `names`."""
    connection = _writer(model)
    fields = [model._meta.pk, *(_field(model, name) for name in names)]
    table, scratch = (connection.ops.quote_name(name) for name in (model._meta.db_table, "archive_bulk_update"))
    columns = _columns(connection, fields)
    ready = list(_prepared(connection, fields, rows))
    with connection.cursor() as cursor:
        if len(ready) < 2:  # a table for one row would cost more than the row
            changes = ", ".join(f"{column} = %s" for column in columns[1:])
            cursor.executemany(
                f"UPDATE {table} SET {changes} WHERE {columns[0]} = %s", [[*values, key] for key, *values in ready]
            )
            return
        changes = ", ".join(f"{column} = {scratch}.{column}" for column in columns[1:])
        same = f"{table}.{columns[0]} = {scratch}.{columns[0]}"
        if connection.vendor == "postgresql":
            # Of arrays it knows the length, of a new table it thinks the worst and reads the whole of the other one.
            # A type without its length: a cast to one would cut what is too long.
            arrays = ", ".join(f"%s::{str(field.db_type(connection)).partition('(')[0]}[]" for field in fields)
            given = f"unnest({arrays}) AS {scratch} ({', '.join(columns)})"
            cursor.execute(
                f"UPDATE {table} SET {changes} FROM {given} WHERE {same}", list(map(list, zip(*ready, strict=True)))
            )
            _plan_anew(cursor, len(ready))
            return
        cursor.execute(f"CREATE TEMPORARY TABLE {scratch} AS SELECT {', '.join(columns)} FROM {table} WHERE 1 = 0")
        _insert_many(connection, cursor, scratch, len(fields), ready)
        cursor.execute(f"UPDATE {table} SET {changes} FROM {scratch} WHERE {same}")
        cursor.execute(f"DROP TABLE {scratch}")


def _copy(connection: BaseDatabaseWrapper, cursor: Any, statement: str, rows: Iterable[Row]) -> None:
    if _knows_lz4(connection.alias):
        cursor.execute("SET LOCAL default_toast_compression = lz4")
    # Django's cursor does not know COPY and would let the driver's own errors through.
    count = 0
    with connection.wrap_database_errors, cursor.copy(statement) as copy:
        for count, row in enumerate(rows, 1):  # noqa: B007 - asked for after the loop
            copy.write_row(row)
    _plan_anew(cursor, count)


def _plan_anew(cursor: Any, count: int) -> None:
    """Checks of foreign keys, which come at the end, keep the plan that a connection made while the table was small:
    to read all of it for each row."""
    if count >= MANY:
        cursor.execute("DISCARD PLANS")


def take_stock(using: str = DEFAULT_DB_ALIAS) -> None:
    """After a load: PostgreSQL plans by what it counted last, and by itself would count again only a minute later.

    Not inside a transaction, which may be taken back: its counts would stay.
    """
    connection = connections[using]
    if connection.vendor != "postgresql" or connection.in_atomic_block:
        return
    tables = ", ".join(map(connection.ops.quote_name, connection.introspection.django_table_names(only_existing=True)))
    with connection.cursor() as cursor:
        cursor.execute(f"ANALYZE {tables}")


@cache
def _knows_lz4(alias: str) -> bool:
    """Whether PostgreSQL was built with the compression that stores long values in a fraction of the time."""
    with connections[alias].cursor() as cursor:
        cursor.execute("SELECT 'lz4' = ANY (enumvals) FROM pg_settings WHERE name = 'default_toast_compression'")
        return cursor.fetchone() == (True,)


def _insert_many(connection: BaseDatabaseWrapper, cursor: Any, into: str, columns: int, rows: Iterable[Row]) -> None:
    # Under a trigger SQLite copies every page that a statement touches, so that it can take the statement back: one
    # statement for many rows costs a quarter of many statements.
    most = min(connection.features.max_query_params or MOST_PARAMETERS, MOST_PARAMETERS) // columns
    row = f"({', '.join(['%s'] * columns)})"
    for batch in batched(rows, most):
        cursor.execute(f"INSERT INTO {into} VALUES {', '.join([row] * len(batch))}", list(chain.from_iterable(batch)))


def _writer(model: type[models.Model]) -> BaseDatabaseWrapper:
    connection = connections[router.db_for_write(model)]
    if not connection.in_atomic_block:
        raise RuntimeError("Rows are written in bulk inside a transaction.")
    return connection


def _field(model: type[models.Model], name: str) -> models.Field:
    field = model._meta.get_field(name)
    if not isinstance(field, models.Field):
        raise TypeError(f"{name} is no column of {model.__name__}.")
    return field


def _columns(connection: BaseDatabaseWrapper, fields: Sequence[models.Field]) -> list[str]:
    return [connection.ops.quote_name(str(field.column)) for field in fields]


def _prepared(connection: BaseDatabaseWrapper, fields: Sequence[models.Field], rows: Iterable[Row]) -> Iterator[Row]:
    """The rows as the driver takes them; None is NULL in every column."""

    def preparing(field: models.Field) -> Callable[[Any], Any]:
        # Both databases take JSON as text, and Django's own way there is long.
        return _json if isinstance(field, models.JSONField) else partial(_prepare, field, connection)

    conversions = [(place, preparing(field)) for place, field in enumerate(fields) if not isinstance(field, PLAIN)]
    for row in rows:
        values = list(row)
        for place, prepare in conversions:
            if values[place] is not None:
                values[place] = prepare(values[place])
        yield values


# As json.dumps writes it, which sets up an encoder for every value; most are so short that this takes longer.
_written = c_make_encoder(
    markers=None,
    default=json.JSONEncoder().default,
    encoder=encode_basestring_ascii,
    indent=None,
    key_separator=": ",
    item_separator=", ",
    sort_keys=False,
    skipkeys=False,
    allow_nan=True,
)


def _json(value: Any) -> str:
    return "".join(_written(value, 0))


def _prepare(field: models.Field, connection: BaseDatabaseWrapper, value: Any) -> Any:
    return field.get_db_prep_save(value, connection)


def delete(rows: models.QuerySet[Any]) -> None:
    """Delete rows in one statement, without an instance of any: what hangs on them must go in the same transaction.

    Constraints and guards of the database hold as ever; nothing here asks what a model would protect.
    """
    _writer(rows.model)
    rows._raw_delete(rows.db)
