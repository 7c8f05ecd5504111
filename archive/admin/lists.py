"""Lists of the admin that any address can be sent to."""

from typing import Any

from django.contrib import admin
from django.core.exceptions import SuspiciousOperation
from django.db import DataError
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.text import capfirst

from archive.admin.reading import ReadByStaff
from archive.forms.choosers import SelectOne

# Patterns are for the database to compile; a broken one is an error of its own on each.
PATTERNS = ("regex", "iregex")
LONGEST_SEARCH = 200
MOST_WORDS = 20


class SturdyList(ReadByStaff, admin.ModelAdmin):
    """A list that counts its rows once, and answers what no database can follow with a 400."""

    show_full_result_count = False
    list_per_page = 100

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        if any("\0" in value for _name, values in request.GET.lists() for value in values):
            raise SuspiciousOperation("A filter with a NUL in it.")
        named = capfirst(self.opts.verbose_name_plural)
        try:
            return super().changelist_view(request, {"title": named, **(extra_context or {})})
        except (OverflowError, DataError, ValueError) as error:
            raise SuspiciousOperation("A filter that no database can follow.") from error

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """As Django's, but what can be no key is refused by the field, and does not break its chooser."""
        if db_field.name in self.get_autocomplete_fields(request):
            kwargs.setdefault("widget", SelectOne(db_field, self.admin_site, using=kwargs.get("using")))
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Any], search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        """As Django's, of so many words as a person types; each is a condition of its own."""
        if "\0" in search_term:
            raise SuspiciousOperation("A search with a NUL in it.")
        words = search_term[:LONGEST_SEARCH].split()[:MOST_WORDS]
        return super().get_search_results(request, queryset, " ".join(words))

    def lookup_allowed(self, lookup: str, value: str, request: HttpRequest) -> bool:
        return lookup.rpartition("__")[2] not in PATTERNS and super().lookup_allowed(lookup, value, request)
