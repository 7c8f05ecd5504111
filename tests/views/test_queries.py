"""How many queries a page takes: the same with one row and with thirty."""

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext

from archive.actions import measures
from archive.actions.reasoning import Reasons
from archive.models import StatementRelation
from archive.search import indexing
from archive.search.inventory import holdings
from tests.factories import WHEN, Lost, Said, article, evidence, held, occurrence, publisher, rule, statement

pytestmark = pytest.mark.django_db

QUERIES = {
    "/": 22,
    "/about/": 8,
    "/articles/": 3,
    "/articles/?by=title": 3,
    "/articles/the-one/": 3,
    "/articles/the-one/thread/2/": 2,
    "/articles/disputed-0/": 12,
    "/articles/disputed-0/?marks=0": 5,
    "/articles/the-one/comments/1/": 2,
    "/articles/the-one/provenance/": 9,
    "/authors/": 2,
    "/authors/author-0/": 4,
    "/publishers/": 2,
    "/publishers/the-oru-lantern/": 4,
    "/tags/": 2,
    "/tags/tag-0/": 8,
    "/moderation/": 4,
    "/moderation/rules/": 2,
    "/moderation/figures/": 4,
    "/moderation.json": 2,
    "/moderation.csv": 2,
    "/moderation.atom": 2,
    "/statements/?kind=event": 3,
    "/statements/1/": 15,
    "/statements.json": 4,
    "/statements/1.json": 4,
    "/articles/disputed-0/annotations.jsonld": 5,
    "/search/": 2,
    "/search/?q=hm": 7,
    "/search.json?q=hm": 7,
    "/articles.json": 1,
    "/articles/the-one.json": 3,
    "/sitemap-articles.xml": 1,
}


@pytest.mark.parametrize("rows", [1, 5, pytest.param(30, marks=pytest.mark.slow)])
def test_a_page_takes_as_many_queries_for_thirty_rows_as_for_one(client, rows):
    names, tags = [f"Author {n}" for n in range(rows)], [f"Tag {n}" for n in range(rows)]
    comments = [*[Said("Hm.") for _ in range(100)], *[Said("Hm.", under=99), Lost()] * rows]
    notes = [{"line": n, "what": "hyphen", "doubt": True} for n in range(1, rows + 1)]
    of = article("One", slug="the-one", authors=names, tags=tags, publisher=publisher())
    held(of, [("paragraph", f"P{n}.") for n in range(rows)], comments, notes=notes)
    for n in range(rows - 1):
        held(article(f"Other {n}", authors=names[:1], tags=tags[:1], publisher=publisher()), comments=[Said("Hm.")])
    disputed(rows)
    moderated(rows)
    indexing.rebuild()
    # A process reads once what is held, and then only what changes.
    holdings()
    assert {address: queries(client, address) for address in QUERIES} == QUERIES


def moderated(rows):
    """As many rules, each with a comment that is veiled by it."""
    for n in range(rows):
        of = held(article(slug=f"moderated-{n}"), comments=[Said("Hm.")])
        made = rule(f"rule-{n}", category=f"rule {n}")
        measures.decide([of.comments.get()], "veil", Reasons(made), by="anna", at=WHEN, reason="It breaks it.")


def disputed(rows):
    """Statement 1 with many places, pieces of evidence and rivals, and as many others."""
    there = [
        held(article(slug=f"disputed-{n}", authors=["Author"]), comments=[Said("It burned.")]) for n in range(rows)
    ]
    one, other = statement(kind="figure"), statement("It did not.", kind="figure")
    StatementRelation.objects.create(statement=one, type="contradicts", other=other)
    occurrence(other, held(article("Elsewhere"), comments=[Said("Hm.")]).text, "burned")
    for n, of in enumerate(there):
        for each in (one, other, statement(f"Statement of {n}.")):
            for text in (of.text, of.comments.get().text):
                occurrence(each, text, "burned")
                evidence(each, text, "burned")
        StatementRelation.objects.create(statement=one, type="contradicts", other=statement(f"Rival {n}."))


def queries(client, address):
    cache.clear()
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code in {200, 302}
    return len(captured)
