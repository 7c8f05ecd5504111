"""Times pages of the archive in one process and prints the medians in milliseconds, as JSON."""

import json
import time
from collections.abc import Sequence
from statistics import median

import django
from django.test import Client, override_settings

from tests.databases import leave

ROUNDS = 60


def medians(paths: Sequence[str]) -> dict[str, float]:
    """The pages are asked for by turns, so that whatever slows the machine down slows all of them."""
    client, times = Client(), {path: list[float]() for path in paths}
    for turn in range(ROUNDS + 1):
        for path in paths:
            began = time.perf_counter()
            response = client.get(path)
            took = time.perf_counter() - began
            if response.status_code != 200:
                raise SystemExit(f"{path} gives {response.status_code}.")
            if turn:
                times[path].append(1000 * took)
    return {path: round(median(found), 3) for path, found in times.items()}


def pages() -> dict[str, str]:
    """What is measured: a constant page, an article with 43 comments, and pages of a thread of 10,000."""
    from django.db.models import Count
    from django.urls import reverse

    from archive.models import Article

    articles = Article.objects.annotate(size=Count("comments"))
    short, long = (articles.filter(size=size).earliest("pk") for size in (43, 10_000))
    turns = (2, 3, 50, 99, 100)
    thread = {
        f"page {number} of 10,000 comments": reverse("archive:thread", args=[long.slug, number]) for number in turns
    }
    return {
        "constant page": "/constant/",
        "article with 43 comments": short.get_absolute_url(),
        "page 1 of 10,000 comments": long.get_absolute_url(),
        **thread,
    }


if __name__ == "__main__":
    django.setup()
    # Django's test environment would watch every template, which costs more than the page.
    with override_settings(DEBUG=False, ROOT_URLCONF="tests.bench.urls"):
        named = pages()
        found = medians(list(named.values()))
        print(json.dumps({name: found[path] for name, path in named.items()}))
    leave()
