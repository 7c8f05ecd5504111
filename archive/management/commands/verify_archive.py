import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from archive.actions.clock import now
from archive.actions.verify_archive import verify_archive
from archive.exports.reports import archive_report


def positive(value: str) -> int:
    number = int(value)
    if not 1 <= number < 2**31:
        raise ValueError(value)
    return number


class Command(BaseCommand):
    help = "Hash sources anew, read texts again, check all that hangs on them. Exit 0: sound; 1: faults."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--count", type=positive, help="only so many sources, the least recently checked first")
        parser.add_argument("--json", action="store_true", help="print one JSON value")

    def handle(self, *_args: Any, **options: Any) -> None:
        report = verify_archive(at=now(), count=options["count"])
        if options["json"]:
            self.stdout.write(json.dumps(archive_report(report)))
        else:
            of = ", ".join(
                f"{getattr(report, what)} {what}" for what in ("sources", "texts", "threads", "places", "parallels")
            )
            self.stdout.write(f"{of} checked")
            for fault in report.faults:
                self.stderr.write(f"{fault.about}: {fault.what}")
        if not report.sound:
            raise CommandError(f"{len(report.faults)} faults.", returncode=1)
