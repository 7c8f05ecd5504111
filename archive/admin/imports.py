"""Loads: what each did, and the taking back of a whole one."""

from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django.views.decorators.csrf import csrf_protect

from archive.actions.clock import now
from archive.actions.fates import Fates
from archive.actions.meanings import NOUNS
from archive.actions.refusals import Refused
from archive.actions.undoing_runs import Report, take_back_run
from archive.admin.history import number
from archive.admin.readonly import ReadOnlyAdmin
from archive.forms.undoing import TakeBackRunForm
from archive.models import Decision, ImportRun
from archive.rules.fates import Fate, Outcome, fields_put
from archive.rules.paging import SIZE
from archive.rules.verbs import KINDS
from archive.templatetags.decisions import label
from archive.templatetags.markup import form

LINK = form('<a href="%s">%s</a>')
STATEMENT = "statement"
WORDS = {
    Outcome.GOES: _("goes, with everything that hangs on it"),
    Outcome.WITHDRAWN: _("is withdrawn, and keeps a tombstone"),
    Outcome.PUT_BACK: _("gets its earlier values back"),
    Outcome.KEPT: _("stays as it is"),
    Outcome.NOTHING: _("nothing is left to take back"),
}


@admin.register(ImportRun)
class ImportRunAdmin(ReadOnlyAdmin):
    list_display = [
        "started_at", "way", "actor", "finished_at", "read", "created", "changed", "kept", "unchanged", "not_held",
        "refused",
    ]  # fmt: skip
    list_filter = ["way"]
    search_fields = ["key", "actor"]
    fields = (
        "key", "way", "actor", "started_at", "finished_at", "folders", "read", "created", "changed", "kept",
        "unchanged", "not_held", "refused", "its_decisions", "taken_back",
    )  # fmt: skip
    readonly_fields = fields

    @admin.display(description=_("decisions"))
    def its_decisions(self, run: ImportRun) -> str:
        listed = reverse("admin:archive_decision_changelist", query={"run__id__exact": run.pk})
        return LINK(listed, _("%(number)s decisions") % {"number": run.decisions.count()})

    @admin.display(description=_("taken back"))
    def taken_back(self, run: ImportRun) -> Any:
        undone = Decision.objects.about(f"import:{run.key}").filter(verb="import.take_back").first()
        if undone is None:
            return _("no")
        return LINK(reverse("admin:archive_decision_change", args=[undone.pk]), undone)

    def get_urls(self) -> list[Any]:
        view = self.admin_site.admin_view(self.take_back_view)
        return [path("<path:object_id>/take-back/", view, name="archive_importrun_take_back"), *super().get_urls()]

    @method_decorator(csrf_protect)
    def take_back_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Shows what would become of each thing, a page at a time; asks for the reason, and takes the load back."""
        if not request.user.has_perm("archive.undo_importrun"):
            raise PermissionDenied
        run = self.get_object(request, unquote(object_id))
        if run is None:
            raise Http404
        form = TakeBackRunForm(request.POST or None)
        if request.method == "POST" and form.is_valid():
            try:
                report = take_back_run(
                    run,
                    by=request.user.get_username(),
                    clock=now,
                    reason=form.cleaned_data["reason"],
                    most=SIZE,
                )
            except Refused as refusal:
                form.add_error(None, str(refusal))
            else:
                self._tell(request, report)
                after = "take_back" if report.waiting else "change"
                return redirect(f"admin:archive_importrun_{after}", run.pk)
        context = {
            **self.admin_site.each_context(request),
            "title": _("Take the whole load back"),
            "opts": self.opts,
            "run": run,
            "form": form,
            **_preview(request, run),
        }
        return TemplateResponse(request, "admin/archive/importrun/take_back.html", context)

    def _tell(self, request: HttpRequest, report: Report) -> None:
        done = ngettext("%(number)s thing is taken back.", "%(number)s things are taken back.", report.done)
        messages.success(request, done % {"number": report.done})
        if report.kept:
            kept = ngettext("%(number)s thing stays.", "%(number)s things stay.", len(report.kept))
            messages.warning(request, kept % {"number": len(report.kept)})
        if report.waiting:
            more = ngettext(
                "%(number)s thing waits: send this again.",
                "%(number)s things wait: send this again.",
                report.waiting,
            )
            messages.info(request, more % {"number": report.waiting})


def _preview(request: HttpRequest, run: ImportRun) -> dict[str, Any]:
    """A page of documents, of statements or of names, with what becomes of each."""
    things, before = Fates(run), number(request, "before")
    kind = request.GET.get("kind", "")
    if kind and kind not in (STATEMENT, *NOUNS):
        raise SuspiciousOperation("A kind of names that there is none of.")
    targets = things.documents() if not kind else things.statements() if kind == STATEMENT else things.names(kind)
    waiting = [one for one in targets if before is None or one[1] < before]
    page = waiting[:SIZE]
    if kind in NOUNS:
        fates = things.of_names(page, things.going())
    else:
        fates = things.of_statements(page) if kind else things.of_documents(page)
    return {
        "rows": [(fate, WORDS[fate.outcome], _fields(fate)) for fate in fates],
        "all": len(targets),
        "kind": kind,
        "kinds": [("", KINDS["article"]), *((one, KINDS[one]) for one in (STATEMENT, *NOUNS))],
        "older": page[-1][1] if len(waiting) > SIZE else None,
    }


def _fields(fate: Fate) -> list[str]:
    """What the fields that are put back are called."""
    kind = fate.target.partition(":")[0]
    return [label(kind, name) for name in dict.fromkeys(fields_put(fate.puts))]
