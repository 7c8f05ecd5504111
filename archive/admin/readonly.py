"""What the archive writes only through its actions is shown in the admin, and not edited there."""

from typing import Any

from django.contrib import admin
from django.core.exceptions import SuspiciousOperation
from django.db import DataError
from django.http import HttpRequest, HttpResponse

# Patterns are for the database to compile; a broken one is an error of its own on each.
PATTERNS = ("regex", "iregex")


class ReadOnly:
    """Shows; adds, changes and deletes nothing. The log and the archived words have no second way in."""

    def has_add_permission(self, _request: HttpRequest, _obj: Any = None) -> bool:
        return False

    def has_change_permission(self, _request: HttpRequest, obj: Any = None) -> bool:  # noqa: ARG002
        return False

    def has_delete_permission(self, _request: HttpRequest, obj: Any = None) -> bool:  # noqa: ARG002
        return False

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:  # noqa: ARG002
        return request.user.is_active and request.user.is_staff


class ReadOnlyAdmin(ReadOnly, admin.ModelAdmin):
    show_full_result_count = False
    list_per_page = 100

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        if any("\0" in value for _name, values in request.GET.lists() for value in values):
            raise SuspiciousOperation("A filter with a NUL in it.")
        try:
            return super().changelist_view(request, extra_context)
        except (OverflowError, DataError, ValueError) as error:
            raise SuspiciousOperation("A filter that no database can follow.") from error

    def lookup_allowed(self, lookup: str, value: str, request: HttpRequest) -> bool:
        return lookup.rpartition("__")[2] not in PATTERNS and super().lookup_allowed(lookup, value, request)


class ReadOnlyInline(ReadOnly, admin.StackedInline):
    extra = 0
    can_delete = False
    show_change_link = False
