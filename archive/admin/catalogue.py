"""The small nouns that articles point at."""

from django.contrib import admin

from archive.admin.readonly import ReadOnlyAdmin
from archive.models import Author, Collection, Publisher, Tag


@admin.register(Author, Collection, Publisher)
class NamedAdmin(ReadOnlyAdmin):
    list_display = ["name", "slug"]
    search_fields = ["name", "slug"]


@admin.register(Tag)
class TagAdmin(ReadOnlyAdmin):
    list_display = ["name", "slug", "description"]
    search_fields = ["name", "slug"]
