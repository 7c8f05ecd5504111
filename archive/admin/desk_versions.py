"""Versions: every reading of a document with its reason, and what any two of them make of it differently."""

from __future__ import annotations

from django.contrib.admin import ModelAdmin
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

from archive.actions import articles, histories
from archive.importing.corrections import Correction
from archive.models import Article, Decision, Reading
from archive.models.versions import pieces, shown_changes
from archive.rules import corrections as rules
from archive.rules.differences import differences

MOST_CHANGES = 100


def listing(admin: ModelAdmin, request: HttpRequest, article: Article) -> HttpResponse:
    """The newest first, each with who stored it; asked for two of them it leads to their comparison."""
    asked = [request.GET.get(name, "") for name in ("before", "after")]
    if all(number.isascii() and number.isdigit() and int(number[:9]) > 0 and len(number) < 10 for number in asked):
        return redirect("admin:archive_article_comparison", article.pk, *map(int, asked))
    readings = list(article.readings.select_related("source", "previous").order_by("-number"))
    names = actors(article)
    rows = [
        {
            "reading": reading,
            "actor": names.get(reading.number, ""),
            "corrections": len(reading.corrections),
            "doubts": sum(bool(note.get("doubt")) for note in reading.notes),
            "current": article.text is not None and article.text.reading_id == reading.pk,
        }
        for reading in readings
    ]
    return _page(admin, request, article, "versions", {"title": _("Readings of “%s”") % article.title, "rows": rows})


def comparison(admin: ModelAdmin, request: HttpRequest, article: Article, before: int, after: int) -> HttpResponse:
    """What one reading makes of the document and another otherwise."""
    found = {
        reading.number: reading
        for reading in article.readings.filter(number__in=[before, after]).select_related("source", "article__text")
    }
    if {before, after} != found.keys():
        raise Http404
    old, new = pieces(found[before], request.user), pieces(found[after], request.user)
    changes = differences(old, new)
    added = _corrections(found[after]) - _corrections(found[before])
    removed = _corrections(found[before]) - _corrections(found[after])
    context = {
        "title": _("Readings %(before)s and %(after)s of “%(title)s”")
        % {"before": before, "after": after, "title": article.title},
        "before": found[before],
        "after": found[after],
        "changes": shown_changes(found[after], changes[:MOST_CHANGES], request.user),
        "more": max(len(changes) - MOST_CHANGES, 0),
        "number": len(changes),
        "added": rules.written(added).splitlines(),
        "removed": rules.written(removed).splitlines(),
        "untold": not all(piece.told for piece in (*old, *new)),
    }
    return _page(admin, request, article, "comparison", context)


def actors(article: Article) -> dict[int, str]:
    """Who stored each reading, by its number, from the log."""
    stored = Decision.objects.filter(histories.within(articles.target(article)), verb="reading.store")
    rows = stored.filter(detail__isnull=False).values_list("detail__after", "actor")
    return {after["reading"]: actor for after, actor in rows}


def _corrections(reading: Reading) -> frozenset[Correction]:
    return frozenset(map(Correction.from_data, reading.corrections))


def _page(
    admin: ModelAdmin, request: HttpRequest, article: Article, name: str, context: dict[str, object]
) -> HttpResponse:
    site = admin.admin_site.each_context(request)
    shared = {**site, "opts": admin.opts, "article": article, "original": article}
    return TemplateResponse(request, f"admin/archive/desk/{name}.html", {**shared, **context})
