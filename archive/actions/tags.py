"""Tags: made, named and described, and set on whatever carries them.

Names are folded before the database is asked, and under the lock of the log, so that twins can't arise. The name of a
tag that was merged into another means that other one.
"""

import unicodedata
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from django.db import transaction
from django.db.models import Count, Model, Q, QuerySet
from django.utils.text import slugify
from django.utils.translation import gettext as _

from archive.actions.decisions import Entry, record, record_all
from archive.actions.fitness import refuse_unfit
from archive.actions.refusals import Refused
from archive.models import Decision, ImportRun, Tag
from archive.models.keys import paths
from archive.rules.merging import merged
from archive.text.folding import fold

LONGEST = 100
# For the number that tells two slugs apart.
ROOM = 8
# Rows that are tagged in one transaction.
MOST = 1_000
FIELDS = frozenset({"name", "description"})

Tags = Mapping[int, Tag]


def target(tag: Tag) -> str:
    return f"tag:{tag.slug}"


@transaction.atomic
def create(
    name: str,
    description: str = "",
    *,
    by: str,
    at: datetime,
    reason: str,
    run: ImportRun | None = None,
    takes_back: int | None = None,
    slug: str = "",
) -> Tag:
    """A new tag; its slug follows from its name, and stays. Raises Refused where the name is taken or impossible."""
    Decision.objects.hold()
    [(folded, said)] = fit([name]).items()
    if there := Tag.objects.filter(key=folded).select_related("merged_into").first():
        raise Refused(_taken(there))
    if slug and Tag.objects.filter(slug=slug).exists():
        raise Refused(_("The address “%s” is another tag’s.") % slug)
    tag = Tag(name=said, slug=slug or _free_slug(said), description=description)
    refuse_unfit(tag, {"slug", "description"})
    tag.save(force_insert=True)
    after = {"name": said, "description": description} if description else {"name": said}
    record(Entry("tag.create", target(tag), reason, {}, after, takes_back), by=by, at=at, run=run)
    return tag


@transaction.atomic
def change(
    tag: Tag,
    changes: Mapping[str, Any],
    *,
    by: str,
    at: datetime,
    reason: str,
    run: ImportRun | None = None,
    takes_back: int | None = None,
) -> Decision | None:
    """Rename or describe a tag; its address stays. None, and no Decision, where every value is what it was."""
    if foreign := sorted(set(changes) - FIELDS):
        raise Refused(_("%s can’t be written here.") % ", ".join(foreign))
    Decision.objects.hold()
    tag.refresh_from_db(from_queryset=Tag.objects.select_for_update())
    wanted = dict(changes)
    if "name" in wanted:
        [(folded, wanted["name"])] = fit([wanted["name"]]).items()
        if there := Tag.objects.filter(key=folded).exclude(pk=tag.pk).select_related("merged_into").first():
            raise Refused(_taken(there))
    different = {name: value for name, value in wanted.items() if getattr(tag, name) != value}
    if not different:
        return None
    if tag.merged_into:
        raise Refused(_("“%(name)s” was merged into “%(into)s”.") % {"name": tag, "into": tag.standing()})
    before = {name: getattr(tag, name) for name in different}
    for name, value in different.items():
        setattr(tag, name, value)
    refuse_unfit(tag, different)
    tag.save(update_fields=[*different, "key"] if "name" in different else different)
    return record(Entry("tag.change", target(tag), reason, before, different, takes_back), by=by, at=at, run=run)


def _taken(there: Tag) -> str:
    if there.merged_into:
        said = _("“%(name)s” is taken: it was merged into “%(into)s” and means that.")
        return said % {"name": there, "into": there.standing()}
    return _("There is a tag “%s” already; two tags become one by merging them.") % there


@transaction.atomic
def named(names: Iterable[str], *, by: str, at: datetime, reason: str, run: ImportRun | None = None) -> dict[str, Tag]:
    """The standing tag of each folded name, however it is spelt; made where there is none. Raises Refused."""
    Decision.objects.hold()
    spelt = fit(names)
    found = standing(spelt)
    for folded in sorted(spelt.keys() - found.keys()):
        found[folded] = create(spelt[folded], by=by, at=at, reason=reason, run=run)
    return found


def standing(names: Iterable[str]) -> dict[str, Tag]:
    """The standing tag of each of these names by its folded form; names that no tag has are left out."""
    rows = Tag.objects.filter(key__in={fold(name) for name in names}).select_related("merged_into")
    return {row.key: row.standing() for row in rows}


