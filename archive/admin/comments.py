from django.contrib import admin

from archive.admin.readonly import ReadOnlyAdmin
from archive.models import Comment


@admin.register(Comment)
class CommentAdmin(ReadOnlyAdmin):
    list_display = ["article", "number", "author_name", "depth", "state", "retired_at"]
    list_display_links = ["number"]
    list_filter = ["state"]
    list_select_related = ["article"]
    search_fields = ["article__title", "author_name"]
    ordering = ["pk"]
    fields = [
        "article", "number", "position", "parent", "depth", "author_name", "date_printed", "state",
        "reconstructed", "first_line", "last_line", "retired_at",
    ]  # fmt: skip
