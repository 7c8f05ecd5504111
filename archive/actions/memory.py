"""What the loader remembers having written, put right when a load is taken back.

A value that the memory still has, but the archive not, counts as changed by a person; after a load was taken back it
was not, and the next load is to write it again.
"""

from collections.abc import Iterable
from typing import Any

from archive.actions import disputes
from archive.actions.articles import bylines_of, told
from archive.actions.plans import COLUMNS
from archive.models import Article, Author, CatalogueEntry, CatalogueStatement, Collection, Publisher, Statement
from archive.rules.fates import Fate, Outcome, fields_put
from archive.rules.undoing import Way
from archive.states import ArticleState, Workflow
from archive.text.folding import fold


def put_right(article: Article, fate: Fate) -> None:
    """The memory of the catalogue for one article, after its values were put back or it was withdrawn."""
    entry = CatalogueEntry.objects.filter(article=article).first()
    if entry is None:
        return
    article.refresh_from_db()
    put = set(fields_put(fate.puts))
    stay = {name for kept in fate.kept for name in kept.fields}
    wrote = dict(entry.wrote)
    for name, columns in COLUMNS.items():
        # Columns that belong together stay a person's where that person changed one of them.
        if put & set(columns) and not stay & set(columns):
            wrote[name] = [told(getattr(article, column)) for column in columns]
    if "bylines" in put:
        wrote["bylines"] = [byline.told() for byline in bylines_of(article)]
    if "tags" in put:
        wrote["tags"] = sorted(_tags(fate, wrote.get("tags", []), [tag.name for tag in article.tags.all()]))
    if any(put.past.way is Way.READ for put in fate.puts) and article.text:
        reading = article.text.reading
        wrote |= {"reader": reading.reader, "corrections": reading.corrections}
        wrote.pop("shape", None)
    if fate.outcome is Outcome.WITHDRAWN:
        wrote["state"] = str(ArticleState.WITHDRAWN)
    if wrote != entry.wrote:
        CatalogueEntry.objects.filter(pk=entry.pk).update(wrote=wrote)


def put_statement_right(statement: Statement, fate: Fate) -> None:
    """The same for one statement; a relation may have been said by either of its two."""
    put = set(fields_put(fate.puts))
    statement.refresh_from_db()
    now = disputes.now(statement)
    if entry := CatalogueStatement.objects.filter(statement=statement).first():
        wrote = {
            **entry.wrote,
            **{name: now[name] for name in put & {"wording", "kind", "counts", "finding", "workflow"}},
        }
        if "tags" in put:
            wrote["tags"] = sorted(_tags(fate, wrote["tags"], now["tags"]))
        wrote["places"] = {
            address: [number, now[name]["decision"] if (name := f"occurrence {number}") in put else decision]
            for address, (number, decision) in wrote["places"].items()
        }
        wrote["evidence"] = {
            address: {**known, **{key: now[name][key] for key in known if key in now[name]}}
            if (name := f"evidence {known['number']}") in put
            else known
            for address, known in wrote["evidence"].items()
        }
        if fate.outcome is Outcome.WITHDRAWN:
            wrote["workflow"] = str(Workflow.WITHDRAWN)
        CatalogueStatement.objects.filter(pk=entry.pk).update(wrote=wrote)
    for name in put - now.keys():
        kind, colon, other = name.partition(": ")
        if colon:
            _forget(statement.key, kind, other)
            _forget(other, kind, statement.key)


def _forget(key: str, kind: str, other: str) -> None:
    """A relation that stands no longer, in the memory of one statement."""
    for entry in CatalogueStatement.objects.filter(statement__key=key):
        said = [related for related in entry.wrote["relations"] if related != [kind, other]]
        CatalogueStatement.objects.filter(pk=entry.pk).update(wrote={**entry.wrote, "relations": said})


def _tags(fate: Fate, wrote: Iterable[str], now: Iterable[str]) -> set[str]:
    """The tags that the catalogue wrote and that stand there; what a load took away was once its own."""
    own = set(map(fold, wrote))
    for put in fate.puts:
        if "tags" in put.values:
            own |= set(map(fold, put.values["tags"])) - set(map(fold, (put.past.after or {})["tags"]))
    return {name for name in now if fold(name) in own}


def put_name_right(row: Any, fate: Fate) -> None:
    """The same for a name: every entry that gave it, or the collection's own memory."""
    put = set(fields_put(fate.puts))
    if isinstance(row, Collection):
        now = {name: getattr(row, name) for name in put & row.wrote.keys()}
        Collection.objects.filter(pk=row.pk).update(wrote={**row.wrote, **now})
    elif isinstance(row, Author | Publisher) and "name" in put:
        said = f"name of {row._meta.model_name} {row.slug}"
        for entry in CatalogueEntry.objects.filter(wrote__has_key=said).iterator(chunk_size=500):
            CatalogueEntry.objects.filter(pk=entry.pk).update(wrote={**entry.wrote, said: row.name})
