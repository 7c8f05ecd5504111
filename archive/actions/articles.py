"""What is done to an article's record; each in one transaction with its Decision."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from archive.actions import names, reasoning
from archive.actions.decisions import Entry, record
from archive.actions.fitness import refuse_unfit
from archive.actions.reasoning import Reasons
from archive.actions.refusals import Refused
from archive.models import Article, Author, Byline, Collection, Decision, ImportRun, Interest, Publisher, once
from archive.models.moderation import withdrawal_of
from archive.models.reasoned import told as told_reasons
from archive.rules import citing, publication
from archive.rules import moderation as rules
from archive.states import ArticleState, Attribution, Role

# What a cataloguer may write. State, text and source move by their own actions.
CATALOGUE_FIELDS = frozenset(
    {
        "slug", "title", "title_origin", "publisher", "collection", "kind", "language", "rights", "abstract", "note",
        "date_printed", "date_edtf", "date_earliest", "date_latest",
        "captured_printed", "captured_on", "captured_how",
        "source_sha256", "source_name", "source_bytes",
    }
)  # fmt: skip


class Blocked(Refused):
    """A publication that something stands in the way of."""

    def __init__(self, blockers: Sequence[publication.Blocker]) -> None:
        super().__init__(" ".join(map(str, blockers)))
        self.blockers = tuple(blockers)


@dataclass(frozen=True, slots=True)
class BylineData:
    """One byline to be; `author` is None exactly when the attribution is unknown."""

    author: Author | None
    role: str = Role.AUTHOR
    attribution: str = Attribution.PRINTED
    printed: str = ""

    def told(self) -> dict[str, Any]:
        return {**asdict(self), "author": self.author.slug if self.author else None}


def target(article: Article) -> str:
    return f"article:{article.slug}"


def told(value: Any) -> Any:
    """A field's value as the log keeps it."""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Publisher | Collection):
        return value.slug
    return value


@transaction.atomic
def create(
    fields: Mapping[str, Any],
    *,
    by: str,
    at: datetime,
    reason: str,
    run: ImportRun | None = None,
    takes_back: int | None = None,
) -> Article:
    """A new article, a draft whatever its fields."""
    _refuse_foreign(fields)
    Decision.objects.hold()
    fields = _standing(fields)
    article = Article(**fields, state=ArticleState.DRAFT, added_at=at)
    _refuse_taken(article.slug)
    refuse_unfit(article, fields)
    article.save(force_insert=True)
    after = {name: told(value) for name, value in fields.items()}
    record(Entry("article.create", target(article), reason, {}, after, takes_back), by=by, at=at, run=run)
    return article


@transaction.atomic
def change(
    article: Article,
    changes: Mapping[str, Any],
    *,
    by: str,
    at: datetime,
    reason: str,
    run: ImportRun | None = None,
    takes_back: int | None = None,
) -> Decision | None:
    """Write catalogue fields; None, and no Decision, where every value is what it was."""
    _refuse_foreign(changes)
    lock(article)
    different = {name: value for name, value in _standing(changes).items() if getattr(article, name) != value}
    if not different:
        return None
    if "slug" in different:
        if article.published_at:
            raise Refused(_("The address of an article that was ever published stays as it is."))
        _refuse_taken(different["slug"])
    stood = publication.blockers(article)
    before = {name: told(getattr(article, name)) for name in different}
    subject = target(article)
    for name, value in different.items():
        setattr(article, name, value)
    refuse_unfit(article, different)
    if article.state == ArticleState.PUBLISHED and (new := publication.blockers(article)) and not stood:
        raise Blocked(new)
    article.save(update_fields=list(different))
    after = {name: told(value) for name, value in different.items()}
    return record(Entry("article.change", subject, reason, before, after, takes_back), by=by, at=at, run=run)


@transaction.atomic
def set_bylines(
    article: Article,
    bylines: Iterable[BylineData],
    *,
    by: str,
    at: datetime,
    reason: str,
    run: ImportRun | None = None,
    takes_back: int | None = None,
) -> Decision | None:
    """Make these the bylines, in their order; None where they are that already."""
    lock(article)
    wanted = list(bylines)
    merged = names.stand_ins(Author, (data.author for data in wanted if data.author))
    wanted = [replace(data, author=merged.get(data.author.pk, data.author)) if data.author else data for data in wanted]
    before = [byline.told() for byline in bylines_of(article)]
    after = [byline.told() for byline in wanted]
    if before == after:
        return None
    article.bylines.all().delete()
    Byline.objects.bulk_create(
        Byline(
            article=article,
            order=order,
            author=data.author,
            role=data.role,
            attribution=data.attribution,
            printed=data.printed,
        )
        for order, data in enumerate(wanted)
    )
    entry = Entry("article.bylines", target(article), reason, {"bylines": before}, {"bylines": after}, takes_back)
    return record(entry, by=by, at=at, run=run)


