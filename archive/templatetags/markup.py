"""HTML put together from forms.

Audited: nothing else in the archive marks text as markup. A form is a literal of the program; whatever is put into it
is escaped, unless it came out of a form itself.
"""

import json
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from django.utils.safestring import SafeString

Form = Callable[..., SafeString]
# How a value goes into a form.
FILLED = (
    "value if (kind := value.__class__) is SafeString else escape(value) if kind is str"
    " else str(value) if kind is int else escape(str(value))"
)
# What could end a script element or begin one is spelled out; JSON reads it as the same.
SPELLED = {ord("<"): "\\u003c", ord(">"): "\\u003e", ord("&"): "\\u0026"}


def escape(words: str) -> str:
    """As `html.escape`. Most words hold nothing to escape, and looking takes less time than replacing."""
    if "&" in words:
        words = words.replace("&", "&amp;")
    if "<" in words:
        words = words.replace("<", "&lt;")
    if ">" in words:
        words = words.replace(">", "&gt;")
    if '"' in words:
        words = words.replace('"', "&quot;")
    if "'" in words:
        words = words.replace("'", "&#x27;")
    return words


def form(html: str) -> Form:
    """A piece of HTML with %s for values, compiled once and filled in often: `form("<b>%s</b>")(name)`.

    It takes as many values as it has places, or raises TypeError. The pieces are joined with the values between them
    without a loop over either.
    """
    first, *others = html.split("%s")
    places = [f"value{number}" for number in range(len(others))]
    pieces = [repr(first)]
    for place, piece in zip(places, others, strict=True):
        pieces += [FILLED.replace("value", place), repr(piece)]
    source = f"lambda {', '.join(places)}: SafeString(''.join(({', '.join(pieces)},)))"
    # The form is a literal of the program, and stands in the source as its repr.
    return eval(source, globals())  # noqa: S307


def joined(parts: Iterable[object], between: str = "") -> SafeString:
    """Pieces one after the other; what did not come out of a form is escaped."""
    glue = between if between.__class__ is SafeString else escape(between)
    return SafeString(glue.join([part if part.__class__ is SafeString else escape(str(part)) for part in parts]))


def data_block(value: Mapping[str, Any], kind: str = "application/ld+json") -> SafeString:
    """A value as JSON in a script element that browsers never run, so that the page's policy need not allow it."""
    return SafeString(
        f'<script type="{escape(kind)}">{json.dumps(value, ensure_ascii=False).translate(SPELLED)}</script>'
    )
