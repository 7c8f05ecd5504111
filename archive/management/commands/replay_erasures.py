from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from archive.actions import clock, erasures, scrubbing
from archive.actions.refusals import Refused


class Command(BaseCommand):
    help = (
        "Erase again what a list of list_erasures names and this archive still holds, or nothing. Exit 2: wrong call."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)

    def handle(self, *_args: Any, file: Path, **_options: Any) -> None:
        try:
            listed = erasures.read(file.read_text(encoding="utf-8").splitlines())
            done = erasures.replay(listed, at=clock.now())
            if done:
                scrubbing.scrub()
        except (OSError, UnicodeDecodeError, Refused) as refusal:
            raise CommandError(f"{file}: {refusal}", returncode=2) from None
        self.stdout.write(f"Erasures: {len(listed)} listed, {done} made again.")
