"""Constraints that several tables share."""

from collections.abc import Iterable
from typing import Any

from django.db.models import CheckConstraint, F, Q, Value
from django.db.models.functions import Length
from django.db.models.lookups import Exact


class Spelled(Value):
    """A word of the program that stands in the SQL itself: SQLite takes no partial index for a value that it is given
    beside it."""

    def as_sql(self, compiler: Any, connection: Any) -> Any:  # noqa: ARG002
        return f"'{self.value}'", []


def one_of(field: str, values: Iterable[str], name: str) -> CheckConstraint:
    return CheckConstraint(condition=Q(**{f"{field}__in": list(values)}), name=name)


def sha256(field: str, name: str) -> CheckConstraint:
    """A SHA-256 in hexadecimal, or NULL where the column allows it."""
    return CheckConstraint(condition=Exact(Length(field), 64), name=name)


def ordered(first: str, last: str, name: str) -> CheckConstraint:
    return CheckConstraint(condition=Q(**{f"{first}__lte": F(last)}), name=name)
