"""Two records of one person, house or subject become one, and are parted again.

Everything that points at a record by a foreign key moves, whatever tables there are: what is new in the archive and
names an author, a publisher or a tag moves by itself.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import batched
from typing import Any, NamedTuple

from django.db import models, transaction
from django.db.models import Count, Exists, ForeignKey, OuterRef, Q, QuerySet
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from taggit.models import ItemBase

from archive.actions.decisions import Entry, record
from archive.actions.refusals import Refused
from archive.models import Article, Author, Byline, Comment, Decision, ImportRun, Publisher, Statement, Tag
from archive.models.keys import paths, way_to
from archive.rules.undoing import Past, standing

type Mergeable = Author | Publisher | Tag
# Name of a column, such as `byline.author`, and rows by what tells them.
type Told = dict[str, list[list[Any]]]

NOUNS: dict[str, type[Mergeable]] = {"author": Author, "publisher": Publisher, "tag": Tag}
# By which verb it is said whom a column names, of which noun, and as what.
SAID: dict[str, tuple[str, type[models.Model], str]] = {
    "byline.author": ("article.bylines", Article, "bylines"),
    "article.publisher": ("article.change", Article, "publisher"),
    "taggedarticle.tag": ("article.tags", Article, "tags"),
    "taggedcomment.tag": ("comment.tags", Comment, "tags"),
    "taggedstatement.tag": ("statement.tags", Statement, "tags"),
}
# Rows of each kind that a preview names.
LISTED = 50
AT_ONCE = 500
# Columns short enough to tell a row that has no address of its own.
SHORT = (models.CharField, models.IntegerField, models.BooleanField)


class Moving(NamedTuple):
    """One row that a merge moves: the article it belongs to, and where in it."""

    title: str
    place: str


@dataclass(frozen=True, slots=True)
class Part:
    """The rows of one kind: how many move, how many of them stand where the other has one, and the first of all.

    Of doubles one is `dropped`, or both stay.
    """

    kind: str
    moving: int
    doubled: int
    listed: tuple[Moving, ...]
    dropped: bool = False

    @property
    def unlisted(self) -> int:
        return self.moving - len(self.listed)


def preview(row: Mergeable, into: Mergeable) -> tuple[Part, ...]:
    """Everything that would move; kinds of which nothing moves are left out."""
    parts = []
    for field in pointers(type(row)):
        rows = _at(field, row)
        dropped = issubclass(field.model, ItemBase)
        doubles = _doubles(field, row, into) if dropped else _twice(field, row, into)
        double = Count("pk", filter=Q(pk__in=doubles.values("pk")))
        counts = rows.aggregate(moving=Count("pk"), doubled=double)
        if counts["moving"]:
            kind = str(field.model._meta.verbose_name_plural)
            parts.append(Part(kind, **counts, listed=tuple(_described(field, rows)), dropped=dropped))
    return tuple(parts)


def refusal(row: Mergeable, into: Mergeable) -> str:
    """Why these can't be merged, in a sentence; or nothing."""
    if type(row) is not type(into):
        return _("Only records of one kind become one.")
    if row.pk == into.pk:
        return _("“%s” can’t be merged into itself.") % row
    for each in (row, into):
        if each.merged_into:
            return _("“%(name)s” was merged into “%(into)s” already.") % {"name": each, "into": each.standing()}
    return ""


@transaction.atomic
def merge(
    row: Mergeable,
    into: Mergeable,
    *,
    by: str,
    at: datetime,
    reason: str,
    run: ImportRun | None = None,
    takes_back: int | None = None,
) -> Decision:
    """Let `into` stand for `row` too. The address and the name of `row` stay taken, and lead there.

    The Decision lists all that moved, and the taggings that were dropped because both had them. Raises Refused.
    """
    Decision.objects.hold()
    for each in (row, into):
        each.refresh_from_db()
    if sentence := refusal(row, into):
        raise Refused(sentence)
    moved: Told = {}
    dropped: Told = {}
    for field in pointers(type(row)):
        if double := _told(field, doubles := _doubles(field, row, into)):
            dropped[_name(field)] = double
            doubles.delete()
        if moving := _told(field, rows := _at(field, row)):
            moved[_name(field)] = moving
            rows.update(**{field.name: into})
    row.merged_into = into
    row.save(update_fields=["merged_into"])
    after = {"merged_into": into.slug, "moved": moved, "dropped": dropped}
    entry = Entry(f"{_kind(row)}.merge", f"{_kind(row)}:{row.slug}", reason, {"merged_into": None}, after, takes_back)
    return record(entry, by=by, at=at, run=run)


