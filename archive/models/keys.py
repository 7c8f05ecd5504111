"""Natural keys as lookups: by what a row is told from the others of its kind, in every database the same."""

from __future__ import annotations

from functools import cache
from itertools import accumulate
from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.db.models import Field, Model


@cache
def paths(model: type[Model]) -> tuple[str, ...]:
    """The lookups of a natural key: `("article__slug", "order")` of a byline.

    Its address; or its first column that says by itself which row it is; or the first columns that do so together.
    Raises TypeError for a table that has no such key.
    """
    plain = [field.name for field in model._meta.concrete_fields if _tells(field)]
    if plain:
        return ("slug",) if "slug" in plain else (plain[0],)
    for names in (constraint.fields for constraint in model._meta.total_unique_constraints):
        return tuple(path for name in names for path in _through(_column(model, name)))
    raise TypeError(f"Nothing tells one {model.__name__} from another but the number of its row.")


def _tells(field: Field) -> bool:
    return field.unique and not field.primary_key and not field.is_relation and not field.null


def _column(model: type[Model], name: str) -> Any:
    return model._meta.get_field(name)


def _through(field: Any) -> tuple[str, ...]:
    if field.related_model is None:
        return (field.name,)
    return tuple(f"{field.name}__{path}" for path in paths(field.related_model))


def way_to(model: type[Model], other: type[Model]) -> str | None:
    """The lookup from a row to the row of `other` in its natural key, `""` for the row itself; None where none is."""
    if model is other:
        return ""
    for path in paths(model):
        for way in accumulate(path.split("__")[:-1], "{}__{}".format):
            if _at(model, way) is other:
                return way
    return None


def _at(model: type[Model], way: str) -> object:
    found: object = model
    for name in way.split("__"):
        try:
            found = found._meta.get_field(name).related_model  # type: ignore[attr-defined]
        except FieldDoesNotExist:
            return None
    return found


def key(row: Model) -> str:
    """A natural key as one word: `ferry-house`, `ferry-house#12`."""
    return "#".join(map(str, row.natural_key()))  # type: ignore[attr-defined]
