"""Decisions of moderation as readers and programs are told them: the fields of a statement of reasons.

No name of anybody who decides is told, and no word that is hidden: the log itself holds none.
"""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed

from archive.models import Article, Decision
from archive.rules.verbs import verb_in_words

Json = dict[str, Any]

# A spreadsheet takes what begins so for a formula, and runs it.
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "|", "%")
REASONS = (
    "rule", "category", "ground", "law", "facts", "note", "prompt", "automated", "review_on", "until", "words",
)  # fmt: skip


class Feed(Atom1Feed):
    """One without entries says the same each time it is asked for: Django's would be as old as the question."""

    def latest_post_date(self) -> datetime:
        return super().latest_post_date() if self.items else datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Told:
    """One decision. `comment` is None where it is about an article or a rule, which then has no `article`."""

    number: int
    at: datetime
    verb: str
    article: str | None
    title: str | None
    comment: int | None
    code: str | None
    reasons: Mapping[str, Any]
    reason: str
    state: str | None
    two_people: bool
    alone: bool
    takes_back: int | None
    taken_back_by: int | None

    @property
    def verb_in_words(self) -> str:
        return verb_in_words(self.verb)

    @property
    def address(self) -> str:
        return reverse("archive:decision", args=[self.number])

    @property
    def subject(self) -> str:
        if self.article is None:
            return reverse("archive:rules")
        if self.comment is None:
            return reverse("archive:article", args=[self.article])
        return reverse("archive:comment", args=[self.article, self.comment])


def told(decisions: Iterable[Decision]) -> list[Told]:
    """Hand in what `moderation` gives, with `select_related("detail", "taken_back_by")`; one query more."""
    rows = list(decisions)
    places = {row.pk: _place(row.target) for row in rows}
    slugs = {article for article, _comment in places.values() if article}
    titles = dict(Article.objects.filter(slug__in=slugs).values_list("slug", "title")) if slugs else {}
    return [_told(row, *places[row.pk], titles) for row in rows]


def _place(target: str) -> tuple[str | None, int | None]:
    kind, _colon, key = target.partition(":")
    if kind == "rule":
        return None, None
    slug, _sign, number = key.rpartition("#") if kind == "comment" else (key, "", "")
    return slug, int(number) if number.isdecimal() else None


def _told(row: Decision, article: str | None, comment: int | None, titles: Mapping[str, str]) -> Told:
    detail = getattr(row, "detail", None)
    before, after = (detail.before, detail.after) if detail else ({}, {})
    reasons = _reasons(after) or _reasons(before)
    rule = str(reasons.get("rule", "")).rpartition(" ")[0] or None
    taken_back = getattr(row, "taken_back_by", None)
    return Told(
        row.number,
        row.at,
        row.verb,
        article,
        titles.get(article) if article else None,
        comment,
        rule or (None if article else row.target.partition(":")[2]),
        {name: reasons.get(name) for name in REASONS},
        detail.reason if detail else "",
        after.get("state"),
        "agreed_by" in reasons and not reasons.get("alone"),
        bool(reasons.get("alone")),
        row.takes_back_id,
        taken_back.pk if taken_back else None,
    )


def _reasons(values: Mapping[str, Any]) -> Mapping[str, Any]:
    """The first statement of reasons among the values of a decision."""
    return next((said for said in values.values() if isinstance(said, dict) and "rule" in said), {})


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """What a tombstone says beside its reason: the decision, its rule, and how the article was cited then."""

    number: int | None = None
    code: str | None = None
    category: str | None = None
    citation: Sequence[str] = ()


def withdrawal(row: Decision | None) -> Withdrawal:
    """From the decision with its detail; without one nothing more is said."""
    if row is None:
        return Withdrawal()
    detail = getattr(row, "detail", None)
    said = (detail.after.get("withdrawal") if detail else None) or {}
    code = said["rule"].rpartition(" ")[0] if "rule" in said else None
    return Withdrawal(row.number, code, said.get("category"), said.get("citation", ()))


def listing(rows: Iterable[Told], following: str | None) -> Json:
    return {"decisions": [whole(row) for row in rows], "next": following}


def whole(row: Told) -> Json:
    return {
        "number": row.number,
        "at": row.at,
        "verb": row.verb,
        "article": row.article,
        "comment": row.comment,
        "state": row.state,
        "reason": row.reason or None,
        **row.reasons,
        "two_people": row.two_people,
        "single_moderator": row.alone,
        "takes_back": row.takes_back,
        "taken_back_by": row.taken_back_by,
    }


def table(rows: Sequence[Told]) -> str:
    """The same as CSV, with a line of names. What a spreadsheet would run begins with an apostrophe."""
    out = io.StringIO()
    writer = csv.writer(out)
    found = [whole(row) for row in rows]
    names = list(whole(_EMPTY))
    writer.writerow(names)
    writer.writerows([_cell(row[name]) for name in names] for row in found)
    return out.getvalue()


def _cell(value: Any) -> str:
    if value is None or isinstance(value, bool | int):
        return "" if value is None else str(value).lower()
    said = value.isoformat() if isinstance(value, datetime) else str(value)
    return f"'{said}" if said.startswith(FORMULA) else said


_EMPTY = Told(0, datetime.min, "", None, None, None, None, dict.fromkeys(REASONS), "", None, False, False, None, None)  # noqa: DTZ901, FBT003


def feed(rows: Sequence[Told], *, site: str, base: str) -> str:
    """An Atom feed of the newest decisions; `base` is the site, such as `https://archive.example`."""
    made = Feed(
        title=site, link=f"{base}{reverse('archive:moderation')}", description="",
        feed_url=f"{base}{reverse('archive:moderation_feed')}",
    )  # fmt: skip
    for row in rows:
        category = row.reasons["category"]
        made.add_item(
            title=" ".join(filter(None, [f"{row.number}:", row.verb_in_words, f"({category})" if category else ""])),
            link=f"{base}{row.address}",
            description=_visible(row.reason),
            pubdate=row.at,
            updateddate=row.at,
            unique_id=f"{base}{row.address}",
        )
    return made.writeString("utf-8")


def _visible(words: str) -> str:
    """Without the control characters that XML can't hold."""
    return "".join(each for each in words if each in "\n\t" or (each >= " " and each not in "\ufffe\uffff"))
