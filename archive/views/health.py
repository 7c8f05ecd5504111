from dataclasses import asdict

from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from archive.models.health import database_state


@never_cache
@require_safe
def health(_request: HttpRequest) -> JsonResponse:
    """For a probe: 200 when the database answers, every migration is applied and every guard stands, otherwise 503."""
    state = database_state()
    return JsonResponse({"healthy": state.healthy, **asdict(state)}, status=200 if state.healthy else 503)
