"""The archive as it stands behind a proxy that speaks TLS, for gunicorn: the browser of the audit speaks none."""

from collections.abc import Callable
from typing import Any

from site_config.wsgi import application as archive


def application(environ: dict[str, Any], start_response: Callable[..., Any]) -> Any:
    return archive({**environ, "HTTP_X_FORWARDED_PROTO": "https"}, start_response)
