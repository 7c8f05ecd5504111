import json
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from archive.search import indexing


class Command(BaseCommand):
    help = "Say whether the search index holds what everyone may read and nothing else; --rebuild makes it anew."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--rebuild", action="store_true", help="make it anew, all at once")
        parser.add_argument("--json", action="store_true", help="print one JSON value")

    def handle(self, *_args: str, rebuild: bool, **options: Any) -> None:
        found = (indexing.rebuild if rebuild else indexing.check)()
        sound = indexing.sound()
        fine = sound and (rebuild or not found)
        if options["json"]:
            self.stdout.write(json.dumps({"sound": fine, "index": sound, **found._asdict()}))
        elif rebuild:
            self.stdout.write(f"{found.added:,} cards were made.")
        elif fine:
            self.stdout.write("The index holds what it ought to.")
        else:
            self.stdout.write(f"Lacking {found.added:,}, different {found.changed:,}, too many {found.taken:,}.")
            if not sound:
                self.stdout.write("The full-text index is missing or does not agree with the cards.")
        if not fine:
            raise SystemExit(1)
