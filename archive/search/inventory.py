"""The holdings of now: read as a whole once in a process, and then as far as the log says that they changed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from threading import Lock
from typing import Any

from django.db import connections, router
from django.db.models import Count, Q

from archive.models import (
    Article,
    Author,
    Byline,
    Comment,
    Decision,
    Occurrence,
    Publisher,
    Statement,
    Tag,
    TaggedArticle,
    TaggedComment,
    TaggedStatement,
    indexstate,
)
from archive.models.cards import Kind, place_of
from archive.rules.visibility import READABLE_COMMENTS, READABLE_RIGHTS
from archive.search.holdings import Holding, Holdings, Marked

# So many Decisions are followed; after more, all is read anew.
FOLLOWED = 500
# What a Decision about one of these changes of what may be found: nothing, or nothing but a name.
NOTHING = frozenset(
    {"batch", "collection", "figures", "import", "interest", "parallel", "rule", "source", "user", "wordrule"}
)
NAMES: dict[str, Any] = {"author": Author, "publisher": Publisher, "tag": Tag}
NAMING = frozenset({"create", "change"})
REMOVING = frozenset({"import.take_back", "undo", "erase"})

_held: dict[str, Holdings] = {}
_lock = Lock()


def holdings(edition: str | None = None) -> Holdings:
    """What everyone may see now. One query, unless the `edition` is known already; more after a change."""
    if edition is None:
        edition = indexstate.edition()
    using = connections[router.db_for_read(Article)].alias
    held = _held.get(using)
    if held and edition and held.edition == edition:
        return held
    with _lock:
        held = _held.get(using)
        if held is None or not edition or held.edition != edition:
            held = _held[using] = (held and edition and _followed(held, edition)) or _read(edition)
    return held


def forget() -> None:
    """Know nothing yet, as a process that begins."""
    _held.clear()


def _read(edition: str) -> Holdings:
    """All of it; twelve queries."""
    number, digest = Decision.objects.head()
    articles, marked = _articles(None)
    names = {
        kind: {key: (slug, name) for key, slug, name in _standing(model).values_list("pk", "slug", "name")}
        for kind, model in NAMES.items()
    }
    named = f"{edition[: indexstate.KEY]}{digest if number else ''}" if edition else ""
    return Holdings.of(named, number, articles, marked, _statements(None), names)


def _followed(held: Holdings, edition: str) -> Holdings | None:
    """What was held, with what was decided since; None where that is too much, or can't be told."""
    key = indexstate.KEY
    if held.edition[:key] != edition[:key]:
        return None
    rows = Decision.objects.filter(number__gte=held.number).order_by("number")
    [*since] = rows.values_list("number", "digest", "verb", "target")[: FOLLOWED + 2]
    # A log that was put back from a backup may have another Decision of this number.
    if held.number and (not since or since.pop(0)[:2] != (held.number, held.edition[key:])):
        return None
    if len(since) > FOLLOWED or not since:
        return None
    about: defaultdict[str, set[str]] = defaultdict(set)
    for _number, _digest, verb, target in since:
        noun, _, named = target.partition(":")
        _kind, _, what = verb.partition(".")
        if verb in REMOVING or what == "remove" or (noun in NAMES and what not in NAMING):
            return None
        if noun == "comment":
            noun, named = "article", named.partition("#")[0]
        elif noun not in {"article", "statement", *NAMES, *NOTHING}:
            return None
        about[noun].add(named)
    return _changed(held, f"{edition[:key]}{since[-1][1]}", since[-1][0], about)


def _changed(held: Holdings, edition: str, number: int, about: dict[str, set[str]]) -> Holdings | None:
    """None where something that was named is not there, by this name."""
    found = dict(_named(Article, "slug", about["article"]))
    keys = set(found)
    statements: dict[int, Marked | None] = dict.fromkeys(dict(_named(Statement, "key", about["statement"])))
    names = {
        kind: {key: (slug, name) for key, slug, name in _named(model, "slug", about[kind], "name")}
        for kind, model in NAMES.items()
    }
    there = {"article": len(keys), "statement": len(statements), **{kind: len(some) for kind, some in names.items()}}
    if any(number != len(about[noun]) for noun, number in there.items()):
        return None
    if statements:
        statements |= _statements(statements)
        stands = Occurrence.objects.filter(statement__in=statements)
        keys.update(stands.values_list("text__reading__article", flat=True))
    articles, marked = _articles(keys) if keys else ({}, [])
    gone: dict[int, Holding | None] = dict.fromkeys(keys)
    return held.changed(edition, number, {**gone, **articles}, marked, statements, names)


