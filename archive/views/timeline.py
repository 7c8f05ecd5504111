"""The timeline: how many articles were printed when, and by whom."""

from collections.abc import Mapping
from functools import partial

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.views.decorators.http import require_safe

from archive.models import Publisher
from archive.rules import robots
from archive.search.holdings import Holdings
from archive.search.inventory import holdings
from archive.search.kept import kept
from archive.search.timeline import timeline
from archive.text.queries import days_of
from archive.views.lists import SLUG


@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """Of all articles, or of those of `?year=1990..1995` and of one `publisher`; the same for everyone."""
    given = {name: value for name in ("year", "publisher") if (value := request.GET.get(name))}
    if "year" in given and days_of(given["year"]) is None:
        raise Http404
    if "publisher" in given and not SLUG.fullmatch(given["publisher"]):
        raise Http404
    held = holdings()
    drawn = kept(partial(draw, given, held), "timeline", *sorted(given.items()), edition=held.edition)
    context = {"drawn": drawn, "robots": robots.SEARCHED if given else ""}
    return render(request, "archive/timeline/timeline.html", context)


def draw(given: Mapping[str, str], held: Holdings) -> SafeString:
    slug = given.get("publisher", "")
    context = {
        "timeline": timeline(days_of(given.get("year", "")), slug, held),
        "year": given.get("year", ""),
        "publisher": get_object_or_404(Publisher.objects.visible_to(None), slug=slug) if slug else None,
    }
    return render_to_string("archive/timeline/drawn.html", context)
