"""One comment under moderation: its words in the thread, what was decided, and what may be."""

from typing import Any

from django.contrib import messages
from django.contrib.admin import ModelAdmin
from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from archive.actions import comments, measures, proposals, pseudonyms, redactions
from archive.actions.clock import now
from archive.actions.refusals import Refused
from archive.admin import acts
from archive.forms.moderating import ModerateForm
from archive.models import Comment, Proposal, Redaction, ThreadLine, comment_lines, passages
from archive.models.redactions import LAID
from archive.rules import moderation as rules
from archive.rules import visibility
from archive.states import RedactionState
from archive.text.legible import legible

# Answers that are shown below the comment.
ANSWERS = 20


def page(admin: ModelAdmin, request: HttpRequest, comment: Comment) -> HttpResponse:
    codenames = acts.codenames(request)
    if rules.MODERATE not in codenames:
        raise PermissionDenied
    stretches = Redaction.objects.filter(comment=comment, state__in=LAID).order_by("number")
    hidden = sum(row.state == RedactionState.STANDING for row in stretches)
    offered = rules.moves("comment", measures.facts(comment, hidden), codenames)
    settling = "settle" in request.POST
    form = ModerateForm(
        None if settling else request.POST or None,
        comment,
        stretches,
        [(name, rules.COMMENT_MOVES[name].label) for name in offered],
    )
    if acts.sent(request) and (settling or form.is_valid()):
        try:
            said = _settle(request, comment, codenames) if settling else _do(request, comment, form)
        except Refused as refusal:
            if settling:
                messages.error(request, legible(str(refusal)))
                return redirect("admin:archive_comment_moderate", comment.pk)
            form.add_error(None, legible(str(refusal)))
        else:
            messages.success(request, said)
            return redirect("admin:archive_comment_moderate", comment.pk)
    lines = _round(comment, request.user)
    waiting = Proposal.objects.waiting().filter(comments__comment=comment).select_related("rule")
    context = {"row": comment, "form": form, "lines": lines, "waiting": list(waiting)}
    return acts.page(admin, request, "comment/moderate", _("Moderation"), **context)


def _round(comment: Comment, viewer: visibility.Viewer) -> dict[str, list[ThreadLine]]:
    """The comment as `own`, what it answers as `above`, and the first that answer it as `below`."""
    thread = Comment.objects.under(comment.article_id)
    answers = thread.filter(parent=comment).values("pk")[:ANSWERS]
    shown = thread.filter(Q(pk__in=[comment.pk, comment.parent_id]) | Q(pk__in=answers))
    lines: dict[str, list[ThreadLine]] = {"own": [], "above": [], "below": []}
    for line in comment_lines(shown, viewer):
        place = "own" if line.number == comment.number else "below" if line.parent == comment.number else "above"
        lines[place].append(line)
    return lines


def _settle(request: HttpRequest, comment: Comment, codenames: frozenset[str]) -> str:
    number = request.POST["settle"]
    rows = Proposal.objects.filter(comments__comment=comment)
    proposal = rows.filter(number=number).first() if number.isdecimal() and len(number) < 10 else None
    if proposal is None:
        raise Refused(_("There is no such proposal."))
    if rules.COMMENT_MOVES[proposal.move].permission not in codenames:
        raise PermissionDenied
    known: dict[str, Any] = {"by": request.user.get_username(), "at": now()}
    if request.POST.get("do") == "agree":
        proposals.agree(proposal, **known)
        return _("You agreed, and it is done.")
    proposals.put_away(proposal, **known)
    return _("The proposal is put away.")


def _do(request: HttpRequest, comment: Comment, form: ModerateForm) -> str:
    """Make the move on the comment as the person saw it."""
    data, known = form.cleaned_data, acts.known(request, form)
    move, reasons = data["move"], form.reasons()
    comment.state, comment.text_id = data["seen"], data["text"]
    chosen = list(data.get("stretches", ()))
    ours = rules.COMMENT_MOVES.get(move)
    if reasons is None and ours and rules.names_a_rule in ours.checks:
        raise Refused(_("It needs a rule of the house."))
    match move:
        case "redact":
            text = comment.text
            spans = passages.every(data["words"], text, redactions.MOST) if data["words"].strip() else []
            if not spans:
                raise Refused(_("These words do not stand in the comment."))
            redactions.redact(comment, spans, reasons, **known)  # type: ignore[arg-type]
        case "lift" | "hide_proposed" | "refuse_proposed":
            state = {"lift": RedactionState.LIFTED, "hide_proposed": RedactionState.STANDING}
            redactions.decide(chosen, state.get(move, RedactionState.REFUSED), **known)
        case "pseudonymise":
            pseudonyms.pseudonymise(comment, reasons, **known)  # type: ignore[arg-type]
        case "name":
            pseudonyms.name(comment, **known)
        case "gone" | "back":
            if move == "gone" and data["gone_on"] is None:
                raise Refused(_("Say on which day it was seen."))
            comments.see_gone(comment, data["gone_on"] if move == "gone" else None, **known)
        case _ if ours and ours.people > 1:
            proposals.propose([comment], move, reasons, **known)  # type: ignore[arg-type]
            return _("It is proposed; another person has to agree.")
        case _:
            measures.decide([comment], move, reasons, **known)
    return _("It is done, and stands in the public log.")
