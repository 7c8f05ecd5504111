from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from archive.actions import wordrules
from archive.actions.clock import now
from archive.actions.refusals import Refused
from archive.models import Flag, WordRule


class Command(BaseCommand):
    help = "Look for the terms of a word rule in every comment, so that it can be switched on in the admin."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("code", help="the code of the word rule")

    def handle(self, *_args: Any, **options: Any) -> None:
        rule = WordRule.objects.filter(code=options["code"]).first()
        if rule is None:
            raise CommandError(f"There is no word rule “{options['code']}”.", returncode=2)
        try:
            wordrules.rehearse(rule, at=now())
        except Refused as refusal:
            raise CommandError(str(refusal)) from None
        self.stdout.write(f"It finds {Flag.objects.filter(word_rule=rule).count()} comments.")
