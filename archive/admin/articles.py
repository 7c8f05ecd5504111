"""The catalogue of articles."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest, QueryDict
from django.utils.translation import gettext_lazy as _

from archive.actions import articles, tags
from archive.actions.articles import told
from archive.actions.values import WITH_VALUES
from archive.admin.desk import DeskAdmin
from archive.admin.editing import EditingAdmin, FormSets
from archive.admin.interests import InterestAdmin
from archive.admin.marking import MarkingAdmin
from archive.admin.tagging import TaggingAdmin
from archive.forms import bylines
from archive.forms.articles import ArticleForm
from archive.forms.bylines import BylineForm, BylineFormSet
from archive.forms.editing import EditingForm
from archive.importing.dates import bounds
from archive.models import Article, Byline
from archive.rules import dating

# What is rarely asked for opens by a click, and by itself where something in it is wrong.
FOLDED = ["collapse"]


class BylineInline(admin.StackedInline):
    model = Byline
    form = BylineForm
    formset = BylineFormSet
    fields = [("place", "author", "printed"), ("role", "attribution", "remove")]
    verbose_name = _("byline")
    can_delete = False

    def get_formset(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> Any:
        most = {"max_num": bylines.MOST, "absolute_max": bylines.MOST, "validate_max": True}
        formset = super().get_formset(request, obj, **most, **kwargs)
        formset.may_add_authors = request.user.has_perm("archive.add_author")  # type: ignore[attr-defined]
        return formset

    # They are part of the article.
    def has_add_permission(self, request: HttpRequest, _obj: Any = None) -> bool:
        return request.user.has_perm("archive.change_article") or request.user.has_perm("archive.add_article")

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.has_add_permission(request, obj)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:  # noqa: ARG002
        return request.user.has_perm("archive.view_article")


class Lacks(admin.SimpleListFilter):
    """Articles to which something is missing that an archivist may find."""

    title = _("what is missing")
    parameter_name = "lacks"
    missing: Mapping[str, tuple[Any, Mapping[str, Any]]] = {
        "words": (_("the words"), {"text": None}),
        "date": (_("a date"), {"date_earliest": None}),
        "publisher": (_("a publisher"), {"publisher": None}),
        "byline": (_("a byline"), {"bylines": None}),
        "abstract": (_("an abstract"), {"abstract": ""}),
    }

    def lookups(self, _request: HttpRequest, _admin: Any) -> list[tuple[str, Any]]:
        return [(key, label) for key, (label, _query) in self.missing.items()]

    def queryset(self, _request: HttpRequest, rows: QuerySet[Any]) -> QuerySet[Any] | None:
        return rows.filter(**self.missing[self.value() or ""][1]) if self.value() in self.missing else None


@admin.register(Article)
class ArticleAdmin(TaggingAdmin, MarkingAdmin, InterestAdmin, DeskAdmin, EditingAdmin):
    tag_permission = "archive.change_article"
    form = ArticleForm
    list_display = ["title", "publisher", "when", "kind", "state"]
    list_filter = ["state", Lacks, "kind", "rights", "title_origin", "collection", "language"]
    list_select_related = ["publisher"]
    search_fields = ["title", "slug", "publisher__name", "source_name", "source_sha256"]
    date_hierarchy = "date_earliest"
    ordering = ["-added_at", "-pk"]
    autocomplete_fields = ["publisher", "collection"]
    prepopulated_fields = {"slug": ["title"]}
    inlines = [BylineInline]
    readonly_fields = [
        "date_earliest", "date_latest", "state", "published_at", "added_at", "source_name", "source_sha256",
        "source_bytes",
    ]  # fmt: skip
    fieldsets = [
        (None, {"fields": ["title", "title_origin", "publisher", "kind", "language", "tags", "new_tags"]}),
        (_("When"), {"fields": ["date_printed", "date_edtf", ("date_earliest", "date_latest")]}),
        (_("In our words"), {"fields": ["abstract", "note"]}),
        (
            _("In the archive"),
            {"fields": ["rights", "collection", "slug", ("state", "published_at", "added_at")], "classes": FOLDED},
        ),
        (_("When it was captured"), {"fields": ["captured_printed", "captured_on", "captured_how"], "classes": FOLDED}),
        (_("Document"), {"fields": ["source_name", "source_sha256", "source_bytes"], "classes": FOLDED}),
    ]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Article]:
        related = WITH_VALUES if getattr(request, "with_values", False) else ("publisher", "collection")
        return super().get_queryset(request).select_related(*related)

    @admin.display(description=_("date"), ordering="date_earliest")
    def when(self, article: Article) -> str:
        return dating.when(article)

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """An address that was never public may still be mended. What is public, who publishes decides."""
        fields = super().get_readonly_fields(request, obj)
        if not (obj and obj.published_at):
            return [name for name in fields if name != "slug"]
        return fields if request.user.has_perm("archive.publish_article") else [*fields, "rights"]

    def create(self, form: EditingForm, formsets: FormSets, **known: Any) -> Article:
        article = articles.create(columns(form), **known)
        self._write_rows(article, form, formsets, **known)
        return article

    def change(self, row: Article, form: EditingForm, formsets: FormSets, **known: Any) -> None:
        articles.change(row, columns(form), **known)
        self._write_rows(row, form, formsets, **known)

    def _write_rows(self, article: Article, form: Any, formsets: Any, **known: Any) -> None:
        for formset in formsets:
            articles.set_bylines(article, formset.bylines(), **known)
        tags.set_tags(article, form.tag_names(), **known)

    def mine(self, form: Any, formsets: Any) -> dict[str, Any]:
        mine: dict[str, Any] = {name: told(value) for name, value in columns(form).items()}
        for formset in formsets:
            mine["bylines"] = [byline.told() for byline in formset.bylines()]
        return mine | {"tags": sorted(form.tag_names())}

    def overwrite(self, data: QueryDict, name: str, row: Any, form: Any) -> None:
        if name == "bylines":
            bylines.overwrite(data, row)
        else:
            super().overwrite(data, name, row, form)
            if name == "tags":
                data["new_tags"] = ""


def columns(form: Any) -> dict[str, Any]:
    """The columns that the form writes; the days that an EDTF date can mean follow from it."""
    values = form.columns()
    if "date_edtf" in values:
        values["date_earliest"], values["date_latest"] = days(values["date_edtf"])
    return values


def days(edtf: str) -> tuple[Any, Any]:
    earliest, latest = bounds(edtf) if edtf else (None, None)
    return earliest and date.fromisoformat(earliest), latest and date.fromisoformat(latest)
