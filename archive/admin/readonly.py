"""What the archive writes only through its actions is shown in the admin, and not edited there."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from archive.admin.history import HistoryAdmin
from archive.admin.lists import SturdyList
from archive.admin.reading import ReadByStaff


class ReadOnly(ReadByStaff):
    """Shows; adds, changes and deletes nothing. The log and the archived words have no second way in."""

    def has_add_permission(self, _request: HttpRequest, _obj: Any = None) -> bool:
        return False

    def has_change_permission(self, _request: HttpRequest, obj: Any = None) -> bool:  # noqa: ARG002
        return False

    def has_delete_permission(self, _request: HttpRequest, obj: Any = None) -> bool:  # noqa: ARG002
        return False


class ReadOnlyAdmin(ReadOnly, HistoryAdmin, SturdyList):
    pass


class ReadOnlyInline(ReadOnly, admin.StackedInline):
    extra = 0
    can_delete = False
    show_change_link = False
