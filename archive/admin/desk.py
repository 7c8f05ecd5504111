"""The desk: documents are brought, read beside their source, corrected and published."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import path, register_converter

from archive import converters
from archive.admin import desk_bringing, desk_publication, desk_reading, desk_versions
from archive.admin.resuming import resumable
from archive.models import Article

register_converter(converters.Number, "desk_number")


class DeskAdmin:
    """What the admin of articles has besides their catalogue form."""

    admin_site: Any
    opts: Any

    def get_urls(self) -> list[Any]:
        def wired(view: Any) -> Any:
            return self.admin_site.admin_view(view)

        one = "<desk_number:key>/"
        own = [
            path("bring/", wired(self.bring_view), name="archive_article_bring"),
            path(f"{one}reading/", wired(self.reading_view), name="archive_article_reading"),
            path(f"{one}readings/", wired(self.versions_view), name="archive_article_readings"),
            path(
                f"{one}readings/<desk_number:before>/<desk_number:after>/",
                wired(self.comparison_view),
                name="archive_article_comparison",
            ),
            path(f"{one}publication/", wired(self.publication_view), name="archive_article_publication"),
        ]
        return own + super().get_urls()  # type: ignore[misc]

    @resumable
    def bring_view(self, request: HttpRequest) -> HttpResponse:
        if not request.user.has_perm("archive.add_importrun"):
            raise PermissionDenied
        return desk_bringing.view(self, request)  # type: ignore[arg-type]

    @resumable
    def reading_view(self, request: HttpRequest, key: int) -> HttpResponse:
        return desk_reading.view(self, request, self._article(request, key))  # type: ignore[arg-type]

    def versions_view(self, request: HttpRequest, key: int) -> HttpResponse:
        return desk_versions.listing(self, request, self._article(request, key))  # type: ignore[arg-type]

    def comparison_view(self, request: HttpRequest, key: int, before: int, after: int) -> HttpResponse:
        return desk_versions.comparison(self, request, self._article(request, key), before, after)  # type: ignore[arg-type]

    @resumable
    def publication_view(self, request: HttpRequest, key: int) -> HttpResponse:
        return desk_publication.view(self, request, self._article(request, key))  # type: ignore[arg-type]

    def _article(self, request: HttpRequest, key: int) -> Article:
        found = Article.objects.select_related("publisher", "text__reading__source", "text__content")
        article = found.filter(pk=key).first()
        if article is None:
            raise Http404
        if not self.has_view_permission(request, article):  # type: ignore[attr-defined]
            raise PermissionDenied
        if article.text:
            article.text.reading.article = article
        return article
