"""Addresses of pages. They follow from their names alone, so each is worked out once."""

from functools import lru_cache

from django import template
from django.conf import settings
from django.http import HttpRequest
from django.urls import get_script_prefix, get_urlconf, reverse
from django.utils.safestring import SafeString

from archive.rules.paging import page_of
from archive.templatetags.markup import joined

register = template.Library()


@register.simple_tag
def address(name: str, *values: str | int) -> SafeString:
    """As `reverse` gives it for `archive:name`."""
    return _address(name, values, get_script_prefix(), get_urlconf() or settings.ROOT_URLCONF)


@register.filter
def absolute(path: str, request: HttpRequest) -> str:
    """An address with the site in front, as whoever asked names it."""
    return request.build_absolute_uri(path)


@lru_cache(maxsize=10_000)
def _address(name: str, values: tuple[str | int, ...], _prefix: str, urls: str) -> SafeString:
    return joined([reverse(f"archive:{name}", urls, values)])


class ThreadAddresses:
    """The addresses of one article's thread; those of its comments are put together by hand, there are too many."""

    def __init__(self, slug: str) -> None:
        self.article = address("article", slug)
        self.comments = joined([address("comment", slug, 1).removesuffix("1/")])
        self.pages = joined([address("thread", slug, 1).removesuffix("1/")])

    def page(self, number: int) -> SafeString:
        """Page 1 stands under the article itself."""
        return self.article if number == 1 else joined([self.pages, number, "/"])

    def place(self, number: int, position: int) -> str:
        """Where a comment stands, by its number and its position."""
        return f"{self.page(page_of(position))}#c{number}"
