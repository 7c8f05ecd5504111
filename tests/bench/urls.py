"""The archive's own addresses and a constant page, against which its pages are measured."""

from django.http import HttpRequest, HttpResponse
from django.urls import path

from site_config import urls

CONSTANT = f"<!doctype html><title>Constant</title><p>{'word ' * 6_000}</p>"


def constant(_request: HttpRequest) -> HttpResponse:
    return HttpResponse(CONSTANT)


urlpatterns = [path("constant/", constant), *urls.urlpatterns]
