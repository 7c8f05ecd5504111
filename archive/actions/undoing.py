"""Taking back: a decision is undone by a new one that writes what stood there before."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from functools import cached_property
from typing import Any

from django.db import transaction
from django.db.models import Model
from django.utils.translation import gettext as _

from archive.actions import articles, histories, merging, names, removals, tags, values
from archive.actions.refusals import Refused
from archive.models import Article, Decision
from archive.rules import undoing
from archive.rules.undoing import Hindrance, Past, Way
from archive.text.runs import UNSTORABLE

# The column of a reading's reason holds no more.
LONGEST_REASON = 1000


class Standing(Refused):
    """A decision that can't be taken back; `hindrances` say why."""

    def __init__(self, hindrances: Sequence[Hindrance]) -> None:
        super().__init__(" ".join(map(str, hindrances)))
        self.hindrances = tuple(hindrances)


class Case:
    """One thing, where it is found now, with the decisions about it from some point on, in the order of the log."""

    def __init__(self, target: str, line: Iterable[Past]) -> None:
        self.target = target
        self.line = list(line)

    @classmethod
    def of(cls, past: Past) -> "Case":
        line = histories.since(past)
        return cls(histories.address_now(past, line), line)

    @cached_property
    def row(self) -> Model | None:
        return values.find(self.target)

    @cached_property
    def now(self) -> dict[str, Any] | None:
        return None if self.row is None else values.now(self.row)

    def hindrances(self, past: Past) -> list[Hindrance]:
        """Everything that stands in the way of taking this one back; page, action and JSON print this list."""
        line = [later for later in self.line if later.number > past.number]
        if refused := undoing.refusal(past, line):
            return [refused]
        stays: list[str] = []
        if self.row is not None and past.way is Way.REMOVE and not undoing.later_writers(past, line):
            stays = self._stays(past)
            line += histories.hanging(past, line) if past.kind == "article" and not stays else []
        weighed = past.way in (Way.WRITE, Way.READ)
        now = self.now if weighed or self.row is None else {}
        found = undoing.hindrances(past, line, now, stays)
        return found or [Hindrance(sentence) for sentence in self._obstacles(past)]

    def _stays(self, past: Past) -> list[str]:
        if isinstance(self.row, Article):
            return removals.article_stays(self.row)
        return removals.name_stays(self.row, since=past.number)  # type: ignore[arg-type]

    def _obstacles(self, past: Past) -> list[str]:
        """What stands in the way besides decisions and values: merges of others, and addresses."""
        if past.way is Way.PART:
            said = merging.parting_refusal(Decision.objects.select_related("detail").get(pk=past.number))
            return [said] if said else []
        if past.way is Way.JOIN:
            into: Any = values.find(f"{past.kind}:{(past.before or {})['merged_into']}")
            row: Any = self.row
            said = merging.refusal(row, into) if into else _("What it was merged into is not here any more.")
            return [said] if said else []
        slug = (past.before or {}).get("slug")
        if past.kind != "article" or not slug or past.way not in (Way.WRITE, Way.RESTORE):
            return []
        if isinstance(self.row, Article) and self.row.published_at and past.way is Way.WRITE:
            return [_("The address of an article that was ever published stays as it is.")]
        if Article.objects.filter(slug=slug).exists():
            return [_("The address “%(slug)s” was given to another article since.") % {"slug": slug}]
        return []


def hindrances(decision: Decision) -> list[Hindrance]:
    """Why this decision can't be taken back; empty where it can be."""
    past = histories.past(decision.pk)
    return [] if past is None else Case.of(past).hindrances(past)


@transaction.atomic
def take_back(decision: Decision, *, by: str, at: datetime, reason: str) -> Decision:
    """Undo one decision by a new one, which names it. Raises Standing, and Refused where an action refuses."""
    refuse_reason(reason)
    Decision.objects.hold()
    past = histories.past(decision.pk)
    if past is None:
        raise Refused(_("There is no such decision."))
    case = Case.of(past)
    if found := case.hindrances(past):
        raise Standing(found)
    known: dict[str, Any] = {"by": by, "at": at, "reason": reason}
    if past.way is Way.PART:
        return merging.unmerge(decision, **known)
    _do(past, case.row, takes_back=past.number, **known)
    return Decision.objects.get(takes_back=past.number)


def _do(past: Past, row: Any, **known: Any) -> None:
    before = dict(past.before or {})
    match past.way:
        case Way.JOIN:
            merging.merge(row, values.find(f"{past.kind}:{before['merged_into']}"), **known)  # type: ignore[arg-type]
        case Way.REMOVE if isinstance(row, Article):
            removals.remove_article(row, **known)
        case Way.REMOVE:
            removals.remove_name(row, since=past.number, **known)
        case Way.RESTORE if past.kind == "article":
            _restore_article(before, **known)
        case Way.RESTORE if past.kind == "tag":
            tags.create(before["name"], before["description"], slug=past.target.partition(":")[2], **known)
        case Way.RESTORE:
            names.create(values.NOUNS[past.kind], past.target.partition(":")[2], before, **known)
        case _:
            values.write(row, past, before, **known)


def _restore_article(before: dict[str, Any], *, takes_back: int, **known: Any) -> None:
    columns = {
        name: values.heard(Article, name, value) for name, value in before.items() if name in articles.CATALOGUE_FIELDS
    }
    article = articles.create(columns, takes_back=takes_back, **known)
    articles.set_bylines(article, values.bylines_heard(before["bylines"]), **known)
    tags.set_tags(article, before["tags"], **known)


def refuse_reason(reason: str, longest: int = LONGEST_REASON) -> None:
    if not reason.strip() or UNSTORABLE in reason or len(reason) > longest:
        raise Refused(_("Taking back needs a reason of at most %(longest)s characters.") % {"longest": longest})
