"""Some of the cards without regard to their words: the newest of them, and how a database is told which they are."""

import json
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from heapq import nlargest, nsmallest
from itertools import groupby, islice

from archive.models.cards import DAY_BITS, KEY, Kind, place_of
from archive.search.columns import flags_of, numbers_in
from archive.search.holdings import Holdings, Those
from archive.search.words import Condition, Found, vendor
from archive.search.words import newest as by_words
from archive.text.queries import Query

# So many articles PostgreSQL looks up one by one; of more it looks at each card whether it is of them.
FEW = 1_000
JSON = "(SELECT value FROM json_each(%s))"


def newest(
    held: Holdings, those: Those, most: int, *, below: int | None = None, above: int | None = None
) -> list[Found]:
    """The newest of these, the newest first: those below one place, or the nearest above one, where it is given; one
    query where unmarked comments are among them, and none otherwise."""
    flags = flags_of(those.articles, held.size)
    articles = (Found(place, place & KEY) for place in _places(held, below, above) if flags[place & KEY])
    others = [
        *(Found(each.place, each.article) for each in held.marked_of(those)),
        *(Found(place_of(Kind.AUTHOR, key, None), None) for key in numbers_in(those.authors)),
        *(Found(place_of(Kind.PUBLISHER, key, None), None) for key in numbers_in(those.publishers)),
    ]
    found = [
        *islice(articles, most),
        *(each for each in others if (below is None or each.place < below) and (above is None or each.place > above)),
        *(_comments(held, those.threads, most, below, above) if those.threads else ()),
    ]
    return nlargest(most, found) if above is None else nsmallest(most, found)[::-1]


def _places(held: Holdings, below: int | None, above: int | None) -> Iterator[int]:
    """The places of articles from one on."""
    places = held.places
    if above is not None:
        return (places[at] for at in range(bisect_right(places, above), len(places)))
    return (places[at] for at in range((len(places) if below is None else bisect_left(places, below)) - 1, -1, -1))


def _comments(held: Holdings, threads: int, most: int, below: int | None, above: int | None) -> Iterable[Found]:
    """The newest unmarked comments under these articles: of as many days, whole ones, as surely have enough."""
    flags, numbers = flags_of(threads, held.size), held.comments.numbers
    turn = None if below is above is None else (below or above or 0) >> DAY_BITS
    low = None if below is None else ((below >> DAY_BITS) + 1 << DAY_BITS)
    high = None if above is None else (above >> DAY_BITS << DAY_BITS) - 1
    under, number, every = list[int](), 0, True
    days = groupby(_places(held, low, high), lambda place: place >> DAY_BITS)
    first = last = None
    for day, places in days:
        first = day if first is None else first
        last = day
        keys = [place & KEY for place in places if numbers[place & KEY]]
        wanted = [key for key in keys if flags[key]]
        every = every and len(wanted) == len(keys)
        under += wanted
        if day != turn:
            number += sum(numbers[key] for key in wanted)
        if number >= most:
            break
    if first is None or last is None or not under:
        return ()
    marked = {each.place for each in held.marked if each.article in under} if held.marked else ()
    conditions = [
        Condition("c.kind = %s", (Kind.COMMENT,)),
        Condition("c.place BETWEEN %s AND %s", (min(first, last) << DAY_BITS, (max(first, last) + 1 << DAY_BITS) - 1)),
    ]
    if not every:
        conditions.append(_under(held, under))
    found = by_words(Query(), conditions, most + len(marked), below=below, above=above)
    return (match._replace(words="") for match in found if match.place not in marked)


def within(held: Holdings, those: Those) -> list[Condition]:
    """What tells these from all other cards."""
    if those == held.all:
        return []
    marked = held.marked_of(those._replace(statements=0))
    places = [each.place for each in marked if not those.threads >> (each.article or 0) & 1]
    either = []
    if those.articles == those.threads:
        if those.articles:
            either.append(_under(held, [*numbers_in(those.articles)]))
    elif those.articles:
        either.append(_both(Condition("c.kind = %s", (Kind.ARTICLE,)), _under(held, [*numbers_in(those.articles)])))
    if those.threads and those.articles != those.threads:
        either.append(_both(Condition("c.kind = %s", (Kind.COMMENT,)), _under(held, [*numbers_in(those.threads)])))
    for kind, some, every in (
        (Kind.STATEMENT, those.statements, held.all.statements),
        (Kind.AUTHOR, those.authors, held.all.authors),
        (Kind.PUBLISHER, those.publishers, held.all.publishers),
    ):
        if some and some == every:
            either.append(Condition("c.kind = %s", (kind,)))
        elif kind == Kind.STATEMENT:
            places += [held.statements[key].place for key in numbers_in(some)]
        else:
            places += [place_of(kind, key, None) for key in numbers_in(some)]
    if places:
        either.append(_listed("c.place", places))
    if not either:
        return [Condition("FALSE")]
    conditions = [_joined(" OR ", either)]
    unlike = [
        each.place
        for each in held.marked_of(Those(marked=held.all.marked & ~those.marked))
        if those.threads >> (each.article or 0) & 1
    ]
    if unlike:
        sql, values = _listed("c.place", unlike)
        conditions.append(Condition(f"NOT {sql}", values))
    return conditions


def _under(held: Holdings, articles: list[int]) -> Condition:
    """The cards under these articles, by primary key, rising."""
    if len(articles) == len(held.articles):
        return Condition("c.article_id IS NOT NULL")
    if vendor() == "sqlite" or len(articles) <= FEW:
        return _listed("c.article_id", articles)
    return _flagged(articles)


def _listed(column: str, keys: list[int]) -> Condition:
    """Thousands of keys as one parameter."""
    if vendor() == "sqlite":
        return Condition(f"{column} IN {JSON}", (json.dumps(keys),))
    return Condition(f"{column} = ANY(%s::bigint[])", (keys,))


def _flagged(articles: list[int]) -> Condition:
    """A bit for each article: PostgreSQL takes as long to plan a list of thousands as to read their cards."""
    bits = bytearray((articles[-1] >> 3) + 1)
    for key in articles:
        bits[key >> 3] |= 1 << (key & 7)
    sql = "CASE WHEN c.article_id <= %s THEN get_bit(%s, c.article_id::int) = 1 ELSE FALSE END"
    return Condition(sql, (articles[-1], bytes(bits)))


def _both(one: Condition, other: Condition) -> Condition:
    return _joined(" AND ", [one, other])


def _joined(word: str, some: list[Condition]) -> Condition:
    return Condition(
        f"({word.join(each.sql for each in some)})", tuple(value for each in some for value in each.values)
    )
