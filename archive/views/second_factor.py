"""A person's own second factor: set it up, get new recovery codes, remove it."""

from base64 import b32encode
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Any, cast

import segno
from django.conf import settings
from django.contrib import admin, messages
from django.contrib.auth import authenticate
from django.contrib.auth.signals import user_login_failed
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_safe
from django_otp import login as verify_session
from django_otp.plugins.otp_totp.models import TOTPDevice, default_key

from archive.actions import second_factors
from archive.actions.clock import now
from archive.actions.refusals import Refused
from archive.forms.second_factors import AppCodeForm, CodeForm, RemovalForm
from archive.models import User
from archive.models.second_factors import has_second_factor, recovery_codes_left
from archive.templatetags.markup import form
from archive.views.lockout import refused

# The key that this session offers until an app has shown that it holds it: nothing is stored before.
OFFERED = "second_factor_key"
# Dark on light in both colour schemes.
PICTURE = form('<svg viewBox="0 0 %s %s"><path fill="#fff" d="M0 0h%sv%sh-%sz"/><path fill="#000" d="%s"/></svg>')
# Light modules around the picture: readers ask for four.
BORDER = 4


@require_safe
def page(request: HttpRequest) -> HttpResponse:
    user = cast(User, request.user)
    known = {"has": has_second_factor(user), "left": recovery_codes_left(user)}
    return _render(request, "page", _("Second factor"), required=settings.REQUIRE_SECOND_FACTOR, **known)


@sensitive_post_parameters()
def set_up(request: HttpRequest) -> HttpResponse:
    user = cast(User, request.user)
    if has_second_factor(user):
        return redirect("admin:second_factor")
    key = request.session.get(OFFERED) or default_key()
    request.session[OFFERED] = key
    form = AppCodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            device, codes = second_factors.set_up(user, key, form.cleaned_data["code"], at=now())
        except Refused as refusal:
            form.add_error("code", str(refusal))
        else:
            del request.session[OFFERED]
            verify_session(request, device)
            request.session.cycle_key()
            return _told(request, codes)
    offered = TOTPDevice(user=user, key=key)
    secret = b32encode(offered.bin_key).decode()
    return _render(
        request,
        "set_up",
        _("Set up a second factor"),
        form=form,
        address=offered.config_url,
        secret=" ".join(secret[at : at + 4] for at in range(0, len(secret), 4)),
        picture=_picture(offered.config_url),
    )


@sensitive_post_parameters()
def new_codes(request: HttpRequest) -> HttpResponse:
    user = cast(User, request.user)
    if not has_second_factor(user):
        return redirect("admin:second_factor")
    form = CodeForm(request.POST or None)
    if request.method == "POST":
        if refused(request, {"username": user.get_username()}):
            return HttpResponse(status=429)
        if form.is_valid() and _shown(request, user, form):
            try:
                return _told(request, second_factors.renew_codes(user, at=now()))
            except Refused as refusal:
                form.add_error(None, str(refusal))
    return _render(request, "codes", _("New recovery codes"), form=form)


@sensitive_post_parameters()
def remove(request: HttpRequest) -> HttpResponse:
    user = cast(User, request.user)
    if not has_second_factor(user):
        return redirect("admin:second_factor")
    form = RemovalForm(request.POST or None)
    if request.method == "POST":
        if refused(request, {"username": user.get_username()}):
            return HttpResponse(status=429)
        if form.is_valid():
            if not authenticate(request, username=user.get_username(), password=form.cleaned_data["password"]):
                form.add_error("password", _("This is not your password."))
            elif _shown(request, user, form):
                try:
                    second_factors.remove(user, at=now())
                except Refused as refusal:
                    messages.error(request, str(refusal))
                else:
                    messages.success(request, _("Your second factor is removed: the password alone opens the archive."))
                return redirect("admin:second_factor")
    return _render(request, "remove", _("Remove your second factor"), form=form)


def _shown(request: HttpRequest, user: User, form: CodeForm) -> bool:
    """Whether the form holds a code of this person; a wrong one counts as a failed log-in."""
    if second_factors.accepted(user, form.cleaned_data["code"]):
        return True
    user_login_failed.send(sender=__name__, credentials={"username": user.get_username()}, request=request)
    form.add_error("code", _("This code opens nothing: it is wrong, was used, or came too soon after another."))
    return False


def _told(request: HttpRequest, codes: list[str]) -> HttpResponse:
    return _render(request, "told", _("Your recovery codes"), codes=codes)


def _picture(address: str) -> SafeString:
    """The address as a QR code: SVG without style attributes, one user unit to a module."""
    drawn = segno.make(address, micro=False, error="m")
    width, height = drawn.symbol_size(border=BORDER)
    return PICTURE(width, height, width, height, width, "".join(_stretches(drawn.matrix_iter(border=BORDER))))


def _stretches(rows: Iterable[Iterable[int]]) -> Iterator[str]:
    """Every stretch of dark modules, as a piece of a path."""
    for y, row in enumerate(rows):
        x = 0
        for dark, modules in groupby(row):
            length = len(list(modules))
            if dark:
                yield f"M{x} {y}h{length}v1h-{length}z"
            x += length


def _render(request: HttpRequest, name: str, title: str, **context: Any) -> HttpResponse:
    known = {**admin.site.each_context(request), "title": title, **context}
    return render(request, f"admin/second_factor/{name}.html", known)
