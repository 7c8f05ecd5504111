"""What a plan says is written into the archive, each change with its Decision."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any

from archive.actions import articles, names, readings, tags
from archive.actions.articles import BylineData
from archive.actions.documents import Words
from archive.actions.plans import Plan, named
from archive.importing.catalogue import Credit
from archive.models import Article, Author, CatalogueEntry, Collection, ImportRun, Publisher

REASON = "The catalogue says so."


def write(made: Plan, words: Words, *, by: str, at: datetime, run: ImportRun) -> Article:
    """Carry a plan out and remember what the catalogue wrote. Call it in one transaction with the making of the plan,
    where the plan must be true."""
    article = carry_out(made, words, how="With the catalogue.", reason=REASON, by=by, at=at, run=run)
    if made.tags is not None:
        made.learn_tags(made.entry.tags)
    CatalogueEntry.objects.update_or_create(
        article=article, defaults={"key": made.entry.slug, "wrote": made.wrote, "run": run}
    )
    return article


def carry_out(made: Plan, words: Words, *, how: str, reason: str, by: str, at: datetime, run: ImportRun) -> Article:
    """Write what a plan says; `how` is how the document came."""
    known: dict[str, Any] = {"by": by, "at": at, "reason": reason, "run": run}
    rows = {(noun, slug): names.named(noun, slug, name, **known) for noun, slug, name in named(made.entry)}
    rows |= {(noun, row.slug): row for (noun, _slug), row in rows.items()}
    for noun, slug, name in made.renames:
        names.change(rows[noun, slug], {"name": name}, **known)
    columns = dict(made.columns)
    if house := columns.get("publisher"):
        columns["publisher"] = rows[Publisher, house]
    if collection := columns.get("collection"):
        columns["collection"] = Collection.objects.get(slug=collection)
    article = made.article
    if article is None:
        article = articles.create(columns, **known)
    else:
        articles.change(article, columns, **known)
    if made.bylines is not None:
        articles.set_bylines(article, list(byline_data(made.bylines, rows)), **known)
    if made.tags is not None:
        tags.set_tags(article, made.tags, **known)
    if made.reading:
        source = words.taken_in(how=how, by=by, at=at, run=run)
        reading = made.reading
        readings.store(
            article,
            source,
            reading.record,
            corrections=reading.corrections,
            reason=reading.reason,
            by=by,
            at=at,
            run=run,
        )
    if made.publish:
        articles.publish(article, **known)
    return article


def byline_data(bylines: Iterable[Credit], rows: Mapping[Any, Any]) -> Iterator[BylineData]:
    """Bylines to be; `rows` are the authors by `(Author, slug)`."""
    for credit in bylines:
        author = rows[Author, credit.slug] if credit.slug else None
        yield BylineData(author, credit.role, credit.attribution, credit.printed)
