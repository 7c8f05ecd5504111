"""Times every kind of page of the admin in one process and counts its queries; prints both, as JSON."""

import json
import time
from collections.abc import Iterator
from statistics import median

import django
from django.test import Client, override_settings
from django.test.utils import CaptureQueriesContext

from tests.databases import leave

ROUNDS = 5


def addresses() -> Iterator[str]:
    """The lists, with a search and a page far on, and the pages of the article with the longest thread."""
    from django.db.models import Count

    from archive.models import Article, Author, Comment, Decision, ImportRun

    longest = Article.objects.annotate(size=Count("comments")).order_by("-size").values_list("pk", flat=True)[0]
    yield "/admin/"
    for noun in (
        "article",
        "author",
        "comment",
        "decision",
        "importrun",
        "publisher",
        "sourcefile",
        "statement",
        "tag",
        "user",
    ):
        yield f"/admin/archive/{noun}/"
        yield f"/admin/archive/{noun}/?q=ferry"
    yield "/admin/archive/article/?p=50"
    yield "/admin/archive/article/?lacks=byline"
    yield "/admin/archive/comment/?p=2000"
    for model in (Author, Comment, Decision, ImportRun):
        key = model._default_manager.values_list("pk", flat=True).latest("pk")
        yield f"/admin/archive/{model._meta.model_name}/{key}/change/"
    yield "/admin/archive/statement/waiting/"
    yield "/admin/archive/comment/queue/"
    middle = Comment.objects.under(longest).order_by("position").values_list("pk", flat=True)
    yield f"/admin/archive/comment/{middle[middle.count() // 2]}/moderate/"
    for page in ("change", "reading", "readings", "marking", "history"):
        yield f"/admin/archive/article/{longest}/{page}/"
    for noun, field in (("article", "publisher"), ("byline", "author"), ("taggedarticle", "tag")):
        yield f"/admin/autocomplete/?app_label=archive&model_name={noun}&field_name={field}&term=a"


def measured() -> dict[str, tuple[float, int]]:
    """Address -> median seconds, queries."""
    from django.db import connection

    from archive.models import User

    client, found = Client(), {}
    client.force_login(User.objects.create(username="bench", is_staff=True, is_superuser=True))
    for address in addresses():
        times = []
        for _ in range(ROUNDS):
            with CaptureQueriesContext(connection) as queries:
                began = time.perf_counter()
                response = client.get(address)
                times.append(time.perf_counter() - began)
            if response.status_code != 200:
                raise SystemExit(f"{address} gives {response.status_code}.")
        found[address] = (round(median(times), 3), len(queries))
    return found


if __name__ == "__main__":
    django.setup()
    with override_settings(DEBUG=False, ALLOWED_HOSTS=["testserver"]):
        print(json.dumps(measured()))
    leave()
