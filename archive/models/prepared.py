"""Queries whose SQL is written once: where a page is asked for often, building its queries costs more than they do."""

import re
from collections.abc import Callable, Collection, Hashable, Sequence
from functools import cached_property, lru_cache
from sqlite3 import Cursor as PlainCursor
from typing import Any, NamedTuple

from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.sqlite3.base import SQLiteCursorWrapper
from django.db.backends.utils import CursorWrapper
from django.db.models import BooleanField, JSONField, Model, QuerySet, Subquery
from django.db.models.base import ModelState
from django.db.models.expressions import Combinable
from django.db.models.functions import JSONArray

Row = Sequence[Any]
# SQLite's numbers for these; asking a converter for each of a hundred lines takes longer than to fetch them.
TRUTHS = {0: False, 1: True, None: None}


class Written(NamedTuple):
    """A query's SQL, the marks in the place of its values, and how its columns become values."""

    sql: str
    marks: Row
    truths: Sequence[int]
    convert: Callable[[Sequence[Row]], Sequence[Row]]

    @classmethod
    def of(cls, compiler: Any, marks: Row) -> "Written":
        sql, parameters = compiler.as_sql()
        sql, parameters = with_constants(sql, parameters, marks)
        columns = [column for column, _sql, _alias in compiler.select]
        converters = compiler.get_converters(columns)
        truths = [
            place
            for place, column in enumerate(columns)
            if place in converters and isinstance(column.output_field, BooleanField)
        ]
        for place in truths:
            del converters[place]
        return cls(
            sql,
            parameters,
            truths,
            (lambda rows: list(compiler.apply_converters(rows, converters))) if converters else list,
        )

    def values(self, rows: Sequence[Row]) -> Sequence[Row]:
        if not self.truths:
            return self.convert(rows)
        converted = [*map(list, self.convert(rows))]
        for row in converted:
            for place in self.truths:
                row[place] = TRUTHS[row[place]]
        return converted


class Prepared:
    """A query of columns, `values_list`, whose parameters are whole numbers or short texts.

    `build(kind, *marks)` gives the query set; it is called once for each kind on each database, with marks in the
    place of the values.
    """

    def __init__(self, build: Callable[..., QuerySet[Any, Any]]) -> None:
        self._build = build
        self._written: dict[Hashable, Written] = {}

    def rows(self, kind: Hashable, *values: int | str, using: str = "default") -> Sequence[Row]:
        connection, marks = connections[using], tuple(map(mark, values, range(len(values))))
        key = (connection.vendor, kind, marks)
        if key not in self._written:
            self._written[key] = Written.of(self._build(kind, *marks).query.get_compiler(using), marks)
        written, filled = self._written[key], dict(zip(marks, values, strict=True))
        with planned_cursor(connection) as cursor:
            cursor.execute(written.sql, [filled.get(mark, mark) for mark in written.marks])
            return written.values(cursor.fetchall())


def planned_cursor(connection: BaseDatabaseWrapper) -> CursorWrapper:
    """One for long statements that are asked for often, of whole numbers and short texts.

    On PostgreSQL a connection plans each once, because planning these costs more than running them: Django's own fills
    the values in before the server sees them, so every statement is a new one to it. For SQLite their marks are
    written its way once.
    """
    connection.close_if_health_check_failed()
    connection.ensure_connection()
    connection.validate_thread_sharing()
    wrapped = connection.make_debug_cursor if connection.queries_logged else connection.make_cursor
    if connection.vendor == "sqlite":
        return wrapped(connection.connection.cursor(factory=_Marked))
    from psycopg import Cursor

    return wrapped(Cursor(connection.connection))  # type: ignore[arg-type]


class _Marked(PlainCursor):
    """SQLite's cursor, for statements with %s in the place of values."""

    def execute(self, sql: str, parameters: Any = ()) -> "_Marked":
        return super().execute(_with_question_marks(sql), parameters)


@lru_cache(maxsize=256)
def _with_question_marks(sql: str) -> str:
    return SQLiteCursorWrapper.convert_query(None, sql)  # type: ignore[arg-type]


def with_constants(sql: str, parameters: Row, marks: Row) -> tuple[str, Row]:
    """Words and whole numbers that are always the same, written into the SQL; the marks stay parameters.

    Where a parameter decides whether a partial index will do, SQLite plans the statement anew each time, and
    PostgreSQL's plan for all values never uses that index.
    """
    left = iter(parameters)
    kept: list[Any] = []

    def written(_place: re.Match[str]) -> str:
        value = next(left)
        if value in marks or not isinstance(value, (int, str)):
            kept.append(value)
            return "%s"
        return str(value).upper() if isinstance(value, int) else "'" + value.replace("'", "''").replace("%", "%%") + "'"

    return re.sub(r"(?<!%)%s", written, sql), kept


def mark(value: int | str, place: int) -> int | str:
    """What stands for a value while the SQL is written: a number that every integer column takes, or a word."""
    return 2_147_000_001 + place if isinstance(value, int) else f"value-{place}"


