"""What matches have in common: each value with the number of matches that have it."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from heapq import nlargest
from itertools import accumulate
from typing import Any, NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from archive.models.cards import Kind
from archive.search.holdings import Holdings, Those
from archive.search.narrowing import KINDS
from archive.search.words import Found

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


def facets(held: Holdings, found: Sequence[Found]) -> list[Facet]:
    """The facets of some matches, the most common values first; no query."""
    return _made(held, Counter(match.thing[0] for match in found), held.counts_of(found))


def facets_of(held: Holdings, those: Those, beside: Those) -> list[Facet]:
    """The facets of all of these; what there is of each kind is counted among those beside them too."""
    return _made(held, held.numbers(beside), held.counts(those))


def _made(held: Holdings, kinds: Mapping[Kind, int], counts: Mapping[str, Counter[Any]]) -> list[Facet]:
    return [
        Facet(name, label, _offered(name, counted))
        for name, label in LABELS.items()
        if (counted := _said(held, name, kinds, counts))
    ]


def _said(
    held: Holdings, name: str, kinds: Mapping[Kind, int], counts: Mapping[str, Counter[Any]]
) -> Counter[tuple[str, str]]:
    """The most common values with their labels, or all."""
    if name == "in":
        return Counter({(said, said): kinds[kind] for said, kind in KINDS.items() if kinds.get(kind)})
    counted = counts[name]
    if name == "year":
        return _years((*years, of) for years, of in counted.items())
    if name in held.names:
        known = held.names[name]
        standing = {key: of for key, of in counted.items() if key in known}
        least = min(nlargest(OFFERED, standing.values()), default=0)
        return Counter({known[key]: of for key, of in standing.items() if of >= least})
    return Counter({(value, value if name == "language" else ""): of for value, of in counted.items()})


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
