"""Results of a search as JSON."""

from typing import Any

from django.urls import reverse

from archive.models.cards import Kind
from archive.search.results import Page, Result

Json = dict[str, Any]


def results(page: Page, following: str | None) -> Json:
    """`count` is null where there are more matches than are counted."""
    return {
        "results": [result(each) for each in page.results],
        "count": None if page.capped else page.matches,
        "facets": {
            facet.name: [{"value": each.value, "count": each.matches} for each in facet.values] for facet in page.facets
        },
        "next": following,
    }


def result(found: Result) -> Json:
    row, said = found.row, found.excerpt
    if found.kind == Kind.COMMENT and found.line:
        there = reverse("archive:comment", args=[row.slug, found.line.number])
    elif found.kind == Kind.STATEMENT:
        there = reverse("archive:statement", args=[row.number])
    else:
        there = row.get_absolute_url()
    return {
        "kind": found.kind.name.lower(),
        "address": there,
        "title": str(row),
        "snippet": {"words": said.words, "hits": [list(hit) for hit in said.hits]} if said else None,
    }
