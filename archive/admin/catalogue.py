"""The small nouns that articles point at."""

from django.contrib import admin

from archive.admin.readonly import ReadOnlyAdmin
from archive.models import Tag


@admin.register(Tag)
class TagAdmin(ReadOnlyAdmin):
    list_display = ["name", "slug", "description"]
    search_fields = ["name", "slug"]
