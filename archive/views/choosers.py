"""What a chooser of the admin offers as one types."""

from typing import Any

from django.contrib.admin.views.autocomplete import AutocompleteJsonView
from django.db.models import Model

from archive.text.legible import legible


class Choices(AutocompleteJsonView):
    """Rows by names that are legible."""

    def serialize_result(self, obj: Model, to_field_name: str) -> dict[str, Any]:
        offered = super().serialize_result(obj, to_field_name)
        return {**offered, "text": legible(offered["text"])}
