"""What somebody typed is not lost when the session ends meanwhile.

A form that is sent without a session is answered with the log-in in place, which carries the fields along, signed.
After the log-in they stand in the form again; nothing is stored until the person sends it once more. A page that does
not put them back by itself is preceded by a page from which they can be copied. Files and passwords are not carried.
"""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib import admin, messages
from django.core import signing
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.datastructures import MultiValueDict
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.csrf import csrf_failure

from archive.actions.drafts import CARRIED

# The name of a cookie. CARRIED is that of a hidden field as well.
TYPIST = "typist"
SALT = "archive.admin.resuming"
# Characters; more would not come back through the log-in form.
MOST = 1_000_000
PATIENCE = 12 * 60 * 60
REMEMBERED = 30 * 24 * 60 * 60
LOG_IN = "admin:login"
# Their fields are secrets, or nothing that anyone typed at length.
APART = frozenset({LOG_IN, "admin:login_code", "admin:logout", "admin:password_change"})
SECRETS = ("password", "passwd", "secret", "token", "code", "otp")


def resumable[View: Callable[..., Any]](view: View) -> View:
    """A view that, where `request.resumed` is true, shows its form with what was posted and stores nothing."""
    view.resumes = True  # type: ignore[attr-defined]
    return view


class Resuming:
    """Middleware, inside those of sessions, of log-in and of messages."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.resumed = False  # type: ignore[attr-defined]
        response = self.get_response(request)
        match = request.resolver_match
        # Whoever can't be answered is not asked about again.
        if match and "admin" in match.app_names and response.status_code < 500:
            if match.view_name == LOG_IN and request.method == "POST" and response.status_code == 302:
                keep(request)
            if request.resumed and response.status_code == 403:  # type: ignore[attr-defined]
                response = dropped(request)
            remember_typist(request, response)
        return response

    def process_view(self, request: HttpRequest, view: Any, *_arguments: Any) -> HttpResponse | None:
        match = request.resolver_match
        if match is None or "admin" not in match.app_names or match.view_name in APART:
            return None
        if request.method == "POST" and not request.user.is_authenticated:
            return asked_to_log_in(request)
        if settings.SESSION_COOKIE_NAME not in request.COOKIES or CARRIED not in request.session:
            return None
        kept = request.session[CARRIED]
        if kept["path"] != request.get_full_path():
            return None
        if request.method == "GET" and request.user.is_authenticated:
            return resume(request, kept, itself=getattr(view, "resumes", False))
        if request.method == "POST":
            del request.session[CARRIED]
        return None


def stale(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The answer to a form whose token is none any more: its person logged in anew in another tab.

    What this site's own page sent stands in the form again; what came from elsewhere is refused.
    """
    match = request.resolver_match
    own = request.headers.get("Origin") == f"{request.scheme}://{request.get_host()}"
    ours = match and "admin" in match.app_names and match.view_name not in APART
    kept = sent_with(request)
    # What is too long to be kept, the browser still has: its way back from the refusal leads there.
    if not (own and ours and request.user.is_authenticated and fits(kept)):
        return csrf_failure(request, reason)
    request.session[CARRIED] = kept
    return HttpResponseRedirect(request.get_full_path())


def sent_with(request: HttpRequest) -> dict[str, Any]:
    """What was typed, where, and by whom as far as is known."""
    typed = {
        name: values
        for name, values in request.POST.lists()
        if name != "csrfmiddlewaretoken" and not any(secret in name.lower() for secret in SECRETS)
    }
    files = [file.name for _name, found in request.FILES.lists() for file in found]
    return {"path": request.get_full_path(), "typed": typed, "files": files, "by": typist(request)}


def fits(kept: dict[str, Any]) -> bool:
    return sum(len(name) + len(value) for name, values in kept["typed"].items() for value in values) <= MOST


