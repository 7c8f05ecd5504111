"""Which numbers disagree: made a suggested statement by one click, or refused, which is remembered."""

import re
from typing import Any, NamedTuple

from django.contrib import messages
from django.contrib.admin import ModelAdmin
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from archive.actions import figures
from archive.actions.refusals import Refused
from archive.admin import acts
from archive.forms.figures import FiguresForm
from archive.models import Article
from archive.models.figures import MOST, PAGE, Asked, Candidate, Place, Words, disagreeing, words
from archive.templatetags.figures import number
from archive.text.figures import noun_asked

NUMBER = re.compile(r"[1-9][0-9]{0,8}")
LONGEST_NOUN = 100
# What each button asks for.
ASKS = {"suggest": ("archive.add_statement", "archive.mark_statement"), "refuse": ("archive.judge_statement",)}


class Shown(NamedTuple):
    """A candidate, what its values are, where they stand, and the form in which it is decided on."""

    candidate: Candidate
    values: str
    places: list[tuple[Place, Words]]
    form: FiguresForm


def page(admin: ModelAdmin, request: HttpRequest) -> HttpResponse:
    sent: FiguresForm | None = None
    asked = _asked(request)
    if acts.sent(request):
        do = request.POST.get("do", "")
        if not request.user.has_perms(ASKS.get(do, ASKS["suggest"])):
            raise PermissionDenied
        sent = FiguresForm(request.POST, suggesting=do == "suggest")
        if do in ASKS and sent.is_valid():
            try:
                return _decided(request, sent, asked)
            except Refused as refusal:
                messages.error(request, str(refusal))
        else:
            messages.error(request, _("Word the statement, and say why."))
    read = disagreeing(figures.decided(), asked)
    before, until = (asked.page - 1) * PAGE, asked.page * PAGE
    found = read.candidates[before:until]
    said = words(place for each in found for place in each.places)
    context: dict[str, Any] = {
        "found": [_shown(each, said, sent) for each in found],
        "first": before + 1,
        "last": before + len(found),
        "more": len(read.candidates) > until,
        "read": read,
        "most": MOST,
        "asked": asked,
        "about": Article.objects.filter(pk=asked.article).first() if asked.article else None,
        "may": {what: request.user.has_perms(asked) for what, asked in ASKS.items()},
    }
    return acts.page(admin, request, "statement/disagreeing", _("Which numbers disagree"), **context)


def _asked(request: HttpRequest) -> Asked:
    """What the address asks for. Http404 for what is no number."""
    article, page = (request.GET.get(name) or "" for name in ("article", "page"))
    if any(number and not NUMBER.fullmatch(number) for number in (article, page)):
        raise Http404
    noun = noun_asked(request.GET.get("noun", "")[:LONGEST_NOUN])
    return Asked(noun, int(article) if article else None, int(page or 1))


def _decided(request: HttpRequest, form: FiguresForm, asked: Asked) -> HttpResponse:
    key = form.cleaned_data["key"]
    if form.suggesting:
        statement = figures.suggest(key, form.cleaned_data["wording"], asked, **acts.known(request, form))
        messages.success(request, _("It is suggested as a statement; its places wait to be accepted."))
        return redirect("admin:archive_statement_change", statement.pk)
    figures.refuse(key, asked, **acts.known(request, form))
    messages.success(request, _("It is refused, and will not be offered again."))
    return redirect(request.get_full_path())


def _shown(candidate: Candidate, said: dict[Place, Words], sent: FiguresForm | None) -> Shown:
    values = ", ".join(map(number, candidate.values))
    places = [(place, said[place]) for place in candidate.places]
    if sent is not None and sent.data.get("key") == candidate.key:
        return Shown(candidate, values, places, sent)
    noun = _UNITS.get(candidate.noun, candidate.word)
    if noun:
        wording = _("How many %(noun)s: %(values)s.") % {"noun": noun, "values": values}
    else:
        parts = " + ".join(map(number, candidate.values[1:]))
        wording = _("That %(parts)s come to %(total)s.") % {"parts": parts, "total": number(candidate.values[0])}
    initial = {"key": candidate.key, "wording": wording, "reason": _("Found by comparing figures.")}
    return Shown(candidate, values, places, FiguresForm(initial=initial, suggesting=True))


_UNITS = {"money": gettext_lazy("units of money"), "percent": gettext_lazy("parts of a hundred")}
