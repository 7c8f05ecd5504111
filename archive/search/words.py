"""The cards on which words stand, on both databases the same."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from django.db import connections, router

from archive.models import Card
from archive.models.cards import Kind, thing_at
from archive.text.queries import Phrase, Query

# Of a card so much is read to rank it, in code points.
READ = 4_000


class Condition(NamedTuple):
    """SQL over a card `c`, and its parameters."""

    sql: str
    values: tuple[Any, ...] = ()


class Found(NamedTuple):
    """One match. `words` is the beginning of its terms, where words were looked for."""

    place: int
    article: int | None
    words: str = ""

    @property
    def thing(self) -> tuple[Kind, int]:
        return thing_at(self.place)


def newest(
    query: Query,
    conditions: Sequence[Condition],
    most: int,
    *,
    below: int | None = None,
    above: int | None = None,
) -> list[Found]:
    """The newest cards that match and meet conditions, the newest first: those below one place, or the nearest above
    one, where it is given; one query."""
    at = "t.rowid" if vendor() == "sqlite" and query.wanted else "c.place"
    beyond = [
        Condition(f"{at} {sign} %s", (place,)) for sign, place in (("<", below), (">", above)) if place is not None
    ]
    sql, values = _written(query, [*conditions, *beyond])
    with connections[router.db_for_read(Card)].cursor() as cursor:
        # SQLite goes through its index in this order; by the other column it would sort all that matches.
        cursor.execute(f"{sql} ORDER BY {at} {'DESC' if above is None else 'ASC'} LIMIT %s", [*values, most])
        found = [Found(*row) for row in cursor.fetchall()]
    return found if above is None else found[::-1]


def finds(query: Query, conditions: Sequence[Condition]) -> bool:
    """Whether anything matches. In no order: for the first one of an order PostgreSQL may read all there are."""
    sql, values = _written(query, conditions)
    if vendor() == "postgresql":
        # For one row of many it would not ask the index, and for words that stand nowhere read all cards.
        sql = f"WITH found AS MATERIALIZED ({sql}) SELECT 1 FROM found"  # noqa: S608
    with connections[router.db_for_read(Card)].cursor() as cursor:
        cursor.execute(f"{sql} LIMIT 1", values)
        return cursor.fetchone() is not None


def named(kind: Kind, phrase: Phrase, most: int) -> list[int]:
    """Authors or publishers with these words in their names, by primary key; one query."""
    found = newest(Query((phrase,)), [Condition("c.kind = %s", (kind,))], most)
    return [match.thing[1] for match in found]


def vendor() -> str:
    return connections[router.db_for_read(Card)].vendor


COLUMNS = f"SELECT c.place, c.article_id, substr(c.words, 1, {READ})"


def _written(query: Query, conditions: Sequence[Condition]) -> tuple[str, list[Any]]:
    return _sqlite(query, [*conditions]) if vendor() == "sqlite" else _postgresql(query, conditions)


def _sqlite(query: Query, conditions: list[Condition]) -> tuple[str, list[Any]]:
    wanted, unwanted = query.wanted, query.unwanted
    if wanted:
        words = " AND ".join(map(_fts, wanted))
        if unwanted:
            words = f"({words}) NOT ({' OR '.join(map(_fts, unwanted))})"
        tables = "archive_card_terms t CROSS JOIN archive_card c ON c.place = t.rowid"
        conditions.insert(0, Condition("archive_card_terms MATCH %s", (words,)))
        return _where(tables, conditions)
    if unwanted:
        none = "c.place NOT IN (SELECT rowid FROM archive_card_terms WHERE archive_card_terms MATCH %s)"
        conditions.append(Condition(none, (" OR ".join(map(_fts, unwanted)),)))
    return _where("archive_card c", conditions)


def _fts(phrase: Phrase) -> str:
    return f'"{" ".join(phrase.keys)}"{"*" if phrase.begun else ""}'


def _postgresql(query: Query, conditions: Sequence[Condition]) -> tuple[str, list[Any]]:
    words = [_contains(phrase) for phrase in query.wanted]
    words += [Condition(f"NOT ({sql})", values) for sql, values in map(_contains, query.unwanted)]
    return _where("archive_card c", [*words, *conditions])


def _contains(phrase: Phrase) -> Condition:
    *whole, last = (f"'{key}'" for key in phrase.keys)
    words = " & ".join([*whole, f"{last}:*" if phrase.begun else last])
    if len(phrase.keys) == 1:
        return Condition("c.terms @@ %s::tsquery", (words,))
    # The index knows which words stand on a card; that they stand beside each other the card itself says.
    there = f"% {' '.join(phrase.keys)}{'' if phrase.begun else ' '}%"
    return Condition("c.terms @@ %s::tsquery AND ' ' || c.words || ' ' LIKE %s", (words, there))


def _where(tables: str, conditions: Sequence[Condition], columns: str = COLUMNS) -> tuple[str, list[Any]]:
    sql = " AND ".join(condition.sql for condition in conditions) or "TRUE"
    return f"{columns} FROM {tables} WHERE {sql}", [value for condition in conditions for value in condition.values]
