"""Moderation in public: the log with its filters, one decision, the rules of the house, and figures."""

import re
from datetime import UTC, datetime
from functools import partial
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from archive.converters import Number
from archive.exports import moderation as exports
from archive.models import Article, HouseRule, Proposal
from archive.models import moderation as log
from archive.models.decisions import DecisionQuerySet
from archive.rules import robots
from archive.rules.moderation import PUBLIC_VERBS
from archive.rules.paging import SIZE
from archive.rules.verbs import verb_in_words
from archive.search.kept import kept
from archive.views.articles import as_json
from archive.views.lists import SLUG, row_named

NUMBER = re.compile(Number.regex)
MONTH = re.compile(r"(\d{4})-(0[1-9]|1[0-2])")
FILTERS = ("rule", "article", "verb", "month")
# Decisions in the feed, and at most in one file of CSV.
NEWEST, MOST = 50, 20_000
# Months in the figures, and the sizes of their picture.
MONTHS, HIGH, STEP = 24, 100, 20


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """The newest decisions first, of these those that were asked for. The list is the same for everyone."""
    asked = {name: value for name in FILTERS if (value := request.GET.get(name))}
    about = (*asked.items(), request.GET.get("before"), settings.SINGLE_MODERATOR)
    context = {"listed": kept(partial(listed, request, asked), "moderation", *about), "robots": robots.NOWHERE}
    return render(request, "archive/moderation/list.html", context)


def listed(request: HttpRequest, asked: dict[str, str]) -> SafeString:
    found, following = page_of(request, asked_for(asked))
    query = urlencode(asked)
    context = {
        "decisions": found,
        "asked": asked,
        "query": f"?{query}" if query else "",
        "next": f"?{urlencode({**asked, 'before': following})}" if following else "",
        "verbs": [(verb, verb_in_words(verb)) for verb in PUBLIC_VERBS],
        "rules": HouseRule.objects.latest_versions().order_by("category", "code"),
        "alone": settings.SINGLE_MODERATOR,
    }
    return render_to_string("archive/moderation/listed.html", context)


