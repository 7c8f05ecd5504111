"""What was made and never stood in public goes again. The log keeps what it said and why it went."""

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery, TextField, Value
from django.db.models.functions import Cast, Coalesce, Substr
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from archive.actions import articles, values
from archive.actions.decisions import Entry, record, record_all
from archive.actions.histories import target_of
from archive.actions.refusals import Refused
from archive.models import (
    Article,
    Author,
    Byline,
    CatalogueEntry,
    Collection,
    Comment,
    Decision,
    Publisher,
    Reading,
    SourceCheck,
    SourceContent,
    SourceFile,
    Tag,
    TaggedArticle,
    TaggedComment,
    Text,
    TextContent,
    bulk,
)
from archive.models.triggers import UNDO

type Named = Author | Publisher | Collection | Tag

STOOD = gettext_lazy("It has stood on a public page, and its address stays.")
NAMING = ("article.create", "article.change", "article.bylines", "article.tags")
# Whether an article that was ever public was read out of the same document.
SHARED = Exists(Reading.objects.filter(article=OuterRef("pk"), source__readings__article__published_at__isnull=False))
AFTER_KIND = len("article:") + 1


def article_stays(article: Article, *, shared: bool | None = None) -> list[str]:
    """Why an article can't go; `shared` says whether its document is that of a public one, where that is known."""
    if article.published_at:
        return [_("What was ever public never goes: it can be withdrawn, and keeps a tombstone.")]
    if shared is None:
        shared = article.text_id is not None and Article.objects.filter(SHARED, pk=article.pk).exists()
    if shared:
        return [_("Its document is also that of an article which was published, and the words are kept with it.")]
    return []


@transaction.atomic
def remove_article(article: Article, *, by: str, at: datetime, reason: str, takes_back: int | None = None) -> Decision:
    """Delete a record that was never public with its words and thread, and sources that nobody else uses.

    Raises Refused. The rows go in a few statements, whatever the depth of the thread.
    """
    articles.lock(article)
    if stays := article_stays(article):
        raise Refused(" ".join(stays))
    before = values.now(article)
    readings = Reading.objects.filter(article=article)
    sources = list(SourceFile.objects.filter(Q(readings__in=readings) | Q(articles=article)).distinct().order_by("pk"))
    entries = [
        Entry(UNDO, f"source:{source.sha256}", reason, {"name": source.name}, {"article": article.slug})
        for source in sources
    ]
    # The guards let words go only after this stands in the log.
    record_all(entries, by=by, at=at)
    removal = record(Entry("article.remove", articles.target(article), reason, before, {}, takes_back), by=by, at=at)
    comments = Comment.objects.filter(article=article)
    texts = Text.objects.filter(reading__in=readings)
    for rows in (
        TaggedComment.objects.filter(content_object__in=comments),
        comments,
        TextContent.objects.filter(text__in=texts),
        texts,
        readings,
        Byline.objects.filter(article=article),
        TaggedArticle.objects.filter(content_object=article),
        CatalogueEntry.objects.filter(article=article),
        Article.objects.filter(pk=article.pk),
    ):
        bulk.delete(rows)
    for source in sources:
        _remove_unused(source)
    return removal


@transaction.atomic
def remove_source(source: SourceFile, *, by: str, at: datetime, reason: str) -> Decision | None:
    """Delete a document that nothing was read out of; None where something was."""
    Decision.objects.hold()
    if _used(source):
        return None
    removal = record(Entry(UNDO, f"source:{source.sha256}", reason, {"name": source.name}), by=by, at=at)
    _remove_unused(source)
    return removal


def _used(source: SourceFile) -> bool:
    return any(rows.filter(source=source).exists() for rows in (Reading.objects, Article.objects, Comment.objects))


def _remove_unused(source: SourceFile) -> None:
    if not _used(source):
        bulk.delete(SourceCheck.objects.filter(source=source))
        bulk.delete(SourceContent.objects.filter(source=source))
        bulk.delete(SourceFile.objects.filter(pk=source.pk))


