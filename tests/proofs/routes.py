"""Every address that anonymous can ask for, drawn from the resolver, with every parameter that its view reads.

A part of an address or a parameter that no value is known for is a fault of the proof: `Unknown`.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import product
from typing import Any, NamedTuple
from urllib.parse import urlencode

import pytest
from django.conf import settings
from django.core.handlers.wsgi import WSGIRequest
from django.http import HttpResponse, QueryDict
from django.test import Client
from django.urls import get_resolver
from django.urls.resolvers import RoutePattern, URLResolver

PART = re.compile(r"<(?:\w+:)?(\w+)>")
TOKEN = re.compile(rb'name="csrfmiddlewaretoken" value="\w+"')
DATES = {"Date", "Expires", "Set-Cookie"}
COOKIE = re.compile(r"csrftoken=\w+|expires=[^;]+")


class Unknown(Exception):
    """An address or a parameter that the crawl has no values for."""


class Values(NamedTuple):
    """What stands in addresses: `parts` by the beginning of the route and the name, such as `articles/<slug>`, or by
    the whole of the route up to the part, where that has values of its own; `parameters` by name."""

    parts: Mapping[str, Sequence[object]]
    parameters: Mapping[str, Sequence[str]]


def routes() -> list[str]:
    """Every route of the resolver below `admin/` or not, its parts by name alone: `articles/<slug>/`."""

    def below(resolver: URLResolver, before: str = "") -> Iterator[str]:
        for pattern in resolver.url_patterns:
            route = before + str(pattern.pattern)
            if isinstance(pattern, URLResolver):
                yield from below(pattern, route)
            elif isinstance(pattern.pattern, RoutePattern):
                yield PART.sub(r"<\1>", route)

    return list(below(get_resolver()))


def public() -> list[str]:
    return [route for route in routes() if not route.startswith("admin/")]


def choices(route: str, values: Values) -> dict[str, Sequence[object]]:
    """What can stand in each part of a route. Raises Unknown."""
    first, found = route.split("<")[0], {}
    for name in PART.findall(route):
        own = route[: route.index(f"<{name}>")] + f"<{name}>"
        known = values.parts.get(own, values.parts.get(f"{first}<{name}>"))
        if known is None:
            raise Unknown(f"No values are known for {first}<{name}> of {route}.")
        found[name] = known
    return found


def filled(route: str, given: Mapping[str, object]) -> str:
    return "/" + PART.sub(lambda part: str(given[part[1]]), route)


def addresses(route: str, values: Values) -> Iterator[str]:
    """The addresses of a route, for each choice of values of its parts. Raises Unknown."""
    chosen = choices(route, values)
    for choice in product(*chosen.values()):
        yield filled(route, dict(zip(chosen, choice, strict=True)))


class Reading(QueryDict):
    """A query that notes which of its names are asked for."""

    asked: set[str]

    def __getitem__(self, name: str) -> Any:
        self.asked.add(name)
        return super().__getitem__(name)

    def __contains__(self, name: object) -> bool:
        self.asked.add(str(name))
        return super().__contains__(name)

    def getlist(self, name: str, default: Any = None) -> Any:
        self.asked.add(name)
        return super().getlist(name, default)


@contextmanager
def noting() -> Iterator[set[str]]:
    """The names of parameters that are read meanwhile."""
    asked: set[str] = set()

    def query(request: WSGIRequest) -> QueryDict:
        if "read_query" not in vars(request):
            made = Reading(request.META.get("QUERY_STRING", ""), mutable=False, encoding=request.encoding)
            made.asked = asked
            request.read_query = made  # type: ignore[attr-defined]
        return request.read_query  # type: ignore[attr-defined]

    Reading.asked = asked
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(WSGIRequest, "GET", property(query))
        yield asked


def queries(client: Client, address: str, values: Values) -> Iterator[tuple[str, HttpResponse]]:
    """The address by itself, in each language that it is offered in, and with each value of each parameter that is read
    in answering it. Raises Unknown."""
    others = [language for language, _name in settings.LANGUAGES if language != settings.LANGUAGE_CODE]
    known: set[str] = set()
    waiting: list[str] = [""]
    while waiting:
        query = waiting.pop(0)
        with noting() as asked:
            response = client.get(address + query)
        yield address + query, response
        if not query and response.headers.get("Content-Type", "").startswith("text/html"):
            for language in others:
                yield f"{address}?lang={language}", client.get(f"{address}?lang={language}")
        for name in sorted(asked - known):
            known.add(name)
            if name not in values.parameters:
                raise Unknown(f"No values are known for the parameter {name} of {address}.")
            waiting += [f"?{urlencode({name: value})}" for value in values.parameters[name]]


def crawl(client: Client, values: Values, among: Sequence[str] | None = None) -> Iterator[tuple[str, HttpResponse]]:
    """The answer of every address of these routes (of all public ones), parameters included."""
    for route in public() if among is None else among:
        for address in addresses(route, values):
            yield from queries(client, address, values)


def told(response: HttpResponse) -> tuple[int, tuple[tuple[str, str], ...], bytes]:
    """All that a response tells, but for the declared exceptions: dates, and tokens against forgery."""
    headers = [(name, value) for name, value in response.headers.items() if name not in DATES]
    cookies = [("Set-Cookie", COOKIE.sub("", morsel.OutputString())) for morsel in response.cookies.values()]
    body = b"".join(response.streaming_content) if response.streaming else response.content  # type: ignore[attr-defined]
    return response.status_code, tuple(sorted(headers + cookies)), TOKEN.sub(b"", body)
