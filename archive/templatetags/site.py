"""What every page says of this archive. Tags, not a context processor: error pages have no request."""

from functools import lru_cache

from django import template
from django.conf import settings
from django.template.loader import render_to_string
from django.utils.translation import get_language

register = template.Library()


@register.simple_tag
def site_name() -> str:
    return settings.SITE_NAME


@register.simple_tag
def contact() -> str:
    """Where readers reach this archive, as an address to link to; empty where none is set."""
    where = settings.CONTACT
    return f"mailto:{where}" if where and "://" not in where else where


@register.simple_tag
def frame(part: str, here: str = "") -> str:
    """A part of the frame round every page, for the place `here`. It is the same for everyone and rendered once."""
    render = rendered.__wrapped__ if settings.DEBUG else rendered
    return render(part, here, get_language(), settings.SITE_NAME, settings.CONTACT, settings.STATIC_URL)


@lru_cache(maxsize=500)
def rendered(part: str, here: str, *_what_it_depends_on: str | None) -> str:
    return render_to_string(f"archive/frame/{part}.html", {"here": here})
