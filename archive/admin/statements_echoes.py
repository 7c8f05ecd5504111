"""Where else the words of a statement's places stand: accepted and refused, several at once."""

from typing import Any, NamedTuple

from django.contrib import messages
from django.contrib.admin import ModelAdmin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from archive.actions import echoes
from archive.actions.refusals import Refused
from archive.admin import acts
from archive.forms.statements import EchoesForm
from archive.models import Echo, Statement, anchoring, passages
from archive.models.anchoring import Anchor, Astray
from archive.rules.paging import SIZE
from archive.templatetags.markup import form

THERE = form('%s <a href="%s">%s</a>')


class Shown(NamedTuple):
    """An echo with its words; None where its text is read no more."""

    echo: Echo
    anchor: Anchor | None


def page(admin: ModelAdmin, request: HttpRequest, statement: Statement) -> HttpResponse:
    form = EchoesForm(request.POST if request.method == "POST" else None)
    waiting = Echo.objects.filter(statement=statement).waiting()
    if acts.sent(request):
        if not request.user.has_perm("archive.judge_statement"):
            raise PermissionDenied
        decision = acts.DECISIONS.get(request.POST.get("do", ""))
        if decision is None:
            form.add_error(None, _("Say whether to accept or to refuse."))
        elif form.is_valid():
            chosen = list(waiting.filter(pk__in=form.ticked()))
            try:
                rows = echoes.judge(statement, chosen, decision, **acts.known(request, form))
            except Refused as refusal:
                form.add_error(None, str(refusal))
            else:
                told = ngettext("%d place is decided.", "%d places are decided.", len(rows)) % len(rows)
                messages.success(request, told)
                return redirect("admin:archive_statement_echoes", statement.pk)
    first = waiting.select_related("text__reading__article", "text__comment").order_by("-same", "pk")[: SIZE + 1]
    context: dict[str, Any] = {"row": statement, "form": form, "found": _shown(first[:SIZE]), "more": len(first) > SIZE}
    return acts.page(admin, request, "statement/echoes", _("The same words elsewhere"), **context)


def _shown(rows: Any) -> list[Shown]:
    texts = passages.current(echo.text_id for echo in rows)
    found = []
    for echo in rows:
        try:
            anchor = anchoring.anchor(texts[echo.text_id], echo.start, echo.end)
        except (KeyError, Astray):
            anchor = None
        found.append(Shown(echo, anchor))
    return found


def looked_for(request: HttpRequest, statement: Statement) -> None:
    """After a place was marked: look where else its words stand, and say so where they do."""
    if number := echoes.look_for(statement):
        said = ngettext("Its words also stand in %d other place.", "Its words also stand in %d other places.", number)
        there = reverse("admin:archive_statement_echoes", args=[statement.pk])
        messages.info(request, THERE(said % number, there, _("Accept or refuse each")))
