"""The places of a statement: accepted and refused, several at once, and each found again on the page of its article."""

from typing import Any

from django.contrib import messages
from django.contrib.admin import ModelAdmin
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from archive.actions import occurrences
from archive.actions.refusals import Refused
from archive.admin import acts, statements_anchors
from archive.forms.marking import ChooseArticleForm
from archive.forms.statements import PlacesForm, ReasonForm
from archive.models import Occurrence, Statement
from archive.rules.paging import SIZE, page_of
from archive.states import AnchorState


def page(admin: ModelAdmin, request: HttpRequest, statement: Statement) -> HttpResponse:
    form = decided(request, Occurrence.objects.filter(statement=statement))
    if form is None:
        return redirect("admin:archive_statement_places", statement.pk)
    found = Occurrence.objects.of([statement])
    leaf = Paginator(found, SIZE).get_page(request.GET.get("page"))
    some = found[(leaf.number - 1) * SIZE : leaf.number * SIZE]
    context: dict[str, Any] = {
        "row": statement,
        "form": form,
        "leaf": leaf,
        "places": some.places(request.user),
        "choice": ChooseArticleForm(),
    }
    return acts.page(admin, request, "statement/places", _("Places"), **context)


def decided(request: HttpRequest, among: Any) -> PlacesForm | None:
    """Decide on the places that were ticked among these; None where it is done, or else the form."""
    form = PlacesForm(request.POST if request.method == "POST" else None)
    if not acts.sent(request):
        return form
    if not request.user.has_perm("archive.judge_statement"):
        raise PermissionDenied
    decision = acts.DECISIONS.get(request.POST.get("do", ""))
    if decision is None:
        form.add_error(None, _("Say whether to accept or to refuse."))
    elif form.is_valid():
        seen = form.ticked()
        rows = among.named(seen)
        for row in rows:
            row.decision = seen[row.statement_id, row.number]
        try:
            numbers = occurrences.decide(rows, decision, **acts.known(request, form))
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            told = ngettext("%d place is decided.", "%d places are decided.", len(rows)) % len(rows)
            messages.success(request, told if numbers else _("All of that was decided so already."))
            return None
    return form


def place(admin: ModelAdmin, request: HttpRequest, statement: Statement, number: int) -> HttpResponse:
    """Leads to the words of one place, on the page where its article is marked; where they are not sure, it asks."""
    rows = Occurrence.objects.select_related("text__reading", "text__content", "text__comment", "text__article")
    row = rows.filter(statement=statement, number=number).first()
    if row is None:
        raise Http404
    if not statements_anchors.waits(row):
        return redirect(_there(row))
    form = ReasonForm(request.POST or None)
    if acts.sent(request):
        if not request.user.has_perm("archive.judge_statement"):
            raise PermissionDenied
        if form.is_valid() and statements_anchors.settled(request, row, form):
            return redirect("admin:archive_statement_places", statement.pk)
    [shown] = Occurrence.objects.filter(pk=row.pk).places(request.user)
    context: dict[str, Any] = {
        "row": statement,
        "form": form,
        "place": shown,
        "edited": row.state == AnchorState.EDITED,
        "there": _there(row),
        "choices": statements_anchors.choices(request, row),
    }
    return acts.page(admin, request, "statement/place", _("Place %d") % number, **context)


def _there(row: Occurrence) -> str:
    """The page with the words of a place, or that of all readings where today's no longer has them."""
    article = row.text.reading.article_id
    comment = getattr(row.text, "comment", None)
    if comment is None and not hasattr(row.text, "article"):
        return reverse("admin:archive_article_readings", args=[article])
    asked = {"statement": row.statement_id, "page": page_of(comment.position) if comment else 1}
    there = reverse("admin:archive_article_marking", args=[article], query=asked)
    return f"{there}#m{row.statement_id}-{row.number}"


def elsewhere(_admin: ModelAdmin, request: HttpRequest, statement: Statement) -> HttpResponse:
    """Leads to the page on which a chosen article is marked, the statement chosen already."""
    form = ChooseArticleForm(request.GET)
    if not form.is_valid():
        messages.warning(request, _("Choose the article in which the statement stands."))
        return redirect("admin:archive_statement_places", statement.pk)
    article = form.cleaned_data["article"]
    return redirect(reverse("admin:archive_article_marking", args=[article.pk], query={"statement": statement.pk}))
