"""The log: every decision of every layer, what it changed, and the taking back of one."""

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext_lazy as _
from django.views.decorators.csrf import csrf_protect

from archive.actions.clock import now
from archive.actions.refusals import Refused
from archive.actions.undoing import hindrances, take_back
from archive.admin.history import decision_of
from archive.admin.readonly import ReadOnlyAdmin
from archive.forms.undoing import TakeBackForm
from archive.models import Decision, User
from archive.rules.actors import PROGRAMS, SHELL
from archive.rules.verbs import KINDS, VERBS
from archive.templatetags.decisions import in_words
from archive.templatetags.markup import form

LINK = form('<a href="%s">%s</a>')


class Kind(admin.SimpleListFilter):
    title = _("about")
    parameter_name = "kind"

    def lookups(self, _request: HttpRequest, _admin: Any) -> list[tuple[str, Any]]:
        return list(KINDS.items())

    def queryset(self, _request: HttpRequest, rows: QuerySet[Decision]) -> QuerySet[Decision] | None:
        return rows.filter(target__startswith=f"{self.value()}:") if self.value() in KINDS else None


class Verb(admin.SimpleListFilter):
    title = _("what")
    parameter_name = "verb"

    def lookups(self, _request: HttpRequest, _admin: Any) -> list[tuple[str, Any]]:
        return list(VERBS.items())

    def queryset(self, _request: HttpRequest, rows: QuerySet[Decision]) -> QuerySet[Decision] | None:
        return rows.filter(verb=self.value()) if self.value() else None


class Actor(admin.SimpleListFilter):
    """People who work here, the shell, and programs."""

    title = _("who")
    parameter_name = "actor"

    def lookups(self, _request: HttpRequest, _admin: Any) -> list[tuple[str, Any]]:
        names = User.objects.filter(is_staff=True).order_by("username").values_list("username", flat=True)[:100]
        return [(name, name) for name in (*names, SHELL, *PROGRAMS)]

    def queryset(self, _request: HttpRequest, rows: QuerySet[Decision]) -> QuerySet[Decision] | None:
        return rows.filter(actor=self.value()) if self.value() else None


@admin.register(Decision)
class DecisionAdmin(ReadOnlyAdmin):
    list_display = ["number", "at", "who", "what", "about", "why"]
    list_filter = ["at", Kind, Actor, Verb]
    search_fields = ["target", "actor"]
    ordering = ["-number"]
    fields = (
        "number", "at", "who", "what", "about", "changed", "load", "undoes", "undone", "stands", "digest",
    )  # fmt: skip
    readonly_fields = fields

    def get_queryset(self, request: HttpRequest) -> QuerySet[Decision]:
        return super().get_queryset(request).select_related("detail", "run", "takes_back", "taken_back_by")

    @admin.display(description=_("who"), ordering="actor")
    def who(self, decision: Decision) -> str:
        return decision.actor

    @admin.display(description=_("what"), ordering="verb")
    def what(self, decision: Decision) -> str:
        return in_words(decision)

    @admin.display(description=_("about"), ordering="target")
    def about(self, decision: Decision) -> Any:
        """With a way to everything else that was decided about it."""
        listed = reverse("admin:archive_decision_changelist", query={"target__exact": decision.target})
        return LINK(listed, decision.target)

    @admin.display(description=_("reason"))
    def why(self, decision: Decision) -> Any:
        return decision.detail.reason if hasattr(decision, "detail") else _("erased")

    @admin.display(description=_("what it changed"))
    def changed(self, decision: Decision) -> str:
        return render_to_string("admin/archive/decision/differences.html", {"decision": decision})

    @admin.display(description=_("import"))
    def load(self, decision: Decision) -> Any:
        run = decision.run
        return LINK(reverse("admin:archive_importrun_change", args=[run.pk]), run) if run else "–"

    @admin.display(description=_("takes back"))
    def undoes(self, decision: Decision) -> Any:
        return _linked(decision.takes_back)

    @admin.display(description=_("taken back by"))
    def undone(self, decision: Decision) -> Any:
        return _linked(getattr(decision, "taken_back_by", None))

    @admin.display(description=_("can it be taken back"))
    def stands(self, decision: Decision) -> str:
        return " ".join(map(str, hindrances(decision))) or str(_("Yes: nothing later stands on it."))

    def get_urls(self) -> list[Any]:
        view = self.admin_site.admin_view(self.take_back_view)
        return [path("<path:object_id>/take-back/", view, name="archive_decision_take_back"), *super().get_urls()]

    @method_decorator(csrf_protect)
    def take_back_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Asks for the reason, and takes the decision back."""
        if not request.user.has_perm("archive.undo_decision"):
            raise PermissionDenied
        decision = decision_of(object_id)
        form = TakeBackForm(request.POST or None)
        if request.method == "POST" and form.is_valid():
            try:
                undone = take_back(
                    decision, by=request.user.get_username(), at=now(), reason=form.cleaned_data["reason"]
                )
            except Refused as refusal:
                form.add_error(None, str(refusal))
            else:
                messages.success(
                    request,
                    _("Decision %(number)s is taken back by decision %(by)s.")
                    % {"number": decision.number, "by": undone.number},
                )
                return redirect("admin:archive_decision_change", undone.pk)
        found = hindrances(decision)
        context = {
            **self.admin_site.each_context(request),
            "title": _("Take decision %(number)s back") % {"number": decision.number},
            "opts": self.opts,
            "decision": decision,
            "hindrances": found,
            "form": None if found and not form.errors else form,
        }
        return TemplateResponse(request, "admin/archive/decision/take_back.html", context)


def _linked(decision: Decision | None) -> Any:
    if decision is None:
        return "–"
    return LINK(reverse("admin:archive_decision_change", args=[decision.pk]), str(decision))
