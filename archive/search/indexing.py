"""The cards of the search index follow the words: in the transaction of every change, and anew as a whole.

No change is without its Decision, so whoever writes the log says here what was decided about, after it was done.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from itertools import batched, pairwise
from typing import Any, NamedTuple, Protocol

from django.db import connections, router, transaction
from django.db.models import QuerySet

from archive.models import Article, Author, Card, Comment, Decision, Publisher, Statement, bulk, cardindex, indexstate
from archive.models.cards import Filled, Kind, cards_of, of_articles, of_comments, of_names, of_statements, thing_at

# Rows that one question to the database names at most; articles, of which each brings its thread, fewer.
ARTICLES, COMMENTS = 200, 900
LAST = 2**62
# A change of one of these is one of the whole thread.
OF_THREADS = frozenset({"state", "rights", "date_earliest"})
# What a card depends on, by what it is of.
FIELDS = {
    "article": OF_THREADS | {"title", "abstract", "publisher", "bylines"},
    "statement": frozenset({"wording", "workflow"}),
    "author": frozenset({"name", "merged_into"}),
    "publisher": frozenset({"name", "merged_into"}),
}
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
    """Bring the cards of articles, statements and names that these entries are about up to date, of articles with
    their threads. Call it after what they say is done. Entries that no card depends on cost no query."""
    if _PUT_OFF.get():
        return
    about: defaultdict[str, defaultdict[str, list[Decided]]] = defaultdict(lambda: defaultdict(list))
    for entry in entries:
        kind, _, key = entry.target.partition(":")
        if _concerns(entry, kind):
            about[kind][key].append(entry)
    if articles := about.pop("article", None):
        _follow_articles(articles)
    for noun, model in NAMES.items():
        if named := about.pop(noun, None):
            _follow_names(model, {*named, *_said(named.values(), "merged_into")})
    for keys in batched(about["statement"], ARTICLES):
        # What was never public has no card.
        _write(_of(Statement.objects.filter(key__in=keys, number__isnull=False), of_statements))


def follow_comments(comments: Iterable[Comment]) -> None:
    """The same for comments. Call it when their states, and what is hidden in them, are written."""
    for keys in batched({comment.pk for comment in comments}, COMMENTS):
        _write(_of(Comment.objects.filter(pk__in=keys), of_comments))


def _concerns(entry: Decided, kind: str) -> bool:
    """Whether a card can depend on what an entry says. What is new is not public yet."""
    if kind not in FIELDS or entry.verb.endswith(".create"):
        return False
    return entry.verb.startswith("reading.") or not FIELDS[kind].isdisjoint({*entry.before, *entry.after})


def _said(groups: Iterable[Iterable[Decided]], name: str) -> Iterator[Any]:
    """What entries say of a field, before and after; details of other releases may say more."""
    return (said[name] for group in groups for entry in group for said in (entry.before, entry.after) if said.get(name))


def _follow_articles(about: Mapping[str, Collection[Decided]]) -> None:
    public: dict[str, int] = {}
    for slugs in batched(about, ARTICLES):
        # What was never public has no card, and nobody is known by it.
        found = Article.objects.filter(slug__in=slugs, published_at__isnull=False).order_by()
        public |= found.values_list("slug", "pk")
    for keys in batched(public.values(), ARTICLES):
        _write(_records(keys))
    entries = {slug: about[slug] for slug in public}
    for keys in batched((public[slug] for slug, group in entries.items() if any(map(_whole, group))), ARTICLES):
        _write(_threads(keys))
    moved = (public[slug] for slug, group in entries.items() if any("state" in entry.after for entry in group))
    for keys in batched(moved, ARTICLES):
        _write(_of(Author.objects.filter(bylines__article__in=keys).distinct(), of_names))
        _write(_of(Publisher.objects.filter(articles__in=keys).distinct(), of_names))
    bylines = (byline for said in _said(entries.values(), "bylines") for byline in said if isinstance(byline, Mapping))
    _follow_names(Author, (byline.get("author") for byline in bylines))
    _follow_names(Publisher, _said(entries.values(), "publisher"))


def _follow_names(model: Any, slugs: Iterable[Any]) -> None:
    for some in batched({slug for slug in slugs if isinstance(slug, str)}, ARTICLES):
        _write(_of(model.objects.filter(slug__in=some), of_names))


def _whole(entry: Decided) -> bool:
    """Whether it is about the thread of an article too."""
    return entry.verb.startswith("reading.") or not OF_THREADS.isdisjoint(entry.after)


def _records(articles: Sequence[int]) -> Stretch:
    there = Card.objects.filter(kind=Kind.ARTICLE, article__in=articles)
    return Stretch(of_articles(Article.objects.filter(pk__in=articles)), there)


def _threads(articles: Sequence[int]) -> Stretch:
    there = Card.objects.filter(kind=Kind.COMMENT, article__in=articles)
    return Stretch(of_comments(Comment.objects.filter(article__in=articles)), there)


def _of(rows: Any, cards: Any) -> Stretch:
    """The cards of rows whose days, if they have any, have not changed."""
    return Stretch(cards(rows), cards_of(rows))


def _write(stretch: Stretch) -> Changes:
    found = _compare(stretch)
    if found.added:
        bulk.insert(Card, Filled._fields, found.added)
    if found.changed:
        bulk.update(Card, Filled._fields[1:], found.changed)
    for some in batched(found.taken, COMMENTS):
        bulk.delete(Card.objects.filter(place__in=some))
    more = Counter(Kind(card.kind) for card in found.added)
    more.subtract(thing_at(place)[0] for place in found.taken)
    indexstate.changed(more)
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


def check_articles(articles: Sequence[int]) -> Changes:
    """The same of some articles, by primary key, and of their threads."""
    return sum((_compare(stretch).counts() for stretch in (_records(articles), _threads(articles))), Changes())


def sound() -> bool:
    """Whether the full-text index and the numbers of cards agree with the cards."""
    return cardindex.sound(connections[router.db_for_write(Card)]) and indexstate.sound()


@transaction.atomic
def rebuild() -> Changes:
    """Make all cards anew, and lay the index over them at once, which takes less time than card by card."""
    Decision.objects.hold()
    connection = connections[router.db_for_write(Card)]
    cardindex.strip(connection)
    bulk.delete(Card.objects.all())
    found = sum((_write(stretch) for stretch in _everything()), Changes())
    cardindex.lay(connection)
    indexstate.renewed()
    return found


def rebuild_after_migrate(*, using: str, **_kwargs: Any) -> None:
    """Make the cards of an archive that comes from a release without them, or with others."""
    tables = connections[using].introspection.table_names()
    # A migration back may have taken them away.
    if indexstate.IndexState._meta.db_table in tables and indexstate.stale():
        rebuild()


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
