"""Moderates and marks the longest thread of a collection; times its pages, an erasure and a scrub; prints JSON."""

import json
import time
from itertools import batched
from statistics import median
from typing import Any

import django
from django.test import Client, override_settings
from django.test.utils import CaptureQueriesContext

from tests.databases import leave

ROUNDS = 20
# Of every so many comments one is veiled, one withheld, one has a hidden word, and one a mark.
EVERY = 100
AT_ONCE = 20
PSEUDONYMS = 1


def moderated() -> Any:
    """The article of the longest thread, with all that can lie over it."""
    from django.db.models import Count

    from archive.actions import (
        contexts,
        houserules,
        measures,
        occurrences,
        proposals,
        pseudonyms,
        redactions,
        statements,
    )
    from archive.actions.clock import now
    from archive.actions.occurrences import Spot
    from archive.actions.reasoning import Reasons
    from archive.models import Article, Comment
    from archive.text.runs import Span

    known: dict[str, Any] = {"by": "anna", "at": now(), "reason": "For measuring."}
    rule = houserules.write("abuse", "abuse", "Nobody is abused.", **known)
    reasons = Reasons(rule, ground="law", law="For measuring.")
    article = Article.objects.annotate(size=Count("comments")).order_by("-size")[0]
    thread = list(Comment.objects.under(article).select_related("article", "text__content").order_by("position"))
    for some in batched(thread[0::EVERY], AT_ONCE):
        measures.decide(some, "veil", reasons, **known)
    for some in batched(thread[1::EVERY], AT_ONCE):
        asked = proposals.propose(some, "withhold", reasons, **known)
        proposals.agree(asked, by="bo", at=known["at"])
    for comment in thread[2::EVERY]:
        word = comment.text.content.body.split()[0]
        redactions.redact(comment, [Span(0, len(word))], reasons, **known)
    for comment in [one for one in thread[3::EVERY] if one.author_name][:PSEUDONYMS]:
        comment.refresh_from_db()
        if comment.pseudonym_id is None:
            pseudonyms.pseudonymise(comment, reasons, **known)
    made = statements.create({"wording": "That it was so.", "kind": "event"}, **known)
    for some in batched(thread[4::EVERY], 200):
        spots = [Spot(one.text, 0, len(one.text.content.body.split()[0])) for one in some]
        occurrences.propose(made, spots, accept=True, **known)
    for move in ("open", "review", "publish"):
        statements.move(made, move, **known)
    contexts.put(article, "A note above it, for measuring.", reasons, **known)
    return article


def pages(article: Any) -> dict[str, tuple[float, int]]:
    """Median milliseconds of this process and queries of the first, a middle and the last page, as anonymous."""
    from django.db import connection
    from django.urls import reverse

    from archive.models import Comment
    from archive.rules.paging import SIZE

    last = -(-Comment.objects.under(article).count() // SIZE)
    client, found = Client(), {}
    for name, number in (("first", 1), ("middle", last // 2), ("last", last)):
        path = article.get_absolute_url() if number == 1 else reverse("archive:thread", args=[article.slug, number])
        client.get(path)
        times = []
        for _round in range(ROUNDS):
            began = time.process_time()
            response = client.get(path)
            times.append(1000 * (time.process_time() - began))
        if response.status_code != 200 or b"veil" not in response.content:
            raise SystemExit(f"{path} gives {response.status_code}.")
        with CaptureQueriesContext(connection) as queries:
            client.get(path)
        found[name] = (round(median(times), 2), len(queries))
    return found


def erasing(article: Any) -> dict[str, tuple[float, int]]:
    """Seconds that an erasure takes, and a scrub of the whole database."""
    from archive.actions import proposals, scrubbing
    from archive.actions.clock import now
    from archive.actions.reasoning import Reasons
    from archive.models import Comment, HouseRule

    comment = Comment.objects.under(article).filter(state="shown", pseudonym=None).latest("position")
    reasons = Reasons(HouseRule.objects.latest("pk"), ground="law", law="For measuring.")
    asked = proposals.propose([comment], "erase", reasons, by="anna", at=now(), reason="For measuring.")
    began = time.perf_counter()
    proposals.agree(asked, by="bo", at=now())
    erased = time.perf_counter()
    tables = scrubbing.scrub().tables
    return {"erase": (round(erased - began, 2), 1), "scrub": (round(time.perf_counter() - erased, 2), tables)}


if __name__ == "__main__":
    django.setup()
    with override_settings(DEBUG=False, ROOT_URLCONF="tests.bench.urls"):
        about = moderated()
        print(json.dumps({**pages(about), **erasing(about)}))
    leave()
