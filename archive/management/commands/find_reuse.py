import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from archive.actions.clock import now
from archive.actions.parallels import find
from archive.exports.parallels import listing
from archive.management.progress import Bar
from archive.models import Parallel
from archive.models.parallels import reuse


class Command(BaseCommand):
    help = "Compare the words of articles and comments that were not compared yet, and list what they share."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--rebuild", action="store_true", help="compare all texts anew; what was decided stays")
        parser.add_argument("--json", action="store_true", help="print one JSON value: every passage")

    def handle(self, *_args: Any, **options: Any) -> None:
        report = find(rebuild=options["rebuild"], clock=now, progress=Bar(self.stderr))
        standing = Parallel.objects.standing()
        if options["json"]:
            self.stdout.write(json.dumps(listing(reuse(standing.by_place()))))
        else:
            self.stdout.write(f"{report.articles} articles compared, {standing.count()} shared passages stand")
