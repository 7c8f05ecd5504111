"""What the relations of statements mean, read from either side."""

from collections.abc import Collection

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from archive.states import RelationType

# Said of both alike; the others have a direction.
SYMMETRIC = frozenset({RelationType.CONTRADICTS})
BACKWARD: dict[str, str | Promise] = {
    RelationType.CONTRADICTS: _("contradicts"),
    RelationType.REPEATS: _("is repeated by"),
    RelationType.NARROWS: _("is narrowed by"),
    RelationType.DEPENDS_ON: _("is needed by"),
}


def in_words(kind: str, *, forward: bool) -> str:
    """A relation as one of its statements says it."""
    return str(RelationType(kind).label if forward else BACKWARD[kind])


def stored(kind: str, one: str, other: str) -> tuple[str, str]:
    """The order in which the keys of two statements are kept: a symmetric relation is always kept the same way."""
    return (other, one) if kind in SYMMETRIC and other < one else (one, other)


def refusal(kind: str, one: str, other: str, there: Collection[tuple[str, str, str]]) -> str | Promise:
    """Why `one` <kind> `other` can't be said beside `(statement, type, other)` that stand there; or nothing."""
    if one == other:
        return _("A statement stands in no relation to itself.")
    if (*stored(kind, one, other),) in {(a, b) for a, said, b in there if said == kind}:
        return _("That relation is there already.")
    if (other, one) in {(a, b) for a, said, b in there if said == kind}:
        return _("The other statement says the same of this one already, and it goes one way only.")
    return ""
