"""Decisions in words: what each was, and what it changed, field by field and word by word.

The values come from anybody: every one is escaped, and what could steer the direction of a line is written out.
"""

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from django import template
from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from archive.models import Decision
from archive.rules.differences import Stretch, marked_words
from archive.rules.verbs import verb_in_words
from archive.templatetags.markup import Form, form, joined
from archive.text.legible import legible

register = template.Library()
GONE, NEW, SAME = form("<del>%s</del>"), form("<ins>%s</ins>"), form("%s")
# Longer values stand beside each other unmarked: finding their common words would hold a whole page up.
LONGEST = 4_000


class Row(NamedTuple):
    """One field: what it is called, and both values with the words that differ marked."""

    label: str
    before: SafeString
    after: SafeString


@register.filter
def differences(decision: Decision) -> list[Row]:
    """What a decision changed; empty where its detail was erased, or says nothing."""
    detail = getattr(decision, "detail", None)
    return [] if detail is None else list(rows(decision.target.partition(":")[0], detail.before, detail.after))


def rows(kind: str, before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterator[Row]:
    for name in dict.fromkeys([*before, *after]):
        one, other = said(before.get(name)), said(after.get(name))
        yield Row(label(kind, name), *marked(one, other))


def marked(before: str, after: str) -> tuple[SafeString, SafeString]:
    if not before or not after or max(len(before), len(after)) > LONGEST:
        return joined([_visible(before)]), joined([_visible(after)])
    # A word is told apart with the blank after it: so the last one has one too.
    one, other = marked_words(f"{before} ", f"{after} ")
    return _pieces(one, GONE), _pieces(other, NEW)


def _pieces(stretches: list[Stretch], own: Form) -> SafeString:
    """The blank after the last word of a stretch is no part of what differs."""
    parts = []
    for piece in stretches:
        words = piece.words.rstrip()
        parts += [(SAME if piece.same else own)(_visible(words)), _visible(piece.words[len(words) :])]
    return joined(parts)


def _visible(words: str) -> str:
    return legible(words, keep="\n")


def said(value: Any) -> str:
    """A value of the log as lines of text, one for each row of a list; empty for nothing.

    Databases keep the names of fields in different orders: here they are in that of the alphabet.
    """
    match value:
        case None | "" | []:
            return ""
        case {"author": None}:
            return said({**value, "author": _("unknown")})
        case bool():
            return str(_("yes") if value else _("no"))
        case dict():
            parts = [(name, said(part)) for name, part in sorted(value.items()) if part not in (None, "", [], {})]
            if any(isinstance(part, list) for part in value.values()):
                return "\n".join(f"{name}: {line}" for name, lines in parts for line in lines.split("\n"))
            return ", ".join(f"{name}: {words}" for name, words in parts)
        case list():
            return "\n".join(map(_row, value))
    return str(value)


def _row(value: Any) -> str:
    """A value of a list in one line: what moved in a merge is a list of its keys."""
    return ", ".join(filter(None, map(said, value))) if isinstance(value, list) else said(value)


def label(kind: str, name: str) -> str:
    try:
        field = apps.get_model("archive", kind)._meta.get_field(name)
    except (LookupError, FieldDoesNotExist, ValueError):
        return capfirst(legible(name.replace("_", " ")))
    return capfirst(str(getattr(field, "verbose_name", name)))


@register.filter
def in_words(decision: Decision) -> str:
    return legible(verb_in_words(decision.verb))


@register.filter
def visibly(words: str) -> str:
    """Words of anybody, with what could turn a line round written out."""
    return legible(str(words), keep="\n")
