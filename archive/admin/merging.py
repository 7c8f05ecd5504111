"""Merging two records of one kind: choose the other, look at all that moves, say why."""

import re
from collections.abc import Iterator
from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.csrf import csrf_protect

from archive.actions import merging
from archive.actions.clock import now
from archive.actions.refusals import Refused
from archive.converters import Slug
from archive.forms.merging import MergeForm, SearchForm
from archive.models import Decision
from archive.templatetags.markup import form

SLUG = re.compile(Slug.regex)
OFFERED = 20
LONG_WORD = 3
PAIR = 2
DONE = form('%s <a href="%s">%s</a>')


class Merged(admin.SimpleListFilter):
    """A list tells those that stand, unless it is asked for the others."""

    title = gettext_lazy("merged")
    parameter_name = "merged"

    def lookups(self, _request: HttpRequest, _admin: Any) -> list[tuple[str, Any]]:
        return [("yes", gettext_lazy("Merged into another"))]

    def choices(self, changelist: Any) -> Iterator[Any]:
        first, *others = super().choices(changelist)
        yield from [{**first, "display": gettext_lazy("Standing")}, *others]

    def queryset(self, _request: HttpRequest, rows: QuerySet[Any]) -> QuerySet[Any]:
        return rows.exclude(merged_into=None) if self.value() else rows.filter(merged_into=None)


class MergingAdmin(admin.ModelAdmin):
    """Gives the records of a kind that can be merged a page for it, and lists what they were merged into."""

    actions = ["merge_two"]

    def get_urls(self) -> list[Any]:
        view = self.admin_site.admin_view(self.merge_view)
        name = f"archive_{self.opts.model_name}_merge"
        return [path("<path:object_id>/merge/", view, name=name), *super().get_urls()]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return super().get_queryset(request).select_related("merged_into")

    def get_list_display(self, request: HttpRequest) -> list[Any]:
        merged = ["merged_into"] if Merged.parameter_name in request.GET else []
        return [*super().get_list_display(request), *merged]

    def get_list_filter(self, request: HttpRequest) -> list[Any]:
        return [*super().get_list_filter(request), Merged]

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Any], term: str
    ) -> tuple[QuerySet[Any], bool]:
        """A form that asks for one is offered those that stand, not those merged into another."""
        found, doubled = super().get_search_results(request, queryset, term)
        asked = request.resolver_match and request.resolver_match.url_name == "autocomplete"
        return (found.filter(merged_into=None) if asked else found), doubled

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """What was merged stays as it was then."""
        return not (obj and obj.merged_into_id) and super().has_change_permission(request, obj)

    def has_merge_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm(f"archive.merge_{self.opts.model_name}")

    def render_change_form(self, request: HttpRequest, context: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        return super().render_change_form(
            request, {**context, "may_merge": self.has_merge_permission(request)}, *args, **kwargs
        )

    @admin.action(description=gettext_lazy("Merge the two that are chosen"), permissions=["merge"])
    def merge_two(self, request: HttpRequest, queryset: QuerySet[Any]) -> HttpResponse | None:
        """Leads to the look at what moves; the one that came first stands for both."""
        chosen = list(queryset.filter(merged_into=None).order_by("pk")[:3])
        if len(chosen) != PAIR:
            messages.warning(request, _("Choose two of them that stand."))
            return None
        into, row = chosen
        name = f"admin:archive_{self.opts.model_name}_merge"
        return redirect(reverse(name, args=[row.pk], query={"into": into.slug}))

    @method_decorator(csrf_protect)
    def merge_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Without `?into=slug` the choice of the other one, with it the preview and the form."""
        if not self.has_merge_permission(request):
            raise PermissionDenied
        row = self.get_object(request, unquote(object_id))
        if row is None:
            raise Http404
        context = {
            **self.admin_site.each_context(request),
            "title": _("Merge “%s” into another") % row,
            "opts": self.opts,
            "row": row,
            "merge": f"admin:archive_{self.opts.model_name}_merge",
        }
        if row.merged_into:
            context |= self._merged(row)
        elif (into := self._named(request, row)) is None:
            context |= self._offered(request, row)
        else:
            form = MergeForm(request.POST or None)
            if request.method == "POST" and form.is_valid():
                try:
                    decision = merging.merge(
                        row, into, by=request.user.get_username(), at=now(), reason=form.cleaned_data["reason"]
                    )
                except Refused as refusal:
                    form.add_error(None, str(refusal))
                else:
                    messages.success(request, _told(row, into, decision))
                    return redirect(f"admin:archive_{self.opts.model_name}_change", into.pk)
            context |= {"into": into, "parts": merging.preview(row, into), "form": form}
        return TemplateResponse(request, "admin/archive/merging/merge.html", context)

    def _named(self, request: HttpRequest, row: Any) -> Any:
        slug = request.GET.get("into", "")
        if not SLUG.fullmatch(slug):
            return None
        return self._others(row).filter(slug=slug).first()

    def _others(self, row: Any) -> QuerySet[Any]:
        return self.model._default_manager.filter(merged_into=None).exclude(pk=row.pk)

    def _offered(self, request: HttpRequest, row: Any) -> dict[str, Any]:
        """Those that the search finds, or before any search those whose names have a word of this one's."""
        search = SearchForm(request.GET if "q" in request.GET else None)
        words = search.cleaned_data["q"].replace("\0", "") if search.is_valid() else ""
        if words:
            found, _doubled = self.get_search_results(request, self._others(row), words)
        else:
            alike = Q()
            for word in row.name.split():
                if len(word) >= LONG_WORD:
                    alike |= Q(name__icontains=word)
            found = self._others(row).filter(alike) if alike else self._others(row).none()
        return {"search": search, "words": words, "offered": list(found.distinct().order_by("name", "pk")[:OFFERED])}

    def _merged(self, row: Any) -> dict[str, Any]:
        """What it was merged into, and the decision that said so."""
        said = Decision.objects.filter(
            target=f"{self.opts.model_name}:{row.slug}", verb=f"{self.opts.model_name}.merge"
        )
        return {"merged_into": row.merged_into, "decision": said.order_by("-number").first()}


def _told(row: Any, into: Any, decision: Decision) -> str:
    said = _("“%(row)s” is merged into “%(into)s”.") % {"row": row, "into": into}
    return DONE(said, reverse("admin:archive_decision_take_back", args=[decision.number]), _("Take it back"))
