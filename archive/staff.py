"""The site where people work: Django's admin with the archive's own log-in and second factor."""

from typing import Any, cast

from django.contrib.admin import AdminSite
from django.http import HttpRequest, HttpResponse
from django.urls import path
from django.views.decorators.cache import never_cache

from archive.views import login, password, second_factor
from archive.views.choosers import Choices


class StaffSite(AdminSite):
    """Wired in by site_config/apps.py; the nouns register themselves from archive/admin/."""

    def get_urls(self) -> list[Any]:
        own = [
            path("login/code/", login.code, name="login_code"),
            path("second-factor/", self.admin_view(second_factor.page), name="second_factor"),
            path("second-factor/set-up/", self.admin_view(second_factor.set_up), name="second_factor_set_up"),
            path("second-factor/codes/", self.admin_view(second_factor.new_codes), name="second_factor_codes"),
            path("second-factor/remove/", self.admin_view(second_factor.remove), name="second_factor_remove"),
        ]
        return own + super().get_urls()

    # One entry: whoever is asked to log in comes here, and from here to the code where one is needed.
    def login(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        return never_cache(login.page)(request, site=self, extra_context=extra_context or {})

    def autocomplete_view(self, request: HttpRequest) -> HttpResponse:
        return cast(HttpResponse, Choices.as_view(admin_site=self)(request))

    def password_change(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> Any:
        change = super().password_change
        return password.guarded(request, lambda asked: change(asked, extra_context))
