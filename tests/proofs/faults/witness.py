"""What is made of an archive, and what it holds: asked of the `warm` process, answered from one of its children."""

from typing import Any

import django

django.setup()

from django.conf import settings  # noqa: E402
from django.contrib.auth.models import Group  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402

from archive.actions.clock import now  # noqa: E402
from archive.actions.verify_archive import verify_archive  # noqa: E402
from archive.actions.verify_log import verify_log  # noqa: E402
from archive.models import (  # noqa: E402
    Article,
    Comment,
    Decision,
    DecisionDetail,
    HouseRule,
    SourceFile,
    TaggedComment,
    User,
)
from archive.states import ArticleState, CommentState  # noqa: E402
from tests.databases import leave  # noqa: E402
from tests.proofs.faults.editors import NAMES, PASSWORD, TOKEN  # noqa: E402

# How many sources are read again after each kill, the least recently read first.
SOME = 10


def build() -> dict[str, Any]:
    """An archive of the sample, in which everybody of NAMES is an editor: the keys of what they may work on."""
    call_command("migrate", verbosity=0)
    call_command("write_rules", settings.ARCHIVE_RULES, verbosity=0)
    call_command("load_seeds", settings.BASE_DIR / "seeds" / "sample", verbosity=0)
    for name in NAMES:
        User.objects.create_user(name, password=PASSWORD, is_staff=True).groups.set(Group.objects.filter(name="editor"))
    shown = Comment.objects.filter(state=CommentState.SHOWN, retired_at=None, article__state=ArticleState.PUBLISHED)
    slugs = Article.objects.filter(state=ArticleState.PUBLISHED, text__isnull=False).values_list("pk", "slug")
    found = {
        "articles": [key for key, _slug in slugs],
        "slugs": [slug for _key, slug in slugs],
        "comments": list(shown.values_list("pk", flat=True)),
        "rule": HouseRule.objects.in_force().order_by("pk")[0].pk,
    }
    leave()
    return found


def told(whole: str = "") -> dict[str, Any]:
    """What is there of everything that editors send, and what is wrong; `whole` verifies every source."""
    with connection.cursor():
        # A tag that is made for a row is told apart from the row's having it.
        reasons = DecisionDetail.objects.exclude(decision__verb="tag.create").values_list("reason", flat=True)
        sources = SourceFile.objects.filter(name__regex=TOKEN.pattern).values_list("name", "readings__article__slug")
        brought = {name.removesuffix(".txt"): f"article:{slug}" for name, slug in sources}
        tagged = TaggedComment.objects.filter(tag__name__regex=TOKEN.pattern)
        targets = set(Decision.objects.values_list("target", flat=True))
        log = {found[0] for reason in reasons if (found := TOKEN.search(reason))}
        log |= {token for token, target in brought.items() if target in targets}
        archive, chain = verify_archive(at=now(), count=None if whole else SOME), verify_log(replay=True)
        faults = [f"{fault.about}: {fault.what}" for fault in archive.faults]
        faults += [f"{about}: {what}" for about, _number, what in chain.faults]
        answer = {
            "log": sorted(log),
            "tag": list(tagged.values_list("content_object_id", "tag__name")),
            "bring": sorted(brought),
            "moderate": dict(Comment.objects.values_list("pk", "state")),
            "edit": dict(Article.objects.values_list("pk", "abstract")),
            "size": chain.size,
            "faults": faults if chain.bad is None else [*faults, f"the chain is broken at {chain.bad}"],
        }
    leave()
    return answer
