"""Statements: what waits, on one page: counted, linked, and the proposed places decided on the spot."""

from django.contrib.admin import ModelAdmin
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from archive.admin import acts
from archive.admin.statements_places import decided
from archive.models import Occurrence, Statement
from archive.rules.paging import SIZE
from archive.search import waiting
from archive.states import OccurrenceDecision

# Statements that are named of each queue.
NAMED = 50


def page(admin: ModelAdmin, request: HttpRequest) -> HttpResponse:
    proposed = Occurrence.objects.filter(decision=OccurrenceDecision.PROPOSED).order_by("pk")
    form = decided(request, Occurrence.objects.all())
    if form is None:
        return redirect("admin:archive_statement_waiting")
    places = proposed[:SIZE].places(request.user)
    named = Statement.objects.filter(pk__in={place.statement for place in places})
    queues = waiting.of_statements(NAMED)
    context = {
        "form": form,
        "queues": queues,
        "some": any(queue.rows for queue in queues),
        "places": places,
        "wordings": dict(named.values_list("pk", "wording")),
    }
    return acts.page(admin, request, "statement/waiting", _("Statements: what waits"), **context)
