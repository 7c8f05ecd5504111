"""What the start page of the admin says to the person who opened it."""

from collections.abc import Iterable
from typing import Any

from django import template

from archive.models import Decision, ImportRun
from archive.search import waiting

register = template.Library()


@register.simple_tag(takes_context=True)
def queues(context: Any) -> Iterable[waiting.Queue]:
    return list(waiting.queues(context["request"].user))


@register.simple_tag(takes_context=True)
def lately(context: Any) -> list[Decision]:
    return waiting.lately(context["request"].user)


@register.simple_tag
def last_loads() -> list[ImportRun]:
    return waiting.last_loads()
