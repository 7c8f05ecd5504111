"""Disputed statements: listed by what they lack, worded, and taken further on the pages of their desk."""

from collections.abc import Mapping
from typing import Any

from django.contrib import admin
from django.db.models import Count, F, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.http import HttpRequest
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from archive.actions import statements, tags
from archive.admin.editing import EditingAdmin, FormSets
from archive.admin.statements_desk import StatementDesk
from archive.admin.tagging import TaggingAdmin
from archive.exports.statements import statement_address
from archive.forms.marking import ChooseArticleForm
from archive.forms.statements import StatementForm
from archive.models import Evidence, Occurrence, Statement, disputes
from archive.states import EvidenceSide, Finding, Workflow


def _number(rows: QuerySet[Any]) -> Coalesce:
    of_it = rows.filter(statement=OuterRef("pk")).order_by().values("statement")
    return Coalesce(Subquery(of_it.annotate(number=Count("pk")).values("number")), 0)


GIVEN = (
    _("In the archive"),
    {"fields": [("workflow", "number", "finding", "suggested_at", "published_at", "key")]},
)


class Lacks(admin.SimpleListFilter):
    """Statements to which something is missing, or on which something waits."""

    title = _("what is missing")
    parameter_name = "lacks"
    missing: Mapping[str, Any] = {
        "place": _("an accepted place"),
        "evidence": _("any evidence"),
        "support": _("evidence that supports it"),
        "refutation": _("evidence that refutes it"),
        "finding": _("a finding"),
        "tags": _("a tag"),
        "decision": _("a decision on a place"),
    }

    def lookups(self, _request: HttpRequest, _admin: Any) -> list[tuple[str, Any]]:
        return list(self.missing.items())

    def queryset(self, _request: HttpRequest, rows: QuerySet[Any]) -> QuerySet[Any] | None:
        evidence = Evidence.objects.standing()
        match self.value():
            case "place":
                return rows.lacking(Occurrence.objects.accepted())  # type: ignore[attr-defined]
            case "evidence":
                return rows.lacking(evidence)  # type: ignore[attr-defined]
            case "support":
                return rows.lacking(evidence.on(EvidenceSide.SUPPORTS))  # type: ignore[attr-defined]
            case "refutation":
                return rows.lacking(evidence.on(EvidenceSide.REFUTES))  # type: ignore[attr-defined]
            case "finding":
                return rows.filter(finding=Finding.NOT_EXAMINED)
            case "tags":
                return rows.filter(tagged=None)
            case "decision":
                return rows.having(Occurrence.objects.waiting())  # type: ignore[attr-defined]
        return None


@admin.register(Statement)
class StatementAdmin(TaggingAdmin, StatementDesk, EditingAdmin):
    tag_permission = "archive.change_statement"
    given_once = "key"
    form = StatementForm
    list_display = ["number", "wording", "workflow", "places", "evidence", "finding", "kind"]
    list_display_links = ["wording"]
    list_filter = ["workflow", Lacks, "finding", "kind"]
    search_fields = ["wording", "key", "number__exact"]
    ordering = [F("number").desc(nulls_first=True), "-pk"]
    readonly_fields = ["number", "key", "workflow", "finding", "suggested_at", "published_at"]

    fields = ["wording", "kind", "counts", "tags", "new_tags"]

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        asked, *rest = super().get_fieldsets(request, obj)
        return [asked, GIVEN, *rest] if obj else [asked, *rest]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Statement]:
        standing = Evidence.objects.standing()
        return (
            super()
            .get_queryset(request)
            .annotate(
                places_number=_number(Occurrence.objects.accepted()),
                waiting_number=_number(Occurrence.objects.waiting()),
                **{f"{side}_number": _number(standing.on(side)) for side in EvidenceSide.values},
            )
        )

    @admin.display(description=_("places"), ordering="places_number")
    def places(self, statement: Any) -> str:
        waiting = statement.waiting_number
        if not waiting:
            return str(statement.places_number)
        return gettext("%(places)d; %(waiting)d to decide") % {"places": statement.places_number, "waiting": waiting}

    @admin.display(description=_("for, against, context"))
    def evidence(self, statement: Any) -> str:
        return ", ".join(str(getattr(statement, f"{side}_number")) for side in EvidenceSide.values)

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """What readers see, who publishes words."""
        fields = super().get_readonly_fields(request, obj)
        public = obj and obj.workflow == Workflow.PUBLISHED
        return [*fields, "wording", "kind", "counts"] if public and not self._publishes(request) else fields

    def _publishes(self, request: HttpRequest) -> bool:
        return request.user.has_perm("archive.publish_statement")

    def view_on_site(self, statement: Statement) -> str | None:  # type: ignore[override]
        return statement_address(statement.number) if statement.number else None

    def render_change_form(self, request: HttpRequest, context: Any, *args: Any, **kwargs: Any) -> Any:
        if statement := kwargs.get("obj"):
            [context["dispute"]] = disputes([statement], request.user)
            context["choice"] = ChooseArticleForm(of="elsewhere", auto_id="elsewhere-%s")
        return super().render_change_form(request, context, *args, **kwargs)

    def create(self, form: Any, formsets: FormSets, **known: Any) -> Statement:  # noqa: ARG002
        statement = statements.create(form.columns(), **known)
        tags.set_tags(statement, form.tag_names(), **known)
        return statement

    def change(self, row: Any, form: Any, formsets: FormSets, **known: Any) -> None:  # noqa: ARG002
        statements.change(row, form.columns(), **known)
        tags.set_tags(row, form.tag_names(), **known)

    def mine(self, form: Any, formsets: FormSets) -> dict[str, Any]:  # noqa: ARG002
        return form.columns() | {"tags": sorted(form.tag_names())}
