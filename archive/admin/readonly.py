"""What the archive writes only through its actions is shown in the admin, and not edited there."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest


class ReadOnlyAdmin(admin.ModelAdmin):
    """Lists and shows; adds, changes and deletes nothing. The log and the archived words have no second way in."""

    show_full_result_count = False
    list_per_page = 100

    def has_add_permission(self, _request: HttpRequest, *_args: Any) -> bool:
        return False

    def has_change_permission(self, _request: HttpRequest, *_args: Any) -> bool:
        return False

    def has_delete_permission(self, _request: HttpRequest, *_args: Any) -> bool:
        return False

    def has_view_permission(self, request: HttpRequest, *_args: Any) -> bool:
        return request.user.is_active and request.user.is_staff


class ReadOnlyInline(admin.StackedInline):
    extra = 0
    can_delete = False
    show_change_link = False

    def has_add_permission(self, _request: HttpRequest, *_args: Any) -> bool:
        return False

    def has_change_permission(self, _request: HttpRequest, *_args: Any) -> bool:
        return False

    def has_view_permission(self, request: HttpRequest, *_args: Any) -> bool:
        return request.user.is_active and request.user.is_staff
