"""Taking back: a decision is undone by a new one that writes what stood there before."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from functools import cached_property
from typing import Any

from django.db import transaction
from django.db.models import Model
from django.utils.translation import gettext as _

from archive.actions import articles, histories, merging, names, removals, tags, values
from archive.actions.meanings import NOUNS, Meanings, names_records
from archive.actions.reasons import refuse_reason
from archive.actions.refusals import Refused
from archive.importing.record import Record
from archive.models import Article, Decision
from archive.rules import undoing
from archive.rules.undoing import Hindrance, Past, Way


class Standing(Refused):
    """A decision that can't be taken back; `hindrances` say why."""

    def __init__(self, hindrances: Sequence[Hindrance]) -> None:
        super().__init__(" ".join(map(str, hindrances)))
        self.hindrances = tuple(hindrances)


class Case:
    """One thing, where it is found now, with the decisions about it from some point on, in the order of the log."""

    def __init__(self, target: str, line: Iterable[Past], row: Model | None = None) -> None:
        """`row` is the thing itself, where it is at hand."""
        self.target = target
        self.line = list(line)
        if row is not None:
            self.row = row

    @classmethod
    def of(cls, past: Past) -> "Case":
        line = histories.since(past)
        return cls(histories.address_now(past, line), [past, *line])

    @cached_property
    def row(self) -> Model | None:
        return values.find(self.target)

    @cached_property
    def now(self) -> dict[str, Any] | None:
        return None if self.row is None else values.now(self.row)

    @cached_property
    def meanings(self) -> Meanings:
        return Meanings(self.line)

    def hindrances(self, past: Past) -> list[Hindrance]:
        """Everything that stands in the way of taking this one back; page, action and JSON print this list."""
        line = [later for later in self.line if later.number > past.number]
        if refused := undoing.refusal(past, line):
            return [refused]
        stays: list[str] = []
        if self.row is not None and past.way is Way.REMOVE and not undoing.later_writers(past, line):
            stays = self._stays(past)
            # Comments come of a text.
            commented = isinstance(self.row, Article) and self.row.text_id is not None
            line += histories.hanging(past, line) if commented and not stays else []
        weighed = past.way in (Way.WRITE, Way.READ)
        now = self.now if weighed or self.row is None else {}
        found = undoing.hindrances(past, line, now, stays)
        return found or [Hindrance(sentence) for sentence in self._obstacles(past)]

    def _stays(self, past: Past) -> list[str]:
        if isinstance(self.row, Article):
            return removals.article_stays(self.row)
        return removals.name_stays(self.row, since=past.number)  # type: ignore[arg-type]

    def _obstacles(self, past: Past) -> list[str]:
        """What stands in the way besides decisions and values: merges, names that are gone, and addresses."""
        row: Any = self.row
        match past.way:
            case Way.PART:
                into = self.meanings.merged(past.kind, (past.after or {})["merged_into"])
                said = merging.parting_refusal(past.number, row, into)
            case Way.JOIN:
                into = self.meanings.merged(past.kind, (past.before or {})["merged_into"])
                said = merging.refusal(row, into) if into else _("What it was merged into is not here any more.")
            case Way.WRITE | Way.RESTORE:
                said = self._misnamed(past) or self._misplaced(past)
            case _:
                said = ""
        return [said] if said else []

    def _misnamed(self, past: Past) -> str:
        """What a name in the values of a decision has become that keeps them from being written."""
        if not names_records(past):
            return ""
        try:
            told = self.meanings.told(past, past.before or {})
        except Refused as refused:
            return str(refused)
        now = self.now or {}
        same = past.way is Way.WRITE and told == {name: now.get(name) for name in told}
        return str(undoing.NOTHING) if same else ""

    def _misplaced(self, past: Past) -> str:
        slug = (past.before or {}).get("slug")
        if past.kind != "article" or not slug:
            return ""
        if isinstance(self.row, Article) and self.row.published_at and past.way is Way.WRITE:
            return _("The address of an article that was ever published stays as it is.")
        if self.meanings.taken(slug):
            return _("The address “%(slug)s” was given to another article since.") % {"slug": slug}
        return ""


def hindrances(decision: Decision) -> list[Hindrance]:
    """Why this decision can't be taken back; empty where it can be."""
    past = histories.past_of(decision)
    return Case.of(past).hindrances(past)


def take_back(decision: Decision, *, by: str, at: datetime, reason: str) -> Decision:
    """Undo one decision by a new one, which names it. Raises Standing, and Refused where an action refuses."""
    refuse_reason(reason)
    read = _read_again(decision)
    with transaction.atomic():
        Decision.objects.hold()
        past, case = _case(decision)
        if found := case.hindrances(past):
            raise Standing(found)
        known: dict[str, Any] = {"by": by, "at": at, "reason": reason}
        if past.way is Way.PART:
            return merging.unmerge(decision, **known)
        return _do(past, case.row, read, takes_back=past.number, **known)


def _case(decision: Decision) -> tuple[Past, Case]:
    past = histories.past(decision.pk)
    if past is None:
        raise Refused(_("There is no such decision."))
    return past, Case.of(past)


def _read_again(decision: Decision) -> Record | None:
    """Readers take their time: what they say is asked before the log is held."""
    past, case = _case(decision)
    row: Any = case.row
    if past.way is not Way.READ or case.hindrances(past):
        return None
    return values.read_again(row, past.before or {})


def _do(past: Past, row: Any, read: Record | None, **known: Any) -> Decision:
    before = dict(past.before or {})
    match past.way:
        case Way.JOIN:
            into: Any = values.find(f"{past.kind}:{before['merged_into']}")
            return merging.merge(row, into, **known)
        case Way.REMOVE if isinstance(row, Article):
            return removals.remove_article(row, **known)
        case Way.REMOVE:
            return removals.remove_name(row, since=past.number, **known)
        case Way.RESTORE:
            _restore(past, before, **known)
            return Decision.objects.get(takes_back=past.number)
        case _:
            return values.write(row, past, before, read=read, **known)


def _restore(past: Past, before: dict[str, Any], **known: Any) -> None:
    slug = past.target.partition(":")[2]
    if past.kind == "article":
        _restore_article(Meanings([past]).told(past, before), **known)
    elif past.kind == "tag":
        tags.create(before["name"], before["description"], slug=slug, **known)
    else:
        names.create(NOUNS[past.kind], slug, before, **known)


def _restore_article(before: dict[str, Any], *, takes_back: int, **known: Any) -> None:
    columns = {
        name: values.heard(Article, name, value) for name, value in before.items() if name in articles.CATALOGUE_FIELDS
    }
    article = articles.create(columns, takes_back=takes_back, **known)
    articles.set_bylines(article, values.bylines_heard(before["bylines"]), **known)
    tags.set_tags(article, before["tags"], **known)