class Part(NamedTuple):
    """A model whose columns stand in a row, and where it hangs: `text__content` hangs on `text` as `content`."""

    path: str
    model: type[Model]
    names: list[str]
    key: int

    @classmethod
    def of(cls, path: str, model: type[Model], without: Collection[str]) -> "Part":
        left_out = {name.rpartition("__")[2] for name in without if name.rpartition("__")[0] == path}
        names = [field.attname for field in model._meta.concrete_fields if field.name not in left_out]
        return cls(path, model, names, names.index(model._meta.pk.attname))


class Shape[M: Model]:
    """Instances of a model and of what hangs on them as rows of columns; `related` as `select_related` takes it.

    Fields named in `without` are fetched when asked for.
    """

    def __init__(self, model: type[M], related: Sequence[str] = (), without: Collection[str] = ()) -> None:
        self._model, self._related, self._without = model, related, without

    @cached_property
    def _parts(self) -> list[Part]:
        # Not before all models are there: what hangs on a model is known only then.
        parts = [Part.of("", self._model, self._without)]
        for path in self._related:
            model: Any = self._model
            for name in path.split("__"):
                model = model._meta.get_field(name).related_model
            parts.append(Part.of(path, model, self._without))
        return parts

    def columns(self) -> list[str]:
        return [f"{part.path}__{name}" if part.path else name for part in self._parts for name in part.names]

    def made(self, row: Row, using: str) -> M:
        """The instance of a row; columns after its own are left alone."""
        made: dict[str, Model | None] = {}
        start = 0
        for path, model, names, key in self._parts:
            values = row[start : start + len(names)]
            start += len(names)
            made[path] = instance = None if values[key] is None else stored(model, using, names, values)
            above, _, name = path.rpartition("__")
            if path and (parent := made[above]) is not None:
                setattr(parent, name, instance)
        return made[""]  # type: ignore[return-value]


def stored[M: Model](model: type[M], using: str, names: Sequence[str], values: Row) -> M:
    """As `Model.from_db`, at a fourth of the time: no model here listens to the making of an instance."""
    instance = model.__new__(model)
    instance._state = state = ModelState()
    state.adding, state.db = False, using
    vars(instance).update(zip(names, values, strict=True))
    return instance


class Plain[T]:
    """Rows of columns as they are, for what needs no instance: `make` takes them as a sequence, as `_make` does."""

    def __init__(self, make: Callable[[Row], T], names: Sequence[str]) -> None:
        self._make, self._names = make, names

    def columns(self) -> list[str]:
        return list(self._names)

    def made(self, row: Row, using: str) -> T:  # noqa: ARG002
        return self._make(row)


class PreparedModels[M: Model]:
    """The same for instances. `build(kind, *marks)` gives a plain query set of the shape's model.

    `many` are shapes of rows that hang on each instance, with their query set over `OuterRef`; they come in the same
    query, so that a page waits for the database once. Their columns are whole numbers and texts. `flags` say whether
    there is something that is asked for by itself, because most instances have nothing of it.
    """

    def __init__(
        self,
        shape: Shape[M],
        build: Callable[..., QuerySet[M]],
        many: Sequence[tuple[Shape[Any] | Plain[Any], Callable[[], QuerySet[Any]]]] = (),
        flags: Sequence[Callable[[], Combinable]] = (),
    ) -> None:
        self._shape, self._many, self._flags = shape, [each for each, _ in many], len(flags)
        self._rows = Prepared(
            lambda *marks: build(*marks).values_list(
                *shape.columns(),
                *(Gathered(rows(), each.columns()) for each, rows in many),
                *(flag() for flag in flags),
            )
        )

    def all(self, kind: Hashable, *values: int | str, using: str = "default") -> list[M]:
        return [row[0] for row in self.with_many(kind, *values, using=using)]

    def with_many(self, kind: Hashable, *values: int | str, using: str = "default") -> list[tuple[Any, ...]]:
        """Each instance with a list for each of `many`, and then the flags."""
        found = []
        for row in self._rows.rows(kind, *values, using=using):
            flags = len(row) - self._flags
            gathered = zip(self._many, row[flags - len(self._many) : flags], strict=True)
            lists = ([each.made(one, using) for one in some or ()] for each, some in gathered)
            found.append((self._shape.made(row, using), *lists, *row[flags:]))
        return found


class Gathered(Subquery):
    """The rows of a query set, in its order, in one column: a list of lists of these columns, or None."""

    output_field = JSONField()

    def __init__(self, rows: QuerySet[Any], columns: Sequence[str]) -> None:
        super().__init__(rows.annotate(gathered=JSONArray(*columns)).values("gathered"))

    def as_postgresql(self, compiler: Any, connection: BaseDatabaseWrapper) -> tuple[str, Any]:
        template = "(SELECT JSONB_AGG(each.gathered) FROM (%(subquery)s) each)"
        return self.as_sql(compiler, connection, template=template)

    def as_sqlite(self, compiler: Any, connection: BaseDatabaseWrapper) -> tuple[str, Any]:
        template = "(SELECT JSON_GROUP_ARRAY(JSON(gathered)) FROM (%(subquery)s))"
        return self.as_sql(compiler, connection, template=template)
