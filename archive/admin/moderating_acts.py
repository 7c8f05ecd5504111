"""What is done on the page of a comment under moderation: the decision, and the small acts beside it."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.utils.translation import gettext as _

from archive.actions import claims, comments, flags, measures, notes, proposals, pseudonyms, redactions
from archive.actions.clock import now
from archive.actions.refusals import Refused
from archive.admin import acts
from archive.forms.moderating import ModerateForm, NoteForm, PutForm
from archive.models import Comment, Proposal, quoting
from archive.rules import moderation as rules
from archive.states import RedactionState

# After these the person stays with the comment.
STAYING = frozenset({"claim", "release", "note", "put"})


def do_aside(request: HttpRequest, comment: Comment, act: str, codenames: frozenset[str]) -> str:
    """Do a small act, and say so. Raises Refused."""
    known: dict[str, Any] = {"by": request.user.get_username(), "at": now()}
    match act:
        case "settle":
            return _settle(request, comment, codenames, known)
        case "claim":
            claims.take(comment, **known)
            return _("Others are told for a while that you look at it.")
        case "release":
            claims.release(comment, by=known["by"])
            return _("Others are no longer told that you look at it.")
        case "note":
            form = NoteForm(request.POST)
            notes.write(comment, form.data.get("note", ""), **known)
            return _("The note is kept.")
        case "put":
            put = PutForm(request.POST)
            if not put.is_valid():
                raise Refused(_("Say why it is to be looked at, in at most 1000 characters."))
            flags.put(comment, urgent=put.cleaned_data["urgent"], reason=put.cleaned_data["why"], **known)
            return _("It is in the queue.")
    raise Refused(_("There is no such act."))


def _settle(request: HttpRequest, comment: Comment, codenames: frozenset[str], known: dict[str, Any]) -> str:
    number = request.POST["settle"]
    rows = Proposal.objects.filter(comments__comment=comment)
    proposal = rows.filter(number=number).first() if number.isdecimal() and len(number) < 10 else None
    if proposal is None:
        raise Refused(_("There is no such proposal."))
    if rules.COMMENT_MOVES[proposal.move].permission not in codenames:
        raise PermissionDenied
    if request.POST.get("do") == "agree":
        proposals.agree(proposal, **known)
        return _("You agreed, and it is done.")
    proposals.put_away(proposal, **known)
    return _("The proposal is put away.")


def decide(request: HttpRequest, comment: Any, form: ModerateForm) -> str:
    """Make the move on the comment as the person saw it, and say so. Raises Refused."""
    data, known = form.cleaned_data, acts.known(request, form)
    move, reasons = data["move"], form.reasons()
    comment.state, comment.text_id, comment.decided = data["seen"], data["text"], data["decided"]
    chosen = list(data.get("stretches", ()))
    ours = rules.COMMENT_MOVES.get(move)
    if reasons is None and ours and rules.names_a_rule in ours.checks:
        raise Refused(_("It needs a rule of the house."))
    match move:
        case "redact":
            text = comment.text
            spans = quoting.every(data["words"], text, redactions.MOST) if data["words"].strip() else []
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
