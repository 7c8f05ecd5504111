from typing import Any

from django.core import serializers
from django.core.management.commands import dumpdata
from django.db.models import Model

from archive.models import Article, Figure, Fingerprint

# An article names its current text, which names its reading, which names the article. loaddata can write this one
# relation afterwards; everything else must find what it names.
CIRCLE = Article._meta.get_field("text")
django_order = serializers.sort_dependencies


class Command(dumpdata.Command):
    help = f"{dumpdata.Command.help} Tables are in an order that loaddata can load into an empty database."

    def handle(self, *args: Any, **options: Any) -> None:
        # The cards of the search index say nothing that the words do not say.
        options["exclude"] = [*options["exclude"], "archive.card", "archive.indexstate"]
        serializers.sort_dependencies = in_order
        try:
            super().handle(*args, **options)
        finally:
            serializers.sort_dependencies = django_order


def in_order(app_list: Any, allow_cycles: bool = False) -> list[type[Model]]:
    """Django's order, but no table comes before one that its rows name."""
    # These are made of the words again: see find_reuse.
    made = {Figure, Fingerprint}
    waiting = [model for model in django_order(app_list, allow_cycles=allow_cycles) if model not in made]
    ordered: list[type[Model]] = []
    while waiting:
        ordered.append(next(model for model in waiting if not named_by(model) & set(waiting)))
        waiting.remove(ordered[-1])
    return ordered


def named_by(model: type[Model]) -> set[type[Model]]:
    fields = [field for field in model._meta.fields if field.remote_field and field is not CIRCLE]
    return {field.related_model for field in fields if field.related_model} - {model}
