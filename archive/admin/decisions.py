from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from archive.admin.readonly import ReadOnlyAdmin, ReadOnlyInline
from archive.models import Decision, DecisionDetail, ImportRun


class DetailInline(ReadOnlyInline):
    model = DecisionDetail
    fields = ["reason", "before", "after"]


@admin.register(Decision)
class DecisionAdmin(ReadOnlyAdmin):
    list_display = ["number", "at", "actor", "verb", "target", "why"]
    list_filter = ["verb"]
    search_fields = ["target", "actor"]
    date_hierarchy = "at"
    inlines = [DetailInline]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Decision]:
        return super().get_queryset(request).select_related("detail").order_by("-number")

    @admin.display(description=_("reason"))
    def why(self, decision: Decision) -> Any:
        return decision.detail.reason if hasattr(decision, "detail") else _("erased")


@admin.register(ImportRun)
class ImportRunAdmin(ReadOnlyAdmin):
    list_display = ["started_at", "finished_at", "actor", "read", "created", "changed", "kept", "unchanged", "refused"]