@transaction.atomic
def unmerge(decision: Decision, *, by: str, at: datetime, reason: str) -> Decision:
    """Part what a merge joined: every row goes back that it moved and that nobody wrote since.

    What was dropped as a double comes back where its twin still stands so. The new Decision lists what went back, and
    as `kept` what a later change holds. Raises Refused.
    """
    Decision.objects.hold()
    row, into, said = _parted(decision)
    returned: Told = {}
    kept: Told = {}
    for field in pointers(type(row)):
        name = _name(field)
        here = _here(field, into, decision) if name in said["moved"] or name in said["dropped"] else {}
        moved, dropped = (set(map(tuple, said[what].get(name, ()))) for what in ("moved", "dropped"))
        for keys in batched((here[told] for told in moved & here.keys()), AT_ONCE):
            field.model._base_manager.filter(pk__in=keys).update(**{field.name: row})
        _tag_again(field, row, [here[told] for told in dropped & here.keys()])
        if back := sorted(map(list, (moved | dropped) & here.keys())):
            returned[name] = back
        if stays := sorted(map(list, (moved | dropped) - here.keys())):
            kept[name] = stays
    row.merged_into = None
    row.save(update_fields=["merged_into"])
    before, after = {"merged_into": into.slug}, {"merged_into": None, "returned": returned, "kept": kept}
    entry = Entry(f"{_kind(row)}.unmerge", decision.target, reason, before, after, takes_back=decision.number)
    return record(entry, by=by, at=at)


def _parted(decision: Decision) -> tuple[Mergeable, Mergeable, Any]:
    """Which record goes out of which again, and what the merge said. Raises Refused where that can't be."""
    kind, _dot, verb = decision.verb.partition(".")
    if verb != "merge" or kind not in NOUNS:
        raise Refused(_("Decision %d merged nothing.") % decision.number)
    detail = getattr(decision, "detail", None)
    if detail is None:
        raise Refused(_("What decision %d said was erased.") % decision.number)
    if taken := Decision.objects.filter(takes_back=decision).first():
        raise Refused(_("Decision %(number)d was taken back by decision %(by)d.") % {
            "number": decision.number,
            "by": taken.number,
        })  # fmt: skip
    slugs = [decision.target.partition(":")[2], detail.after["merged_into"]]
    rows: Any = NOUNS[kind]._default_manager.select_related("merged_into").in_bulk(slugs, field_name="slug")
    row, into = (rows.get(slug) for slug in slugs)
    if sentence := parting_refusal(decision.number, row, into):
        raise Refused(sentence)
    return row, into, detail.after


def parting_refusal(number: int, row: Mergeable | None, into: Mergeable | None) -> str:
    """Why the merge of these by this decision can't be parted, in a sentence; or nothing."""
    if row is None or into is None or row.merged_into_id != into.pk:
        return _("What decision %d merged is no longer so.") % number
    if into.merged_into:
        said = _("“%(name)s” was itself merged into “%(into)s”: that is taken back first.")
        return said % {"name": into, "into": into.merged_into}
    return ""


def articles_moved(kind: str, moved: Told) -> Iterable[str]:
    """The slugs of the articles whose rows a merge of this kind moved, as its Decision lists them."""
    for field in pointers(NOUNS[kind]):
        way = way_to(field.model, Article)
        if way is not None and (told := moved.get(_name(field))):
            place = columns(field).index(f"{way}__slug".removeprefix("__"))
            yield from (str(row[place]) for row in told)


def pointers(noun: type[models.Model]) -> list[ForeignKey]:
    """The columns of all tables that point at a noun, but for the one that says what it was merged into."""
    back: Iterable[Any] = noun._meta.get_fields(include_hidden=True)
    fields: Iterable[Any] = (
        each.field for each in back if each.auto_created and not each.concrete and (each.one_to_many or each.one_to_one)
    )
    return [field for field in fields if (field.model, field.name) != (noun, "merged_into")]


