"""The cards of the search index follow the words: in the transaction of every change, and anew as a whole.

No change is without its Decision, so whoever writes the log says here what was decided about, after it was done.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from itertools import batched, groupby, pairwise
from operator import itemgetter
from typing import Any, NamedTuple, Protocol

from django.db import connections, router, transaction
from django.db.models import Exists, OuterRef, Q, QuerySet

from archive.models import Article, Author, Card, Comment, Decision, Publisher, Statement, bulk, cardindex
from archive.models.cards import Filled, Kind, of_articles, of_comments, of_names, of_statements, places
from archive.rules import visibility

# Rows that one question to the database names at most; articles, of which each brings its thread, fewer.
ARTICLES, COMMENTS = 200, 900
LAST = 2**62
# A change of one of these is one of the whole thread.
OF_THREADS = frozenset({"state", "rights", "date_earliest"})
NAMES: dict[str, Any] = {"author": Author, "publisher": Publisher}


class Decided(Protocol):
    """What is asked of an entry of the log."""

    @property
    def verb(self) -> str: ...
    @property
    def target(self) -> str: ...
    @property
    def before(self) -> Mapping[str, Any]: ...
    @property
    def after(self) -> Mapping[str, Any]: ...


class Changes(NamedTuple):
    """How many cards were added, changed and taken away, or would have to be."""

    added: int = 0
    changed: int = 0
    taken: int = 0

    def __add__(self, other: Any) -> "Changes":
        return Changes(*map(sum, zip(self, other, strict=True)))

    def __bool__(self) -> bool:
        return any(self)


class Stretch(NamedTuple):
    """The cards that ought to be, and those that are, of the same things."""

    wanted: Iterable[Filled]
    there: QuerySet[Card]


_PUT_OFF: ContextVar[bool] = ContextVar("put_off", default=False)


@contextmanager
def put_off() -> Iterator[None]:
    """Leave the cards as they are meanwhile: for a load so large that whoever makes it calls `rebuild` at the end."""
    before = _PUT_OFF.set(True)
    try:
        yield
    finally:
        _PUT_OFF.reset(before)


def follow(entries: Iterable[Decided]) -> None:
    """Bring the cards of all that these entries are about up to date. Call it after what they say is done."""
    if _PUT_OFF.get():
        return
    about: defaultdict[str, set[str]] = defaultdict(set)
    whole: set[str] = set()
    for entry in entries:
        kind, _, key = entry.target.partition(":")
        about[kind].add(key)
        if kind == "article" and (entry.verb.startswith("reading.") or not OF_THREADS.isdisjoint(entry.after)):
            whole.add(key)
        for noun, slug in _named(entry, kind):
            about[noun].add(slug)
    for stretch in _concerned(about, whole):
        _write(stretch)


def follow_comments(comments: Iterable[Comment]) -> None:
    """The same for comments to which something was done under the numbers of Decisions that were written before."""
    for keys in batched({comment.pk for comment in comments}, COMMENTS):
        _write(_of(Comment.objects.filter(pk__in=keys), of_comments))


def _named(entry: Decided, kind: str) -> Iterator[tuple[str, str]]:
    """Authors and publishers that an entry names besides what it is about; details of other releases may say more."""
    for said in (entry.before, entry.after):
        named = []
        if kind in NAMES:
            named.append((kind, said.get("merged_into")))
        if kind == "article":
            named.append(("publisher", said.get("publisher")))
            bylines = (byline for byline in said.get("bylines") or () if isinstance(byline, Mapping))
            named.extend(("author", byline.get("author")) for byline in bylines)
        yield from ((noun, slug) for noun, slug in named if isinstance(slug, str) and slug)


def _concerned(about: Mapping[str, set[str]], whole: set[str]) -> Iterator[Stretch]:
    carded = Q(Exists(Card.objects.filter(article=OuterRef("pk")))) | Q(state__in=visibility.PUBLIC_STATES)
    for slugs in batched(about["article"], ARTICLES):
        found = dict(Article.objects.filter(carded, slug__in=slugs).values_list("slug", "pk"))
        if found:
            yield _records(Article.objects.filter(pk__in=found.values()))
        if of_threads := [key for slug, key in found.items() if slug in whole]:
            yield _threads(of_threads)
            yield _of(Author.objects.filter(bylines__article__in=of_threads).distinct(), of_names)
            yield _of(Publisher.objects.filter(articles__in=of_threads).distinct(), of_names)
    comments = [key.partition("#") for key in about["comment"]]
    for slug, group in groupby(sorted(comments), key=itemgetter(0)):
        numbers = [int(number) for _slug, _, number in group]
        for some in batched(numbers, COMMENTS):
            yield _of(Comment.objects.filter(article__slug=slug, number__in=some), of_comments)
    for noun, model in NAMES.items():
        for slugs in batched(about[noun], ARTICLES):
            yield _of(model.objects.filter(slug__in=slugs), of_names)
    for keys in batched(about["statement"], ARTICLES):
        yield _of(Statement.objects.filter(key__in=keys), of_statements)


def _records(articles: QuerySet[Article]) -> Stretch:
    return Stretch(of_articles(articles), Card.objects.filter(kind=Kind.ARTICLE, article__in=articles.values("pk")))


def _threads(articles: Sequence[int]) -> Stretch:
    there = Card.objects.filter(kind=Kind.COMMENT, article__in=articles)
    return Stretch(of_comments(Comment.objects.filter(article__in=articles)), there)


def _of(rows: Any, cards: Any) -> Stretch:
    """The cards of rows whose days, if they have any, have not changed."""
    return Stretch(cards(rows), Card.objects.filter(place__in=places(rows)))


def _write(stretch: Stretch) -> Changes:
    found = _compare(stretch)
    bulk.insert(Card, Filled._fields, found.added)
    bulk.update(Card, Filled._fields[1:], found.changed)
    for some in batched(found.taken, COMMENTS):
        bulk.delete(Card.objects.filter(place__in=some))
    return found.counts()


class Difference(NamedTuple):
    added: list[Filled]
    changed: list[Filled]
    taken: list[int]

    def counts(self) -> Changes:
        return Changes(len(self.added), len(self.changed), len(self.taken))


def _compare(stretch: Stretch) -> Difference:
    there = {row[0]: row for row in stretch.there.values_list(*Filled._fields)}
    found = Difference([], [], [])
    for card in stretch.wanted:
        old = there.pop(card.place, None)
        if old is None:
            found.added.append(card)
        elif old != card:
            found.changed.append(card)
    found.taken.extend(there)
    return found


def check() -> Changes:
    """How the cards differ from what they ought to be."""
    return sum((_compare(stretch).counts() for stretch in _everything()), Changes())


@transaction.atomic
def rebuild() -> Changes:
    """Make all cards anew, and lay the index over them at once, which takes less time than card by card."""
    Decision.objects.hold()
    connection = connections[router.db_for_write(Card)]
    cardindex.strip(connection)
    bulk.delete(Card.objects.all())
    found = sum((_write(stretch) for stretch in _everything()), Changes())
    cardindex.lay(connection)
    return found


def _everything() -> Iterator[Stretch]:
    """All cards, in stretches that together leave none out."""
    for model, kind in ((Author, Kind.AUTHOR), (Publisher, Kind.PUBLISHER)):
        yield Stretch(of_names(model.objects.all()), Card.objects.filter(kind=kind))
    yield Stretch(of_statements(Statement.objects.all()), Card.objects.filter(kind=Kind.STATEMENT))
    articles = Article.objects.order_by("pk").values_list("pk", flat=True)
    starts = [0, *[some[-1] + 1 for some in batched(articles.iterator(), ARTICLES)], LAST]
    for first, end in pairwise(starts):
        within = {"article__gte": first, "article__lt": end}
        of_range = Article.objects.filter(pk__gte=first, pk__lt=end)
        yield Stretch(of_articles(of_range), Card.objects.filter(kind=Kind.ARTICLE, **within))
        there = Card.objects.filter(kind=Kind.COMMENT, **within)
        yield Stretch(of_comments(Comment.objects.filter(**within)), there)