def name_stays(row: Named, *, since: int = 0) -> list[str]:
    """Why a name can't go; `since` is the number of the decision that made it."""
    used = with_uses(type(row), Article.objects.all()).get(pk=row.pk)
    if found := name_used(used):
        return found
    return [str(STOOD)] if stood_in_public({word_of(row): [target_of(row)]}, since=since) else []


def with_uses(noun: type[Named], among: QuerySet[Article]) -> QuerySet[Any]:
    """Names, with `uses`: on how many of these articles each stands, a tag also under them; and whether it `holds`
    others that were merged into it."""
    carriers: dict[Any, list[QuerySet[Any]]] = {
        Author: [Byline.objects.filter(author=OuterRef("pk"), article__in=among)],
        Publisher: [among.filter(publisher=OuterRef("pk"))],
        Collection: [among.filter(collection=OuterRef("pk"))],
        Tag: [
            TaggedArticle.objects.filter(tag=OuterRef("pk"), content_object__in=among),
            TaggedComment.objects.filter(tag=OuterRef("pk"), content_object__article__in=among),
        ],
    }
    number: Any = Value(0)
    for rows in carriers[noun]:
        number = number + Coalesce(Subquery(_counted(rows)), 0)
    rows = noun._default_manager.annotate(uses=number)
    if noun is Collection:
        return rows.annotate(holds=Value(value=False))
    return rows.annotate(holds=Exists(noun._default_manager.filter(merged_into=OuterRef("pk"))))


def _counted(rows: QuerySet[Any]) -> QuerySet[Any]:
    return rows.order_by().annotate(all=Value(1)).values("all").annotate(number=Count("pk")).values("number")


def name_used(row: Any) -> list[str]:
    """Why a name, which comes from `with_uses`, can't go for what stands on it."""
    if getattr(row, "merged_into_id", None):
        return [_("It was merged into another.")]
    if row.holds:
        return [_("Others were merged into it.")]
    if row.uses:
        said = ngettext("It stands on %(number)s record.", "It stands on %(number)s records.", row.uses)
        return [said % {"number": row.uses}]
    return []


def word_of(row: Named) -> str:
    """By what the log names it in the values of articles."""
    return row.name if isinstance(row, Tag) else row.slug


def stood_in_public(words: Mapping[str, Sequence[str]], *, since: int) -> set[str]:
    """Of targets by the words that the log names them by: those that an article which was ever public has carried."""
    if not words:
        return set()
    public = Article.objects.filter(slug=OuterRef("slug"), published_at__isnull=False)
    said = Q()
    for word in words:
        # As SQLite keeps JSON, and as PostgreSQL does.
        for quoted in {json.dumps(word), f'"{word}"'}:
            said |= Q(said_before__contains=quoted) | Q(said_after__contains=quoted)
    rows = (
        Decision.objects.filter(verb__in=NAMING, number__gte=since)
        .annotate(
            slug=Substr("target", AFTER_KIND),
            said_before=Cast("detail__before", TextField()),
            said_after=Cast("detail__after", TextField()),
        )
        .filter(said)
        .filter(Exists(public))
        .values_list("detail__before", "detail__after")
    )
    found: set[str] = set()
    for before, after in rows.iterator(chunk_size=500):
        for value in (*_strings(before), *_strings(after)):
            found.update(words.get(value, ()))
    return found


def _strings(value: Any) -> list[str]:
    if isinstance(value, str):
        return [value]
    parts = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return [string for part in parts for string in _strings(part)]


@transaction.atomic
def remove_name(
    row: Named, *, by: str, at: datetime, reason: str, takes_back: int | None = None, since: int = 0
) -> Decision:
    """Delete a name that nothing carries and that never stood in public. Raises Refused."""
    Decision.objects.hold()
    row.refresh_from_db()
    if stays := name_stays(row, since=since):
        raise Refused(" ".join(stays))
    entry = Entry(f"{row._meta.model_name}.remove", target_of(row), reason, values.now(row), {}, takes_back)
    bulk.delete(type(row)._default_manager.filter(pk=row.pk))
    return record(entry, by=by, at=at)
