"""The search: one field over everything that may be read, with what the matches have in common."""

from collections.abc import Iterator, Mapping
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import Promise
from django.views.decorators.http import require_safe

from archive.exports import search as exports
from archive.rules import robots
from archive.search.facets import LABELS
from archive.search.results import DATE, RELEVANCE, BadTurn, Page, search
from archive.text.queries import LONGEST, Field, storable
from archive.views.articles import as_json


@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """Results for everyone, the same for whoever works here: what is hidden is not looked through."""
    found, given = asked(request)
    context = {
        "page": found,
        "typed": given.get("q", ""),
        "given": {name: value for name, value in given.items() if name not in {"q", "after"}},
        "chips": list(chips(given)),
        "sorts": [(by, link({**given, "by": by}, "after")) for by in (RELEVANCE, DATE)],
        "following": link({**given, "after": found.following}) if found.following else "",
        "robots": robots.SEARCHED if given else "",
    }
    return render(request, "archive/search/search.html", context)


@require_safe
def found_json(request: HttpRequest) -> JsonResponse:
    found, given = asked(request)
    following = f"{reverse('archive:search_json')}?{urlencode({**given, 'after': found.following})}"
    return as_json(exports.results(found, following if found.following else None))


def asked(request: HttpRequest) -> tuple[Page, dict[str, str]]:
    """The page that a request asks for, and what it gives, storable and of bounded length."""
    names = ("q", *LABELS, "by", "after")
    given = {name: storable(value[: LONGEST + 1]) for name in names if (value := request.GET.get(name, "").strip())}
    if given.get("by", DATE) not in {RELEVANCE, DATE}:
        raise Http404
    more = [Field(name, given[name]) for name in LABELS if name in given]
    try:
        return search(given.get("q", ""), more, by=given.get("by", ""), after=given.get("after", "")), given
    except BadTurn:
        raise Http404 from None


def chips(given: Mapping[str, str]) -> Iterator[tuple[str, Promise, str, str]]:
    """What narrows the search besides words: facet, its label, value, and the address without it."""
    for name, label in LABELS.items():
        if name in given:
            yield name, label, given[name], link(given, name, "after")


def link(given: Mapping[str, str], *without: str) -> str:
    left = {name: value for name, value in given.items() if name not in without}
    return f"{reverse('archive:search')}?{urlencode(left)}" if left else reverse("archive:search")
