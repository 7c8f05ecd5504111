"""Accounts: made, given roles, let in again and closed by those who keep them, each on record."""

from collections.abc import Callable
from functools import partial
from typing import Any, NamedTuple

from axes.models import AccessAttempt
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import Exists, OuterRef, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.utils.decorators import method_decorator
from django.utils.translation import gettext_lazy as _
from django.views.decorators.csrf import csrf_protect
from django_otp.plugins.otp_totp.models import TOTPDevice

from archive.actions import editors, second_factors
from archive.actions.clock import now
from archive.actions.refusals import Refused
from archive.admin.readonly import ReadOnlyAdmin
from archive.forms.users import AccountForm, ReasonForm, RolesForm
from archive.models import User


class Task(NamedTuple):
    """Something that is done to an account. `act` returns a one-time password where there is one to tell."""

    title: Any
    asks: type[ReasonForm]
    act: Callable[[User, dict[str, Any], dict[str, Any]], Any]
    says: Any


def _roles(user: User, asked: dict[str, Any], known: dict[str, Any]) -> None:
    editors.give_roles(user, asked["roles"], **known)


def _again(user: User, _asked: dict[str, Any], known: dict[str, Any]) -> str:
    return editors.let_in_again(user, **known)


def _close(user: User, _asked: dict[str, Any], known: dict[str, Any]) -> None:
    editors.close(user, **known)


def _reset(user: User, _asked: dict[str, Any], known: dict[str, Any]) -> None:
    second_factors.reset(user, **known)


TASKS = {
    "roles": Task(_("Roles"), RolesForm, _roles, _("What this person may do here.")),
    "again": Task(
        _("New one-time password"),
        ReasonForm,
        _again,
        _("For somebody who lost the password, or whose account was closed. Every session of this account ends."),
    ),
    "close": Task(
        _("Close the account"),
        ReasonForm,
        _close,
        _("Every session of this account ends, and its password opens nothing any more. What was done stays done."),
    ),
    "reset": Task(
        _("Reset the second factor"),
        ReasonForm,
        _reset,
        _("For somebody who can show neither a code nor a recovery code. The password alone opens the archive then."),
    ),
}


@admin.register(User)
class UserAdmin(ReadOnlyAdmin):
    list_display = ["username", "kept_roles", "is_active", "last_login", "second_factor"]
    list_filter = ["is_active", "must_change_password", "groups"]
    search_fields = ["username"]
    fields = [
        "username", "kept_roles", "is_active", "is_staff", "is_superuser", "second_factor", "must_change_password",
        "last_login", "date_joined",
    ]  # fmt: skip

    def lookup_allowed(self, lookup: str, value: str, request: HttpRequest) -> bool:
        """A filter on passwords would tell their digests letter by letter."""
        return not lookup.startswith("password") and super().lookup_allowed(lookup, value, request)

    def get_queryset(self, request: HttpRequest) -> QuerySet[User]:
        apps = TOTPDevice.objects.filter(user=OuterRef("pk"), confirmed=True)
        return super().get_queryset(request).prefetch_related("groups").annotate(has_app=Exists(apps))

    @admin.display(description=_("roles"))
    def kept_roles(self, user: User) -> str:
        return ", ".join(user.roles()) or "–"

    @admin.display(description=_("second factor"), boolean=True)
    def second_factor(self, user: User) -> bool:
        return user.has_app  # type: ignore[attr-defined]

    def has_add_permission(self, request: HttpRequest, _obj: Any = None) -> bool:
        return request.user.has_perm("archive.add_user")

    def get_urls(self) -> list[Any]:
        tasks = [
            path(
                f"<path:object_id>/{name}/",
                self.admin_site.admin_view(partial(self.task_view, name=name)),
                name=f"archive_user_{name}",
            )
            for name in TASKS
        ]
        return tasks + super().get_urls()

    @method_decorator(csrf_protect)
    def add_view(self, request: HttpRequest, *_args: Any, **_kwargs: Any) -> HttpResponse:
        if not self.has_add_permission(request):
            raise PermissionDenied
        form = AccountForm(request.POST or None)
        if request.method == "POST" and form.is_valid():
            asked = form.cleaned_data
            try:
                password = editors.make_editor(asked["username"], roles=asked["roles"], **_known(request, asked))
            except Refused as refusal:
                form.add_error(None, str(refusal))
            else:
                return self._told(
                    request, User.objects.get(username=User.normalize_username(asked["username"])), password
                )
        return self._page(request, "task", title=_("New account"), form=form)

    @method_decorator(csrf_protect)
    def task_view(self, request: HttpRequest, object_id: str, *, name: str) -> HttpResponse:
        if not request.user.has_perm("archive.change_user"):
            raise PermissionDenied
        user = self.get_object(request, object_id)
        if user is None:
            raise Http404
        task = TASKS[name]
        form = task.asks(request.POST or None, user=user)
        if request.method == "POST" and form.is_valid():
            try:
                password = task.act(user, form.cleaned_data, _known(request, form.cleaned_data))
            except Refused as refusal:
                form.add_error(None, str(refusal))
            else:
                if password:
                    return self._told(request, user, password)
                messages.success(request, _("Done, and on record."))
                return redirect("admin:archive_user_change", user.pk)
        return self._page(request, "task", title=task.title, says=task.says, form=form, account=user)

    def _told(self, request: HttpRequest, user: User, password: str) -> HttpResponse:
        return self._page(request, "told", title=_("One-time password"), account=user, password=password)

    def _page(self, request: HttpRequest, page: str, **context: Any) -> HttpResponse:
        known = {**self.admin_site.each_context(request), "opts": self.opts, **context}
        return render(request, f"admin/archive/user/{page}.html", known)


def _known(request: HttpRequest, asked: dict[str, Any]) -> dict[str, Any]:
    return {"by": request.user.get_username(), "at": now(), "reason": asked["reason"]}


@admin.register(AccessAttempt)
class AttemptAdmin(ReadOnlyAdmin):
    """Log-ins that failed within the last pause, for those who keep the accounts."""

    list_display = ["attempt_time", "username", "ip_address", "failures_since_start"]
    search_fields = ["username", "ip_address"]
    fields = ["attempt_time", "username", "ip_address", "user_agent", "failures_since_start"]

    def has_view_permission(self, request: HttpRequest, _obj: Any = None) -> bool:
        return request.user.has_perm("archive.change_user")

    def has_module_permission(self, request: HttpRequest) -> bool:
        return self.has_view_permission(request)

    def history_view(self, *_args: Any, **_kwargs: Any) -> HttpResponse:
        """What fails is not on record: it goes with the pause."""
        raise Http404
