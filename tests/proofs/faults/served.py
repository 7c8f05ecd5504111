"""The archive as it is served in production: gunicorn with two workers, which can be killed and started again."""

import json
import os
import secrets
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from typing import Any

from django.conf import settings

HOST = "127.0.0.1"
ARCHIVE = "site_config.wsgi"
# Seconds.
PATIENCE = 60
# What is raised where no whole answer comes.
BROKEN = (OSError, HTTPException)


def environment(url: str, static: Path) -> dict[str, str]:
    """Production, whatever this shell's archive is set to; what tests do without for their speed is there again."""
    without = {"PGOPTIONS", "DEBUG", "ARCHIVE_DOCUMENTS", "TRACEBACKS"}
    return {name: value for name, value in os.environ.items() if name not in without} | {
        "DATABASE_URL": url,
        "DJANGO_SETTINGS_MODULE": "site_config.settings",
        "SECRET_KEY": secrets.token_urlsafe(50),
        "ALLOWED_HOSTS": HOST,
        "TRUSTED_PROXY": HOST,
        "STATIC_ROOT": str(static),
        "LOGIN_FAILURES": "1000",
    }


class Served:
    """An archive at a port of its own. Without its `warm` process nothing of it is left."""

    def __init__(self, environment: dict[str, str], log: Path) -> None:
        self.log = log
        self.warm = subprocess.Popen(
            # Root itself may write where the modes of files forbid it.
            ["setpriv", "--bounding-set=-dac_override", sys.executable, "-m", "tests.proofs.faults.warm"],
            cwd=settings.BASE_DIR,
            env=environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=log.open("ab"),
            text=True,
        )
        self.server = 0
        with socket.socket() as free:
            free.bind((HOST, 0))
            self.port = free.getsockname()[1]

    def _say(self, *words: str) -> Any:
        assert self.warm.stdin
        assert self.warm.stdout
        self.warm.stdin.write(json.dumps(words) + "\n")
        self.warm.stdin.flush()
        answer = self.warm.stdout.readline()
        assert answer, self.log.read_text()[-5000:]
        said = json.loads(answer)
        assert not isinstance(said, dict) or "raised" not in said, said["raised"]
        return said

    def ask(self, question: str, *arguments: str) -> Any:
        """What a question of `witness` is answered."""
        return self._say("ask", question, *arguments)

    @contextmanager
    def serving(self, application: str = ARCHIVE) -> Iterator[None]:
        """Served meanwhile, and killed at the end. It need not answer right yet."""
        given = [application, "--preload", "--workers", "2", "--threads", "4", "--bind", f"{HOST}:{self.port}"]
        self.server = self._say("serve", *given, "--no-control-socket")
        try:
            self._await_port()
            yield
        finally:
            self.kill()

    def _await_port(self) -> None:
        until = time.monotonic() + PATIENCE
        while True:
            with suppress(OSError), socket.create_connection((HOST, self.port), timeout=1):
                return
            assert time.monotonic() < until, self.log.read_text()[-5000:]
            time.sleep(0.01)

    def kill(self) -> None:
        """SIGKILL to the server and all its workers at once; returns when nothing of them is left."""
        # Group 0 would be the group of this process.
        with suppress(ProcessLookupError):
            while self.server:
                os.killpg(self.server, signal.SIGKILL)
                time.sleep(0.005)
        self.server = 0

    def workers(self) -> list[int]:
        """The processes that answer, the oldest first."""
        return children(self.server)

    def answer(
        self, path: str, method: str = "GET", body: bytes | None = None, headers: dict[str, str] | None = None
    ) -> tuple[int, Any, str]:
        """Status, headers and text of an answer, as a proxy that speaks TLS would get it. Raises BROKEN."""
        connection = HTTPConnection(HOST, self.port, timeout=PATIENCE)
        given = {"X-Forwarded-Proto": "https", "Origin": f"https://{HOST}:{self.port}", "Connection": "close"}
        try:
            connection.request(method, path, body, given | (headers or {}))
            response = connection.getresponse()
            return response.status, response.headers, response.read().decode()
        finally:
            connection.close()

    def close(self) -> None:
        self.kill()
        assert self.warm.stdin
        self.warm.stdin.close()
        self.warm.wait(PATIENCE)


def children(parent: int) -> list[int]:
    """The processes that a process has started, the oldest first."""
    found = []
    for file in Path("/proc").glob("[0-9]*/stat"):
        # State and parent follow the name; a process may be gone by now.
        with suppress(OSError):
            if file.read_text().rpartition(")")[2].split()[1] == str(parent):
                found.append(int(file.parent.name))
    return sorted(found)
