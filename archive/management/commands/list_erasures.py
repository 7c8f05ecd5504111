from typing import Any

from django.core.management.base import BaseCommand

from archive.actions.erasures import everything


class Command(BaseCommand):
    help = "Print what was erased, one a line and without a word of it, for keeping elsewhere; restore replays it."

    def handle(self, *_args: Any, **_options: Any) -> None:
        for erased in everything():
            self.stdout.write(str(erased))
