"""A person's own new password: who guesses at the old one is counted like who guesses at the log-in."""

from collections.abc import Callable

from django.contrib.auth.signals import user_login_failed
from django.http import HttpRequest, HttpResponse

from archive.views.lockout import refused


def guarded(request: HttpRequest, view: Callable[[HttpRequest], HttpResponse]) -> HttpResponse:
    """The answer of a view that asks for the old password in a form of its context."""
    credentials = {"username": request.user.get_username()}
    if request.method == "POST" and refused(request, credentials):
        return HttpResponse(status=429)
    response = view(request)
    form = (getattr(response, "context_data", None) or {}).get("form")
    if form is not None and form.has_error("old_password", "password_incorrect"):
        user_login_failed.send(sender=__name__, credentials=credentials, request=request)
    return response
