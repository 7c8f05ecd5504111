"""A process that makes comments, or a moderator who veils all of them as they were seen and prints what was said."""

import json
import sys
import time
from pathlib import Path

import django

django.setup()

from archive.actions import measures  # noqa: E402
from archive.actions.measures import Overtaken  # noqa: E402
from archive.models import Comment  # noqa: E402
from tests.actions.moderation import reasons  # noqa: E402
from tests.factories import WHEN, Said, article, held, rule  # noqa: E402


def make(times: int) -> None:
    rule("abuse", category="abuse", text="No abuse.")
    held(article(slug="fire"), comments=[Said("Hm.") for _ in range(times)])


def work(who: str, folder: Path) -> list[str]:
    """Both begin with each comment at the same moment."""
    seen, why, told = list(Comment.objects.order_by("number")), reasons(facts=""), []
    for comment in seen:
        (folder / f"{comment.number} {who}").touch()
        while len(list(folder.glob(f"{comment.number} *"))) < 2:
            time.sleep(0.0005)
        try:
            measures.decide([comment], "veil", why, by=who, at=WHEN, reason="It breaks the rule.")
        except Overtaken as overtaken:
            told.append(str(overtaken))
    return told


if sys.argv[1] == "make":
    make(int(sys.argv[2]))
else:
    print(json.dumps(work(sys.argv[1], Path(sys.argv[2]))))
