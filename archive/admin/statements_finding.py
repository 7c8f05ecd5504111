"""The finding: what this archive holds on a statement, said as an act of its own."""

from django.contrib import messages
from django.contrib.admin import ModelAdmin
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from archive.actions import statements
from archive.actions.refusals import Refused
from archive.actions.statements import Overtaken
from archive.admin import acts
from archive.forms.statements import FindingForm
from archive.models import Statement


def page(admin: ModelAdmin, request: HttpRequest, statement: Statement) -> HttpResponse:
    was = {"finding": statement.finding, "seen": statement.finding}
    form = FindingForm(request.POST or None, initial=was)
    if acts.sent(request) and form.is_valid():
        wanted, seen = form.cleaned_data["finding"], form.cleaned_data["seen"] or None
        try:
            changed = statements.find(statement, wanted, seen=seen, **acts.known(request, form))
        except Refused as refusal:
            if isinstance(refusal, Overtaken):
                # Sent once more, it is sent in the knowledge of what the other found.
                form.data = again = request.POST.copy()
                again["seen"] = statement.finding
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("The finding is saved.") if changed else _("The finding is as it was."))
            return redirect("admin:archive_statement_change", statement.pk)
    return acts.page(admin, request, "statement/finding", _("Finding"), row=statement, form=form)
