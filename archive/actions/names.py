"""Names of publishers, authors and collections: a slug is one of them for good, whatever the name is spelt like."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from archive.actions.decisions import Entry, record
from archive.actions.fitness import refuse_unfit
from archive.actions.refusals import Refused
from archive.models import Author, Collection, Decision, ImportRun, Publisher

type Named = Author | Publisher | Collection

# What a person may write; the slug is given once.
FIELDS: dict[type[Named], frozenset[str]] = {
    Author: frozenset({"name", "note"}),
    Publisher: frozenset({"name", "note"}),
    Collection: frozenset({"name", "description", "lacks", "invented"}),
}


def target(row: Named) -> str:
    return f"{_kind(row)}:{row.slug}"


@transaction.atomic
def named[N: Author | Publisher](
    noun: type[N], slug: str, name: str, *, by: str, at: datetime, reason: str, run: ImportRun | None = None
) -> N:
    """The author or publisher of this slug, or who stands for it now; made with this name if there is none."""
    Decision.objects.hold()
    row = by_slug(noun, [slug]).get(slug)
    return row.standing() if row else create(noun, slug, {"name": name}, by=by, at=at, reason=reason, run=run)


def by_slug(noun: Any, slugs: Iterable[str]) -> dict[str, Any]:
    """The records of these slugs, each with what it was merged into; slugs that nobody has are left out."""
    rows = noun._default_manager.filter(slug__in=set(slugs)).select_related("merged_into")
    return {row.slug: row for row in rows}


def stand_ins(noun: Any, rows: Iterable[Any]) -> dict[int, Any]:
    """For those of these records that were merged into others by now: who stands for them, by primary key."""
    keys = {row.pk for row in rows}
    merged = noun._default_manager.filter(pk__in=keys, merged_into__isnull=False).select_related("merged_into")
    return {row.pk: row.standing() for row in merged} if keys else {}


@transaction.atomic
def create[N: Author | Publisher | Collection](
    noun: type[N],
    slug: str,
    fields: Mapping[str, Any],
    *,
    by: str,
    at: datetime,
    reason: str,
    run: ImportRun | None = None,
    takes_back: int | None = None,
) -> N:
    """A new record. Raises Refused where the slug is taken or a value does not fit."""
    Decision.objects.hold()
    _refuse_foreign(noun, fields)
    if noun._default_manager.filter(slug=slug).exists():
        raise Refused(
            _("There is “%(slug)s” already among the %(nouns)s.")
            % {"slug": slug, "nouns": noun._meta.verbose_name_plural}
        )
    row = noun(slug=slug, **fields)
    refuse_unfit(row, {"slug", *fields})
    row.save(force_insert=True)
    entry = Entry(f"{_kind(row)}.create", target(row), reason, {}, dict(fields), takes_back)
    record(entry, by=by, at=at, run=run)
    return row


@transaction.atomic
def change(
    row: Named,
    changes: Mapping[str, Any],
    *,
    by: str,
    at: datetime,
    reason: str,
    run: ImportRun | None = None,
    takes_back: int | None = None,
) -> Decision | None:
    """Write these fields; None, and no Decision, where every value is what it was."""
    Decision.objects.hold()
    _refuse_foreign(type(row), changes)
    row.refresh_from_db(from_queryset=type(row)._default_manager.select_for_update())
    different = {name: value for name, value in changes.items() if getattr(row, name) != value}
    if not different:
        return None
    before = {name: getattr(row, name) for name in different}
    for name, value in different.items():
        setattr(row, name, value)
    refuse_unfit(row, different)
    row.save(update_fields=list(different))
    entry = Entry(f"{_kind(row)}.change", target(row), reason, before, different, takes_back)
    return record(entry, by=by, at=at, run=run)


def _refuse_foreign(noun: type[Any], fields: Mapping[str, Any]) -> None:
    if foreign := sorted(set(fields) - FIELDS[noun]):
        raise Refused(_("%s can’t be written here.") % ", ".join(foreign))


def _kind(row: Named) -> str:
    return row._meta.model_name or ""
