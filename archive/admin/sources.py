from django.contrib import admin

from archive.admin.readonly import ReadOnlyAdmin
from archive.models import SourceFile


@admin.register(SourceFile)
class SourceFileAdmin(ReadOnlyAdmin):
    list_display = ["name", "sha256", "size", "encoding", "received_at", "how"]
    search_fields = ["name", "sha256"]
