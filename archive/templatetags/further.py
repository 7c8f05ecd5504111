"""What to read after an article, as HTML."""

from collections.abc import Iterator, Sequence

from django import template
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from archive.models import Further
from archive.states import Origin
from archive.templatetags.addresses import address
from archive.templatetags.catalogue import counted
from archive.templatetags.markup import form, joined
from archive.text.direction import direction

register = template.Library()

NEXT = form('<nav class="further" aria-labelledby="further"><h2 id="further">%s</h2>\n<ul>\n%s</ul></nav>\n')
PRINTED = form('<li><a href="%s" lang="%s" dir="%s">%s</a> <span>%s</span></li>\n')
OURS = form('<li><a href="%s" class="ours" dir="auto">%s</a> <span>%s</span></li>\n')


@register.simple_tag
def further(found: Sequence[Further]) -> SafeString:
    """The titles with what they share; nothing where there are none."""
    return NEXT(_("Read next"), joined(map(item, found))) if found else joined([])


def item(other: Further) -> SafeString:
    there, shared = address("article", other.slug), ", ".join(shares(other))
    if other.title_origin == Origin.SUPPLIED:
        return OURS(there, other.title, shared)
    return PRINTED(there, other.language, direction(other.language), other.title, shared)


def shares(other: Further) -> Iterator[str]:
    if other.passages:
        yield counted("%s passage in common", "%s passages in common", other.passages)
    if other.statements:
        yield counted("%s disputed statement in common", "%s disputed statements in common", other.statements)
    if other.tags:
        yield counted("%s tag in common", "%s tags in common", other.tags)
