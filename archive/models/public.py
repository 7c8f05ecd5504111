"""Names that may be shown: those that something public carries."""

from collections.abc import Mapping
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet


def named_in_public(rows: QuerySet[Any], carried: Mapping[str, Mapping[str, Any]]) -> Any:
    """The rows to which something hangs by one of these relations that is as the relation's conditions say."""
    either = Q()
    for relation, conditions in carried.items():
        link = rows.model._meta.get_field(relation)
        linked = link.related_model._base_manager.filter(**conditions, **{link.field.name: OuterRef("pk")})
        either |= Q(Exists(linked))
    return rows.filter(either)
