"""The keys of the pages on which people work: one table, of which each page shows its part as a sheet.

`static/archive/keys.js` acts by the sheet alone. An act is a movement that it knows, or the name of what it presses or
goes into: of an element by `data-go`, or else of a field.
"""

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from django import template
from django.utils.translation import gettext_lazy as _

register = template.Library()


class Key(NamedTuple):
    """What is pressed, as a browser names it or, for keys that are no single one, as people do; and what it does."""

    pressed: str
    does: Any


KEYS: Mapping[str, Key] = {
    "next": Key("j", _("the next one")),
    "previous": Key("k", _("the one before")),
    "open": Key("Enter", _("open it")),
    "choose": Key("x", _("choose it, or not")),
    "unmask": Key("m", _("show masked words, or mask them again")),
    "list": Key("q", _("the queue")),
    "claim": Key("c", _("tell others that you look at it, or stop telling them")),
    "note": Key("n", _("write a private note")),
    "bulk": Key("d", _("decide on all that are chosen")),
    "undo": Key("u", _("take all of it back")),
    "accept": Key("a", _("accept those that are chosen")),
    "refuse": Key("r", _("refuse those that are chosen")),
    "text": Key("t", _("go into the text")),
    "stretch": Key("↑ ↓", _("in the text: the next paragraph, the one before")),
    "word": Key("← →", _("in the text: the next word, the one before")),
    "longer": Key("Shift ← →", _("in the text: one word more, one less")),
    "finer": Key("Alt ← →", _("in the text: one character more, one less")),
    "take": Key("Enter", _("in the text: take the words into the form")),
    "back": Key("Esc", _("in the form: back into the text")),
    "quote": Key("w", _("paste words")),
    "statement": Key("s", _("choose the statement")),
    "side": Key("s", _("choose the side")),
    "lines": Key("l", _("say which lines are read otherwise")),
    "what": Key("w", _("say what is to be read there")),
    "try": Key("t", _("try it")),
    "publication": Key("p", _("go to the publication")),
    "file": Key("f", _("choose files")),
    "words": Key("w", _("paste words")),
    "reason": Key("i", _("write the reason")),
    "leave": Key("Esc", _("leave the field")),
    "sheet": Key("?", _("this sheet")),
}

LIST = ("next", "previous", "open")
PAGES: Mapping[str, tuple[str, ...]] = {
    "queue": (*LIST, "unmask", "choose", "bulk"),
    "comment": ("next", "previous", "list", "unmask", "claim", "note", "reason"),
    "batch": ("undo",),
    "marking": (*LIST, "text", "stretch", "word", "longer", "finer", "take", "back", "quote", "statement", "reason"),
    "reading": ("next", "previous", "choose", "lines", "what", "try", "reason", "publication"),
    "bring": (*LIST, "file", "words"),
    "waiting": (*LIST, "choose", "accept", "refuse", "reason"),
    "evidence": ("side", "quote", "reason"),
    "task": ("reason",),
}
ALWAYS = ("leave", "sheet")


def of(page: str) -> Iterator[tuple[str, Key]]:
    """The acts of a page and their keys, in the order of its sheet."""
    return ((act, KEYS[act]) for act in dict.fromkeys((*PAGES[page], *ALWAYS)))


@register.inclusion_tag("admin/keys.html", takes_context=True)
def keys(context: Any, page: str) -> dict[str, Any]:
    """The sheet of a page; with the keys of moves and of rules, where a decision is made on it."""
    return {
        "keys": [(act, *key) for act, key in of(page)],
        "moves": context.get("move_keys", ()),
        "rules": getattr(context.get("form"), "rules", ())[:9] if page == "comment" else (),
    }
