"""Several comments at once: chosen, looked at one by one before anything is done, decided on, and taken back as one."""

import re
from typing import Any

from django.contrib import messages
from django.contrib.admin import ModelAdmin
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from archive.actions import batches
from archive.actions.clock import now
from archive.actions.decisions import BATCH
from archive.actions.measures import people_needed
from archive.actions.refusals import Refused
from archive.admin import acts
from archive.admin.queue import LIST
from archive.forms.moderating import BatchForm
from archive.forms.undoing import TakeBackForm
from archive.models import Comment, Decision, Proposal
from archive.models.queue import decided
from archive.rules import moderation as rules

ROW = re.compile(r"([0-9]{1,18})\.([a-z]{1,20})\.([0-9]{1,18})")


def row_of(comment: Any) -> str:
    """A comment with what is seen of it, as a page sends it; its `decided` is at hand."""
    return f"{comment.pk}.{comment.state}.{comment.decided or 0}"


def page(admin: ModelAdmin, request: HttpRequest) -> HttpResponse:
    """Asks for the decision, says what it would do to each, and does it when asked to."""
    codenames = acts.codenames(request)
    if rules.MODERATE not in codenames:
        raise PermissionDenied
    said = ",".join(request.POST.getlist("rows"))
    seen = _seen(said)
    if not seen:
        if request.method == "POST":
            messages.error(request, _("Choose between one and %d comments.") % rules.MOST)
        return redirect(LIST)
    moves = [(name, rules.COMMENT_MOVES[name].label) for name in batches.MOVES]
    asked = "do" in request.POST or "look" in request.POST
    form = BatchForm(request.POST if asked else None, moves, initial={"rows": said})
    found: list[batches.Foreseen] = []
    if asked and form.is_valid():
        move, reasons, known = form.cleaned_data["move"], form.reasons(), acts.known(request, form)
        try:
            if acts.sent(request) and "do" in request.POST:
                return _do(request, batches.decide(seen, move, reasons, **known))
            found = batches.foreseen(seen, move, reasons, by=known["by"], at=known["at"])
        except Refused as refusal:
            form.add_error(None, str(refusal))
    free = [each.comment for each in found if not each.blocked]
    context = {
        "form": form,
        "seen": seen,
        "foreseen": found,
        "free": ",".join(map(row_of, free)),
        "needs_two": bool(free) and people_needed(form.cleaned_data["move"], len(free)) > 1,
    }
    return acts.page(admin, request, "comment/batch", _("Decide on several comments"), **context)


def _seen(said: str) -> list[Any]:
    """The comments that were chosen, as they were seen; none where what was sent names too many or what is no row."""
    tokens = dict.fromkeys(said.split(",")[: rules.MOST + 2])
    matches = [ROW.fullmatch(token) for token in tokens]
    if len(matches) > rules.MOST or not all(matches):
        return []
    wanted = {int(match[1]): (match[2], int(match[3])) for match in matches if match}
    rows: list[Any] = list(
        Comment.objects.filter(pk__in=wanted).select_related("article").order_by("article", "number")
    )
    for row in rows:
        row.state, row.decided = wanted[row.pk]
    return rows if all(row.state in rules.ANYWHERE for row in rows) else []


def _do(request: HttpRequest, done: list[int] | Proposal) -> HttpResponse:
    if isinstance(done, Proposal):
        messages.success(request, _("It is proposed; another person has to agree."))
        return redirect(LIST)
    count = len(done)
    messages.success(request, ngettext("%d comment was decided on.", "%d comments were decided on.", count) % count)
    return redirect("admin:archive_comment_batch", done[0] - 1) if count > 1 else redirect(LIST)


def one(admin: ModelAdmin, request: HttpRequest, number: int) -> HttpResponse:
    """A batch that was decided, with the way to take it back; for whoever decided it, or takes decisions back."""
    codenames, who = acts.codenames(request), request.user.get_username()
    if rules.MODERATE not in codenames:
        raise PermissionDenied
    batch = Decision.objects.filter(pk=number, verb=BATCH).select_related("detail", "taken_back_by").first()
    if batch is None:
        raise Http404
    may = batch.actor == who or "undo_decision" in codenames
    form = TakeBackForm(request.POST or None, initial={"reason": _("Decided in error.")})
    if acts.sent(request) and form.is_valid():
        if not may:
            raise PermissionDenied
        try:
            made = batches.undo(batch, by=who, at=now(), reason=form.cleaned_data["reason"])
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("All of it is taken back by decision %d.") % made.number)
            return redirect("admin:archive_comment_batch", number)
    taken = getattr(batch, "taken_back_by", None)
    context = {
        "batch": batch,
        "parts": batches.parts(batch),
        "taken": taken,
        "form": form if may and not taken else None,
    }
    return acts.page(admin, request, "comment/batch_done", _("Decided on several comments at once"), **context)


def chosen(rows: Any) -> str:
    """The comments of a list as they are seen now, as the page takes them."""
    return ",".join(map(row_of, rows.annotate(decided=decided())[: rules.MOST + 1]))