def meant(names: Mapping[str, str | None]) -> dict[str, tuple[str, Tag]]:
    """What folded names mean, as far as they mean a tag: its own slug, and the tag that stands for it.

    A name goes with the slug of the tag that it is known to have meant, however that is called today, or with None.
    """
    slugs = {slug for slug in names.values() if slug}
    either = Tag.objects.filter(Q(key__in=names) | Q(slug__in=slugs)).select_related("merged_into")
    rows = list(either) if names else []
    by_key, by_slug = {row.key: row for row in rows}, {row.slug: row for row in rows}
    found = {folded: by_slug.get(slug or "") or by_key.get(folded) for folded, slug in names.items()}
    return {folded: (row.slug, row.standing()) for folded, row in found.items() if row}


def fit(names: Iterable[str]) -> dict[str, str]:
    """Folded name -> name, of several twins the first, blanks put in order. Raises Refused for an impossible name."""
    spelt: dict[str, str] = {}
    for name in names:
        said = " ".join(name.split())
        folded = fold(said)
        if not folded or max(len(folded), len(said)) > LONGEST or any(map(_uncommon, said)):
            raise Refused(_("“%(name)s” can’t be a tag: a tag has 1 to %(most)d characters.") % {
                "name": "".join("�" if _uncommon(each) else each for each in said[:40]),
                "most": LONGEST,
            })  # fmt: skip
        spelt.setdefault(folded, said)
    return spelt


def _uncommon(character: str) -> bool:
    """Control characters and halves of surrogates, which are no part of a word."""
    return unicodedata.category(character) in ("Cc", "Cs")


def _free_slug(name: str) -> str:
    """A slug no other tag has; names that leave nothing in ASCII keep their letters."""
    slug = (slugify(name) or slugify(name, allow_unicode=True) or "tag")[: LONGEST - ROOM]
    taken = set(Tag.objects.filter(slug__startswith=slug).values_list("slug", flat=True))
    number = 1
    while (free := slug if number == 1 else f"{slug}-{number}") in taken:
        number += 1
    return free


@transaction.atomic
def set_tags(
    row: Model,
    names: Iterable[str],
    *,
    by: str,
    at: datetime,
    reason: str,
    run: ImportRun | None = None,
    takes_back: int | None = None,
) -> Decision | None:
    """Make these the tags of an article, of a comment, or of whatever else has `tagged` rows.

    None, and no Decision, where they are that already. Raises Refused for an impossible name.
    """
    known: dict[str, Any] = {"by": by, "at": at, "reason": reason, "run": run}
    Decision.objects.hold()
    wanted = {tag.pk: tag for tag in named(names, **known).values()}
    numbers = _write(type(row), [row.pk], lambda _had: wanted, takes_back=takes_back, **known)
    return Decision.objects.get(pk=numbers[0]) if numbers else None


class Retagged(NamedTuple):
    """What a form's tags came to. `others` are the names found there, where they are not those it was opened on."""

    decision: Decision | None
    others: list[str] | None


@transaction.atomic
def retag(
    row: Model, opened_on: Collection[int], names: Iterable[str], *, by: str, at: datetime, reason: str
) -> Retagged:
    """Do to the tags of a row what a form did to those it was opened on (their keys); what others did since stays.

    Raises Refused for an impossible name.
    """
    known: dict[str, Any] = {"by": by, "at": at, "reason": reason, "run": None}
    Decision.objects.hold()
    mine = {tag.pk: tag for tag in named(names, **known).values()}
    began = Tag.objects.filter(pk__in=opened_on).select_related("merged_into")
    was = {tag.standing().pk for tag in began}
    found: dict[int, Tag] = {}

    def wanted(had: Tags) -> Tags:
        found.update(had)
        keys = merged(was, had, mine)
        return {pk: tag for pk, tag in {**had, **mine}.items() if pk in keys}

    numbers = _write(type(row), [row.pk], wanted, **known)
    others = None if found.keys() == was else sorted(tag.name for tag in found.values())
    return Retagged(Decision.objects.get(pk=numbers[0]) if numbers else None, others)


