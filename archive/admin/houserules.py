"""The rules of the house: every version to look at, and the page on which an editor writes the next one."""

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import path
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.csrf import csrf_protect

from archive.actions import houserules
from archive.actions.refusals import Refused
from archive.admin import acts
from archive.admin.readonly import ReadOnlyAdmin
from archive.forms.houserules import HouseRuleForm, ReasonForm, lines
from archive.models import HouseRule


@admin.register(HouseRule)
class HouseRuleAdmin(ReadOnlyAdmin):
    list_display = ["code", "version", "category", "holds", "written_at"]
    list_filter = ["holds"]
    search_fields = ["code", "category", "text"]
    fields = ["code", "version", "category", "text", "covers", "invented", "holds", "written_at"]
    readonly_fields = ["invented"]

    @admin.display(description=gettext_lazy("invented examples"))
    def invented(self, rule: HouseRule) -> str:
        return "\n".join(rule.examples) or "–"

    def get_urls(self) -> list[Any]:
        wrap = self.admin_site.admin_view
        return [
            path("write/", wrap(self.write_view), name="archive_houserule_new"),
            path("<desk_number:key>/write/", wrap(self.write_view), name="archive_houserule_write"),
            path("<desk_number:key>/give-up/", wrap(self.give_up_view), name="archive_houserule_give_up"),
            *super().get_urls(),
        ]

    @method_decorator(csrf_protect)
    def write_view(self, request: HttpRequest, key: int | None = None) -> HttpResponse:
        """A new rule, or the next version of one; who saw an earlier version writes over none."""
        rule = self._latest(request, key)
        form = HouseRuleForm.of(request.POST or None, rule)
        if acts.sent(request) and form.is_valid():
            said = form.cleaned_data
            code = rule.code if rule else said["code"]
            texts = (said["category"], said["text"], said["covers"], lines(said["examples"]))
            try:
                if said["seen"] != (rule.version if rule else 0):
                    raise Refused(_("Somebody else wrote a version since you opened this. Look at it first."))
                made = houserules.write(code, *texts, new=rule is None, **acts.known(request, form))
            except Refused as refusal:
                form.add_error(None, str(refusal))
            else:
                messages.success(request, _("Version %d of the rule holds.") % made.version)
                return redirect("admin:archive_houserule_change", made.pk)
        title = _("Write the rule “%s”") % rule.category if rule else _("Write a rule of the house")
        return acts.page(self, request, "writing", title, form=form, row=rule, verb=_("Write it"))

    @method_decorator(csrf_protect)
    def give_up_view(self, request: HttpRequest, key: int) -> HttpResponse:
        rule: Any = self._latest(request, key)
        form = ReasonForm(request.POST or None)
        if acts.sent(request) and form.is_valid():
            try:
                made = houserules.give_up(rule, **acts.known(request, form))
            except Refused as refusal:
                form.add_error(None, str(refusal))
            else:
                messages.success(request, _("The rule holds no more; what was decided under it stands."))
                return redirect("admin:archive_houserule_change", made.pk)
        title = _("Give up the rule “%s”") % rule.category
        return acts.page(self, request, "writing", title, form=form, row=rule, verb=_("Give it up"))

    def _latest(self, request: HttpRequest, key: int | None) -> HouseRule | None:
        """The last version of the rule of which this is one."""
        if not request.user.has_perm("archive.change_houserule" if key else "archive.add_houserule"):
            raise PermissionDenied
        if key is None:
            return None
        rule = get_object_or_404(HouseRule, pk=key)
        return HouseRule.objects.latest_versions().get(code=rule.code)
