"""One archive for all proofs of faults on a database, on a disk of its own: what befalls it, it has to live with."""

import itertools
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from django.contrib.staticfiles.finders import get_finders

from tests import databases, legs
from tests.proofs.faults import clusters, disks, outages
from tests.proofs.faults.editors import NAMES, Editor, Write, broken_promises
from tests.proofs.faults.outages import Outage
from tests.proofs.faults.served import Served, environment

MEGABYTES = {"sqlite": 64, "postgresql": 256}


@dataclass
class Archive:
    """An archive that can be served, its people, and what can befall it. `slugs` are those of public articles."""

    served: Served
    editors: list[Editor]
    slugs: list[str]
    outages: dict[str, Outage]
    cluster: clusters.Cluster | None = None
    pardoned: set[str] = field(default_factory=set)

    def writes(self) -> list[Write]:
        return [write for editor in self.editors for write in editor.writes]

    def faults(self, *, whole: bool = False) -> list[str]:
        """What of all that was ever promised here is not so; `whole` reads every source anew."""
        found = broken_promises(self.writes(), self.served.ask("told", *["whole"] * whole))
        return [fault for fault in found if fault not in self.pardoned]

    def planted_faults(self) -> list[str]:
        """Those that a proof has to see; the proofs behind it do not hear of them again."""
        found = self.faults(whole=True)
        self.pardoned.update(found)
        return found


@pytest.fixture(scope="session")
def ground() -> None:
    """What such proofs stand on: a disk that can be mounted, and a hold on system calls."""
    if not sys.platform.startswith("linux") or os.geteuid():
        legs.absent("disks", "only root can mount and fill a disk, on Linux")
    if lacking := [name for name in ("strace", "setpriv", "mount") if not shutil.which(name)]:
        legs.absent("disks", f"there is no {' and no '.join(lacking)}")
    for command in (["strace", "-qq", "-o", os.devnull, "true"], ["unshare", "--mount", "true"]):
        if subprocess.run(command, capture_output=True, check=False).returncode:
            legs.absent("disks", f"{command[0]} is not permitted here")


@pytest.fixture(scope="session")
def static(ground: None, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where production finds the names of its static files; nobody asks for the files themselves."""
    folder = tmp_path_factory.mktemp("static")
    names = [name for finder in get_finders() for name, _storage in finder.list([])]
    manifest = {"version": "1.1", "paths": dict(zip(names, names, strict=True)), "hash": ""}
    (folder / "staticfiles.json").write_text(json.dumps(manifest))
    return folder


@pytest.fixture(scope="session", params=databases.BOTH)
def archive(request: pytest.FixtureRequest, static: Path, tmp_path_factory: Any) -> Iterator[Archive]:
    with ExitStack() as stack:
        disk = stack.enter_context(disks.mounted(MEGABYTES[request.param]))
        place = _on_sqlite if request.param == "sqlite" else _on_postgresql
        url, befalls, cluster = stack.enter_context(place(disk))
        served = Served(environment(url, static), tmp_path_factory.mktemp("log") / "log")
        stack.callback(served.close)
        made = served.ask("build")
        numbers = itertools.count(1)
        editors = [
            Editor(
                served,
                name,
                {noun: made[noun][place :: len(NAMES)] for noun in ("articles", "comments")},
                made["rule"],
                numbers,
            )
            for place, name in enumerate(NAMES)
        ]
        with served.serving():
            for editor in editors:
                editor.log_in()
        yield Archive(served, editors, made["slugs"], befalls, cluster)


@contextmanager
def _on_sqlite(disk: Path) -> Iterator[tuple[str, dict[str, Outage], None]]:
    file = disk / "database" / "archive.sqlite3"
    file.parent.mkdir()
    yield f"sqlite:///{file}", outages.of_sqlite(disk, file), None


@contextmanager
def _on_postgresql(disk: Path) -> Iterator[tuple[str, dict[str, Outage], clusters.Cluster]]:
    if not clusters.programs():
        legs.absent("disks", "there is no initdb")
    cluster = clusters.Cluster(disk / "cluster")
    try:
        cluster.start()
        yield cluster.url, outages.of_postgresql(disk, cluster), cluster
    finally:
        cluster.stop()
