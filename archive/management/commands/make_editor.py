from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from archive.actions import clock, editors
from archive.actions.refusals import Refused
from archive.models import User
from archive.rules.actors import SHELL
from archive.rules.roles import ROLES


class Command(BaseCommand):
    help = "Make an account and print its one-time password, which must be changed at the first log-in."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("username", nargs="?", default="editor")
        parser.add_argument("--again", action="store_true", help="a new one-time password for an account there is")
        parser.add_argument(
            "--role", action="append", dest="roles", choices=[*ROLES], help="may be given several times; all without it"
        )

    def handle(self, *_args: Any, username: str, again: bool, roles: list[str] | None, **_options: Any) -> None:
        known: dict[str, Any] = {"by": SHELL, "at": clock.now()}
        try:
            if again:
                reason = "A new one-time password, given at the shell."
                password = editors.let_in_again(_found(username), reason=reason, **known)
            else:
                password = editors.make_editor(username, roles=roles or ROLES, reason="Made at the shell.", **known)
        except Refused as refusal:
            raise CommandError(str(refusal)) from None
        self.stdout.write(
            f"user name: {username}\none-time password: {password}\nLog in at /admin/ and choose your own."
        )


def _found(username: str) -> User:
    user = User.objects.active_staff().filter(username=username).first()
    if user is None:
        raise Refused(f"There is no active editor {username}.")
    return user
