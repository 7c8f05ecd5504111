"""A PostgreSQL of the tests' own, on a disk that may fail; the one that DATABASE_URL names is never touched."""

import os
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import psycopg

from tests.proofs.faults.served import HOST, children

# Little, so that a full disk is felt soon; durable as by default.
SETTINGS = {
    "max_wal_size": "8MB",
    "min_wal_size": "2MB",
    "shared_buffers": "16MB",
    "max_connections": "40",
    "unix_socket_directories": "",
    "logging_collector": "off",
}
# It refuses to be root's.
WHOSE = "postgres"


def programs() -> Path | None:
    """The folder of initdb and postgres, which Debian keeps off the PATH."""
    on_path = shutil.which("initdb")
    found = [Path(on_path)] if on_path else sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    return found[-1].parent if found else None


class Cluster:
    """A stopped one, in a folder that is not there yet."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.log = folder, folder.with_name("postgresql.log")
        folder.mkdir()
        shutil.chown(folder, WHOSE, WHOSE)
        self.running: subprocess.Popen | None = None
        small = ("--auth=trust", "--username=archive", "--wal-segsize=1", "--encoding=UTF8", "--no-sync")
        made = self._start("initdb", *small, output=subprocess.PIPE)
        said, _nothing = made.communicate()
        assert made.returncode == 0, said
        with socket.socket() as free:
            free.bind((HOST, 0))
            self.port = free.getsockname()[1]
        lines = [f"{name} = '{value}'" for name, value in {**SETTINGS, "port": str(self.port)}.items()]
        with (folder / "postgresql.conf").open("a") as file:
            file.write("\n".join([f"listen_addresses = '{HOST}'", *lines, ""]))
        self.url = f"postgresql://archive@{HOST}:{self.port}/postgres"

    def _start(self, program: str, *arguments: str, output: Any) -> subprocess.Popen:
        """A program of PostgreSQL, which does not outlive this process."""
        folder = programs()
        assert folder
        return subprocess.Popen(
            ["setpriv", "--pdeathsig", "QUIT", str(folder / program), "-D", str(self.folder), *arguments],
            user=WHOSE,
            group=WHOSE,
            extra_groups=[],
            cwd="/",
            env={"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8"},
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
        )

    def start(self) -> None:
        """Start it where it does not run, as its administrator would."""
        for _ in range(300):
            if self.running is None or self.running.poll() is not None:
                with self.log.open("ab") as log:
                    self.running = self._start("postgres", output=log)
            with suppress(psycopg.OperationalError), psycopg.connect(self.url, connect_timeout=2):
                return
            time.sleep(0.1)
        raise AssertionError(self.log.read_text()[-3000:])

    def stop(self) -> None:
        """At once, as a crash would."""
        if self.running:
            self.running.send_signal(signal.SIGQUIT)
            self.running.wait()

    def processes(self) -> list[int]:
        """Its first process and those that it has forked."""
        assert self.running
        return [self.running.pid, *children(self.running.pid)]

    def set(self, name: str, value: str) -> None:
        """Returns when it holds for every connection."""
        with psycopg.connect(self.url, autocommit=True) as connection:
            connection.execute("SET default_transaction_read_only = off")
            connection.execute(f"ALTER SYSTEM SET {name} = {value}")
            connection.execute("SELECT pg_reload_conf()")
        for _ in range(100):
            with psycopg.connect(self.url) as connection:
                if connection.execute(f"SHOW {name}").fetchone() == (value,):
                    return
            time.sleep(0.05)
        raise AssertionError(f"{name} does not become {value}.")

    @contextmanager
    def having(self, name: str, value: str, otherwise: str) -> Iterator[None]:
        """With another setting meanwhile."""
        self.set(name, value)
        try:
            yield
        finally:
            self.start()
            self.set(name, otherwise)

    @contextmanager
    def stopped(self) -> Iterator[None]:
        self.stop()
        try:
            yield
        finally:
            self.start()

    @contextmanager
    def mended(self) -> Iterator[None]:
        """Whatever becomes of it meanwhile, its administrator sees that it runs again."""
        try:
            yield
        finally:
            self.start()
