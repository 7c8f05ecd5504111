"""The archive's addresses, and one for each error page, so that a browser can look at them."""

from typing import NoReturn

from django.core.exceptions import BadRequest, PermissionDenied
from django.http import HttpRequest
from django.urls import URLPattern, path

from site_config.urls import urlpatterns as served


def fails(error: type[Exception]) -> URLPattern:
    def view(_request: HttpRequest) -> NoReturn:
        raise error

    return path(f"error/{error.__name__}/", view)


ERRORS = (BadRequest, PermissionDenied, RuntimeError)
urlpatterns = [*map(fails, ERRORS), *served]
