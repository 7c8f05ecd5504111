"""Characters that steer or turn what stands around them stand as escapes on every page of the admin.

One place for all of it: names in lists and messages, words in templates of ours and of Django. Fields hold what they
would send, to the letter, and links lead where they lead; only what is read is changed.
"""

import re
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from archive.text.legible import legible

# Words are escaped wherever they are printed: what looks like a tag or an attribute is one.
KEPT = re.compile(r'(<textarea\b.*?</textarea>|(?:value|href)="[^"]*"|<span class="letter">[^<]*</span>)', re.DOTALL)
LAYOUT = "\n\t"


class Legible:
    """Middleware, inside the one that counts how long a response is."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        match = request.resolver_match
        if match and "admin" in match.app_names and response.headers.get("Content-Type", "").startswith("text/html"):
            response.content = page(response.text).encode()
        return response


def page(html: str) -> str:
    """The page with everything legible but what its fields hold and where its links lead."""
    # str.translate looks at one character after another.
    if html.replace("\n", "").replace("\t", "").replace("\xa0", "").isprintable():
        return html
    pieces = KEPT.split(html)
    pieces[::2] = [legible(piece, keep=LAYOUT) for piece in pieces[::2]]
    return "".join(pieces)
