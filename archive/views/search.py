"""The search: one field over everything that may be read, with what the matches have in common."""

from collections.abc import Iterator, Mapping
from functools import partial
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.views.decorators.http import require_safe

from archive.exports import search as exports
from archive.rules import robots
from archive.search.facets import LABELS
from archive.search.holdings import Holdings
from archive.search.inventory import holdings
from archive.search.kept import kept
from archive.search.results import DATE, RELEVANCE, BadTurn, Page, search
from archive.search.trying import trying
from archive.text.queries import LONGEST, Field, storable
from archive.views.articles import as_json

# What an address says to turn a page.
TURNS = ("after", "before")


@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """Results for everyone, the same for whoever works here: what is hidden is not looked through."""
    given, held = given_by(request), holdings()
    context = {
        "found": kept(partial(found, given, held), "found", *given.items(), edition=held.edition),
        "typed": given.get("q", ""),
        "robots": robots.SEARCHED if given else "",
    }
    return render(request, "archive/search/search.html", context)


def found(given: Mapping[str, str], held: Holdings) -> SafeString:
    page = asked(given, held)
    narrowed = {name: value for name, value in given.items() if name in LABELS}
    fields = [Field(*each) for each in narrowed.items()]
    near = [] if page.matches else trying(held, page.asked.query, fields)
    context = {
        "near": [(typed, link({"q": typed, **(narrowed if more else {})}), bool(more)) for typed, more in near],
        "page": page,
        "typed": given.get("q", ""),
        "given": {name: value for name, value in given.items() if name not in {"q", *TURNS}},
        "chips": list(chips(given, held)),
        "sorts": [(by, link({**given, "by": by}, *TURNS)) for by in (RELEVANCE, DATE)],
        "preceding": link({**given, "before": page.preceding}, "after") if page.preceding else "",
        "following": link({**given, "after": page.following}, "before") if page.following else "",
    }
    return render_to_string("archive/search/found.html", context)


@require_safe
def found_json(request: HttpRequest) -> JsonResponse:
    given = given_by(request)
    page = asked(given, holdings())
    given.pop("before", None)
    following = f"{reverse('archive:search_json')}?{urlencode({**given, 'after': page.following})}"
    return as_json(exports.results(page, following if page.following else None))


def given_by(request: HttpRequest) -> dict[str, str]:
    """What a request gives, storable and of bounded length."""
    names = ("q", *LABELS, "by", *TURNS)
    return {name: storable(value[: LONGEST + 1]) for name in names if (value := request.GET.get(name, "").strip())}


def asked(given: Mapping[str, str], held: Holdings) -> Page:
    """The page that is asked for; Http404 for an order or a place that there is none of."""
    if given.get("by", DATE) not in {RELEVANCE, DATE}:
        raise Http404
    more = [Field(name, given[name]) for name in LABELS if name in given]
    try:
        return search(
            given.get("q", ""),
            more,
            by=given.get("by", ""),
            after=given.get("after", ""),
            before=given.get("before", ""),
            held=held,
        )
    except BadTurn:
        raise Http404 from None


def chips(given: Mapping[str, str], held: Holdings) -> Iterator[tuple[str, Promise, str, str]]:
    """What narrows the search besides words: facet, its label, value or the name it stands for, and the address
    without it."""
    for name, label in LABELS.items():
        if name in given:
            yield name, label, held.name(name, given[name]), link(given, name, *TURNS)


def link(given: Mapping[str, str], *without: str) -> str:
    left = {name: value for name, value in given.items() if name not in without}
    return f"{reverse('archive:search')}?{urlencode(left)}" if left else reverse("archive:search")
