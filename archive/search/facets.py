"""What matches have in common: each value with the number of matches that have it."""

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from itertools import accumulate
from typing import Any, NamedTuple

from django.db import connections, router
from django.db.models import Count, Exists, OuterRef
from django.db.models.expressions import RawSQL
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from archive.models import Article, Byline, Card, Comment, Occurrence, TaggedArticle, TaggedComment, TaggedStatement
from archive.models.cards import Kind
from archive.search.matches import KINDS, Found

# Values of one facet that are offered.
OFFERED = 12
LABELS: dict[str, Promise] = {
    "in": _("Found in"),
    "publisher": _("Publisher"),
    "author": _("Author"),
    "year": _("Year"),
    "language": _("Language"),
    "tag": _("Tag"),
    "comments": _("With comments"),
    "disputed": _("Disputed"),
}


class Value(NamedTuple):
    """A value as addresses name it, as it is said, and how many matches have it."""

    value: str
    label: str
    matches: int


class Facet(NamedTuple):
    name: str
    label: Promise
    values: Sequence[Value]


def facets(found: Sequence[Found]) -> list[Facet]:
    """The facets of some matches, the most common values first; six queries, and none where nothing was found."""
    if not found:
        return []
    over: Counter[int] = Counter(match.article for match in found if match.article is not None)
    counts: dict[str, Counter[tuple[str, str]]] = {name: Counter() for name in LABELS}
    names = {kind: name for name, kind in KINDS.items()}
    for match in found:
        name = names[match.thing[0]]
        counts["in"][name, name] += 1
    threads = Comment.objects.standing().filter(article=OuterRef("pk"))
    rows = Article.objects.visible_to(None).filter(pk__in=_among(over)).annotate(threaded=Exists(threads)).order_by()
    columns = ("pk", "publisher__slug", "publisher__name", "language", "date_earliest", "date_latest", "threaded")
    dates: list[tuple[date | None, date | None, int]] = []
    for key, slug, name, language, first, last, threaded in rows.values_list(*columns):
        if slug:
            counts["publisher"][slug, name] += over[key]
        counts["language"][language, language] += over[key]
        dates.append((first, last, over[key]))
        counts["comments"]["yes" if threaded else "no", ""] += over[key]
    counts["year"] = _years(dates)
    written = Byline.objects.filter(article__in=_among(over), author__isnull=False).order_by()
    for key, slug, name in written.values_list("article", "author__slug", "author__name").distinct():
        counts["author"][slug, name] += over[key]
    for tags in _tags(found).values():
        counts["tag"].update(tags)
    texts = [match.text for match in found if match.text is not None]
    disputed = set(Occurrence.objects.readable_by(None).filter(text__in=_among(texts)).values_list("text", flat=True))
    for match in found:
        yes = match.text in disputed or match.thing[0] == Kind.STATEMENT
        counts["disputed"]["yes" if yes else "no", ""] += 1
    return [Facet(name, LABELS[name], _offered(name, counted)) for name, counted in counts.items() if counted]


def everything() -> tuple[int, list[Facet]]:
    """How many articles there are, and the facets of all of them; eight queries. What is counted beside them is how
    many there are of everything else that can be looked for."""
    articles = Article.objects.visible_to(None).order_by()
    among, counts = articles.values("pk"), {name: Counter[tuple[str, str]]() for name in LABELS}
    names = {kind: name for name, kind in KINDS.items()}
    for kind, number in Card.objects.order_by().values_list("kind").annotate(Count("pk")):
        counts["in"][names[kind], names[kind]] = number
    houses = articles.filter(publisher__isnull=False).values_list("publisher__slug", "publisher__name")
    counts["publisher"] = _grouped(houses.annotate(Count("pk")))
    written = Byline.objects.filter(article__in=among, author__isnull=False).order_by()
    people = written.values_list("author__slug", "author__name").annotate(Count("article", distinct=True))
    counts["author"] = _grouped(people)
    counts["year"] = _years(articles.values_list("date_earliest", "date_latest").annotate(Count("pk")))
    counts["language"] = _grouped(articles.values_list("language", "language").annotate(Count("pk")))
    tags = TaggedArticle.objects.filter(content_object__in=among).order_by().values_list("tag__slug", "tag__name")
    counts["tag"] = _grouped(tags.annotate(Count("pk")))
    number = articles.count()
    for name, those in (
        ("comments", Comment.objects.standing().filter(article=OuterRef("pk"))),
        ("disputed", Occurrence.objects.readable_by(None).filter(text=OuterRef("text"))),
    ):
        yes = articles.filter(Exists(those)).count()
        counts[name] = Counter({(value, ""): of for value, of in (("yes", yes), ("no", number - yes)) if of})
    return number, [Facet(name, LABELS[name], _offered(name, counted)) for name, counted in counts.items() if counted]


def _grouped(rows: Iterable[tuple[str, str, int]]) -> Counter[tuple[str, str]]:
    return Counter({(value, label): number for value, label, number in rows})


def _among(keys: Iterable[int]) -> RawSQL:
    """Primary keys as one parameter: thousands of them take Django longer to write down than the database to find."""
    if connections[router.db_for_read(Article)].vendor == "sqlite":
        return RawSQL("SELECT value FROM json_each(%s)", [json.dumps([*keys])])
    return RawSQL("SELECT unnest(%s::bigint[])", [[*keys]])


def _offered(name: str, counted: Counter[tuple[str, str]]) -> list[Value]:
    common = sorted(counted.items(), key=lambda each: (-each[1], each[0][1], each[0][0]))[:OFFERED]
    if name == "year":
        common.sort(reverse=True)
    return [Value(value, label, count) for (value, label), count in common]


def _years(dates: Iterable[tuple[date | None, date | None, int]]) -> Counter[tuple[str, str]]:
    """Each year with the number of those that may be of it: first and last day, and how many have them."""
    steps: Counter[int] = Counter()
    for first, last, number in dates:
        if first and last:
            steps[first.year] += number
            steps[last.year + 1] -= number
    if not steps:
        return Counter()
    years = range(min(steps), max(steps))
    standing = accumulate(steps[year] for year in years)
    return Counter({(f"{year:04}", f"{year:04}"): of for year, of in zip(years, standing, strict=True) if of})


def _tags(found: Sequence[Found]) -> dict[int, set[tuple[str, str]]]:
    """The tags of each match, by its place: its own and those of its article."""
    by_article, by_thing = defaultdict(list), {}
    for match in found:
        by_article[match.article].append(match.place)
        by_thing[match.thing] = match.place
    tags: defaultdict[int, set[tuple[str, str]]] = defaultdict(set)
    columns = ("content_object", "tag__slug", "tag__name")
    articles = [article for article in by_article if article is not None]
    for article, slug, name in TaggedArticle.objects.filter(content_object__in=_among(articles)).values_list(*columns):
        for place in by_article[article]:
            tags[place].add((slug, name))
    for kind, model in ((Kind.COMMENT, TaggedComment), (Kind.STATEMENT, TaggedStatement)):
        keys = [key for of, key in by_thing if of == kind]
        rows: Any = model.objects.filter(content_object__in=_among(keys))
        for key, slug, name in rows.values_list(*columns):
            tags[by_thing[kind, key]].add((slug, name))
    return tags
