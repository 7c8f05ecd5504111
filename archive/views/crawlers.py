"""What machines ask for first."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe


@require_safe
def robots_txt(request: HttpRequest) -> HttpResponse:
    """Nothing public is closed but what there is no end of: searches that are narrowed, and pages with marked words.

    Any other page that wants no place in an index says so itself, and must be read for that.
    """
    lines = [
        "User-agent: *",
        f"Disallow: {reverse('admin:index')}",
        f"Disallow: {reverse('archive:search')}?*&",
        f"Disallow: {reverse('archive:timeline')}?",
        "Disallow: /*?find=",
        f"Sitemap: {request.build_absolute_uri(reverse('archive:sitemap'))}",
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")