def _standing(fields: Mapping[str, Any]) -> Mapping[str, Any]:
    """The same with the house that stands for the one named, which may have been merged while a form was open."""
    house = fields.get("publisher")
    return {**fields, "publisher": names.stand_ins(Publisher, [house]).get(house.pk, house)} if house else fields


def bylines_of(article: Article, rows: Iterable[Byline] | None = None) -> list[BylineData]:
    """In their order; `rows` are the article's own with their authors, where they are at hand."""
    if rows is None:
        rows = article.bylines.select_related("author").order_by("order")
    return [BylineData(row.author, row.role, row.attribution, row.printed) for row in rows]


def publish(article: Article, *, by: str, at: datetime, reason: str, run: ImportRun | None = None) -> Decision:
    """Show the article to everyone. Raises Blocked, or Refused where it is published already."""
    return _move("publish", article, by=by, at=at, reason=reason, run=run)


@transaction.atomic
def withdraw(
    article: Article,
    reasons: Reasons | None = None,
    *,
    by: str,
    at: datetime,
    reason: str,
    run: ImportRun | None = None,
    takes_back: int | None = None,
) -> Decision:
    """Take the article from view and leave a tombstone that says why, and how it was cited then. Raises Refused.

    Only what takes back a publication (`takes_back`) needs no rule.
    """
    if not reason.strip():
        raise Refused(_("A withdrawal gives its reason in public."))
    if takes_back is None:
        weigh("withdraw", article, reasons, by=by)
    cited = once(article.bylines.select_related("author").order_by("order"))
    said = {"citation": citing.parts(article, cited), **(told_reasons(reasons) if reasons else {})}
    return _move("withdraw", article, by=by, at=at, reason=reason, run=run, takes_back=takes_back, withdrawal=said)


def weigh(move: str, article: Article, reasons: Reasons | None, *, by: str) -> None:
    """Hold the article, and raise Refused where the rules of moderation refuse this move."""
    lock(article)
    if reasons:
        reasoning.refuse_unfit(reasons)
    facts = rules.Facts(article.state, context=bool(article.context_note))
    if found := rules.refusals("article", move, facts, reasons.case() if reasons else rules.Case()):
        raise Refused(" ".join(map(str, found)))
    if Interest.objects.keeps(by, [article.pk]):
        raise Refused(_("You declared an interest in this article, so others decide here."))


@transaction.atomic
def _move(
    move: str,
    article: Article,
    *,
    by: str,
    at: datetime,
    reason: str,
    run: ImportRun | None,
    takes_back: int | None = None,
    **told: Any,
) -> Decision:
    lock(article)
    if not publication.may(move, article):
        raise Refused(
            _("An article that is %(state)s can’t be moved by “%(move)s”.")
            % {"state": article.get_state_display(), "move": move}
        )
    if move == "publish" and (found := publication.blockers(article)):
        raise Blocked(found)
    if article.state == ArticleState.WITHDRAWN and (undone := withdrawal_of(article)):
        takes_back = undone.number
    before = {"state": article.state}
    article.state = publication.MOVES[move][1]
    withdrawn = article.state == ArticleState.WITHDRAWN
    article.published_at = article.published_at or at
    article.withdrawn_at = at if withdrawn else None
    article.withdrawn_reason = reason if withdrawn else ""
    refuse_unfit(article, ["withdrawn_reason"])
    article.save(update_fields=["state", "published_at", "withdrawn_at", "withdrawn_reason"])
    entry = Entry(f"article.{move}", target(article), reason, before, {"state": article.state, **told}, takes_back)
    return record(entry, by=by, at=at, run=run)


def lock(article: Article) -> None:
    """Hold the log and the row until the transaction ends, and take the row's values as they are now."""
    Decision.objects.hold()
    article.refresh_from_db(from_queryset=Article.objects.select_for_update())


def _refuse_taken(slug: str) -> None:
    if Article.objects.filter(slug=slug).exists():
        raise Refused(_("Another article has the address “%(slug)s”.") % {"slug": slug})


def _refuse_foreign(fields: Mapping[str, Any]) -> None:
    if foreign := sorted(set(fields) - CATALOGUE_FIELDS):
        raise Refused(_("%s can’t be written as catalogue fields.") % ", ".join(foreign))
