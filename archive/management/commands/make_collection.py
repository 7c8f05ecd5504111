from argparse import ArgumentParser, ArgumentTypeError
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from archive.actions import invented
from archive.actions.clock import now
from archive.actions.refusals import Refused
from archive.management.progress import Bar
from archive.models import bulk


class Command(BaseCommand):
    help = (
        "Make a collection of invented articles and comments, for measuring. The same seed makes the same collection."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--articles", type=at_least(1), default=1_000)
        parser.add_argument("--comments", type=at_least(0), default=30_000, help="how many in all")
        parser.add_argument("--seed", type=at_least(0), default=1)

    def handle(self, *_args: Any, articles: int, comments: int, seed: int, **_options: Any) -> None:
        try:
            made = invented.make(articles, comments, seed, by="make_collection", clock=now, progress=Bar(self.stderr))
        except Refused as refusal:
            raise CommandError(str(refusal)) from None
        bulk.take_stock()
        stored, indexed = (part.total_seconds() for part in (made.storing, made.indexing))
        self.stdout.write(
            f"{articles:,} articles and {comments:,} comments stored in {stored:.1f} s, "
            f"and the search index made in {indexed:.1f} s."
        )


def at_least(least: int) -> Any:
    def number(text: str) -> int:
        if not text.isascii() or not text.isdigit() or int(text) < least:
            raise ArgumentTypeError(f"{text} is not a number from {least} on")
        return int(text)

    return number
