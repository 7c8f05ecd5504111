"""Comments: their words are shown, their tags are edited, and they are moderated."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, QueryDict
from django.urls import path
from django.utils.decorators import method_decorator
from django.utils.translation import gettext_lazy as _
from django.views.decorators.csrf import csrf_protect

from archive.actions.clock import now
from archive.admin import batches, moderating, queue
from archive.admin.readonly import ReadOnlyAdmin
from archive.admin.tagging import TaggingAdmin
from archive.models import Comment, Text, shown
from archive.models.queue import causes
from archive.states import Waiting
from archive.templatetags.markup import form, joined

WORDS = form('<div class="archived" dir="auto">%s</div>')
NAME = form("<bdi>%s</bdi>")


class Waits(admin.SimpleListFilter):
    """Comments on which a moderator has to decide."""

    title = _("what waits")
    parameter_name = "waits"

    def lookups(self, _request: HttpRequest, _admin: Any) -> list[tuple[str, Any]]:
        return list(Waiting.choices)

    def queryset(self, _request: HttpRequest, rows: QuerySet[Comment]) -> QuerySet[Comment]:
        name = self.value() or ""
        return rows.filter(pk__in=causes(now())[Waiting(name)].values("comment")) if name in Waiting else rows


@admin.register(Comment)
class CommentAdmin(TaggingAdmin, ReadOnlyAdmin):
    tag_permission = "archive.tag_comment"
    actions = [*TaggingAdmin.actions, "moderate_many"]
    list_display = ["article", "number", "author_name", "depth", "state", "retired_at", "tag_names"]
    list_display_links = ["number"]
    list_filter = ["state", Waits]
    search_fields = ["article__title", "author_name"]
    ordering = ["pk"]
    fields = [
        "article", "number", "words", "tag_names", "position", "parent", "depth", "author_name", "date_printed",
        "state", "reconstructed", "first_line", "last_line", "retired_at",
    ]  # fmt: skip
    readonly_fields = ["words", "tag_names"]

    def get_urls(self) -> list[Any]:
        wrap = self.admin_site.admin_view
        return [
            path("queue/", wrap(self.queue_view), name="archive_comment_queue"),
            path("batch/", wrap(self.batch_view), name="archive_comment_batches"),
            path("batch/<desk_number:number>/", wrap(self.batch_done_view), name="archive_comment_batch"),
            path("<desk_number:key>/moderate/", wrap(self.moderate_view), name="archive_comment_moderate"),
            *super().get_urls(),
        ]

    def queue_view(self, request: HttpRequest) -> HttpResponse:
        return queue.page(self, request)

    @method_decorator(csrf_protect)
    def batch_view(self, request: HttpRequest) -> HttpResponse:
        return batches.page(self, request)

    @method_decorator(csrf_protect)
    def batch_done_view(self, request: HttpRequest, number: int) -> HttpResponse:
        return batches.one(self, request, number)

    def has_moderate_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("archive.moderate_comment")

    @admin.action(description=_("Decide on them…"), permissions=["moderate"])
    def moderate_many(self, request: HttpRequest, queryset: QuerySet[Comment]) -> HttpResponse:
        sent = QueryDict(mutable=True)
        sent["rows"] = batches.chosen(queryset)
        request.POST = sent  # type: ignore[assignment]
        return batches.page(self, request)

    @method_decorator(csrf_protect)
    def moderate_view(self, request: HttpRequest, key: int) -> HttpResponse:
        return moderating.page(self, request, key)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Comment]:
        return super().get_queryset(request).select_related("article").prefetch_related("tags")

    def get_object(self, request: HttpRequest, object_id: str, from_field: str | None = None) -> Any:
        found = super().get_object(request, object_id, from_field)
        # Words are shown to a viewer, and a column of the admin knows of none.
        if found is not None:
            found.viewer = request.user
        return found

    @admin.display(description=_("tags"))
    def tag_names(self, comment: Comment) -> Any:
        return joined([NAME(tag.name) for tag in comment.tags.all()], ", ") or "–"

    @admin.display(description=_("words"))
    def words(self, comment: Any) -> Any:
        text = Text.objects.select_related("content", "reading__article", "comment").get(pk=comment.text_id)
        return WORDS(shown(text, comment.viewer) or "–")

    def beside(self, request: HttpRequest, row: Any) -> dict[str, Any]:  # noqa: ARG002
        return {"words": self.words(row)}
