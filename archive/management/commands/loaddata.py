from typing import Any

from django.core.management.commands import loaddata
from django.db import DEFAULT_DB_ALIAS

from archive.search import indexing


class Command(loaddata.Command):
    help = f"{loaddata.Command.help} The search index is made anew, since fixtures hold none."

    def handle(self, *labels: Any, **options: Any) -> None:
        super().handle(*labels, **options)
        if options["database"] == DEFAULT_DB_ALIAS:
            indexing.rebuild()
