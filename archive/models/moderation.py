"""The decisions of the log that are about moderation, as far as they are public."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from django.db.models import Count, Exists, F, OuterRef, Q, TextField, Value
from django.db.models.functions import Cast, Concat, StrIndex, Substr, TruncMonth

from archive.models.articles import Article
from archive.models.decisions import Decision, DecisionQuerySet
from archive.rules import visibility
from archive.rules.moderation import PUBLIC_VERBS

# Both kinds of target are as long: what follows is the slug, up to the sign before a comment's number.
AFTER_KIND = len("comment:") + 1


class Figures(NamedTuple):
    """How often a verb was decided in a month, and how many of these decisions were taken back since."""

    month: datetime
    verb: str
    decided: int
    taken_back: int


def moderation(viewer: visibility.Viewer | None) -> DecisionQuerySet:
    """Decisions about comments and articles that this person may know of, and about the rules of the house.

    Of publications those that take back a withdrawal.
    """
    end = StrIndex(Concat(F("target"), Value("#")), Value("#")) - AFTER_KIND
    rows = Decision.objects.filter(verb__in=PUBLIC_VERBS).exclude(verb="article.publish", takes_back=None)
    rows = rows.annotate(slug=Substr("target", AFTER_KIND, end))
    if visibility.is_staff(viewer):
        return rows
    known = Article.objects.known_to(viewer).filter(slug=OuterRef("slug"))
    return rows.filter(Q(target__startswith="rule:") | Exists(known))


def withdrawal_of(article: Article) -> Decision | None:
    """The decision by which an article is withdrawn now, with its detail; None where the log has none."""
    rows = Decision.objects.filter(target=f"article:{article.slug}", verb="article.withdraw", taken_back_by=None)
    return rows.select_related("detail").order_by("-number").first()


def about_article(rows: DecisionQuerySet, slug: str) -> DecisionQuerySet:
    return rows.filter(Q(target=f"article:{slug}") | Q(target__startswith=f"comment:{slug}#"))


def under_rule(rows: DecisionQuerySet, code: str) -> DecisionQuerySet:
    """Decisions that apply a rule, or write it. The log keeps rules by code and version, wherever in its detail."""
    return _spelled(rows).filter(_applies(code) | Q(target=f"rule:{code}"))


def counts_by_rule(rows: DecisionQuerySet, codes: Sequence[str]) -> list[int]:
    """How many decisions apply each of these rules, in their order; one query."""
    if not codes:
        return []
    counts = {f"rule_{place}": Count("pk", filter=_applies(code)) for place, code in enumerate(codes)}
    found = _spelled(rows).aggregate(**counts)
    return [found[name] for name in counts]


def _spelled(rows: DecisionQuerySet) -> DecisionQuerySet:
    return rows.annotate(said_before=Cast("detail__before", TextField()), said_after=Cast("detail__after", TextField()))


def _applies(code: str) -> Q:
    return Q(said_before__contains=f'"rule": "{code} ') | Q(said_after__contains=f'"rule": "{code} ')


def in_month(rows: DecisionQuerySet, first: datetime, after: datetime) -> DecisionQuerySet:
    return rows.filter(at__gte=first, at__lt=after)


def figures(rows: DecisionQuerySet) -> list[Figures]:
    """By month, the newest first, and verb."""
    taken_back = Exists(Decision.objects.filter(takes_back=OuterRef("pk")))
    found: dict[tuple[datetime, str], list[int]] = {}
    months = rows.annotate(month=TruncMonth("at"), gone=taken_back).order_by("-month", "verb")
    for month, verb, gone in months.values_list("month", "verb", "gone"):
        counts = found.setdefault((month, verb), [0, 0])
        counts[0] += 1
        counts[1] += gone
    return [Figures(month, verb, count, gone) for (month, verb), (count, gone) in found.items()]
