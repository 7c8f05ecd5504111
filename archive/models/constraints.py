"""Constraints that several tables share."""

from collections.abc import Iterable

from django.db.models import CheckConstraint, F, Q
from django.db.models.functions import Length
from django.db.models.lookups import Exact


def one_of(field: str, values: Iterable[str], name: str) -> CheckConstraint:
    return CheckConstraint(condition=Q(**{f"{field}__in": list(values)}), name=name)


def sha256(field: str, name: str) -> CheckConstraint:
    """A SHA-256 in hexadecimal, or NULL where the column allows it."""
    return CheckConstraint(condition=Exact(Length(field), 64), name=name)


def ordered(first: str, last: str, name: str) -> CheckConstraint:
    return CheckConstraint(condition=Q(**{f"{first}__lte": F(last)}), name=name)
