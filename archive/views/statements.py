"""Disputed statements: the list, one statement with both sides of its evidence, the same for machines."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from functools import partial
from typing import Any, NamedTuple
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from archive.converters import Number
from archive.exports import decided as told
from archive.exports import statements as exports
from archive.models import (
    Article,
    Dispute,
    Occurrence,
    Passage,
    Place,
    Statement,
    Tag,
    disputes,
    opened,
    sides,
    weighed,
)
from archive.models.disputes import standings, with_families
from archive.models.drawings import drawing
from archive.models.keyset import leaf
from archive.models.statements import StatementQuerySet
from archive.rules import paging, robots, visibility
from archive.rules.paging import SIZE
from archive.search.kept import kept
from archive.states import Counted, Finding, RelationType, StatementKind
from archive.text.amounts import amount
from archive.views.articles import as_json, gone_as_json
from archive.views.lists import row_named
from archive.views.marks import accepted

ANNOTATIONS = 'application/ld+json; profile="http://www.w3.org/ns/anno.jsonld"'
NUMBER = re.compile(Number.regex)
# Places of each statement in the table of figures.
MOST_FIGURES = 20
# What a list may be narrowed by, and by which values; a tag or an article is named by its slug.
CHOICES = {"finding": (_("Finding"), Finding), "kind": (_("Kind"), StatementKind)}
FILTERS = (*CHOICES, "tag", "article")


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Public statements by number, of these those that were asked for. The list is the same for everyone."""
    asked = {name: value for name in FILTERS if (value := request.GET.get(name))}
    about = (*asked.items(), *map(request.GET.get, ("after", "before")))
    context = {"listed": kept(partial(listed, request, asked), "statements", *about)}
    return render(request, "archive/statements/list.html", context)


def listed(request: HttpRequest, asked: dict[str, str]) -> SafeString:
    rows, names = asked_for(asked)
    found = leaf(rows, "number", after=numbered(request, "after"), before=numbered(request, "before"))
    stands = standings(found.rows)
    for row in found.rows:
        row.standing = stands[row.pk]  # type: ignore[attr-defined]
    context = {
        "leaf": found,
        "asked": asked,
        "names": names,
        "choices": [(name, label, of.choices) for name, (label, of) in CHOICES.items()],
        "query": urlencode(asked),
        "drawing": drawing() if request.GET.keys().isdisjoint({*FILTERS, "after", "before"}) else None,
    }
    return render_to_string("archive/statements/listed.html", context)


def asked_for(asked: dict[str, str]) -> tuple[StatementQuerySet, dict[str, Any]]:
    """The public statements that a query asks for, and the tag and article that it names; Http404 for what is none."""
    rows, names = Statement.objects.visible_to(None), {}
    for name, (_label, of) in CHOICES.items():
        if name in asked:
            if asked[name] not in of.values:
                raise Http404
            rows = rows.filter(**{name: asked[name]})
    if "tag" in asked:
        names["tag"] = row_named(Tag.objects.visible_to(None), asked["tag"])
        rows = rows.tagged_with(names["tag"])
    if "article" in asked:
        names["article"] = row_named(Article.objects.visible_to(None), asked["article"])
        rows = rows.having(Occurrence.objects.visible_to(None).under(names["article"]))
    return rows, names


def numbered(request: HttpRequest, name: str) -> Statement | None:
    """The statement whose number the query gives; a link to the page after one outlives its withdrawal."""
    if name not in request.GET:
        return None
    if not NUMBER.fullmatch(request.GET[name]):
        raise Http404
    return get_object_or_404(Statement.objects.known_to(None), number=request.GET[name])


@require_safe
def page(request: HttpRequest, number: int) -> HttpResponse:
    """One statement; what was public and is so no longer keeps its address, which says why."""
    statement = get_object_or_404(Statement.objects.known_to(request.user), number=number)
    if not visibility.can_see_statement(statement, request.user):
        context = {"statement": statement, "withdrawal": told.withdrawal(statement)}
        return render(request, "archive/statements/tombstone.html", context, status=410)
    dispute, *rivals = with_families(with_rivals(statement, request.user))
    [weights] = weighed([dispute], request.user)
    pages = paging.pages(len(dispute.places))
    compared = sorted([dispute, *rivals], key=lambda each: each.statement.number or 0)
    first, last = paging.span(page_asked(request, pages))
    figures = figures_of(compared) if statement.kind == StatementKind.FIGURE else []
    context = {
        "statement": statement,
        "dispute": dispute,
        "places": dispute.places[first - 1 : last],
        "pages": range(1, pages + 1) if pages > 1 else (),
        "turned": first // SIZE + 1,
        "sides": sides(dispute, weights),
        "rivals": compared if rivals else (),
        "figures": figures,
        "drawn": drawn(figures, dispute.family or {}),
        "tags": statement.tags.filter(merged_into=None).order_by("name", "pk"),
        "history": told.history(statement, request.user),
        "claim": exports.claim(dispute, base(request)),
        "robots": robots.quoting(comments=any(passage.comment for passage in quoted(dispute))),
    }
    return render(request, "archive/statements/statement.html", context)


