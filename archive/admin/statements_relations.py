"""What a statement is to others: said, and no longer said."""

from typing import Any

from django.contrib import messages
from django.contrib.admin import ModelAdmin
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from archive.actions import relations
from archive.actions.refusals import Refused
from archive.admin import acts
from archive.forms.relations import RelationForm, UnrelateForm
from archive.models import Statement, StatementRelation


def page(admin: ModelAdmin, request: HttpRequest, statement: Statement) -> HttpResponse:
    ending = "relation" in request.POST
    form = RelationForm(None if ending else request.POST or None)
    end = UnrelateForm(request.POST if ending else None)
    sent = end if ending else form
    if acts.sent(request) and sent.is_valid():
        try:
            _say(statement, sent, acts.known(request, sent))
        except Refused as refusal:
            sent.add_error(None, str(refusal))
        else:
            messages.success(request, _("The relation is taken away.") if ending else _("The relation is added."))
            return redirect("admin:archive_statement_relations", statement.pk)
    rows = StatementRelation.objects.touching([statement]).select_related("statement", "other").order_by("type", "pk")
    context: dict[str, Any] = {"row": statement, "form": form, "end": end, "relations": list(rows)}
    return acts.page(admin, request, "statement/relations", _("Relations"), **context)


def _say(statement: Statement, form: RelationForm | UnrelateForm, known: dict[str, Any]) -> None:
    if isinstance(form, RelationForm):
        relations.relate(*form.said_of(statement), **known)
        return
    row = StatementRelation.objects.touching([statement]).filter(pk=form.cleaned_data["relation"]).first()
    if row is None:
        raise Refused(_("That relation was taken away already."))
    relations.unrelate(row, **known)
