"""The cards that match a query: the newest of them, on both databases the same."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from django.conf.locale import LANG_INFO
from django.db import connections, router
from django.db.models import Exists, OuterRef, Q, QuerySet

from archive.models import Article, Author, Card, Comment, Occurrence, Publisher, Statement, Tag
from archive.models.cards import BREAK, KEY_BITS, Kind, thing_at
from archive.text.folding import fold
from archive.text.queries import UNKNOWN, Field, Phrase, Query, days_of, phrase_of

# So many of the newest are ranked and counted by what they have in common.
RANKED = 2_000
# Names that one condition stands for at most.
NAMES = 200
KEY = (1 << KEY_BITS) - 1
# Of a card so much is read to rank it, in code points.
READ = 4_000
KINDS = {"articles": Kind.ARTICLE, "comments": Kind.COMMENT, "statements": Kind.STATEMENT, "authors": Kind.AUTHOR,
         "publishers": Kind.PUBLISHER}  # fmt: skip


# Languages by their names, their own and in English.
LANGUAGES = {
    fold(each[name]): code for code, each in LANG_INFO.items() for name in ("name", "name_local") if name in each
}


class Condition(NamedTuple):
    """SQL over a card `c`, and its parameters."""

    sql: str
    values: tuple[Any, ...] = ()


class Found(NamedTuple):
    """One match. `words` is the beginning of its terms."""

    place: int
    article: int | None
    text: int | None
    words: str

    @property
    def thing(self) -> tuple[Kind, int]:
        return thing_at(self.place)


class Asked(NamedTuple):
    """What is looked for: words, and conditions on the cards. `unknown` are conditions that nothing can meet."""

    query: Query
    conditions: tuple[Condition, ...]
    unknown: tuple[Field, ...]
    # Whether nothing but articles can match, whatever their words are.
    of_articles: bool = False
    # Whether they are all there are.
    whole: bool = False

    @property
    def hopeless(self) -> bool:
        return any(not field.excluded for field in self.unknown)


def asked(query: Query, more: Iterable[Field] = ()) -> Asked:
    """A query with its conditions worked out; `more` are conditions by slug."""
    made: list[Condition] = []
    unknown = []
    fields = [*((field, False) for field in query.fields), *((field, True) for field in more)]
    for field, exact in fields:
        condition = _condition(field, exact=exact)
        if condition is None:
            unknown.append(field)
        elif field.excluded:
            made.append(Condition(f"NOT ({condition.sql})", condition.values))
        else:
            made.append(condition)
    of_articles = any(_of_articles(field) for field, _exact in fields) and not (query.wanted or query.unwanted)
    return Asked(query, tuple(made), tuple(unknown), of_articles, of_articles and len(fields) == 1)


def _of_articles(field: Field) -> bool:
    return field.name == "in" and not field.excluded and _kind(field.value) == Kind.ARTICLE


def _kind(said: str) -> Kind | None:
    """`articles` or `article`."""
    said = said.lower()
    return KINDS.get(said) or KINDS.get(f"{said}s")


def newest(what: Asked, most: int = RANKED + 1, *, below: int | None = None, above: int | None = None) -> list[Found]:
    """The newest matches, the newest first: those below one place, or the nearest above one, where it is given; one
    query."""
    if what.hopeless:
        return []
    connection = connections[router.db_for_read(Card)]
    at = "t.rowid" if connection.vendor == "sqlite" and what.query.wanted else "c.place"
    beyond = [
        Condition(f"{at} {sign} %s", (place,)) for sign, place in (("<", below), (">", above)) if place is not None
    ]
    sql, values = _written(what, beyond)
    with connection.cursor() as cursor:
        # SQLite goes through its index in this order; by the other column it would sort all that matches.
        cursor.execute(f"{sql} ORDER BY {at} {'DESC' if above is None else 'ASC'} LIMIT %s", [*values, most])
        found = [Found(*row) for row in cursor.fetchall()]
    return found if above is None else found[::-1]


def finds(what: Asked) -> bool:
    """Whether anything matches. In no order: for the first one of an order PostgreSQL may read all there are."""
    if what.hopeless:
        return False
    sql, values = _written(what)
    with connections[router.db_for_read(Card)].cursor() as cursor:
        cursor.execute(f"{sql} LIMIT 1", values)
        return cursor.fetchone() is not None


def articles_of(what: Asked) -> list[int] | None:
    """All articles that match, by primary key, where nothing else can; one query. None says that they are all there
    are."""
    if what.hopeless:
        return []
    if what.whole:
        return None
    sql, values = _where("archive_card c", what.conditions, "SELECT c.article_id")
    with connections[router.db_for_read(Card)].cursor() as cursor:
        cursor.execute(sql, values)
        return [key for (key,) in cursor.fetchall()]


def at(places: Sequence[int]) -> list[Found]:
    """The cards at these places, in their order; one query."""
    cards = Card.objects.filter(place__in=places).values_list("place", "article", "text")
    found = {row[0]: Found(*row, "") for row in cards}
    return [found[place] for place in places if place in found]


COLUMNS = f"SELECT c.place, c.article_id, c.text_id, substr(c.words, 1, {READ})"


def _written(what: Asked, beyond: Sequence[Condition] = ()) -> tuple[str, list[Any]]:
    write = _sqlite if connections[router.db_for_read(Card)].vendor == "sqlite" else _postgresql
    return write(what, beyond)


def _sqlite(what: Asked, beyond: Sequence[Condition]) -> tuple[str, list[Any]]:
    wanted, unwanted = what.query.wanted, what.query.unwanted
    conditions = [*what.conditions, *beyond]
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


def _postgresql(what: Asked, beyond: Sequence[Condition]) -> tuple[str, list[Any]]:
    conditions = [_contains(phrase) for phrase in what.query.wanted]
    conditions += [Condition(f"NOT ({sql})", values) for sql, values in map(_contains, what.query.unwanted)]
    return _where("archive_card c", [*conditions, *what.conditions, *beyond])


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


def _condition(field: Field, *, exact: bool) -> Condition | None:
    """What a condition asks of a card; None where nothing can meet it."""
    match field.name:
        case "in":
            kind = _kind(field.value)
            return Condition("c.kind = %s", (int(kind),)) if kind else None
        case "author":
            rows = _named(Author, field.value, exact=exact)
            return _articles(Article.objects.filter(bylines__author__in=rows)) if rows else None
        case "publisher":
            rows = _named(Publisher, field.value, exact=exact)
            return _articles(Article.objects.filter(publisher__in=rows)) if rows else None
        case "tag":
            rows = _tags(field.value, exact=exact)
            return _tagged(rows) if rows else None
        case "year":
            if field.value.lower() == UNKNOWN:
                return _articles(Article.objects.undated())
            days = days_of(field.value)
            return _articles(Article.objects.between(*days)) if days else None
        case "language":
            tag = field.value if exact else LANGUAGES.get(fold(field.value), field.value)
            finer = Q() if exact else Q(language__istartswith=f"{tag}-")
            return _articles(Article.objects.filter(Q(language__iexact=tag) | finer))
        case "comments":
            threads = Comment.objects.standing().filter(article=OuterRef("pk"))
            return _yes(field, _articles(Article.objects.filter(Exists(threads))))
        case "disputed":
            return _yes(field, _disputed())
    return None


def _yes(field: Field, condition: Condition) -> Condition | None:
    match field.value.lower():
        case "yes":
            return condition
        case "no":
            return Condition(f"NOT ({condition.sql})", condition.values)
    return None


def _articles(rows: QuerySet[Article]) -> Condition:
    return _in("c.article_id", rows.order_by().values("pk"), also="c.article_id IS NOT NULL AND ")


def _in(column: str, rows: QuerySet[Any, Any], *, also: str = "") -> Condition:
    sql, values = rows.query.get_compiler(router.db_for_read(Card)).as_sql()
    return Condition(f"({also}{column} IN ({sql}))", tuple(values))


def _disputed() -> Condition:
    sql, values = _in("c.text_id", Occurrence.objects.readable_by(None).order_by().values("text"))
    return Condition(f"(c.kind = %s OR (c.text_id IS NOT NULL AND {sql}))", (Kind.STATEMENT, *values))


def _tagged(tags: Sequence[int]) -> Condition:
    """Articles with one of some tags, comments that have it themselves or whose article has it, and statements."""
    of_articles = _articles(Article.objects.filter(tagged__tag__in=tags))
    own = f"c.place & {KEY}"
    of_comments = _in(own, Comment.objects.filter(tagged__tag__in=tags).values("pk"))
    of_statements = _in(own, Statement.objects.filter(tagged__tag__in=tags).values("pk"))
    sql = f"({of_articles.sql} OR (c.kind = %s AND {of_comments.sql}) OR (c.kind = %s AND {of_statements.sql}))"
    values = (*of_articles.values, Kind.COMMENT, *of_comments.values, Kind.STATEMENT, *of_statements.values)
    return Condition(sql, values)


def _named(model: Any, value: str, *, exact: bool) -> list[int]:
    """Authors or publishers that everyone may know, by slug or by words of the name."""
    if exact:
        return list(model.objects.visible_to(None).filter(slug=value).values_list("pk", flat=True))
    phrase = phrase_of(value)
    if phrase is None:
        return []
    kind = Kind.AUTHOR if model is Author else Kind.PUBLISHER
    found = newest(Asked(Query((phrase,)), (Condition("c.kind = %s", (kind,)),), ()), NAMES)
    return [match.thing[1] for match in found]


def _tags(value: str, *, exact: bool) -> list[int]:
    key = fold(value.rstrip("*"))
    named = Q(key__startswith=key) if value.endswith("*") else Q(key=key) | Q(slug=value)
    rows = Tag.objects.visible_to(None).filter(Q(slug=value) if exact else named)
    return list(rows.values_list("pk", flat=True)[:NAMES])


def ranked(matches: Sequence[Found], phrases: Sequence[Phrase]) -> Iterator[tuple[int, int]]:
    """Rank and place of each match: the more often the words stand in it, and in its heading, the higher."""
    told = [f" {' '.join(phrase.keys)}{'' if phrase.begun else ' '}" for phrase in phrases]
    for match in matches:
        words = f" {match.words} "
        heading = words.partition(BREAK)[0]
        length = 0.3 + len(words) / 1_700
        score = 0.0
        for phrase in told:
            often = times(phrase, words)
            score += often / (often + length) + 1.5 * (phrase in heading)
        yield round(1_000 * score), match.place


def times(phrase: str, words: str) -> int:
    """How often a phrase stands in words; both begin with a blank. Of two beside each other one blank is of both."""
    if phrase[-1] == " " and phrase + phrase[1:] in words:
        phrase, words = phrase.replace(" ", "  "), words.replace(" ", "  ")
    return words.count(phrase)
