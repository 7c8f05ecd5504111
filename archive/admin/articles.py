from django.contrib import admin

from archive.admin.readonly import ReadOnlyAdmin, ReadOnlyInline
from archive.models import Article, Byline, Reading


class BylineInline(ReadOnlyInline):
    model = Byline
    fields = ["order", "author", "role", "printed", "attribution"]


class ReadingInline(ReadOnlyInline):
    model = Reading
    fk_name = "article"
    fields = ["number", "reader", "reader_version", "reason", "read_at"]


@admin.register(Article)
class ArticleAdmin(ReadOnlyAdmin):
    list_display = ["title", "publisher", "date_printed", "kind", "language", "rights", "state"]
    list_filter = ["state", "kind", "rights", "title_origin", "language"]
    list_select_related = ["publisher"]
    search_fields = ["title", "slug"]
    date_hierarchy = "date_earliest"
    exclude = ["text"]
    inlines = [BylineInline, ReadingInline]
