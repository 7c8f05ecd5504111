from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from archive.actions import backups
from archive.actions.refusals import Refused


class Command(BaseCommand):
    help = "Put a backup in the place of the database. Nothing is touched before the file has passed its check."
    # They ask the database, and here it may be the thing that is broken.
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--replace", action="store_true", help="lose what this archive holds now")

    def handle(self, *_args: Any, file: Path, replace: bool, **_options: Any) -> None:
        try:
            waiting = backups.restore(file, replace=replace)
        except Refused as refusal:
            raise CommandError(str(refusal)) from None
        self.stdout.write(f"Restored from {file}.")
        if waiting:
            self.stdout.write(
                f"The backup is older than this release: {waiting} migrations wait for `manage.py migrate`."
            )
