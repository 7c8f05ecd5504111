import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from archive.actions.verify_log import verify_log
from archive.exports.reports import log_report


class Command(BaseCommand):
    help = "Recompute the hash chain of the log. Exit 0: sound; 1: broken, with the first bad number."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--json", action="store_true", help="print one JSON value")

    def handle(self, *_args: Any, **options: Any) -> None:
        report = verify_log()
        if options["json"]:
            self.stdout.write(json.dumps(log_report(report)))
        else:
            self.stdout.write(f"{report.size} decisions, head {report.head}")
        if not report.sound:
            raise CommandError(f"Decision {report.bad}: {report.why}.", returncode=1)
