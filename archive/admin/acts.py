"""Small acts: a page of the admin with a form, one call, and a message."""

from typing import Any

from django.contrib.admin import ModelAdmin
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse

from archive.actions.clock import now
from archive.states import OccurrenceDecision

OURS = "archive."
# What the buttons say by which places are decided.
DECISIONS = {"accept": OccurrenceDecision.ACCEPTED, "refuse": OccurrenceDecision.REFUSED}


def known(request: HttpRequest, form: Any) -> dict[str, Any]:
    """Who acts, when and why, of a valid form that asks for the reason."""
    return {"by": request.user.get_username(), "at": now(), "reason": form.cleaned_data["reason"]}


def sent(request: HttpRequest) -> bool:
    """Whether the form of the page was sent, and is not only shown again after a log-in."""
    return request.method == "POST" and not getattr(request, "resumed", False)


def codenames(request: HttpRequest) -> frozenset[str]:
    """The permissions of this archive that the person has."""
    names = request.user.get_all_permissions()
    return frozenset(name.removeprefix(OURS) for name in names if name.startswith(OURS))


def page(admin: ModelAdmin, request: HttpRequest, template: str, title: Any, **context: Any) -> HttpResponse:
    """A page of the admin about one record of its noun, `row` in the context."""
    frame = {**admin.admin_site.each_context(request), "opts": admin.opts, "title": title}
    return TemplateResponse(request, f"admin/archive/{template}.html", {**frame, **context})