def _named(model: Any, by: str, names: Collection[str], *columns: str) -> Any:
    """Primary key, name and more of the rows with these names; no query for none."""
    if not names:
        return []
    rows = model.objects.standing() if model in NAMES.values() else model.objects
    return rows.filter(**{f"{by}__in": names}).order_by().values_list("pk", by, *columns)


def _articles(keys: Collection[int] | None) -> tuple[dict[int, Holding], list[Marked]]:
    """These articles, or all, as far as everyone may see them, and their marked comments; seven queries."""

    def among(path: str) -> Q:
        return Q() if keys is None else Q(**{f"{path}__in": keys})

    written = _gathered(
        Byline.objects.filter(among("article"), author__isnull=False).order_by("order").values_list("article", "author")
    )
    tagged = _gathered(
        TaggedArticle.objects.filter(among("content_object")).order_by().values_list("content_object", "tag")
    )
    comments = Comment.objects.filter(among("article")).standing().order_by()
    threads = dict(comments.values_list("article").annotate(Count("pk")))
    unread = dict(comments.exclude(state__in=READABLE_COMMENTS).values_list("article").annotate(Count("pk")))
    places = Occurrence.objects.readable_by(None).filter(among("text__reading__article")).order_by()
    disputed = dict(places.values_list("text", "text__comment"))
    own = comments.readable_by(None)
    tags = _gathered(
        TaggedComment.objects.filter(content_object__in=own).order_by().values_list("content_object", "tag")
    )
    marks = {*filter(None, disputed.values()), *tags}
    days = own.filter(pk__in=marks).values_list("pk", "article", "article__date_earliest") if marks else ()
    said = {key for key in disputed.values() if key}
    marked = [
        Marked(place_of(Kind.COMMENT, key, day), article, tuple(tags.get(key, ())), key in said)
        for key, article, day in days
    ]
    beside: defaultdict[int, int] = defaultdict(int)
    for each in marked:
        beside[each.article or 0] += 1
    found = {}
    rows = Article.objects.visible_to(None).filter(among("pk")).order_by()
    columns = ("pk", "date_earliest", "date_latest", "publisher", "language", "text", "rights")
    for key, first, last, publisher, language, text, rights in rows.values_list(*columns):
        standing = threads.get(key, 0)
        plain = standing - unread.get(key, 0) - beside[key] if rights in READABLE_RIGHTS else 0
        names = tuple(dict.fromkeys(written.get(key, ())))
        subjects = tuple(tagged.get(key, ()))
        found[key] = Holding(
            first,
            last,
            publisher,
            language,
            names,
            subjects,
            standing > 0,
            text is not None and text in disputed,
            plain,
        )
    return found, marked


def _statements(keys: Collection[int] | None) -> dict[int, Marked]:
    rows, tags = Statement.objects.visible_to(None).order_by(), TaggedStatement.objects.order_by()
    if keys is not None:
        rows, tags = rows.filter(pk__in=keys), tags.filter(content_object__in=keys)
    tagged = _gathered(tags.values_list("content_object", "tag"))
    return {
        key: Marked(
            place_of(Kind.STATEMENT, key, at.date() if at else None), None, tuple(tagged.get(key, ())), disputed=True
        )
        for key, at in rows.values_list("pk", "published_at")
    }


def _gathered(rows: Iterable[tuple[int, int]]) -> dict[int, list[int]]:
    found: defaultdict[int, list[int]] = defaultdict(list)
    for key, other in rows:
        found[key].append(other)
    return dict(found)


def _standing(model: Any) -> Any:
    return model.objects.standing().order_by()
