"""Interests in an article, declared and ended by whoever has them."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from archive.actions.articles import target
from archive.actions.decisions import Entry, record
from archive.actions.reasons import refuse_reason
from archive.actions.refusals import Refused
from archive.models import Article, Decision, Interest


@transaction.atomic
def declare(article: Article, *, by: str, at: datetime, reason: str) -> Interest:
    """From now on this person decides on no comment under the article. Raises Refused where that is so already."""
    refuse_reason(reason)
    Decision.objects.hold()
    if Interest.objects.keeps(by, [article.pk]):
        raise Refused(_("You declared an interest in this article already."))
    made = Interest.objects.create(who=by, article=article, declared_at=at)
    record(Entry("interest.declare", target(article), reason, {}, {f"interest of {by}": True}), by=by, at=at)
    return made


@transaction.atomic
def end(interest: Interest, *, by: str, at: datetime, reason: str) -> None:
    """Nobody ends the interest of another person. Raises Refused."""
    refuse_reason(reason)
    Decision.objects.hold()
    interest.refresh_from_db(from_queryset=Interest.objects.select_for_update())
    if interest.ended_at or interest.who != by:
        raise Refused(_("Only an interest of your own that stands can be ended."))
    interest.ended_at = at
    interest.save(update_fields=["ended_at"])
    who = f"interest of {by}"
    record(Entry("interest.end", target(interest.article), reason, {who: True}, {who: False}), by=by, at=at)
