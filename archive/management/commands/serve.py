import os
from typing import Any

from django.conf import settings
from django.core.management import CommandError, CommandParser, call_command
from django.core.management.commands import runserver
from django.db import connections
from django.utils.autoreload import DJANGO_AUTORELOAD_ENV

from archive.models.health import database_state


class Command(runserver.Command):
    help = "Bring the database up to date, load rules and seeds, and serve the archive on this machine."

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        # For reading; a second process that watches for changes of the code would have the first page wait.
        parser.add_argument("--reload", action="store_true", dest="use_reloader", help="begin anew when code changes")
        parser.set_defaults(use_reloader=False)

    def run(self, **options: Any) -> None:
        # The reloader runs this command a second time, in the process that serves and is restarted at every change.
        if os.environ.get(DJANGO_AUTORELOAD_ENV) != "true":
            self.prepare(options["addrport"] or f"{self.default_addr}:{self.default_port}")
        super().run(**options)

    def prepare(self, address: str) -> None:
        if not database_state().healthy:
            self.stdout.write("Making the database ready.")
            call_command("migrate", verbosity=0)
        try:
            call_command("write_rules", settings.ARCHIVE_RULES, verbosity=0)
            call_command("load_seeds")
        except CommandError as refusal:
            # A document that can't be loaded is told of, and keeps no reader from the others.
            self.stderr.write(str(refusal))
        connections.close_all()
        self.stdout.write(
            f"\nThe archive: http://{address}/\nTo work in it: make editor, then http://{address}/admin/\n"
        )
