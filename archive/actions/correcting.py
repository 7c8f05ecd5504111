"""Correcting: a person says as data what a reader got wrong, sees what comes of it, and stores it as a reading."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from archive.actions import articles, catalogue, names, plans, readings
from archive.actions.articles import lock
from archive.actions.documents import Words
from archive.actions.refusals import Refused
from archive.actions.suggestions import suggest
from archive.importing import shapes
from archive.importing.catalogue import Credit, Document
from archive.importing.corrections import Correction, Corrections
from archive.importing.record import Record
from archive.importing.shelf import Shelf
from archive.models import Article, Author, Byline, Reading
from archive.models.versions import decoded
from archive.rules import corrections as rules
from archive.states import Attribution, Origin

# What a record may take over from a reading, and the columns that say it.
TAKEN = ("title", "published", "captured")


class Overtaken(Refused):
    """Another reading was stored since the person began."""

    def __init__(self, current: Reading) -> None:
        super().__init__(f"Reading {current.number} was stored meanwhile.")
        self.current = current


@dataclass(frozen=True, slots=True)
class Said:
    """Something that a reading says of the article otherwise than its record does."""

    name: str
    before: Any
    after: Any


def attempt(reading: Reading, corrections: Iterable[Correction], *, shape: str) -> Record:
    """What a reading with these corrections would be; nothing is stored. Raises BadCorrection and UnknownShape."""
    said = tuple(sorted(corrections))
    source = decoded(reading.source)
    rules.check(said, len(source.lines))
    return shapes.read(source, shape=shape, corrections=Corrections(said))


def correct(
    article: Article,
    record: Record,
    corrections: Iterable[Correction],
    *,
    opened: int,
    take: Collection[str] = (),
    reason: str,
    by: str,
    at: datetime,
) -> Reading:
    """Store what was tried as the current reading, and let the record take over what is named in `take`.

    `opened` is the number of the reading that the person saw. Raises Overtaken where it is no longer the current one,
    and Refused where nothing would change, with what `readings.store` refuses.
    """
    if not reason.strip():
        raise Refused(_("A corrected reading needs its reason."))
    with transaction.atomic():
        lock(article)
        current = current_reading(article)
        if current.number != opened:
            raise Overtaken(current)
        stored = readings.store(article, current.source, record, corrections=corrections, reason=reason, by=by, at=at)
        known: dict[str, Any] = {"by": by, "at": at, "reason": reason}
        changed = _take_over(article, record, take, known)
        if stored == current and not changed:
            raise Refused(_("This is what the current reading says: there is nothing to store."))
    return stored


def current_reading(article: Article) -> Reading:
    """Raises Refused where the words of an article are not held."""
    if article.text is None:
        raise Refused(_("The words of this article are not held: bring its document first."))
    return article.text.reading


def said_otherwise(article: Article, record: Record, bylines: Iterable[Byline] | None = None) -> list[Said]:
    """What the reading has printed and the record does not say; `bylines` are the article's, where they are at hand."""
    columns, credited = _wanted(article, record)
    found = []
    for name, values in columns.items():
        before = [articles.told(getattr(article, column)) for column in values]
        after = [articles.told(value) for value in values.values()]
        if before != after:
            found.append(Said(name, before, after))
    if credited:
        had = [byline.told() for byline in articles.bylines_of(article, bylines)]
        wanted = [_told(credit) for credit in credited]
        if had != wanted:
            found.append(Said("bylines", had, wanted))
    return found


def _wanted(article: Article, record: Record) -> tuple[dict[str, dict[str, Any]], Sequence[Credit]]:
    document = Document(article.source_sha256, article.source_bytes, article.source_name)
    entry = suggest(record, document, slug=article.slug)
    values = plans.columns_of(entry, Words(document, Shelf([])))
    printed = {
        "title": entry.title_origin == Origin.PRINTED,
        "published": entry.published is not None,
        "captured": entry.captured is not None,
    }
    columns = {name: {column: values[column] for column in plans.COLUMNS[name]} for name in TAKEN if printed[name]}
    unknown = all(credit.attribution == Attribution.UNKNOWN for credit in entry.bylines)
    return columns, () if unknown else entry.bylines


def _told(credit: Credit) -> dict[str, Any]:
    return {
        "author": credit.slug, "role": credit.role, "attribution": credit.attribution, "printed": credit.printed,
    }  # fmt: skip


def _take_over(article: Article, record: Record, take: Collection[str], known: dict[str, Any]) -> bool:
    if not take:
        return False
    columns, credited = _wanted(article, record)
    values = {column: value for name in take for column, value in columns.get(name, {}).items()}
    changed = articles.change(article, values, **known) is not None
    if "bylines" in take and credited:
        rows = {
            (Author, credit.slug): names.named(Author, credit.slug, credit.name, **known)
            for credit in credited
            if credit.slug and credit.name
        }
        bylines = list(catalogue.byline_data(credited, rows))
        changed |= articles.set_bylines(article, bylines, **known) is not None
    return changed
