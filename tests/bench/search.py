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


def words() -> dict[str, str]:
    """The most common word, one of the middle, the name of an author, and two words beside each other."""
    from archive.models import Card
    from archive.models.cards import Kind

    cards = [row.split() for row in Card.objects.filter(kind=Kind.COMMENT).values_list("words", flat=True)[:SAMPLE]]
    counts = Counter(term for card in cards for term in set(card) if len(term) > 3)
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


def pages() -> dict[str, dict[str, float]]:
    """Each page as it is asked for again, and as it is for the first one after a change."""
    client = Client()
    paths = {
        "constant": "/constant/",
        "facets": "/search/",
        "common": f"/search/?q={words()['common']}",
        "timeline": "/timeline/",
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
        print(json.dumps({"searches": searches(), "pages": pages()}))
    leave()
