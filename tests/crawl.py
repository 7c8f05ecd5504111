"""Every public page, found as a visitor finds it: by its links."""

from collections.abc import Iterable
from html.parser import HTMLParser
from urllib.parse import urljoin, urlsplit

from django.http import HttpResponse
from django.test import Client

# Nobody reaches these without an account, or they are no pages.
ELSEWHERE = ("/admin/", "/static/")
SEARCH, TIMELINE = "/search/", "/timeline/"


class Links(HTMLParser):
    """The addresses that a page links to."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self.found += [value for name, value in attributes if name in {"href", "src", "action"} and value]


def links(response: HttpResponse) -> Iterable[str]:
    kind = response.headers.get("Content-Type", "").partition(";")[0]
    if "Location" in response.headers:
        return [response.headers["Location"]]
    if kind == "text/html":
        return Links(response.content.decode()).found
    if kind == "application/json":
        return [response.json()["next"]] if response.json().get("next") else []
    return []


def crawl(client: Client, *starts: str) -> dict[str, HttpResponse]:
    """The answer of every address, query included, that can be reached from these (from the front page for none)."""
    waiting, found = list(starts or ["/"]), {}
    while waiting:
        address = waiting.pop()
        if address in found:
            continue
        found[address] = response = client.get(address)
        for link in links(response):
            where = urlsplit(urljoin(address, link))
            if not where.netloc and where.scheme in {"", "http"} and not where.path.startswith(ELSEWHERE):
                if (where.path == SEARCH and "&" in where.query) or (where.path == TIMELINE and where.query):
                    continue  # closed to crawlers, since there is no end of them
                if "lang=" in where.query:
                    continue  # the same page in another language, which is no other page to a search engine
                waiting.append(where._replace(fragment="").geturl())
    return found
