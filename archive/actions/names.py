"""Names of publishers and authors: a slug is one house or one person, whatever the name is spelt like."""

from datetime import datetime

from django.db import transaction

from archive.actions.decisions import Entry, record
from archive.models import Author, Decision, ImportRun, Publisher


@transaction.atomic
def named[Named: Author | Publisher](
    noun: type[Named], slug: str, name: str, *, by: str, at: datetime, reason: str, run: ImportRun | None = None
) -> Named:
    """The author or publisher of this slug, made with this name if there is none."""
    row, new = noun.objects.get_or_create(slug=slug, defaults={"name": name})
    if new:
        entry = Entry(f"{_kind(row)}.create", f"{_kind(row)}:{slug}", reason, {}, {"name": name})
        record(entry, by=by, at=at, run=run)
    return row


@transaction.atomic
def rename(
    row: Author | Publisher, name: str, *, by: str, at: datetime, reason: str, run: ImportRun | None = None
) -> Decision | None:
    """Give a name; None, and no Decision, where it is the name already."""
    if row.name == name:
        return None
    before, row.name = row.name, name
    row.save(update_fields=["name"])
    entry = Entry(f"{_kind(row)}.rename", f"{_kind(row)}:{row.slug}", reason, {"name": before}, {"name": name})
    return record(entry, by=by, at=at, run=run)


def _kind(row: Author | Publisher) -> str:
    return row._meta.model_name or ""
