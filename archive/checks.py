"""System checks of the archive."""

from collections.abc import Sequence
from typing import Any

from django.core.checks import CheckMessage, Error, Tags, register
from django.db import connections

from archive.models import triggers


@register(Tags.database)
def guards_stand(databases: Sequence[str] | None = None, **_kwargs: Any) -> list[CheckMessage]:
    """The triggers that keep archived words and the log unchanged are in the database."""
    return [
        Error(
            f"The guard {name} is missing: archived words could be changed unseen.",
            hint="`manage.py migrate --skip-checks` lays the guards anew; then run verify_archive and verify_log.",
            id="archive.E001",
        )
        for alias in databases or ()
        for name in triggers.missing(connections[alias])
    ]
