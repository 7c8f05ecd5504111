from typing import Any

from django.core.management.base import BaseCommand

from archive.actions import clock
from archive.actions.checkpoints import checkpoint


class Command(BaseCommand):
    help = "Print size, head and time of the log, for keeping elsewhere; verify_log --checkpoint FILE reads it."

    def handle(self, *_args: Any, **_options: Any) -> None:
        self.stdout.write(str(checkpoint(at=clock.now())))
