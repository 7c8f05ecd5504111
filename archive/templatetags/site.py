"""What every page says of this archive. Tags, not a context processor: error pages have no request."""

from django import template
from django.conf import settings

register = template.Library()


@register.simple_tag
def site_name() -> str:
    return settings.SITE_NAME


@register.simple_tag
def contact() -> str:
    """Where readers reach this archive, as an address to link to; empty where none is set."""
    where = settings.CONTACT
    return f"mailto:{where}" if where and "://" not in where else where
