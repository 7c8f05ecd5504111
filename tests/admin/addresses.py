"""Every address under /admin/ as the resolver has it, and what stands behind the parts of each."""

import re
from collections.abc import Iterator

from django.urls import get_resolver
from django.urls.resolvers import URLResolver

from tests.admin.matrix import MATRIX

PART = re.compile(r"<(?:\w+:)?(\w+)>")


def routes() -> list[str]:
    """Every route below admin/, its parts by name alone: `archive/tag/<object_id>/change/`."""

    def below(resolver: URLResolver, before: str = "") -> Iterator[str]:
        for pattern in resolver.url_patterns:
            route = before + str(pattern.pattern)
            if isinstance(pattern, URLResolver):
                yield from below(pattern, route)
            else:
                yield route

    admin = (route.removeprefix("admin/") for route in below(get_resolver()) if route.startswith("admin/"))
    return [route if route.startswith(("^", "(")) else PART.sub(r"<\1>", route) for route in admin]


def address(route: str, objects: dict[str, dict[str, object]]) -> str:
    """The address of a route, for the objects of its noun; `objects` maps noun -> part -> value, "" for any noun."""
    own = {**objects[""], **objects.get("/".join(route.split("/")[:2]), {})}
    asked = MATRIX[route].at or route
    return "/admin/" + PART.sub(lambda part: str(own[part[1]]), asked)
