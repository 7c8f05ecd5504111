"""The pages for what can't be followed, and for what can't be answered."""

import sys

from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.views.defaults import server_error

from archive.models.health import is_outage

TOO_MUCH = (RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent)
# Seconds.
PATIENCE = 60


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """The parts of what was sent are not read again, and nothing of it was kept."""
    # Django takes a session that can't be written for one that was deleted.
    if is_outage(exception):
        return at_rest(request)
    return render(request, "400.html", {"too_much": isinstance(exception, TOO_MUCH)}, status=400)


def broken(request: HttpRequest) -> HttpResponse:
    """While an exception is handled that nobody expected: an outage passes, and is no fault of these pages."""
    error = sys.exception()
    return at_rest(request) if error and is_outage(error) else server_error(request)


def at_rest(request: HttpRequest) -> HttpResponse:
    """Without a request in the template: who asks would be looked up in the database."""
    page = render_to_string("503.html", {"sent": request.method == "POST"})
    return HttpResponse(page, status=503, headers={"Retry-After": str(PATIENCE), "Cache-Control": "no-store"})
