"""Authors, publishers and tags: the list of those who stand over public articles, and the articles of each."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from archive.models import Article, Author, Publisher, Tag
from archive.views.lists import articles_asked, leaf_asked


@require_safe
def authors(request: HttpRequest) -> HttpResponse:
    return name_list(request, "archive/authors/list.html", Author.objects.all(), "bylines__author")


@require_safe
def author(request: HttpRequest, slug: str) -> HttpResponse:
    found = get_object_or_404(Author.objects.visible_to(request.user), slug=slug)
    leaf = articles_asked(request, Article.objects.written_by(found))
    return render(request, "archive/authors/author.html", {"author": found, "leaf": leaf})


@require_safe
def publishers(request: HttpRequest) -> HttpResponse:
    return name_list(request, "archive/publishers/list.html", Publisher.objects.all(), "publisher")


@require_safe
def publisher(request: HttpRequest, slug: str) -> HttpResponse:
    found = get_object_or_404(Publisher.objects.visible_to(request.user), slug=slug)
    leaf = articles_asked(request, Article.objects.published_by(found))
    return render(request, "archive/publishers/publisher.html", {"publisher": found, "leaf": leaf})


@require_safe
def tags(request: HttpRequest) -> HttpResponse:
    return name_list(request, "archive/tags/list.html", Tag.objects.all(), "tagged__tag")


@require_safe
def tag(request: HttpRequest, slug: str) -> HttpResponse:
    found = get_object_or_404(Tag.objects.visible_to(request.user), slug=slug)
    leaf = articles_asked(request, Article.objects.tagged_with(found))
    return render(request, "archive/tags/tag.html", {"tag": found, "leaf": leaf})


def name_list(request: HttpRequest, template: str, rows: QuerySet[Any], relation: str) -> HttpResponse:
    """A page of names in their order, each with the number of its articles that the viewer may see."""
    leaf = leaf_asked(request, rows.visible_to(request.user), "name")  # type: ignore[attr-defined]
    counts = Article.objects.visible_to(request.user).counts_by(relation, leaf.rows)
    for row in leaf.rows:
        row.number = counts.get(row.pk, 0)
    return render(request, template, {"leaf": leaf})
