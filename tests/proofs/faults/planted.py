"""The archive with a fault planted in it, for proofs that have to see it: applications by name, for gunicorn."""

import threading
import time
from collections.abc import Iterable
from io import BytesIO
from typing import Any

from django.db import connection
from django.db.backends.signals import connection_created

from archive.actions import tags
from archive.actions.decisions import record_all
from archive.views import errors
from site_config.wsgi import application

type Start = Any
KEPT_BACK = 0.5


def _written(environ: dict[str, Any]) -> bool:
    return environ["REQUEST_METHOD"] == "POST" and "/login/" not in environ["PATH_INFO"]


def early(environ: dict[str, Any], start: Start) -> Iterable[bytes]:
    """Acknowledges what is sent, and begins to keep it afterwards."""
    if not _written(environ):
        return application(environ, start)
    body = environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0))

    def keep() -> None:
        time.sleep(KEPT_BACK)
        later = {**environ, "wsgi.input": BytesIO(body)}
        list(application(later, lambda *_answer: None))

    threading.Thread(target=keep, daemon=True).start()
    start("302 Found", [("Location", "/admin/")])
    return [b""]


def halves(environ: dict[str, Any], start: Start) -> Iterable[bytes]:
    """Keeps each tag for itself, and its Decision much later."""
    tags.record_all = _later
    return application(environ, start)


def _later(*arguments: Any, **named: Any) -> Any:
    with connection.cursor() as cursor:
        cursor.execute("COMMIT")
        time.sleep(120 * KEPT_BACK)
        cursor.execute("BEGIN")
    return record_all(*arguments, **named)


def boasting(environ: dict[str, Any], start: Start) -> Iterable[bytes]:
    """Acknowledges what could not be kept."""

    def said(status: str, headers: list[tuple[str, str]], *rest: Any) -> Any:
        if _written(environ) and status.startswith("503"):
            status, headers = "302 Found", [("Location", "/admin/")]
        return start(status, headers, *rest)

    return application(environ, said)


def rude(environ: dict[str, Any], start: Start) -> Iterable[bytes]:
    """Answers an outage as if it were a fault of the pages."""
    errors.is_outage = lambda _error: False
    return application(environ, start)


sulks = False


def sulking(environ: dict[str, Any], start: Start) -> Iterable[bytes]:
    """Has to be started again after an outage."""
    global sulks

    def said(status: str, *rest: Any) -> Any:
        global sulks
        sulks = sulks or status.startswith("503")
        return start("503 Service Unavailable" if sulks else status, *rest)

    return application(environ, said)


def careless(environ: dict[str, Any], start: Start) -> Iterable[bytes]:
    """Does not wait until the disk has what is kept."""
    connection_created.connect(_hurry, dispatch_uid="careless")
    return application(environ, start)


def _hurry(connection: Any, **_signal: Any) -> None:
    if connection.vendor == "sqlite":
        connection.cursor().execute("PRAGMA synchronous=OFF")


fresh = True


def yawning(environ: dict[str, Any], start: Start) -> Iterable[bytes]:
    """Each worker that comes up breaks its first answer."""
    global fresh
    if fresh:
        fresh = False
        start("500 Internal Server Error", [])
        return [b""]
    return application(environ, start)
