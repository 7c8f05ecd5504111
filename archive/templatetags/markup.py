"""HTML put together from forms.

Audited: nothing else in the archive marks text as markup. A form is a literal of the program; whatever is put into it
is escaped, unless it came out of a form itself.
"""

import json
import re
from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.safestring import SafeString

PLACE = re.compile("(%s)")
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


class Form:
    """A piece of HTML with %s for values, taken apart once and filled in often: `Form("<b>%s</b>")(name)`."""

    __slots__ = ("_pieces",)

    def __init__(self, form: str) -> None:
        self._pieces = PLACE.split(form)

    def __call__(self, *values: object) -> SafeString:
        pieces = self._pieces.copy()
        # A slice takes as many values as the form has places, or raises ValueError.
        pieces[1::2] = [
            value
            if value.__class__ is SafeString
            else escape(value)
            if value.__class__ is str
            else str(value)
            if value.__class__ is int
            else escape(str(value))
            for value in values
        ]
        return SafeString("".join(pieces))


def joined(parts: Iterable[object], between: str = "") -> SafeString:
    """Pieces one after the other; what did not come out of a form is escaped."""
    glue = between if between.__class__ is SafeString else escape(between)
    return SafeString(glue.join([part if part.__class__ is SafeString else escape(str(part)) for part in parts]))


def data_block(value: Mapping[str, Any], kind: str = "application/ld+json") -> SafeString:
    """A value as JSON in a script element that browsers never run, so that the page's policy need not allow it."""
    return SafeString(
        f'<script type="{escape(kind)}">{json.dumps(value, ensure_ascii=False).translate(SPELLED)}</script>'
    )
