"""Word rules: written by an editor, rehearsed on the whole archive before anybody sees a flag, switched on and off."""

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import path
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.csrf import csrf_protect

from archive.actions import wordrules
from archive.actions.clock import now
from archive.actions.refusals import Refused
from archive.admin import acts
from archive.admin.readonly import ReadOnlyAdmin
from archive.forms.houserules import ReasonForm, WordRuleForm, lines
from archive.models import Comment, Flag, WordRule, comment_lines
from archive.rules.paging import SIZE
from archive.rules.visibility import Viewer
from archive.text.wordforms import Matcher

# Seconds for which one press of the button looks through comments.
PATIENCE = 2.0


@admin.register(WordRule)
class WordRuleAdmin(ReadOnlyAdmin):
    list_display = ["code", "label", "rule", "on", "rehearsed_at"]
    list_filter = ["on"]
    search_fields = ["code", "label"]
    fields = ["code", "label", "rule", "looked_for", "on", "rehearsed_at"]
    readonly_fields = ["looked_for"]

    @admin.display(description=gettext_lazy("terms"))
    def looked_for(self, rule: WordRule) -> str:
        return "\n".join(rule.terms)

    def get_urls(self) -> list[Any]:
        wrap = self.admin_site.admin_view
        return [
            path("write/", wrap(self.write_view), name="archive_wordrule_new"),
            path("<desk_number:key>/write/", wrap(self.write_view), name="archive_wordrule_write"),
            path("<desk_number:key>/rehearsal/", wrap(self.rehearsal_view), name="archive_wordrule_rehearsal"),
            *super().get_urls(),
        ]

    @method_decorator(csrf_protect)
    def write_view(self, request: HttpRequest, key: int | None = None) -> HttpResponse:
        if not request.user.has_perm("archive.change_wordrule" if key else "archive.add_wordrule"):
            raise PermissionDenied
        rule = get_object_or_404(WordRule, pk=key) if key else None
        form = WordRuleForm.of(request.POST or None, rule)
        if acts.sent(request) and form.is_valid():
            said = form.cleaned_data
            values = (rule.code if rule else said["code"], said["label"], said["rule"], lines(said["terms"]))
            try:
                made = wordrules.write(*values, new=rule is None, **acts.known(request, form))
            except Refused as refusal:
                form.add_error(None, str(refusal))
            else:
                messages.success(request, _("It is written. It is rehearsed before it can be switched on."))
                return redirect("admin:archive_wordrule_rehearsal", made.pk)
        title = _("Write the word rule “%s”") % rule.label if rule else _("Write a word rule")
        return acts.page(self, request, "writing", title, form=form, row=rule, verb=_("Write it"))

    @method_decorator(csrf_protect)
    def rehearsal_view(self, request: HttpRequest, key: int) -> HttpResponse:
        """What it finds in the whole archive, and the switch."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        rule, may = get_object_or_404(WordRule, pk=key), request.user.has_perm("archive.change_wordrule")
        act = request.POST.get("act", "")
        form = ReasonForm(request.POST if act in ("on", "off") else None)
        if acts.sent(request):
            if not may:
                raise PermissionDenied
            try:
                if said := _done(request, rule, act, form):
                    messages.success(request, said)
                    return redirect("admin:archive_wordrule_rehearsal", rule.pk)
            except Refused as refusal:
                form.add_error(None, str(refusal)) if form.is_bound else messages.error(request, str(refusal))
        flags = Flag.objects.filter(word_rule=rule)
        asked = request.GET.get("after", "0")
        if not (asked.isascii() and asked.isdigit() and len(asked) < 19):
            raise SuspiciousOperation("A page that no number names.")
        found = list(
            flags.filter(comment__gt=int(asked)).order_by("comment").select_related("comment__article")[: SIZE + 1]
        )
        context = {
            "row": rule,
            "may": may,
            "form": form,
            "count": flags.count(),
            "hits": _hits(found[:SIZE], Matcher(rule.terms), request.user),
            "after": found[SIZE - 1].comment_id if len(found) > SIZE else None,
            "left": Comment.objects.filter(pk__gt=rule.rehearsed_to).count() if rule.rehearsed_at is None else 0,
        }
        title = _("What “%s” finds") % rule.label
        return acts.page(self, request, "wordrule/rehearsal", title, **context)


def _done(request: HttpRequest, rule: WordRule, act: str, form: ReasonForm) -> str:
    """What was done, in words; empty where the form is to be shown again. Raises Refused."""
    if act == "rehearse":
        rehearsed = wordrules.rehearse(rule, at=now(), seconds=PATIENCE)
        return _("The rehearsal is done.") if rehearsed.rehearsed_at else _("The rehearsal has come further.")
    if act not in ("on", "off"):
        raise Refused(_("There is no such act."))
    if not form.is_valid():
        return ""
    if act == "off":
        wordrules.switch_off(rule, **acts.known(request, form))
        return _("It is switched off.")
    return _("It is switched on, and flags %d comments.") % wordrules.switch_on(rule, **acts.known(request, form))


def _hits(flags: list[Flag], terms: Matcher, viewer: Viewer) -> list[tuple[Flag, list[tuple[str, bool]]]]:
    """Flags with the words of their comments in pieces, each with whether it is a hit."""
    keys = [flag.comment_id for flag in flags]
    lines = comment_lines(Comment.objects.filter(pk__in=keys).order_by("pk"), viewer) if keys else []
    return [(flag, _pieces(line.words or "", terms)) for flag, line in zip(flags, lines, strict=True)]


def _pieces(words: str, terms: Matcher) -> list[tuple[str, bool]]:
    found, at = [], 0
    for start, end in terms.spans(words):
        found += [(words[at:start], False), (words[start:end], True)]
        at = end
    return [*found, (words[at:], False)]
