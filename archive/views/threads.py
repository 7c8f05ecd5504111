"""Threads: the pages of one, and the address of each comment in it."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from archive.models import Article, Comment, comment_lines, thread_marks, thread_parallels, thread_stretch, thread_tags
from archive.rules import paging, robots, visibility
from archive.templatetags.addresses import ThreadAddresses
from archive.templatetags.parallels import also_said
from archive.templatetags.thread import Gap, Leaf
from archive.views.doors import record, with_article
from archive.views.marks import marks_on


def leaf_of(article: Article, number: int, viewer: visibility.Viewer | None) -> Leaf | None:
    """Page `number` of an article's thread; None where there is no such page. The first page always is."""
    first, last = paging.span(number)
    # The comment before the page is asked for as well: a gap belongs to the page of the comment after it.
    lines, length, tagged, marked, paralleled = thread_stretch(article, first - 1, last, viewer)
    since = lines.pop(0).first_line if lines and lines[0].position < first else 0
    if number > 1 and not lines:
        return None
    pages = paging.pages(length)
    until = lines[-1].first_line if lines and number < pages else None
    gaps = [
        Gap(gap["lines"][0], gap.get("depth", 0))
        for gap in (article.text.reading.gaps if article.text else [])
        if since < gap["lines"][0] and (until is None or gap["lines"][0] < until)
    ]
    tags = thread_tags(article, first, last) if tagged else {}
    marks = thread_marks(article, first, last, viewer) if marked else {}
    found = thread_parallels(article, first, last, viewer) if paralleled else {}
    also = {comment: also_said(article, some) for comment, some in found.items()}
    gaps.sort(key=lambda gap: gap.line)
    articles = [each.article for some in found.values() for each in some]
    return Leaf(article.slug, number, pages, length, lines, gaps, tags, marks, also, articles)


@with_article
def page(request: HttpRequest, article: Article, number: int) -> HttpResponse:
    """A page of the thread; the first stands under the article itself."""
    if number == 1:
        return redirect(f"{article.get_absolute_url()}#thread", permanent=True)
    leaf = leaf_of(article, number, request.user)
    if leaf is None:
        raise Http404
    context = {**record(request, article), **marks_on(request, None, leaf), "leaf": leaf, "robots": robots.NOWHERE}
    return render(request, "archive/comments/thread.html", context)


@with_article
def turn(request: HttpRequest, article: Article) -> HttpResponse:
    """Where the form that asks for a page number leads."""
    asked = request.GET.get("page", "1")
    number = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 10 else 0
    if number < 1:
        raise Http404
    return redirect("archive:thread", slug=article.slug, number=number)


@with_article
def comment(request: HttpRequest, article: Article, number: int) -> HttpResponse:
    """The address of a comment: leads to its place, wherever that is today."""
    found = get_object_or_404(Comment.objects.visible_to(request.user), article=article, number=number)
    if found.retired_at:
        [line] = comment_lines(Comment.objects.filter(pk=found.pk), request.user)
        context = {
            **record(request, article),
            "line": line,
            "tags": found.tags.order_by("name", "pk"),
            "retired_at": found.retired_at,
            "robots": robots.NOWHERE,
        }
        return render(request, "archive/comments/retired.html", context)
    response = redirect(ThreadAddresses(article.slug).place(number, found.position))
    response["X-Robots-Tag"] = robots.NOWHERE
    return response
