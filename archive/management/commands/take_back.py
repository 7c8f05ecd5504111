import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from archive.actions.clock import now
from archive.actions.refusals import Refused
from archive.actions.undoing_runs import preview, summary, take_back_run
from archive.exports.undoing import figures, stays
from archive.management.progress import Bar
from archive.models import ImportRun


class Command(BaseCommand):
    help = "Take a whole load back. Exit 0: done; 1: something was kept, and is named; 2: wrong call."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("key", help="the key of the import, as the admin shows it")
        parser.add_argument("--reason", default="Taken back at the shell.", help="what the log and tombstones say")
        parser.add_argument("--dry-run", action="store_true", help="write nothing, and show what would become of it")
        parser.add_argument("--json", action="store_true", help="print one JSON value")

    def handle(self, *_args: Any, key: str, reason: str, **options: Any) -> None:
        run = ImportRun.objects.filter(key=key).first() if "\0" not in key else None
        if run is None:
            raise CommandError("There is no import with this key.", returncode=2)
        try:
            if options["dry_run"]:
                report = preview(run)
            else:
                report = take_back_run(run, by="take_back", clock=now, reason=reason, progress=Bar(self.stderr))
        except Refused as refusal:
            raise CommandError(str(refusal), returncode=2) from None
        stream = self.stderr if options["json"] else self.stdout
        for line in stays(report):
            stream.write(line)
        self.stdout.write(json.dumps({"key": run.key, **summary(report)}) if options["json"] else figures(report))
        if report.kept:
            raise CommandError(f"{len(report.kept)} kept.", returncode=1)
