"""The language of a page is in its address: `?lang=he`, and the site's own where none is named.

So a page's address says all that the page depends on: caches keep each language by itself, no reader gets a cookie,
and whoever passes an address on passes the language on. Views never see it: it is taken off the address before they
are asked, and put on the links of the page that they answer with.
"""

import re
from collections.abc import Container
from urllib.parse import unquote_plus

PARAMETER = "lang"
# Quotes in the words of anybody are escaped, so these stand in tags alone.
ADDRESSES = re.compile(r'(?<=\s)(href|action|formaction)="([^"]*)"')
ASKING = re.compile(r"<form\b[^>]*>", re.IGNORECASE)
SENDING = re.compile(r'\smethod="?post\b', re.IGNORECASE)
NAMED = re.compile(rf"(?:^|[&;]){PARAMETER}=")


def taken_off(query: str, offered: Container[str]) -> tuple[str | None, str]:
    """The language that a query string asks for last, None where it is not offered, and what else the query holds."""
    asked, rest = None, []
    for part in query.split("&"):
        name, _equals, value = part.partition("=")
        if unquote_plus(name) == PARAMETER:
            asked = value.lower()
        else:
            rest.append(part)
    return asked if asked in offered else None, "&".join(rest)


def carried(address: str, language: str, also: str = "&") -> str:
    """The address of a page of this site with the language in it, and any other address as it is.

    The addresses of pages end with a slash; without a path they name the page itself. `also` is how the query goes on.
    """
    rest, hash_sign, place = address.partition("#")
    path, _mark, query = rest.partition("?")
    own = (path.endswith("/") or not path) and not path.startswith("//") and ":" not in path.partition("/")[0]
    if not rest or not own or NAMED.search(query):
        return address
    return f"{path}?{PARAMETER}={language}{also if query else ''}{query}{hash_sign}{place}"


def carried_through(page: str, language: str) -> str:
    """A page of HTML whose links and forms keep its language."""

    def asking(form: re.Match[str]) -> str:
        kept = f'<input type="hidden" name="{PARAMETER}" value="{language}">'
        return form[0] if SENDING.search(form[0]) else form[0] + kept

    linked = ADDRESSES.sub(lambda found: f'{found[1]}="{carried(found[2], language, "&amp;")}"', page)
    return ASKING.sub(asking, linked)
