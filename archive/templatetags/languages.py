"""The languages that the archive speaks, on each of its pages."""

import gettext
from functools import cache, lru_cache
from typing import Any

from django import template
from django.apps import apps
from django.conf import settings
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from archive.rules.languages import carried
from archive.templatetags.markup import form, joined
from archive.text.direction import direction

register = template.Library()

# What stands in such a file until somebody's name does.
NOBODY = "FULL NAME <EMAIL@ADDRESS>"

NAV = form('<nav class="site languages" aria-label="%s"><ul class="wide">%s</ul></nav>\n')
LINK = form('<li><a href="%s" hreflang="%s" lang="%s" dir="%s" rel="nofollow">%s</a></li>')


@register.simple_tag(takes_context=True)
def languages(context: template.Context) -> SafeString:
    """Links to the same page in each other language, by the language's own name; nothing where there is no other."""
    request: Any = context.get("request")
    query = request.META.get("QUERY_STRING", "") if request else ""
    return _links(get_language(), query, tuple(settings.LANGUAGES))


# Most addresses have no query.
@lru_cache(maxsize=100)
def _links(language: str | None, query: str, spoken: tuple[tuple[str, str], ...]) -> SafeString:
    links = [
        LINK(carried(f"?{query}", code), code, code, direction(code), name) for code, name in spoken if code != language
    ]
    return NAV(_("Languages"), joined(links)) if links else joined([])


@register.simple_tag
def unreviewed() -> bool:
    """Whether the file of this language's translation names nobody who reviewed it."""
    return _unreviewed(get_language() or settings.LANGUAGE_CODE)


@cache
def _unreviewed(language: str) -> bool:
    folder = f"{apps.get_app_config('archive').path}/locale"
    found = gettext.translation("django", folder, [language], fallback=True)
    return found.info().get("last-translator") == NOBODY
