"""The desk of statements: each small act on its own page, with its reason."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import path

from archive.admin import (
    statements_echoes,
    statements_evidence,
    statements_figures,
    statements_finding,
    statements_moves,
    statements_places,
    statements_relations,
    statements_waiting,
)
from archive.admin.resuming import resumable
from archive.models import Statement

# The permission that each page asks for where it has no use to whoever may not act; the others only show.
JUDGES = "archive.judge_statement"


class StatementDesk:
    """What the admin of statements has besides their form."""

    admin_site: Any
    opts: Any

    def get_urls(self) -> list[Any]:
        def wired(page: Any, name: str, route: str, permission: str = "") -> Any:
            @resumable
            def view(request: HttpRequest, key: int, **named: Any) -> HttpResponse:
                return page(self, request, self._statement(request, key, permission), **named)

            address = f"<desk_number:key>/{route}/"
            return path(address, self.admin_site.admin_view(view), name=f"archive_statement_{name}")

        @resumable
        def waiting(request: HttpRequest) -> HttpResponse:
            return statements_waiting.page(self, request)  # type: ignore[arg-type]

        @resumable
        def disagreeing(request: HttpRequest) -> HttpResponse:
            return statements_figures.page(self, request)  # type: ignore[arg-type]

        own = [
            path("figures/", self.admin_site.admin_view(disagreeing), name="archive_statement_figures"),
            path("waiting/", self.admin_site.admin_view(waiting), name="archive_statement_waiting"),
            wired(statements_moves.page, "move", "move"),
            wired(statements_finding.page, "finding", "finding", JUDGES),
            wired(statements_places.page, "places", "places"),
            wired(statements_places.place, "place", "places/<desk_number:number>"),
            wired(statements_echoes.page, "echoes", "echoes"),
            wired(statements_places.elsewhere, "mark", "mark"),
            wired(statements_evidence.adding, "evidence", "evidence", JUDGES),
            wired(statements_evidence.changing, "piece", "evidence/<desk_number:number>", JUDGES),
            wired(statements_relations.page, "relations", "relations", JUDGES),
        ]
        return own + super().get_urls()  # type: ignore[misc]

    def _statement(self, request: HttpRequest, key: int, permission: str) -> Statement:
        if permission and not request.user.has_perm(permission):
            raise PermissionDenied
        found = Statement.objects.filter(pk=key).first()
        if found is None:
            raise Http404
        if not self.has_view_permission(request, found):  # type: ignore[attr-defined]
            raise PermissionDenied
        return found
