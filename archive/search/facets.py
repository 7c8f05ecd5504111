"""What matches have in common: each value with the number of matches that have it."""

import json
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Sequence
from itertools import accumulate
from typing import Any, NamedTuple

from django.db import connections, router
from django.db.models import CharField, Count, Exists, OuterRef
from django.db.models.expressions import RawSQL
from django.db.models.functions import Cast, Substr
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from archive.models import (
    Article,
    Author,
    Byline,
    Comment,
    Occurrence,
    Publisher,
    Tag,
    TaggedArticle,
    TaggedComment,
    TaggedStatement,
    indexstate,
)
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
NAMES = {kind: name for name, kind in KINDS.items()}


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
    for match in found:
        name = NAMES[match.thing[0]]
        counts["in"][name, name] += 1
    threads = Comment.objects.standing().filter(article=OuterRef("pk"))
    rows = Article.objects.visible_to(None).filter(pk__in=_among(over)).annotate(threaded=Exists(threads)).order_by()
    columns = ("pk", "publisher__slug", "publisher__name", "language", "date_earliest", "date_latest", "threaded")
    dates: list[tuple[int, int, int]] = []
    for key, slug, name, language, first, last, threaded in rows.values_list(*columns):
        if slug:
            counts["publisher"][slug, name] += over[key]
        counts["language"][language, language] += over[key]
        if first and last:
            dates.append((first.year, last.year, over[key]))
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


def facets_of(articles: Collection[int] | None = None) -> tuple[int, list[Facet]]:
    """How many of these articles everyone may see, and their facets, exactly; ten queries, and none for none. Of all
    articles (None) what is counted beside them is how many there are of everything else that can be looked for."""
    rows, among = Article.objects.visible_to(None).order_by(), None
    if articles is not None:
        if not articles:
            return 0, []
        among = _among(articles)
        rows = rows.filter(pk__in=among)
    counts: dict[str, Counter[tuple[str, str]]] = {name: Counter() for name in LABELS}
    for language, of in rows.values_list("language").annotate(Count("pk")):
        counts["language"][language, language] = of
    number = counts["language"].total()
    numbers = indexstate.numbers() if articles is None else {Kind.ARTICLE: number}
    counts["in"] = Counter({(name, name): numbers[kind] for name, kind in KINDS.items() if numbers.get(kind)})
    years = [Substr(Cast(name, CharField()), 1, 4) for name in ("date_earliest", "date_latest")]
    dated = rows.filter(date_earliest__isnull=False, date_latest__isnull=False)
    found = dated.annotate(first=years[0], last=years[1]).values_list("first", "last").annotate(Count("pk"))
    counts["year"] = _years((int(first), int(last), of) for first, last, of in found)
    for name, model in (("publisher", Publisher), ("author", Author), ("tag", Tag)):
        counts[name] = _labelled(model, model.objects.numbers(None, articles=among))
    marked = Occurrence.objects.readable_by(None).filter(text__in=rows.values("text")).order_by()
    threads = Comment.objects.standing().filter(article=OuterRef("pk"))
    for name, yes in (
        ("comments", rows.filter(Exists(threads)).count()),
        ("disputed", rows.filter(text__in=marked.values("text")).count()),
    ):
        counts[name] = Counter({(value, ""): of for value, of in (("yes", yes), ("no", number - yes)) if of})
    return number, [Facet(name, LABELS[name], _offered(name, counted)) for name, counted in counts.items() if counted]


def _labelled(model: Any, counted: Counter[int]) -> Counter[tuple[str, str]]:
    """The most common of what was counted, by primary key, with slug and name."""
    least = min((number for _key, number in counted.most_common(OFFERED)), default=0)
    keys = [key for key, number in counted.items() if number >= least]
    rows = model.objects.filter(pk__in=_among(keys)).order_by().values_list("pk", "slug", "name")
    return Counter({(slug, name): counted[key] for key, slug, name in rows})


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


def _years(dates: Iterable[tuple[int, int, int]]) -> Counter[tuple[str, str]]:
    """Each year with the number of those that may be of it: first and last year, and how many have them."""
    steps: Counter[int] = Counter()
    for first, last, number in dates:
        steps[first] += number
        steps[last + 1] -= number
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
