"""What a probe asks: is the database there, and is it the one that this code needs?"""

from typing import Any

from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from archive.models import triggers


@never_cache
@require_safe
def health(_request: HttpRequest) -> JsonResponse:
    """200 when the database answers, every migration is applied and every guard stands; otherwise 503."""
    state = database_state()
    healthy = state == {"database": "reachable", "migrations_waiting": 0, "guards_missing": 0}
    return JsonResponse({"healthy": healthy, **state}, status=200 if healthy else 503)


def database_state() -> dict[str, Any]:
    """`database` reachable or not, and how many migrations and guards are missing; None where nobody can tell."""
    try:
        executor = MigrationExecutor(connection)
        return {
            "database": "reachable",
            "migrations_waiting": len(executor.migration_plan(executor.loader.graph.leaf_nodes())),
            "guards_missing": len(triggers.missing(connection)),
        }
    except DatabaseError:
        return {"database": "unreachable", "migrations_waiting": None, "guards_missing": None}
