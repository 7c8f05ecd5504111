"""Introductions: what a folder says of the collection in it becomes the collection's record."""

from datetime import datetime

from django.db import transaction

from archive.actions.decisions import Entry, record
from archive.importing.catalogue import Introduction
from archive.models import Collection, Decision, ImportRun
from archive.rules.merging import Verdict, verdict

REASON = "The collection introduces itself."
FIELDS = ("name", "invented", "description", "lacks")


@transaction.atomic
def introduce(said: Introduction, *, by: str, at: datetime, run: ImportRun | None = None) -> Decision | None:
    """Write what an introduction says, save where a person wrote otherwise; None where it is said already."""
    wanted = {name: getattr(said, name) for name in FIELDS}
    row = Collection.objects.select_for_update().filter(slug=said.slug).first()
    if row is None:
        Collection.objects.create(slug=said.slug, **wanted, wrote=wanted)
        return record(Entry("collection.create", f"collection:{said.slug}", REASON, {}, wanted), by=by, at=at, run=run)
    changed = [
        name
        for name, value in wanted.items()
        if verdict(row.wrote.get(name), getattr(row, name), value) is Verdict.WRITE
    ]
    if not changed:
        return None
    before = {name: getattr(row, name) for name in changed}
    after = {name: wanted[name] for name in changed}
    Collection.objects.filter(pk=row.pk).update(**after, wrote={**row.wrote, **after})
    return record(Entry("collection.change", f"collection:{said.slug}", REASON, before, after), by=by, at=at, run=run)
