"""System checks of the archive."""

from collections.abc import Iterator, Sequence
from typing import Any

from django.core.checks import CheckMessage, Error, Tags, Warning, register  # noqa: A004
from django.db import connections

from archive.models import triggers
from archive.models.health import migrations_waiting


@register(Tags.database)
def guards_stand(databases: Sequence[str] | None = None, **_kwargs: Any) -> list[CheckMessage]:
    """The triggers that keep archived words and the log unchanged are in the database."""
    return [message for alias in databases or () for message in _faults(alias)]


def _faults(alias: str) -> Iterator[CheckMessage]:
    missing = triggers.missing(connections[alias])
    if missing and migrations_waiting(connections[alias]):
        # Of an older release other guards are wanted, or none: to stop here would keep its archive from being migrated.
        yield Warning(
            "The guards in the database are not those of this release.",
            hint="`manage.py migrate` lays them anew.",
            id="archive.W001",
        )
        return
    for name in missing:
        yield Error(
            f"The guard {name} is missing: archived words could be changed unseen.",
            hint="`manage.py migrate --skip-checks` lays the guards anew; then run verify_archive and verify_log.",
            id="archive.E001",
        )
