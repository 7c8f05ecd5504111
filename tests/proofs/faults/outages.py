"""What can befall the database of an archive, by name: each lasts as long as its context, and is over behind it."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import NamedTuple

from tests.proofs.faults import disks
from tests.proofs.faults.clusters import Cluster
from tests.proofs.faults.served import Served


class Outage(NamedTuple):
    """`begin` gives the context. Whether some writes may still be kept meanwhile, as long as there is room."""

    begin: Callable[[Served], AbstractContextManager[object]]
    keeps: bool = False


def of_sqlite(disk: Path, file: Path) -> dict[str, Outage]:
    """`file` stands alone in its folder on that disk."""
    return {
        "full disk": Outage(lambda _served: disks.full(disk)),
        "read-only disk": Outage(lambda _served: disks.read_only(disk)),
        "read-only folder": Outage(lambda _served: disks.mode(file.parent, 0o555)),
        "read-only file": Outage(lambda _served: disks.mode(file, 0o444)),
        "failing fsync": Outage(lambda served: disks.failing_fsync([served.server, *served.workers()])),
        "database gone": Outage(lambda _served: disks.away(file.parent)),
    }


def of_postgresql(disk: Path, cluster: Cluster) -> dict[str, Outage]:
    """A PostgreSQL holds its files open, so that no disk under it can be made read-only: it is told to read only, as
    hosts do before a disk is full."""

    @contextmanager
    def full(_served: Served) -> Iterator[None]:
        with cluster.mended(), disks.full(disk):
            yield

    @contextmanager
    def failing_fsync(_served: Served) -> Iterator[None]:
        with cluster.mended(), disks.failing_fsync(cluster.processes()):
            yield

    return {
        "full disk": Outage(full, keeps=True),
        "read-only database": Outage(
            lambda _served: cluster.having("default_transaction_read_only", "on", otherwise="off")
        ),
        "failing fsync": Outage(failing_fsync),
        "database gone": Outage(lambda _served: cluster.stopped()),
    }
