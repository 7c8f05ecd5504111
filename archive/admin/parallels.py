"""Shared wording: the list of what was found, and the page on which an editor confirms or refuses it."""

import re
from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import path
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.csrf import csrf_protect

from archive.actions import parallels
from archive.actions.refusals import Refused
from archive.actions.statements import Overtaken
from archive.admin import acts
from archive.admin.readonly import ReadOnlyAdmin
from archive.forms.parallels import JudgeForm
from archive.models import Article, Parallel
from archive.models.synopses import passages_of
from archive.templatetags.parallels import passages

JUDGE = "archive.judge_parallel"
ONE = re.compile("[0-9]{1,18}")


class Waits(admin.SimpleListFilter):
    """Parallels on which an editor has to decide."""

    title = gettext_lazy("what waits")
    parameter_name = "waits"

    def lookups(self, _request: HttpRequest, _admin: Any) -> list[tuple[str, Any]]:
        return [("1", gettext_lazy("not judged, or found no more"))]

    def queryset(self, _request: HttpRequest, rows: Any) -> Any:
        return rows.waiting() if self.value() == "1" else rows


class UnderArticle(admin.SimpleListFilter):
    """Parallels with a side in one document, offered where an address asks for one."""

    title = gettext_lazy("document")
    parameter_name = "article"

    def lookups(self, request: HttpRequest, _admin: Any) -> list[tuple[str, Any]]:
        asked = request.GET.get(self.parameter_name, "")
        found = Article.objects.filter(pk=asked).first() if ONE.fullmatch(asked) else None
        return [(asked, found.title)] if found else []

    def queryset(self, _request: HttpRequest, rows: Any) -> Any:
        return rows.under(int(self.value() or 0)) if self.lookup_choices else rows


@admin.register(Parallel)
class ParallelAdmin(ReadOnlyAdmin):
    list_display = ["number", "one", "other", "words", "identity", "kind", "decision", "state"]
    list_filter = [Waits, "decision", "state", "kind", UnderArticle]
    search_fields = ["a__reading__article__title", "b__reading__article__title"]
    ordering = ["number"]
    fields = ["passages", "words", "identity", "kind", "decision", "state", "found_at"]
    readonly_fields = ["passages"]
    change_form_template = "admin/archive/parallel/change_form.html"

    def get_queryset(self, request: HttpRequest) -> QuerySet[Parallel]:
        related = ("a__reading__article", "b__reading__article", "a__content", "b__content", "a__comment", "b__comment")
        rows = super().get_queryset(request)
        # A list shows no words, and does not fetch them.
        one = request.resolver_match and "object_id" in request.resolver_match.kwargs
        return rows.select_related(*(related if one else related[:2]))

    def get_object(self, request: HttpRequest, object_id: str, from_field: str | None = None) -> Any:
        found = super().get_object(request, object_id, from_field)
        if found is not None:
            found.viewer = request.user
        return found

    def get_urls(self) -> list[Any]:
        judge = self.admin_site.admin_view(self.judge_view)
        return [path("<path:object_id>/judge/", judge, name="archive_parallel_judge"), *super().get_urls()]

    @admin.display(description=gettext_lazy("one text"), ordering="a__reading__article__title")
    def one(self, row: Parallel) -> str:
        return row.a.reading.article.title

    @admin.display(description=gettext_lazy("other text"), ordering="b__reading__article__title")
    def other(self, row: Parallel) -> str:
        return row.b.reading.article.title

    @admin.display(description=gettext_lazy("passages"))
    def passages(self, row: Any) -> Any:
        return passages(passages_of(row, row.viewer))

    @method_decorator(csrf_protect)
    def judge_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        if not request.user.has_perm(JUDGE):
            raise PermissionDenied
        row = self.get_object(request, unquote(object_id))
        if row is None:
            raise Http404
        form = JudgeForm(request.POST or None, initial={"decision": row.decision, "seen": row.decision})
        if acts.sent(request) and form.is_valid():
            now = row.decision
            row.decision = form.cleaned_data["seen"] or now
            try:
                judged = parallels.decide([row], form.cleaned_data["decision"], **acts.known(request, form))
            except Refused as refusal:
                if isinstance(refusal, Overtaken):
                    # Sent once more, it is sent in the knowledge of what the other decided.
                    form.data = again = request.POST.copy()
                    again["seen"] = now
                form.add_error(None, str(refusal))
            else:
                messages.success(request, _("The decision is saved.") if judged else _("It was decided so already."))
                return redirect("admin:archive_parallel_change", row.pk)
        shown = passages_of(row, request.user)
        return acts.page(self, request, "parallel/judge", _("Shared wording"), row=row, form=form, shown=shown)
