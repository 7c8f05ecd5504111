import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from archive.actions import loads
from archive.actions.clock import now
from archive.exports.loads import difference, load_report, problems, summary
from archive.management.progress import Bar


class Command(BaseCommand):
    help = (
        "Load catalogues, the documents they describe, first decisions on them and disputed statements. "
        "Exit 0: done; 1: something was refused; 2: wrong call."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folders", nargs="*", type=Path, metavar="FOLDER", help="a folder of catalogue files")
        parser.add_argument("--dry-run", action="store_true", help="write nothing, and show what would be written")
        parser.add_argument("--json", action="store_true", help="print one JSON value")

    def handle(self, *_args: Any, folders: list[Path], **options: Any) -> None:
        folders = folders or [Path(folder) for folder in settings.ARCHIVE_SEEDS]
        for folder in folders:
            if not folder.is_dir():
                raise CommandError(f"{folder} is not a folder.", returncode=2)
        report = loads.load(
            folders,
            documents=[Path(settings.ARCHIVE_DOCUMENTS), settings.BASE_DIR / "seeds" / "documents"],
            by="load_seeds",
            clock=now,
            limits=loads.Limits(settings.ARCHIVE_DOCUMENT_LIMIT, settings.ARCHIVE_LINE_LIMIT),
            dry_run=options["dry_run"],
            progress=Bar(self.stderr),
        )
        lines = difference(report) if options["dry_run"] else problems(report)
        stream = self.stderr if options["json"] else self.stdout
        for line in lines:
            stream.write(line)
        self.stdout.write(json.dumps(load_report(report)) if options["json"] else "\n".join(summary(report)))
        if report.refused:
            raise CommandError(f"{report.refused} refused.", returncode=1)