def _at(field: ForeignKey, row: Mergeable) -> QuerySet[Any]:
    return field.model._base_manager.filter(**{field.name: row})


def _doubles(field: ForeignKey, row: Mergeable, into: Mergeable) -> QuerySet[Any]:
    """The taggings of `row` on what has `into` as well: one thing has a tag once."""
    if not issubclass(field.model, ItemBase):
        return _at(field, row).none()
    return _at(field, row).filter(content_object__in=_at(field, into).values("content_object"))


def _twice(field: ForeignKey, row: Mergeable, into: Mergeable) -> QuerySet[Any]:
    """The bylines of `row` beside which one names `into` in the same role: both stay, as they are printed."""
    if field.model is not Byline:
        return _at(field, row).none()
    beside = _at(field, into).filter(article=OuterRef("article"), role=OuterRef("role"))
    return _at(field, row).filter(Exists(beside))


def _tag_again(field: ForeignKey, row: Mergeable, twins: Sequence[int]) -> None:
    model = field.model
    for keys in batched(twins, AT_ONCE):
        tagged = model._base_manager.filter(pk__in=keys).values_list("content_object", flat=True)
        model._base_manager.bulk_create(model(content_object_id=key, **{field.name: row}) for key in tagged)


def columns(field: ForeignKey) -> tuple[str, ...]:
    """What tells the rows that point by this column: their natural key, without what the column itself says.

    A row without an address of its own is written anew when what it belongs to changes, so its short columns tell too
    whether it is still the same.
    """
    key = tuple(path for path in paths(field.model) if path.partition("__")[0] != field.name)
    own = [each.name for each in field.model._meta.concrete_fields if isinstance(each, SHORT) and not each.primary_key]
    return (*key, *(name for name in own if name not in key)) if any("__" in path for path in key) else key


def _told(field: ForeignKey, rows: QuerySet[Any]) -> list[list[Any]]:
    names = columns(field)
    return [list(told) for told in rows.order_by(*names).values_list(*names)]


def _here(field: ForeignKey, into: Mergeable, merge: Decision) -> dict[tuple[Any, ...], int]:
    """The rows that point at `into` and of which nothing else was decided since the merge."""
    verb, noun, said = SAID.get(_name(field), ("", Article, ""))
    since = _written_since(merge, verb, said)
    own = len(paths(noun)) if since else 0
    here = {}
    for pk, *told in _at(field, into).values_list("pk", *columns(field)):
        if f"{noun._meta.model_name}:{'#'.join(map(str, told[:own]))}" not in since:
            here[tuple(told)] = pk
    return here


def _written_since(merge: Decision, verb: str, said: str) -> set[str]:
    """The targets of which later decisions that hold said this. One whose detail was erased may have said it."""
    names = ("number", "at", "actor", "verb", "target", "run", "takes_back")
    may_say = Q(detail=None) | Q(detail__after__has_key=said)
    rows = Decision.objects.filter(may_say, number__gt=merge.number, verb=verb).values_list(*names)
    later = standing(Past(*row) for row in rows)
    return {past.target for past in later if (past.takes_back or 0) <= merge.number}


def _described(field: ForeignKey, rows: QuerySet[Any]) -> Iterable[Moving]:
    way = way_to(field.model, Article)
    title = "pk" if way is None else f"{way}__title".removeprefix("__")
    slug = None if way is None else f"{way}__slug".removeprefix("__")
    names = [name for name in columns(field) if name != slug]
    for told, *rest in rows.order_by(title, *names).values_list(title, *names)[:LISTED]:
        said = [f"{_label(field.model, name)} {value}" for name, value in zip(names, rest, strict=True) if value != ""]
        yield Moving(str(told), capfirst(", ".join(said)))


def _label(model: Any, path: str) -> str:
    *way, name = path.split("__")
    for step in way:
        model = model._meta.get_field(step).related_model
    return str(model._meta.get_field(name).verbose_name)


def _name(field: ForeignKey) -> str:
    return f"{field.model._meta.model_name}.{field.name}"


def _kind(row: Mergeable) -> str:
    return row._meta.model_name or ""
