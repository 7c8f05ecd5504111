"""Authors, publishers and collections: what articles point at."""

from typing import Any

from django.contrib import admin
from django.db.models import Count, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from archive.actions import names
from archive.admin.editing import EditingAdmin, FormSets
from archive.admin.merging import MergingAdmin
from archive.forms.editing import EditingForm
from archive.models import Author, Collection, Publisher


class NameAdmin(EditingAdmin):
    """`counted` is the relation that says on how many articles the name stands."""

    counted: str
    list_display = ["name", "slug", "used"]
    search_fields = ["name", "slug"]
    ordering = ["name", "pk"]
    prepopulated_fields = {"slug": ["name"]}
    fields = ["name", "slug", "note"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return super().get_queryset(request).annotate(used=Count(self.counted, distinct=True))

    @admin.display(description=_("articles"), ordering="used")
    def used(self, row: Any) -> int:
        return row.used

    def create(self, form: EditingForm, formsets: FormSets, **known: Any) -> Any:  # noqa: ARG002
        values = form.fields_of_record()
        return names.create(self.model, values.pop("slug"), values, **known)

    def change(self, row: Any, form: EditingForm, formsets: FormSets, **known: Any) -> None:  # noqa: ARG002
        names.change(row, form.fields_of_record(), **known)


@admin.register(Author)
class AuthorAdmin(MergingAdmin, NameAdmin):
    counted = "bylines__article"


@admin.register(Publisher)
class PublisherAdmin(MergingAdmin, NameAdmin):
    counted = "articles"


@admin.register(Collection)
class CollectionAdmin(NameAdmin):
    counted = "articles"
    list_display = ["name", "slug", "invented", "used"]
    fields = ["name", "slug", "description", "lacks", "invented"]
    readonly_fields = ["invented"]