def asked_to_log_in(request: HttpRequest) -> HttpResponse:
    """The log-in in place of what was asked, with what was typed."""
    kept = sent_with(request)
    path = kept["path"]
    context: dict[str, Any] = {"next": path, "app_path": f"{reverse(LOG_IN)}?{urlencode({'next': path})}"}
    if fits(kept):
        context[CARRIED] = signing.dumps(kept, salt=SALT, compress=True)
    else:
        context["too_long"] = True
    request.method = "GET"
    request.GET = QueryDict(urlencode({"next": path}))
    request.POST = QueryDict()
    return admin.site.login(request, extra_context=context)


def keep(request: HttpRequest) -> None:
    """After an accepted password: what the log-in form carried waits in the session for its page."""
    try:
        kept = signing.loads(request.POST.get(CARRIED, ""), salt=SALT, max_age=PATIENCE)
    except signing.BadSignature:
        return
    request.session[CARRIED] = kept


def resume(request: HttpRequest, kept: dict[str, Any], *, itself: bool) -> HttpResponse | None:
    """Let the view show its form with what was typed, or show what was typed in its stead, once."""
    said = [whose(kept["by"], request.user.get_username())]
    if kept["files"]:
        said.append(_("Choose the files again: %s.") % ", ".join(kept["files"]))
    if not itself:
        del request.session[CARRIED]
        typed = [
            (name, value) for name, values in kept["typed"].items() for value in values if not name.startswith("_")
        ]
        context = {**admin.site.each_context(request), "title": _("What was typed"), "said": said, "typed": typed}
        return render(request, "admin/carried.html", {**context, "there": kept["path"]})
    for sentence in said:
        messages.warning(request, sentence)
    sent = QueryDict(mutable=True)
    for name, values in kept["typed"].items():
        sent.setlist(name, values)
    request.method, request.resumed = "POST", True  # type: ignore[attr-defined]
    request.POST, request._files = sent, MultiValueDict()  # type: ignore[attr-defined,assignment]
    return None


def dropped(request: HttpRequest) -> HttpResponse:
    """Who may not send the form may still look at its page: what was carried to it goes, and the page is asked anew."""
    del request.session[CARRIED]
    # What was to be said beside the form would be wrong beside the mere page.
    list(messages.get_messages(request))
    messages.warning(request, _("What was typed here before the session ended is dropped: you may not send it."))
    return HttpResponseRedirect(request.get_full_path())


def whose(by: str, me: str) -> str:
    if by == me:
        return _("You typed this before your session ended. Nothing of it is stored yet: look it through and send it.")
    if by:
        return _(
            "This was typed by %(by)s before the session ended, and you are %(me)s. Nothing of it is stored; "
            "if you send it, it is yours."
        ) % {"by": by, "me": me}
    return _("This was typed before the session ended, it is not known by whom. Nothing of it is stored yet.")


def typist(request: HttpRequest) -> str:
    """Who worked last in this browser; empty where that is not known."""
    return request.get_signed_cookie(TYPIST, default="", salt=SALT, max_age=REMEMBERED) or ""


def remember_typist(request: HttpRequest, response: HttpResponse) -> None:
    if request.user.is_authenticated and typist(request) != request.user.get_username():
        response.set_signed_cookie(
            TYPIST,
            request.user.get_username(),
            salt=SALT,
            max_age=REMEMBERED,
            path=reverse("admin:index"),
            secure=settings.SESSION_COOKIE_SECURE,
            httponly=True,
            samesite="Lax",
        )


class Resumable:
    """For a ModelAdmin: its forms come back filled in."""

    @resumable
    def add_view(self, request: HttpRequest, *arguments: Any, **named: Any) -> HttpResponse:
        return super().add_view(request, *arguments, **named)  # type: ignore[misc]

    @resumable
    def change_view(self, request: HttpRequest, *arguments: Any, **named: Any) -> HttpResponse:
        return super().change_view(request, *arguments, **named)  # type: ignore[misc]

    def get_form(self, request: HttpRequest, *arguments: Any, **named: Any) -> Any:
        form = super().get_form(request, *arguments, **named)  # type: ignore[misc]
        # A form that is not valid is shown again and never saved.
        return type(form.__name__, (form,), {"is_valid": lambda _form: False}) if request.resumed else form  # type: ignore[attr-defined]
