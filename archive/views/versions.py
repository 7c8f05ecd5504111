"""One version of an article's own words, and what it reads otherwise than the one before."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from archive.models import Article
from archive.models.marks import text_marks
from archive.models.versions import shown_changes, version_of
from archive.rules import robots
from archive.templatetags.marks import margin
from archive.views.doors import record, with_words

# So many changes have their words set side by side; the others are counted.
MOST_CHANGES = 50


@with_words
def page(request: HttpRequest, article: Article, number: int) -> HttpResponse:
    """The newest one has no words below its changes: they stand on the page of the article."""
    reading = article.readings.filter(number=number).select_related("source", "previous", "next").first()
    if article.text is None or reading is None:
        raise Http404
    reading.article = article
    newest = article.text.reading_id == reading.pk
    version = version_of(reading, request.user)
    context = {**record(request, article), "reading": reading, "newest": newest, "robots": robots.NOWHERE}
    if version:
        some = version.changes[:MOST_CHANGES]
        context |= {
            "version": version,
            "changes": shown_changes(reading, some, request.user),
            "more": len(version.changes) - len(some),
            "margin": None if newest else margin(version.shown, text_marks(version.text), {}, [], []),
        }
    return render(request, "archive/articles/version.html", context)
