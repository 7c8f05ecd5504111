"""Logging in: name and password, then, of those who have a second factor, a code."""

from time import time
from typing import Any, cast

from django.contrib import admin
from django.contrib.admin import AdminSite
from django.contrib.auth import login as log_in
from django.contrib.auth.signals import user_login_failed
from django.contrib.auth.views import LoginView
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_protect
from django.views.decorators.debug import sensitive_post_parameters

from archive.actions import second_factors
from archive.forms.second_factors import LogInCodeForm, LogInForm
from archive.models import User
from archive.models.second_factors import has_second_factor
from archive.views.lockout import refused

# What a session holds between password and code, and for how many seconds.
WAITING, PATIENCE = "waits_for_code", 300
BACKEND = "django.contrib.auth.backends.ModelBackend"


class Password(LoginView):
    authentication_form = LogInForm
    template_name = "admin/login.html"

    def form_valid(self, form: Any) -> HttpResponse:
        """A person without a second factor is in; another's session only remembers who is to show a code."""
        user = form.get_user()
        if not has_second_factor(user):
            return super().form_valid(form)
        self.request.session.flush()
        self.request.session[WAITING] = {
            "user": user.pk,
            "hash": user.get_session_auth_hash(),
            "until": time() + PATIENCE,
            "next": self.get_success_url(),
        }
        return redirect("admin:login_code")


def page(request: HttpRequest, *, site: AdminSite, extra_context: dict[str, Any]) -> HttpResponse:
    after = Password(request=request).get_redirect_url() or reverse("admin:index", current_app=site.name)
    if request.method != "POST" and site.has_permission(request):
        return redirect(after)
    context = {
        **site.each_context(request),
        "title": _("Log in"),
        "subtitle": None,
        "app_path": request.get_full_path(),
        "username": request.user.get_username(),
        "next": after,
        **extra_context,
    }
    return cast(HttpResponse, Password.as_view(extra_context=context)(request))


@sensitive_post_parameters()
@csrf_protect
@never_cache
def code(request: HttpRequest) -> HttpResponse:
    """Nothing but this page and the log-in itself opens for a session that waits for its code."""
    user = _waiting(request)
    if user is None:
        return redirect("admin:login")
    form = LogInCodeForm(request.POST or None)
    if request.method == "POST":
        credentials = {"username": user.get_username()}
        if refused(request, credentials):
            return HttpResponse(status=429)
        device = second_factors.accepted(user, form.cleaned_data["code"]) if form.is_valid() else None
        if device is not None:
            after = request.session[WAITING]["next"]
            user.otp_device = device  # type: ignore[attr-defined] # by this the session is verified
            log_in(request, user, BACKEND)
            request.session.pop(WAITING, None)
            return redirect(after)
        if form.is_valid():
            user_login_failed.send(sender=__name__, credentials=credentials, request=request)
            form.add_error("code", _("This code opens nothing: it is wrong, was used, or came too soon after another."))
    context = {**admin.site.each_context(request), "title": _("Show your second factor"), "form": form}
    return render(request, "admin/login_code.html", context)


def _waiting(request: HttpRequest) -> User | None:
    """Whose code this session waits for: an account that is still active and has still that password."""
    waiting = request.session.get(WAITING)
    if not waiting or waiting["until"] < time():
        return None
    user = User.objects.filter(pk=waiting["user"], is_active=True, is_staff=True).first()
    return user if user and constant_time_compare(waiting["hash"], user.get_session_auth_hash()) else None
