"""Shared wording as JSON, in positions of the sources."""

from collections.abc import Iterable
from typing import Any

from archive.models.parallels import Reuse

Json = dict[str, Any]


def listing(found: Iterable[Reuse]) -> list[Json]:
    return [
        {
            "a": each.a._asdict(),
            "b": each.b._asdict(),
            "words": each.words,
            "identity": each.identity,
            "kind": each.kind,
        }
        for each in found
    ]
