import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from archive.actions import checkpoints
from archive.actions.refusals import Refused
from archive.actions.verify_log import verify_log
from archive.exports.reports import log_report


class Command(BaseCommand):
    help = "Recompute the hash chain of the log. Exit 0: sound; 1: broken, with the first bad number; 2: wrong call."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--replay", action="store_true", help="compare every state that the log tells with the tables"
        )
        parser.add_argument(
            "--checkpoint", type=Path, metavar="FILE", help="a file of lines that checkpoint_log printed"
        )
        parser.add_argument("--json", action="store_true", help="print one JSON value")

    def handle(self, *_args: Any, **options: Any) -> None:
        report = verify_log(_kept(options["checkpoint"]), replay=options["replay"])
        if options["json"]:
            self.stdout.write(json.dumps(log_report(report)))
        else:
            self.stdout.write(f"{report.size} decisions, {report.checkpoints} checkpoints, head {report.head}")
        if report.bad is not None:
            raise CommandError(f"Decision {report.bad}: {report.why}.", returncode=1)
        for about, number, what in report.faults:
            self.stderr.write(f"{about}: {what} (last decision: {number or 'none'}).")
        if report.faults:
            raise CommandError(f"{len(report.faults)} states are not what the log tells.", returncode=1)


def _kept(file: Path | None) -> list[checkpoints.Checkpoint]:
    if file is None:
        return []
    try:
        return checkpoints.read(file.read_text(encoding="utf-8").splitlines())
    except (OSError, UnicodeDecodeError, Refused) as error:
        raise CommandError(f"{file}: {error}", returncode=2) from None
