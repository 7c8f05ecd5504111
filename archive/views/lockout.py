"""The page for whoever tried to log in too often. It looks the same whether there is an account of that name."""

from collections.abc import Mapping
from math import ceil
from typing import Any

from axes.handlers.proxy import AxesProxyHandler
from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from archive.actions.clock import now


def page(
    request: HttpRequest, _response: HttpResponse | None = None, credentials: Mapping[str, Any] | None = None
) -> HttpResponse:
    opens = AxesProxyHandler.get_implementation().opens(request, credentials)
    seconds = max(1, ceil((opens - now()).total_seconds()))
    context = {
        **admin.site.each_context(request),
        "title": _("Log-in is closed for a while"),
        "opens": opens,
        "minutes": ceil(seconds / 60),
    }
    response = render(request, "admin/locked.html", context, status=429)
    response.headers["Retry-After"] = str(seconds)
    response.headers["Cache-Control"] = "no-store"
    return response


def refused(request: HttpRequest, credentials: Mapping[str, Any]) -> bool:
    """Whether this name at this address is locked out; if so, whatever the view answers becomes the page above."""
    if AxesProxyHandler.is_allowed(request, credentials):
        return False
    request.axes_locked_out = True  # type: ignore[attr-defined]
    request.axes_credentials = credentials  # type: ignore[attr-defined]
    return True