class Figure(NamedTuple):
    """One place of a statement of figures, and the number that its words say, None where that can't be told."""

    statement: Statement
    place: Place
    value: Decimal | None


def figures_of(compared: Iterable[Dispute]) -> list[Figure]:
    """The first places of these statements, as far as they are of figures."""
    return [
        Figure(each.statement, place, amount(place.passage.words.exact) if place.passage.words else None)
        for each in compared
        if each.statement.kind == StatementKind.FIGURE
        for place in each.places[:MOST_FIGURES]
    ]


def drawn(figures: Sequence[Figure], family: Mapping[str, str]) -> list[tuple[str, Decimal]]:
    """What is drawn of figures: nothing where any of them counts, or may count, people who came to harm. What a reprint
    says again is not drawn again; `family` names the articles that are reprints of each other."""
    if any(each.statement.counts != Counted.OTHER for each in figures):
        return []
    said: dict[tuple[object, Decimal], str] = {}
    for number, each in enumerate(figures):
        passage = each.place.passage
        if each.value is not None:
            text = family.get(passage.article) if passage.comment is None else None
            said.setdefault((text or number, each.value), passage.title)
    return [(title, value) for (_text, value), title in said.items()]


def quoted(dispute: Dispute) -> Iterator[Passage]:
    """Every passage of the archive that stands on the page of a statement."""
    yield from (place.passage for place in dispute.places)
    yield from (piece.passage for piece in dispute.evidence if piece.passage)


def with_rivals(statement: Statement, viewer: visibility.Viewer | None) -> list[Dispute]:
    """A statement and then those that contradict it, with what this person may know of each; seven queries at most."""
    [dispute] = accepted(disputes([statement], viewer))
    against = {each.other for each in dispute.relations if each.type == RelationType.CONTRADICTS and each.number}
    if not against:
        return [dispute]
    rows = Statement.objects.visible_to(viewer).filter(pk__in=against).by_number()
    return [dispute, *accepted(disputes(rows, viewer))]


def page_asked(request: HttpRequest, pages: int) -> int:
    """The page of places that `?places=` names, or the first."""
    asked = request.GET.get("places", "1")
    if not NUMBER.fullmatch(asked) or int(asked) > pages:
        raise Http404
    return int(asked)


@require_safe
def listing_json(request: HttpRequest) -> JsonResponse:
    after = numbered(request, "after")
    rows = Statement.objects.visible_to(None).filter(number__gt=after.number if after else 0).order_by("number")
    found = list(rows[: SIZE + 1])
    following = None
    if len(found) > SIZE:
        following = f"{reverse('archive:statements_json')}?after={found[SIZE - 1].number}"
    return as_json(exports.listing(disputes(found[:SIZE], None), following))


@require_safe
def statement_json(_request: HttpRequest, number: int) -> JsonResponse:
    statement = known(number)
    if gone := tombstone(statement):
        return gone
    return as_json(exports.whole(*disputes([statement], None)))


@require_safe
def annotations(request: HttpRequest, number: int) -> JsonResponse:
    statement = known(number)
    if gone := tombstone(statement):
        return gone
    found = exports.annotations(disputes([statement], None), base(request), request.path)
    return as_json(found, content_type=ANNOTATIONS)


@require_safe
def article_annotations(request: HttpRequest, slug: str) -> JsonResponse:
    """Every place of a public statement in one article and its comments."""
    article = opened(slug, None, words=False)
    if article is None:
        raise Http404
    if not visibility.can_see(article, None):
        return gone_as_json(article)
    there = Occurrence.objects.visible_to(None).under(article)
    rows = Statement.objects.visible_to(None).having(there).by_number()
    found = exports.annotations(disputes(rows, None), base(request), request.path, slug)
    return as_json(found, content_type=ANNOTATIONS)


def known(number: int) -> Statement:
    return get_object_or_404(Statement.objects.known_to(None), number=number)


def tombstone(statement: Statement) -> JsonResponse | None:
    """What machines are told of a statement that is public no longer."""
    if visibility.can_see_statement(statement, None):
        return None
    step = told.withdrawal(statement)
    found = exports.tombstone(statement, step.at if step else None, (step and step.reason) or None)
    return as_json(found, status=410)


def base(request: HttpRequest) -> str:
    return request.build_absolute_uri("/").removesuffix("/")
