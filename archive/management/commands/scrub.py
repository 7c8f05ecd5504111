from typing import Any

from django.core.management.base import BaseCommand

from archive.actions.scrubbing import scrub


class Command(BaseCommand):
    help = (
        "Write the tables of the database anew, without the bytes of what was deleted; run it after an erasure. "
        "Nobody else can use a table meanwhile. PostgreSQL's write-ahead log and backups are not among them."
    )

    def handle(self, *_args: Any, **_options: Any) -> None:
        done = scrub()
        self.stdout.write(f"{done.tables} tables written anew, {done.drafts} drafts of forms dropped.")
