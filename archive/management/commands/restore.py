from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from archive.actions import backups
from archive.actions.erasures import read
from archive.actions.refusals import Refused


class Command(BaseCommand):
    help = (
        "Put a backup in the place of the database. Nothing is touched before the file has passed its check, and what "
        "was erased since is erased in it before anybody sees it."
    )
    # They ask the database, and here it may be the thing that is broken.
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--replace", action="store_true", help="lose what this archive holds now")
        parser.add_argument(
            "--erasures", type=Path, metavar="FILE", help="what was erased, as list_erasures printed it"
        )

    def handle(self, *_args: Any, file: Path, replace: bool, erasures: Path | None, **_options: Any) -> None:
        try:
            listed = read(erasures.read_text(encoding="utf-8").splitlines()) if erasures else []
            waiting, erased = backups.restore(file, replace=replace, erased=listed)
        except (Refused, OSError, UnicodeDecodeError) as refusal:
            raise CommandError(str(refusal)) from None
        self.stdout.write(f"Restored from {file}; {erased} erasures hold in it.")
        if not erasures and not erased:
            self.stdout.write("What was erased after this backup, by an archive that is gone, --erasures FILE says.")
        if waiting:
            self.stdout.write(
                f"The backup is older than this release: {waiting} migrations wait for `manage.py migrate`."
            )