@transaction.atomic
def tag_all(
    rows: QuerySet[Any],
    *,
    add: Collection[str] = (),
    remove: Collection[str] = (),
    by: str,
    at: datetime,
    reason: str,
) -> list[int]:
    """Add tags to many rows and take tags from them: all or none, with a Decision for each row that changes.

    Gives the numbers of the Decisions. Raises Refused for more than `MOST` rows and for an impossible name.
    """
    known: dict[str, Any] = {"by": by, "at": at, "reason": reason, "run": None}
    Decision.objects.hold()
    keys = among(rows)
    gone = {tag.pk for tag in standing(fit(remove)).values()}
    new = {tag.pk: tag for tag in named(add, **known).values()}
    if gone & new.keys():
        raise Refused(_("The same tag can’t be added and removed at once."))
    return _write(rows.model, keys, lambda had: {pk: tag for pk, tag in had.items() if pk not in gone} | new, **known)


def among(rows: QuerySet[Any]) -> list[int]:
    """The keys of the rows that are to be tagged at once. Raises Refused where they are too many."""
    keys = list(rows.order_by("pk").values_list("pk", flat=True)[: MOST + 1])
    if len(keys) > MOST:
        raise Refused(_("At most %d rows are tagged at once. Choose fewer.") % MOST)
    return keys


def carried(noun: type[Model], keys: Collection[int]) -> list[tuple[Tag, int]]:
    """The tags on these rows, each with the number of rows that carry it, by name."""
    found = Tag.objects.in_bulk(counts := _counts(noun, keys))
    return [(tag, counts[tag.pk]) for tag in sorted(found.values(), key=lambda tag: (tag.key, tag.pk))]


class Effect(NamedTuple):
    """What adding or removing one tag does: how many rows change by it, and how many are so already."""

    name: str
    changed: int
    same: int
    new: bool = False


def foreseen(
    noun: type[Model], keys: Collection[int], *, add: Collection[str] = (), remove: Collection[str] = ()
) -> list[Effect]:
    """What `tag_all` would do to these rows now, tag by tag. Raises Refused for an impossible name."""
    counts, spelt = _counts(noun, keys), fit(add)
    known = standing(spelt)
    added = {known[key].name if key in known else name: known.get(key) for key, name in spelt.items()}
    effects = []
    for name, tag in sorted(added.items()):
        same = counts.get(tag.pk, 0) if tag else 0
        effects.append(Effect(name, len(keys) - same, same, new=tag is None))
    for tag in sorted(set(standing(fit(remove)).values()), key=lambda tag: tag.name):
        changed = counts.get(tag.pk, 0)
        effects.append(Effect(tag.name, changed, len(keys) - changed))
    return effects


def _counts(noun: type[Model], keys: Collection[int]) -> dict[int, int]:
    return dict(_through(noun).filter(content_object__in=keys).order_by().values_list("tag").annotate(Count("pk")))


def _through(noun: Any) -> QuerySet[Any]:
    """The rows that say which tags stand on a noun."""
    return noun.tagged.rel.related_model._base_manager.all()


def _write(
    noun: type[Model],
    keys: Sequence[int],
    wanted: Callable[[Tags], Tags],
    *,
    takes_back: int | None = None,
    reason: str,
    **known: Any,
) -> list[int]:
    """Give rows the tags that are wanted of those they have, and return the numbers of the Decisions."""
    kind = noun._meta.model_name
    had: defaultdict[int, dict[int, Tag]] = defaultdict(dict)
    for tagged in _through(noun).filter(content_object__in=keys).select_related("tag"):
        had[tagged.content_object_id][tagged.tag_id] = tagged.tag
    entries, gone, new = [], set(), []
    changed = []
    for pk, *natural in noun._default_manager.filter(pk__in=keys).order_by("pk").values_list("pk", *paths(noun)):
        now = wanted(had[pk])
        if now.keys() == had[pk].keys():
            continue
        changed.append(pk)
        gone |= had[pk].keys() - now.keys()
        new += [(pk, tag) for tag in sorted(now.keys() - had[pk].keys())]
        before, after = ({"tags": sorted(tag.name for tag in tags.values())} for tags in (had[pk], now))
        entries.append(
            Entry(f"{kind}.tags", f"{kind}:{'#'.join(map(str, natural))}", reason, before, after, takes_back)
        )
    # What is taken away is the same for all: whatever row has it loses it.
    _through(noun).filter(content_object__in=changed, tag__in=gone).delete()
    through = _through(noun)
    through.bulk_create(through.model(content_object_id=pk, tag_id=tag) for pk, tag in new)
    return [number for number, *_rest in record_all(entries, **known)] if entries else []
