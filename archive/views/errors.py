"""The page for a request that can't be followed."""

from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

TOO_MUCH = (RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """The parts of what was sent are not read again, and nothing of it was kept."""
    return render(request, "400.html", {"too_much": isinstance(exception, TOO_MUCH)}, status=400)
