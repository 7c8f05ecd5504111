"""Evidence of a statement: brought, described anew, taken out."""

from typing import Any

from django.contrib import messages
from django.contrib.admin import ModelAdmin
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from archive.actions import evidence, occurrences
from archive.actions.evidence import Cited
from archive.actions.occurrences import Spot
from archive.actions.refusals import Refused
from archive.actions.statements import Overtaken
from archive.admin import acts, statements_anchors
from archive.admin.marking import choices
from archive.forms.evidence import AddEvidenceForm, ChangeEvidenceForm
from archive.models import Evidence, Statement
from archive.models.quoting import Match
from archive.states import AnchorState


def adding(admin: ModelAdmin, request: HttpRequest, statement: Statement) -> HttpResponse:
    """Adds what is cited at once, and a passage of the archive once its place is chosen."""
    form = AddEvidenceForm(request.POST or None)
    matches: list[Match] = []
    if acts.sent(request) and form.is_valid():
        try:
            what, matches = _what(request, form)
            if what is not None:
                known = form.described() | acts.known(request, form)
                added = evidence.add(statement, known.pop("side"), what, **known)
                messages.success(request, _("The evidence is added (%s).") % added.get_side_display())
                return redirect("admin:archive_statement_change", statement.pk)
        except Refused as refusal:
            form.add_error(None, str(refusal))
    title = _("Add evidence")
    found = choices(form, matches)
    return acts.page(admin, request, "statement/evidence", title, row=statement, form=form, choices=found)


def _what(request: HttpRequest, form: AddEvidenceForm) -> tuple[Spot | Cited | None, list[Match]]:
    """What is to be added, or the places among which one is to be chosen. Raises Refused."""
    if not form.of_the_archive:
        return form.cited(), []
    found = occurrences.search(form.cleaned_data["quote"], form.cleaned_data["article"])
    chosen = form.spots()
    if not chosen and len(found) == 1 and found[0].literal:
        chosen = [(found[0].text.pk, *found[0].anchor[:2])]
    if "look" in request.POST or len(chosen) != 1:
        return None, found
    at = next((match for match in found if (match.text.pk, *match.anchor[:2]) == chosen[0]), None)
    if at is None:
        return None, found
    return Spot(at.text, at.anchor.start, at.anchor.end, at.anchor.exact), found


def changing(admin: ModelAdmin, request: HttpRequest, statement: Statement, number: int) -> HttpResponse:
    """Puts a piece on another side, describes it anew, or takes it out."""
    piece = (
        Evidence.objects.filter(statement=statement, number=number)
        .select_related("statement", "text__content", "text__reading")
        .first()
    )
    if piece is None:
        raise Http404
    was = {"side": piece.side, "note": piece.note, "sourced": piece.sourced}
    form = ChangeEvidenceForm(request.POST or None, initial=was | {"was": was})
    if acts.sent(request) and form.is_valid():
        known = acts.known(request, form)
        if "anchor" in request.POST:
            if statements_anchors.settled(request, piece, form):
                return redirect("admin:archive_statement_change", statement.pk)
            return _changing(admin, request, piece, form)
        try:
            if "retire" in request.POST:
                evidence.retire(piece, **known)
                messages.success(request, _("The evidence is taken out; the history keeps it."))
            else:
                changed = evidence.change(piece, form.described(), seen=form.seen(), **known)
                messages.success(request, _("The evidence is changed.") if changed else _("Nothing was changed."))
            return redirect("admin:archive_statement_change", statement.pk)
        except Refused as refusal:
            if isinstance(refusal, Overtaken):
                piece.refresh_from_db()
                form.data = again = request.POST.copy()
                again["was"] = form.fields["was"].prepare_value(
                    {"side": piece.side, "note": piece.note, "sourced": piece.sourced}
                )
            form.add_error(None, str(refusal))
    return _changing(admin, request, piece, form)


def _changing(admin: ModelAdmin, request: HttpRequest, piece: Evidence, form: ChangeEvidenceForm) -> HttpResponse:
    [shown] = Evidence.objects.filter(pk=piece.pk).pieces(request.user)
    waits = statements_anchors.waits(piece)
    context: dict[str, Any] = {
        "row": piece.statement,
        "form": form,
        "piece": shown,
        "retired": piece.retired_at,
        "waits": waits,
        "edited": piece.state == AnchorState.EDITED,
        "choices": statements_anchors.choices(request, piece) if waits else [],
    }
    return acts.page(admin, request, "statement/piece", _("Evidence %d") % piece.number, **context)
