"""How records are said in words."""

from datetime import date

from django import template
from django.utils.formats import number_format
from django.utils.translation import get_language_info, ngettext
from django.utils.translation import gettext as _

from archive.rules import dating, english
from archive.rules.kinds import KINDS
from archive.templatetags.sayings import kept
from archive.text.direction import direction

register = template.Library()
register.filter("dated", dating.when)
register.filter("bounds", dating.bounds)
register.filter("direction", direction)
register.filter("told", english.told)


@register.filter
def day(when: date | None) -> str:
    return dating.day(when) if when else ""


@register.filter
@kept
def language_name(tag: str) -> str:
    """The name of a language, or its tag where nobody here knows the name."""
    try:
        return _(get_language_info(tag.lower())["name"])
    except KeyError:
        return tag


@register.filter
def kind_name(kind: str) -> str:
    """The name of a kind of block."""
    return str(KINDS.get(kind, kind))


@register.filter
def first_paragraph(words: str) -> str:
    return words.partition("\n\n")[0]


@kept
def counted(one: str, many: str, number: int) -> str:
    """A number of things in words, `one` and `many` with %s for the number."""
    return ngettext(one, many, number) % number_format(number, force_grouping=True)
