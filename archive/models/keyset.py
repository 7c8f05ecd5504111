"""Pages by key: the rows that follow or precede one row. A page costs the same wherever it lies, without a count."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import F, Model, Q, QuerySet

from archive.rules.paging import SIZE


@dataclass(frozen=True, slots=True)
class Leaf[M: Model]:
    """Rows in their order; `first` and `last` are the rows to turn from, None where nothing lies beyond."""

    rows: Sequence[M]
    first: M | None
    last: M | None


def leaf[M: Model](
    rows: QuerySet[M], key: str, *, after: M | None = None, before: M | None = None, size: int = SIZE
) -> Leaf[M]:
    """The page after a row, or before it, or the first, of rows in the order of `key` (null last) and primary key."""
    back = before is not None
    turn = before if back else after
    if turn is not None:
        rows = rows.filter(_beyond(rows, key, turn, back=back))
    order = F(key).desc(nulls_first=True) if back else F(key).asc(nulls_last=True)
    if not rows.model._meta.get_field(key).null:
        order = F(key).desc() if back else F(key).asc()
    found = list(rows.order_by(order, "-pk" if back else "pk")[: size + 1])
    more, found = len(found) > size, found[:size]
    if back:
        found.reverse()
    earlier = bool(found) and (more if back else turn is not None)
    later = bool(found) and (back or more)
    return Leaf(found, found[0] if earlier else None, found[-1] if later else None)


def _beyond(rows: QuerySet[Any], key: str, row: Model, *, back: bool) -> Q:
    value, beyond = getattr(row, key), "lt" if back else "gt"
    twins = Q(**{key: value, f"pk__{beyond}": row.pk})
    if value is None:
        return twins | Q(**{f"{key}__isnull": False}) if back else twins
    # The bound with “or equal” says nothing new, but it lets the index begin at the right place.
    others = Q(**{f"{key}__{beyond}e": value}) & (Q(**{f"{key}__{beyond}": value}) | twins)
    nullable = rows.model._meta.get_field(key).null
    return others | Q(**{f"{key}__isnull": True}) if nullable and not back else others
