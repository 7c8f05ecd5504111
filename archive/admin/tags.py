"""Tags: named, described, merged."""

from typing import Any

from django.contrib import admin
from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from archive.actions import tags
from archive.admin.editing import EditingAdmin, FormSets
from archive.admin.merging import MergingAdmin
from archive.forms.editing import EditingForm
from archive.forms.tags import TagForm
from archive.models import Tag, TaggedArticle, TaggedComment, TaggedStatement
from archive.text.folding import fold


def _number(through: Any) -> Coalesce:
    rows = through.objects.filter(tag=OuterRef("pk")).order_by().values("tag")
    return Coalesce(Subquery(rows.annotate(number=Count("pk")).values("number")), 0)


@admin.register(Tag)
class TagAdmin(MergingAdmin, EditingAdmin):
    form = TagForm
    list_display = ["name", "slug", "description", "on_articles", "on_comments", "on_statements"]
    # Found by the folded name: see get_search_results.
    search_fields = ["key"]
    ordering = ["name", "pk"]

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:  # noqa: ARG002
        return ["name", "slug", "description"] if obj else ["name", "description"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Tag]:
        counted = {
            "articles_number": _number(TaggedArticle),
            "comments_number": _number(TaggedComment),
            "statements_number": _number(TaggedStatement),
        }
        return super().get_queryset(request).annotate(**counted)

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Any], term: str
    ) -> tuple[QuerySet[Any], bool]:
        return super().get_search_results(request, queryset, fold(term))

    @admin.display(description=_("articles"), ordering="articles_number")
    def on_articles(self, tag: Any) -> int:
        return tag.articles_number

    @admin.display(description=_("comments"), ordering="comments_number")
    def on_comments(self, tag: Any) -> int:
        return tag.comments_number

    @admin.display(description=_("statements"), ordering="statements_number")
    def on_statements(self, tag: Any) -> int:
        return tag.statements_number

    def create(self, form: EditingForm, formsets: FormSets, **known: Any) -> Tag:  # noqa: ARG002
        return tags.create(**form.fields_of_record(), **known)

    def change(self, row: Any, form: EditingForm, formsets: FormSets, **known: Any) -> None:  # noqa: ARG002
        tags.change(row, form.fields_of_record(), **known)
