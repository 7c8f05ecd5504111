"""Marking: a new statement comes in with the places where it was first seen."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from archive.actions import occurrences, statements
from archive.actions.occurrences import Spot
from archive.models import Statement


@transaction.atomic
def suggest(
    fields: Mapping[str, Any], spots: Sequence[Spot], *, accept: bool = False, by: str, at: datetime, reason: str
) -> Statement:
    """A suggestion that stands at these places; both or nothing. Raises Refused."""
    statement = statements.create(fields, by=by, at=at, reason=reason)
    occurrences.propose(statement, spots, accept=accept, by=by, at=at, reason=reason)
    return statement
