from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from archive.actions import backups
from archive.actions.refusals import Refused


class Command(BaseCommand):
    help = "Write the whole database to a new file. On PostgreSQL it is pg_dump's custom format."
    # They ask the database, and here it may be the thing that is broken.
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)

    def handle(self, *_args: Any, file: Path, **_options: Any) -> None:
        try:
            backups.backup(file)
        except Refused as refusal:
            raise CommandError(str(refusal)) from None
        self.stdout.write(f"{file}: {file.stat().st_size:,} bytes, checked.")