def asked_for(asked: dict[str, str]) -> DecisionQuerySet:
    """The public decisions that a query asks for, the newest first; Http404 for what is none."""
    rows = log.moderation(None).select_related("detail", "taken_back_by").order_by("-number")
    if "verb" in asked:
        if asked["verb"] not in PUBLIC_VERBS:
            raise Http404
        rows = rows.filter(verb=asked["verb"])
    if "rule" in asked:
        if not SLUG.fullmatch(asked["rule"]) or not HouseRule.objects.filter(code=asked["rule"]).exists():
            raise Http404
        rows = log.under_rule(rows, asked["rule"])
    if "article" in asked:
        rows = log.about_article(rows, row_named(Article.objects.known_to(None), asked["article"]).slug)
    if "month" in asked:
        month = MONTH.fullmatch(asked["month"])
        if month is None or month[1] == "0000" or month[1] == "9999":
            raise Http404
        year, number = int(month[1]), int(month[2])
        after = datetime(year + number // 12, number % 12 + 1, 1, tzinfo=UTC)
        rows = log.in_month(rows, datetime(year, number, 1, tzinfo=UTC), after)
    return rows


def earlier(request: HttpRequest, rows: DecisionQuerySet) -> DecisionQuerySet:
    """Those before `?before=`, a number, where it is given."""
    before = request.GET.get("before")
    if before is None:
        return rows
    if not NUMBER.fullmatch(before):
        raise Http404
    return rows.filter(number__lt=int(before))


def page_of(request: HttpRequest, rows: DecisionQuerySet) -> tuple[list[exports.Told], int | None]:
    """A page of decisions, and the number before which the next page stands."""
    found = list(earlier(request, rows)[: SIZE + 1])
    return exports.told(found[:SIZE]), found[SIZE - 1].number if len(found) > SIZE else None


@require_safe
def decision(request: HttpRequest, number: int) -> HttpResponse:
    """One decision at its own address, which is the same whatever becomes of it."""
    rows = log.moderation(None).select_related("detail", "taken_back_by")
    [told] = exports.told([get_object_or_404(rows, number=number)])
    later = log.moderation(None).filter(number__in=[told.takes_back or 0, told.taken_back_by or 0])
    public = set(later.values_list("number", flat=True))
    rule = HouseRule.objects.latest_versions().filter(code=told.code).first() if told.code else None
    context = {"decision": told, "rule": rule, "public": public, "robots": robots.NOWHERE}
    return render(request, "archive/moderation/decision.html", context)


@require_safe
def rules(request: HttpRequest) -> HttpResponse:
    """The rules of the house as they hold today, and those that held once."""
    found = list(HouseRule.objects.latest_versions().order_by("category", "code"))
    versions: dict[str, list[HouseRule]] = {}
    for row in HouseRule.objects.order_by("code", "-version"):
        versions.setdefault(row.code, []).append(row)
    context = {
        "rules": [(row, versions[row.code][1:]) for row in found if row.holds],
        "given_up": [row for row in found if not row.holds],
        "alone": settings.SINGLE_MODERATOR,
    }
    return render(request, "archive/moderation/rules.html", context)


@require_safe
def figures(request: HttpRequest) -> HttpResponse:
    """How often what was decided, by month and by rule, what was taken back, and how long proposals took."""
    rows = log.moderation(None)
    by_month: dict[datetime, dict[str, Any]] = {}
    for row in log.figures(rows):
        month = by_month.setdefault(row.month, {"month": row.month, "count": 0, "reversed": 0, "verbs": []})
        month["count"] += row.decided
        month["reversed"] += row.taken_back
        month["verbs"].append((verb_in_words(row.verb), row.decided))
    months = list(by_month.values())[:MONTHS]
    kept = list(HouseRule.objects.latest_versions().order_by("category", "code"))
    counts = log.counts_by_rule(rows.exclude(target__startswith="rule:"), [rule.code for rule in kept])
    settled = Proposal.objects.public().exclude(settled_at=None).values_list("proposed_at", "settled_at")
    hours = sorted((end - start).total_seconds() / 3600 for start, end in settled)
    context = {
        "months": months,
        "bars": bars([month["count"] for month in reversed(months)]),
        "by_rule": list(zip(kept, counts, strict=True)),
        "proposals": len(hours),
        "median": hours[len(hours) // 2] if hours else None,
        "robots": robots.NOWHERE,
    }
    return render(request, "archive/moderation/figures.html", context)


def bars(counts: list[int]) -> list[tuple[int, int, int]]:
    """Where the bar of each count begins from the left and from the top, and how high it is, in a picture of 100."""
    most = max(counts, default=0) or 1
    heights = [max(round(count * HIGH / most), 1) for count in counts]
    return [(place * STEP, HIGH - height, height) for place, height in enumerate(heights)]


@require_safe
def listing_json(request: HttpRequest) -> JsonResponse:
    asked = {name: value for name in FILTERS if (value := request.GET.get(name))}
    found, following = page_of(request, asked_for(asked))
    path = f"{reverse('archive:moderation_json')}?{urlencode({**asked, 'before': following})}" if following else None
    return as_json(exports.listing(found, path))


@require_safe
def decision_json(_request: HttpRequest, number: int) -> JsonResponse:
    rows = log.moderation(None).select_related("detail", "taken_back_by")
    [told] = exports.told([get_object_or_404(rows, number=number)])
    return as_json(exports.whole(told))


@require_safe
def table(request: HttpRequest) -> HttpResponse:
    """All that was asked for as CSV, the newest first, up to a number of lines."""
    asked = {name: value for name in FILTERS if (value := request.GET.get(name))}
    response = HttpResponse(
        exports.table(exports.told(earlier(request, asked_for(asked))[:MOST])), content_type="text/csv; charset=utf-8"
    )
    response["Content-Disposition"] = 'attachment; filename="moderation.csv"'
    response["X-Robots-Tag"] = robots.NOWHERE
    return response


@require_safe
def feed(request: HttpRequest) -> HttpResponse:
    site = _("%s: moderation") % settings.SITE_NAME
    found = exports.told(asked_for({})[:NEWEST])
    made = exports.feed(found, site=site, base=request.build_absolute_uri("/").removesuffix("/"))
    response = HttpResponse(made, content_type="application/atom+xml; charset=utf-8")
    response["X-Robots-Tag"] = robots.NOWHERE
    return response
