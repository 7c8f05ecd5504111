"""One address for every kind of page that a visitor can reach. A new kind is found by its link; nobody lists it."""

from urllib.parse import parse_qs, urlsplit

from django.http import HttpResponse
from django.test import Client

from archive.states import ArticleState
from tests import factories
from tests.crawl import crawl
from tests.fixtures import load_sample

# No link leads there.
UNLINKED = {
    "no such page": "/no/such/page/",
    "log-in": "/admin/login/",
    "tombstone": "/articles/taken-back/",
}


def fill() -> None:
    """The sample collection, and what it has no page for: a thread of several pages, a withdrawn article."""
    load_sample()
    factories.long_thread()
    factories.article("Taken back", slug="taken-back", state=ArticleState.WITHDRAWN)


def kind(address: str, response: HttpResponse) -> str:
    """The route and the names in its query: `archive:article_list?by&page`."""
    asked = "&".join(sorted(parse_qs(urlsplit(address).query)))
    return f"{response.resolver_match.view_name}{asked and '?'}{asked}"


def every_kind() -> dict[str, str]:
    """Kind -> the address of its longest page."""
    longest: dict[str, tuple[int, str]] = {}
    for address, response in crawl(Client()).items():
        if response.status_code in {200, 410} and response.headers["Content-Type"].startswith("text/html"):
            name = kind(address, response)
            longest[name] = max(longest.get(name, (0, "")), (len(response.content), address))
    return {name: address for name, (_length, address) in sorted(longest.items())} | UNLINKED
