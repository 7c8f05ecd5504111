"""Names that may be shown: those that a public article carries."""

from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from archive.rules.visibility import PUBLIC_STATES


def named_in_public(rows: QuerySet[Any], relation: str, article: str = "") -> Any:
    """The rows to which some public article hangs by `relation`; `article` is the path from there to the article."""
    link = rows.model._meta.get_field(relation)
    state = Q(**{f"{article}state__in": PUBLIC_STATES})
    linked = link.related_model._base_manager.filter(state, **{link.field.name: OuterRef("pk")})
    return rows.filter(Exists(linked))
