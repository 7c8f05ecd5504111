from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from archive.actions import clock, editors
from archive.actions.refusals import Refused


class Command(BaseCommand):
    help = "Make an editor's account and print its one-time password, which must be changed at the first log-in."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("username", nargs="?", default="editor")
        parser.add_argument("--again", action="store_true", help="a new one-time password for an account there is")

    def handle(self, *_args: Any, username: str, again: bool, **_options: Any) -> None:
        verb = editors.let_in_again if again else editors.make_editor
        try:
            password = verb(username, by="shell", at=clock.now())
        except Refused as refusal:
            raise CommandError(str(refusal)) from None
        self.stdout.write(
            f"user name: {username}\none-time password: {password}\nLog in at /admin/ and choose your own."
        )
