from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from archive.actions import houserules
from archive.actions.clock import now
from archive.importing.houserules import read
from archive.importing.tables import BadCatalogue


class Command(BaseCommand):
    help = "Write the rules of the house that a file has and the archive has not. Exit 0: done; 2: wrong call."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--renew", action="store_true", help="also write the next version of rules that differ")
        parser.add_argument("--reason", default="Written from a file.", help="what the log says")

    def handle(self, *_args: Any, file: Path, renew: bool, reason: str, **_options: Any) -> None:
        try:
            rules = read(file, file.name)
            written, kept = houserules.adopt(rules, renew=renew, by="write_rules", at=now(), reason=reason)
        except (BadCatalogue, houserules.Refused) as refusal:
            raise CommandError(str(refusal), returncode=2) from None
        self.stdout.write(f"Rules of the house: written {written}, kept {kept}.")
