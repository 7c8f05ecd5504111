"""What the archive holds that everyone may see, as one process knows it: by what an article can be found besides its
words. It never changes; what is decided makes another one (see `inventory`)."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from operator import and_, or_, xor
from typing import Any, NamedTuple, Protocol, cast

from archive.models.cards import Kind, place_of
from archive.search.columns import Column, Weights, bits_of, flags_of, numbers_in


class Holding(NamedTuple):
    """An article. `comments` are those that have no tag and no disputed passage of their own: of each of them all is
    true that is true of the article, but that it is disputed."""

    first: date | None
    last: date | None
    publisher: int | None
    language: str
    authors: tuple[int, ...]
    tags: tuple[int, ...]
    threaded: bool
    disputed: bool
    comments: int

    def place(self, key: int) -> int:
        return place_of(Kind.ARTICLE, key, self.first)

    def values(self) -> dict[str, Sequence[Hashable]]:
        """What each facet says of it; of `year` the first and the last."""
        return {
            "publisher": (self.publisher,) if self.publisher else (),
            "author": self.authors,
            "year": ((self.first.year, self.last.year),) if self.first and self.last else (),
            "language": (self.language,),
            "tag": self.tags,
            "comments": ("yes" if self.threaded else "no",),
            "disputed": ("yes" if self.disputed else "no",),
        }


FACETS = ("publisher", "author", "year", "language", "tag", "comments", "disputed")


class Placed(Protocol):
    @property
    def place(self) -> int: ...
    @property
    def article(self) -> int | None: ...


class Marked(NamedTuple):
    """A comment with tags or a disputed passage of its own, or a statement with its tags."""

    place: int
    article: int | None
    tags: tuple[int, ...]
    disputed: bool


class Those(NamedTuple):
    """Some of all cards, as sets: articles; articles whose unmarked comments all belong to them; marked comments by
    their place in the row of them; statements, authors and publishers by primary key."""

    articles: int = 0
    threads: int = 0
    marked: int = 0
    statements: int = 0
    authors: int = 0
    publishers: int = 0

    def both(self, other: Those) -> Those:
        return Those(*map(and_, self, other))

    def either(self, other: Those) -> Those:
        return Those(*map(or_, self, other))


@dataclass(frozen=True)
class Holdings:
    """`number` is the Decision up to which it is true, `edition` its name."""

    edition: str
    number: int
    articles: Mapping[int, Holding]
    places: Sequence[int]
    columns: Mapping[str, Column]
    comments: Weights
    marked: Sequence[Marked]
    statements: Mapping[int, Marked]
    # Slug and name by primary key, of authors, publishers and tags that stand.
    names: Mapping[str, Mapping[int, tuple[str, str]]]

    @classmethod
    def of(
        cls,
        edition: str,
        number: int,
        articles: Mapping[int, Holding],
        marked: Iterable[Marked],
        statements: Mapping[int, Marked],
        names: Mapping[str, Mapping[int, tuple[str, str]]],
    ) -> Holdings:
        size = max(articles, default=0) + 1
        pairs: dict[str, list[tuple[int, Hashable]]] = {name: [] for name in FACETS}
        weights = [0] * size
        for key, holding in articles.items():
            weights[key] = holding.comments
            for name, values in holding.values().items():
                pairs[name] += [(key, value) for value in values]
        columns = {name: Column.of(those, size) for name, those in pairs.items()}
        places = sorted(holding.place(key) for key, holding in articles.items())
        return cls(edition, number, articles, places, columns, Weights.of(weights), sorted(marked), statements, names)

    def changed(
        self,
        edition: str,
        number: int,
        articles: Mapping[int, Holding | None],
        marked: Iterable[Marked],
        statements: Mapping[int, Marked | None],
        names: Mapping[str, Mapping[int, tuple[str, str]]],
    ) -> Holdings:
        """The same but for some articles, with all marked comments of these, some statements (None for one that
        everyone may see no more) and some names."""
        before = {key: self.articles[key] for key in articles if key in self.articles}
        after = {key: holding for key, holding in articles.items() if holding}
        places = list(self.places)
        for key, holding in before.items():
            del places[bisect_left(places, holding.place(key))]
        for key, holding in after.items():
            insort(places, holding.place(key))
        columns = {
            name: column.changed(_pairs(name, before), _pairs(name, after)) for name, column in self.columns.items()
        }
        weights = ((key, holding.comments if holding else 0) for key, holding in articles.items())
        others = [each for each in self.marked if each.article not in articles]
        return replace(
            self,
            edition=edition,
            number=number,
            articles={key: each for key, each in {**self.articles, **articles}.items() if each},
            places=places,
            columns=columns,
            comments=self.comments.changed(weights),
            marked=sorted([*others, *marked]),
            statements={key: each for key, each in {**self.statements, **statements}.items() if each},
            names={kind: {**known, **names.get(kind, {})} for kind, known in self.names.items()},
        )

    @cached_property
    def size(self) -> int:
        return len(self.comments.numbers)

    @cached_property
    def all(self) -> Those:
        articles = bits_of(self.articles)
        authors, publishers = (
            bits_of(key for key in self.names[name] if self.columns[name].has(key)) for name in ("author", "publisher")
        )
        return Those(articles, articles, (1 << len(self.marked)) - 1, bits_of(self.statements), authors, publishers)

    @cached_property
    def marked_at(self) -> Mapping[int, Marked]:
        return {each.place: each for each in (*self.marked, *self.statements.values())}

    @cached_property
    def disputed_places(self) -> frozenset[int]:
        articles = numbers_in(self.columns["disputed"].bits(["yes"]))
        own = (place for place, each in self.marked_at.items() if each.disputed)
        return frozenset([*(self.articles[key].place(key) for key in articles), *own])

    @cached_property
    def keys(self) -> Mapping[str, Mapping[str, int]]:
        """Primary keys of names by their slugs."""
        return {kind: {slug: key for key, (slug, _name) in known.items()} for kind, known in self.names.items()}

    def name(self, kind: str, slug: str) -> str:
        """The name that a slug stands for; the slug itself where everyone may know of none."""
        key = self.keys.get(kind, {}).get(slug)
        return self.names[kind][key][1] if key is not None and self._public(kind, key) else slug

    def _public(self, kind: str, key: int) -> bool:
        return self.columns[kind].has(key) or (kind == "tag" and any(self.tagged([key])))

    def but(self, those: Those) -> Those:
        """All others."""
        return Those(*map(xor, self.all, those))

    def of_articles(self, articles: int) -> Those:
        """These articles with their comments."""
        flags = flags_of(articles, self.size)
        return Those(articles, articles, self._marked(lambda each: flags[each.article or 0]))

    def having(self, name: str, values: Iterable[Hashable]) -> Those:
        """Articles with one of these values, and their comments."""
        return self.of_articles(self.columns[name].bits(values))

    def tagged(self, tags: Iterable[int]) -> Those:
        """Also the comments and the statements that have the tag themselves."""
        wanted = frozenset(tags)
        own = Those(
            marked=self._marked(lambda each: not wanted.isdisjoint(each.tags)),
            statements=bits_of(key for key, each in self.statements.items() if not wanted.isdisjoint(each.tags)),
        )
        return self.having("tag", wanted).either(own)

    def disputed(self) -> Those:
        articles = self.columns["disputed"].bits(["yes"])
        return Those(articles, 0, self._marked(lambda each: each.disputed), self.all.statements)

    def between(self, first: date, last: date) -> Those:
        """What may be of these days."""
        column, whole, part = self.columns["year"], list[Hashable](), list[Hashable]()
        for value in column.values():
            low, high = cast("tuple[int, int]", value)
            if low <= last.year and high >= first.year:
                (part if low == last.year or high == first.year else whole).append(value)
        some = (
            key
            for key in numbers_in(column.bits(part))
            if (held := self.articles[key]).first <= last and held.last >= first  # type: ignore[operator]
        )
        return self.of_articles(column.bits(whole) | bits_of(some))

    def undated(self) -> Those:
        return self.of_articles(self.all.articles & ~self.columns["year"].bits(self.columns["year"].values()))

    def numbers(self, those: Those) -> dict[Kind, int]:
        """How many cards of each kind."""
        articles, threads, marked, *others = those
        comments = self.comments.sum(threads) + marked.bit_count()
        counts = [comments, articles.bit_count(), *(bits.bit_count() for bits in others)]
        return dict(zip(Kind, counts, strict=True))

    def counts(self, those: Those) -> dict[str, Counter[Hashable]]:
        """Of each facet its values with how many of these have them."""
        found = {
            name: column.counted(those.articles, those.threads, self.comments) for name, column in self.columns.items()
        }
        if those.threads:
            # An unmarked comment is not disputed, though its article may be.
            yes = self.columns["disputed"].bits(["yes"])
            found["disputed"] = Counter({
                "yes": (those.articles & yes).bit_count(),
                "no": (those.articles & ~yes).bit_count() + self.comments.sum(those.threads),
            })  # fmt: skip
        single = self.counts_of(self.marked_of(those))
        return {name: counted + single[name] for name, counted in found.items()}

    def counts_of(self, found: Sequence[Placed]) -> dict[str, Counter[Hashable]]:
        """The same of cards one by one."""
        counts: dict[str, Counter[Hashable]] = {name: Counter() for name in FACETS}
        over = Counter(each.article for each in found if each.article is not None and each.article in self.articles)
        for key, number in over.items():
            for name, values in self.articles[key].values().items():
                if name != "disputed":
                    for value in values:
                        counts[name][value] += number
        places = [each.place for each in found]
        yes = len(self.disputed_places.intersection(places))
        counts["disputed"].update(yes=yes, no=len(places) - yes)
        for place in self.marked_at.keys() & places:
            own = self.marked_at[place]
            known = self.articles[own.article].tags if own.article is not None else ()
            counts["tag"].update(tag for tag in own.tags if tag not in known)
        return {name: +counted for name, counted in counts.items()}

    def _marked(self, like: Callable[[Marked], Any]) -> int:
        return bits_of(at for at, each in enumerate(self.marked) if like(each))

    def marked_of(self, those: Those) -> list[Marked]:
        """The marked comments among these, and the statements."""
        comments = (self.marked[at] for at in numbers_in(those.marked))
        return [*comments, *(self.statements[key] for key in numbers_in(those.statements))]


def _pairs(name: str, articles: Mapping[int, Holding]) -> Iterator[tuple[int, Hashable]]:
    return ((key, value) for key, holding in articles.items() for value in holding.values()[name])
