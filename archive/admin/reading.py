"""Who may look at a noun in the admin."""

from typing import Any

from django.http import HttpRequest

from archive.rules import roles


class ReadByStaff:
    """Whoever works here looks at every record, with or without a role; accounts are for those who keep them."""

    opts: Any

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return roles.reads(request.user, self.opts.model_name) or super().has_view_permission(request, obj)  # type: ignore[misc]

    def has_module_permission(self, request: HttpRequest) -> bool:
        return roles.reads(request.user, self.opts.model_name) or super().has_module_permission(request)  # type: ignore[misc]
