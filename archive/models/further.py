"""What to read after an article: others that share passages, disputed statements or tags with it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from django.db import connections, router

from archive.models.articles import Article
from archive.models.prepared import planned_cursor
from archive.rules import visibility
from archive.states import AnchorState, OccurrenceDecision, ParallelDecision

MOST = 4
# Of a tag that stands on many articles so many before and after the article in hand are looked at; of passages and of
# statements so many in all.
NEAR, LOOKED_AT = 12, 50
# Articles that share most with what is said in comments.
SAID = 2 * MOST
TAGS = 8
PASSAGE, STATEMENT = 6, 3


class Further(NamedTuple):
    """Another article and how many passages, statements and tags it shares with the one in hand."""

    slug: str
    title: str
    title_origin: str
    language: str
    passages: int
    statements: int
    tags: int


def further(
    article: Article, tags: Sequence[str], said: Counter[str], *, marked: bool, paralleled: bool
) -> list[Further]:
    """The nearest to an article with these tags, by slug: what shares most first; of what anonymous readers may see.

    `said` tells how many passages other articles, by slug, share with it where one side stands in a comment; `marked`
    and `paralleled` say whether its text has marks and parallels at all. One query, or none where there is nothing to
    share.
    """
    tags = tags[:TAGS]
    parts = [_near(article.pk, tag, sign, order) for tag in tags for sign, order in (("<", "DESC"), (">", "ASC"))]
    if article.text_id and marked:
        parts.append(_statements(article.text_id))
    if article.text_id and paralleled and article.rights in visibility.READABLE_RIGHTS:
        parts += [_passages(article.text_id, "a", "b"), _passages(article.text_id, "b", "a")]
    parts += [_said(slug, number) for slug, number in said.most_common(SAID) if slug != article.slug]
    if not parts:
        return []
    found = " UNION ALL ".join(sql for sql, _values in parts)
    shared = "0"
    if tags:
        shared = (
            "(SELECT count(*) FROM archive_taggedarticle g JOIN archive_tag t ON t.id = g.tag_id "
            f"WHERE g.content_object_id = a.id AND t.slug IN ({_places(tags)}))"
        )
    states = sorted(visibility.PUBLIC_STATES)
    sql = (
        f"SELECT slug, title, title_origin, language, passages, statements, tags FROM ("
        f"SELECT a.id, a.slug, a.title, a.title_origin, a.language, n.passages, n.statements, {shared} AS tags FROM ("
        f"SELECT other, sum(passages) AS passages, sum(statements) AS statements FROM ({found}) f GROUP BY other) n "
        f"JOIN archive_article a ON a.id = n.other WHERE a.state IN ({_places(states)}) AND a.id <> %s) s "
        f"ORDER BY {PASSAGE} * passages + {STATEMENT} * statements + tags DESC, id DESC LIMIT {MOST}"
    )
    values = [*tags, *(value for _sql, values in parts for value in values), *states, article.pk]
    with planned_cursor(connections[router.db_for_read(Article)]) as cursor:
        cursor.execute(sql, values)
        return [Further(*row[:4], *map(int, row[4:])) for row in cursor.fetchall()]


Part = tuple[str, list[int | str]]


def _near(article: int, tag: str, sign: str, order: str) -> Part:
    sql = (
        "SELECT * FROM (SELECT content_object_id AS other, 0 AS passages, 0 AS statements FROM archive_taggedarticle "
        f"WHERE tag_id = (SELECT id FROM archive_tag WHERE slug = %s) AND content_object_id {sign} %s "
        f"ORDER BY content_object_id {order} LIMIT {NEAR}) g"
    )
    return sql, [tag, article]


def _statements(text: int) -> Part:
    workflows = sorted(visibility.PUBLIC_WORKFLOWS)
    sql = (
        "SELECT other, 0 AS passages, 1 AS statements FROM (SELECT DISTINCT b.id AS other, s.id AS statement "
        "FROM archive_occurrence o JOIN archive_statement s ON s.id = o.statement_id "
        "JOIN archive_occurrence p ON p.statement_id = s.id JOIN archive_article b ON b.text_id = p.text_id "
        f"WHERE o.text_id = %s AND o.decision = %s AND p.decision = %s AND s.workflow IN ({_places(workflows)}) "
        f"LIMIT {LOOKED_AT}) p"
    )
    return sql, [text, OccurrenceDecision.ACCEPTED, OccurrenceDecision.ACCEPTED, *workflows]


def _passages(text: int, ours: str, theirs: str) -> Part:
    rights = sorted(visibility.READABLE_RIGHTS)
    sql = (
        "SELECT * FROM (SELECT b.id AS other, 1 AS passages, 0 AS statements FROM archive_parallel p "
        f"JOIN archive_article b ON b.text_id = p.{theirs}_id WHERE p.{ours}_id = %s AND p.state = %s "
        f"AND p.decision <> %s AND b.rights IN ({_places(rights)}) LIMIT {LOOKED_AT}) p"
    )
    return sql, [text, AnchorState.SAME, ParallelDecision.REFUSED, *rights]


def _said(slug: str, passages: int) -> Part:
    sql = f"SELECT id AS other, {passages:d} AS passages, 0 AS statements FROM archive_article WHERE slug = %s"
    return sql, [slug]


def _places(values: Sequence[str]) -> str:
    return ", ".join(["%s"] * len(values))
