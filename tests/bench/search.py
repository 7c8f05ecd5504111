"""Times searches of the archive beside `icontains` in one process and prints medians in milliseconds, as JSON."""

import json
import time
from collections import Counter
from collections.abc import Callable
from functools import partial
from itertools import pairwise
from statistics import median
from typing import Any

import django
from django.core.cache import cache
from django.test import Client, override_settings

from tests.bench.pages import medians
from tests.databases import leave

ROUNDS, SAMPLE = 5, 3_000


def timed(ask: Callable[[], Any], rounds: int = ROUNDS) -> float:
    times = []
    for _ in range(rounds):
        began = time.perf_counter()
        ask()
        times.append(1000 * (time.perf_counter() - began))
    return round(median(times), 3)


def sample() -> list[list[str]]:
    """The terms of some comments."""
    from archive.models import Card
    from archive.models.cards import Kind

    return [row.split() for row in Card.objects.filter(kind=Kind.COMMENT).values_list("words", flat=True)[:SAMPLE]]


def counted() -> Counter[str]:
    return Counter(term for card in sample() for term in set(card) if len(term) > 3)


def words() -> dict[str, str]:
    """The most common word, one of the middle, the name of an author, and two words beside each other."""
    from archive.models import Card
    from archive.models.cards import Kind

    cards = sample()
    counts = counted()
    order = [term for term, _count in counts.most_common()]
    pairs = ((one, other) for card in cards for one, other in pairwise(card[1:]))
    rare = min(pairs, key=lambda pair: max(counts[pair[0]] or SAMPLE, counts[pair[1]] or SAMPLE))
    name = Card.objects.filter(kind=Kind.AUTHOR).earliest("place").words.split()[-1]
    return {"common": order[0], "middle": order[len(order) // 4], "rare": name, "phrase": " ".join(rare)}


def found(typed: str) -> None:
    """The newest matches, ranked."""
    from archive.search.matches import RANKED, asked, newest, ranked
    from archive.text.queries import parse

    query = parse(typed)
    sorted(ranked(newest(asked(query))[:RANKED], query.wanted), reverse=True)


def contained(said: str) -> None:
    """What a search without an index does: count, and give the newest."""
    from archive.models import Text

    rows = Text.objects.filter(content__body__icontains=said)
    rows.count()
    list(rows.order_by("-pk").values_list("content__body", flat=True)[:25])


def searches() -> dict[str, dict[str, float]]:
    measured = {}
    for name, said in words().items():
        typed = f'"{said}"'
        found(typed)
        measured[name] = {"index": timed(partial(found, typed)), "icontains": timed(partial(contained, said), 3)}
    return measured


def hardest() -> float:
    """The longest that an answer takes, in milliseconds, of queries that ask for much."""
    client, common = Client(), [word for word, _count in counted().most_common(24)]
    typed = [
        " ".join(common), f'"{" ".join(common[:2])}"', " ".join(f"-{word}" for word in common), "a*",
        " ".join(f"{word[:2]}*" for word in common), f'"{common[0]} {common[1][:2]}"*', f"-author:a* {common[0]}",
        " ".join(f"-year:{year}" for year in range(1980, 2004)), f"year:unknown {common[0]}", f"{common[0]} zzqx",
        "comments:no in:articles", "language:en in:articles",
        f"disputed:yes {common[0]}", "ferry " * 17_000, '"a ' * 9_000,
    ]  # fmt: skip
    return max(timed(partial(anew, partial(client.get, "/search/", {"q": each})), 1) for each in typed)


def pages() -> dict[str, dict[str, float]]:
    """Each page as it is asked for again, and as it is for the first who asks for it."""
    client = Client()
    paths = {
        "constant": "/constant/",
        "facets": "/search/",
        "narrowed": "/search/?language=en&comments=yes",
        "comments": "/search/?in=comments",
        "common": f"/search/?q={words()['common']}",
        "timeline": "/timeline/",
        **{name: f"/{name}/" for name in ("articles", "moderation", "statements", "tags", "authors", "publishers")},
    }
    again = medians([*paths.values()])
    return {
        name: {"again": again[path], "first": timed(partial(anew, partial(client.get, path)), 3)}
        for name, path in paths.items()
    }


def anew(ask: Callable[[], Any]) -> None:
    cache.clear()
    ask()


if __name__ == "__main__":
    django.setup()
    with override_settings(DEBUG=False, ROOT_URLCONF="tests.bench.urls"):
        print(json.dumps({"searches": searches(), "pages": pages(), "hardest": hardest()}))
    leave()
