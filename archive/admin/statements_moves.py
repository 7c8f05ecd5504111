"""How far a statement is: its moves as buttons, out of the table of the rule, with what stands in their way."""

from collections import Counter
from typing import Any, NamedTuple

from django.contrib import messages
from django.contrib.admin import ModelAdmin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from archive.actions import statements
from archive.actions.refusals import Refused
from archive.admin import acts
from archive.forms.statements import ReasonForm
from archive.models import Dispute, Statement, disputes, weighed
from archive.rules import repetition
from archive.rules import statements as rules
from archive.states import EvidenceSide, OccurrenceDecision, Workflow


class Button(NamedTuple):
    """A move that the person may try, and what stands in its way; `shows` says whether readers will see by it."""

    name: str
    label: str
    leads: str
    blockers: list[rules.Blocker]
    shows: bool


def page(admin: ModelAdmin, request: HttpRequest, statement: Statement) -> HttpResponse:
    permissions = acts.codenames(request)
    form = ReasonForm(request.POST or None)
    if acts.sent(request):
        name = request.POST.get("move", "")
        if rules.MOVES[name].permission not in permissions if name in rules.MOVES else not permissions & MOVERS:
            raise PermissionDenied
        if form.is_valid():
            try:
                statements.move(statement, name, **acts.known(request, form))
            except Refused as refusal:
                form.add_error(None, str(refusal))
                statement.refresh_from_db()
            else:
                messages.success(request, _("The statement is now “%s”.") % statement.get_workflow_display())
                return redirect("admin:archive_statement_change", statement.pk)
    [dispute] = disputes([statement], request.user)
    known = facts(dispute)
    buttons = [_button(name, known) for name in rules.moves(known, permissions)]
    context: dict[str, Any] = {
        "row": statement,
        "form": form,
        "buttons": buttons,
        "empty": sides(rules.empty_sides(known)),
        "silent": sides(silent(dispute, request)),
        "dispute": dispute,
    }
    return acts.page(admin, request, "statement/move", _("How far it is"), **context)


def _button(name: str, known: rules.Facts) -> Button:
    move = rules.MOVES[name]
    leads = str(Workflow(move.to).label)
    return Button(name, str(move.label), leads, rules.blockers(name, known), move.to == Workflow.PUBLISHED)


MOVERS = frozenset(move.permission for move in rules.MOVES.values())


def facts(dispute: Dispute) -> rules.Facts:
    """What the rule asks, out of what was read already."""
    statement = dispute.statement
    accepted = sum(place.decision == OccurrenceDecision.ACCEPTED for place in dispute.places)
    on = Counter(piece.side for piece in dispute.evidence)
    return rules.Facts(statement.workflow, statement.wording, accepted, on)


def silent(dispute: Dispute, request: HttpRequest) -> list[str]:
    """The sides that have evidence, though no independent source."""
    [weights] = weighed([dispute], request.user)
    pieces = list(zip((piece.side for piece in dispute.evidence), weights, strict=True))
    empty = rules.empty_sides(facts(dispute))
    return [side for side in repetition.silent_sides(pieces) if side not in empty]


def sides(names: list[str]) -> list[str]:
    return [str(EvidenceSide(name).label) for name in names]
