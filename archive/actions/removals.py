"""What was made and never stood in public goes again. The log keeps what it said and why it went."""

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence, Set
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet, TextField, Value
from django.db.models.functions import Cast, Substr
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from archive.actions import articles, merging, values
from archive.actions.decisions import Entry, record, record_all
from archive.actions.histories import target_of
from archive.actions.refusals import Refused
from archive.models import (
    Article,
    Author,
    Byline,
    CatalogueEntry,
    Claim,
    Collection,
    Comment,
    Decision,
    Echo,
    Figure,
    Fingerprint,
    Flag,
    Interest,
    Measure,
    Note,
    Parallel,
    ProposedComment,
    Publisher,
    Reading,
    Redaction,
    SourceCheck,
    SourceContent,
    SourceFile,
    Tag,
    TaggedArticle,
    TaggedComment,
    TaggedStatement,
    Text,
    TextContent,
    bulk,
)
from archive.models.triggers import UNDO

type Named = Author | Publisher | Collection | Tag

STOOD = gettext_lazy("It has stood on a public page, and its address stays.")
NAMING = ("article.create", "article.change", "article.bylines", "article.tags")
MERGES = tuple(f"{kind}.merge" for kind in merging.NOUNS)
# Whether an article that was ever public was read out of the same document.
SHARED = Exists(Reading.objects.filter(article=OuterRef("pk"), source__readings__article__published_at__isnull=False))
# Whether a layer points at words of an article, or of a comment under it.
POINTED_AT = Exists(Text.objects.pointed_at().filter(reading__article=OuterRef("pk")))
AFTER_KIND = len("article:") + 1
# Words that a database is asked for at once.
MANY = 100


def article_stays(article: Article, *, shared: bool | None = None, pointed_at: bool | None = None) -> list[str]:
    """Why an article can't go. `shared` says whether its document is that of a public one, `pointed_at` whether
    statements or evidence stand in its words, where that is known."""
    if article.published_at:
        return [_("What was ever public never goes: it can be withdrawn, and keeps a tombstone.")]
    if article.text_id is not None and (shared is None or pointed_at is None):
        [(shared, pointed_at)] = Article.objects.filter(pk=article.pk).values_list(SHARED, POINTED_AT)
    if shared:
        return [_("Its document is also that of an article which was published, and the words are kept with it.")]
    if pointed_at:
        return [_("Statements or evidence stand in its words.")]
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
    of_readings = set(readings.values_list("source", flat=True))
    sources = list(SourceFile.objects.filter(pk__in=of_readings | {article.source_id}).order_by("pk"))
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
        Measure.objects.filter(comment__in=comments),
        Redaction.objects.filter(comment__in=comments),
        ProposedComment.objects.filter(comment__in=comments),
        Claim.objects.filter(comment__in=comments),
        Flag.objects.filter(comment__in=comments),
        Note.objects.filter(comment__in=comments),
        Interest.objects.filter(article=article),
        TaggedComment.objects.filter(content_object__in=comments),
        comments,
        Fingerprint.objects.filter(text__in=texts),
        Figure.objects.filter(text__in=texts),
        Echo.objects.filter(text__in=texts),
        Parallel.objects.under(article),
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
    """Comments come of readings: whoever has one of a source has a reading of it."""
    return any(rows.filter(source=source).exists() for rows in (Reading.objects, Article.objects))


def _remove_unused(source: SourceFile) -> None:
    if not _used(source):
        bulk.delete(SourceCheck.objects.filter(source=source))
        bulk.delete(SourceContent.objects.filter(source=source))
        bulk.delete(SourceFile.objects.filter(pk=source.pk))


def name_stays(row: Named, *, since: int = 0) -> list[str]:
    """Why a name can't go; `since` is the number of the decision that made it."""
    noun = type(row)
    used = holding(noun).get(pk=row.pk)
    if found := name_used(used, uses(noun, [row.pk])[row.pk]):
        return found
    return [str(STOOD)] if stood_in_public({word_of(row): [target_of(row)]}, since=since) else []


def holding(noun: type[Named]) -> QuerySet[Any]:
    """Names, with whether each `holds` others that were merged into it."""
    merged = (
        Value(value=False) if noun is Collection else Exists(noun._default_manager.filter(merged_into=OuterRef("pk")))
    )
    return noun._default_manager.annotate(holds=merged)


def uses(noun: type[Named], keys: Sequence[int], going: Set[int] = frozenset()) -> Counter[int]:
    """On how many articles each of some names stands, by primary key, a tag also under them.

    `going` are the keys of articles that do not count.
    """
    first, *rest = (
        rows.filter(**{f"{name}__in": keys}).order_by().values_list(name, way) for rows, name, way in CARRIERS[noun]
    )
    found = first.union(*rest, all=True) if rest else first
    return Counter(key for key, article in found.iterator(chunk_size=5000) if article not in going)


# Rows that carry a name, the column that names it, and the way from there to the article.
CARRIERS: dict[Any, list[tuple[QuerySet[Any], str, str]]] = {
    Author: [(Byline.objects.all(), "author", "article")],
    Publisher: [(Article.objects.all(), "publisher", "pk")],
    Collection: [(Article.objects.all(), "collection", "pk")],
    Tag: [
        (TaggedArticle.objects.all(), "tag", "content_object"),
        (TaggedComment.objects.all(), "tag", "content_object__article"),
        # A statement hangs on no article, and goes with none.
        (TaggedStatement.objects.annotate(nowhere=Value(0)), "tag", "nowhere"),
    ],
}


def name_used(row: Any, number: int) -> list[str]:
    """Why a name, which comes from `holding` and stands on so many records, can't go for that."""
    if getattr(row, "merged_into_id", None):
        return [_("It was merged into another.")]
    if row.holds:
        return [_("Others were merged into it.")]
    if number:
        said = ngettext("It stands on %(number)s record.", "It stands on %(number)s records.", number)
        return [said % {"number": number}]
    return []


def word_of(row: Named) -> str:
    """By what the log names it in the values of articles."""
    return row.name if isinstance(row, Tag) else row.slug


def stood_in_public(words: Mapping[str, Sequence[str]], *, since: int) -> set[str]:
    """Of targets by the words that the log names them by: those that an article which was ever public has carried,
    by themselves or because another was merged into them."""
    if not words:
        return set()
    targets = {target for same in words.values() for target in same}
    public = Article.objects.filter(slug=OuterRef("slug"), published_at__isnull=False)
    # Of more words a database takes no such question, and most rows would answer it.
    named = Q(Exists(public), _said(words) if len(words) <= MANY else Q(), verb__in=NAMING)
    merged = Q(verb__in=MERGES, detail__after__merged_into__in=sorted({_slug(target) for target in targets}))
    rows = (
        Decision.objects.filter(number__gte=since)
        .annotate(
            slug=Substr("target", AFTER_KIND),
            said_before=Cast("detail__before", TextField()),
            said_after=Cast("detail__after", TextField()),
        )
        .filter(named | merged)
        .values_list("verb", "detail__before", "detail__after")
    )
    found: set[str] = set()
    moved: defaultdict[str, set[str]] = defaultdict(set)
    for verb, before, after in rows.iterator(chunk_size=500):
        if verb in MERGES:
            kind = verb.partition(".")[0]
            moved[f"{kind}:{after['merged_into']}"].update(merging.articles_moved(kind, after["moved"]))
        else:
            for value in (*_strings(before), *_strings(after)):
                found.update(words.get(value, ()))
    return found | _carried_in_public({target: moved[target] for target in targets & moved.keys() - found})


def _carried_in_public(carriers: Mapping[str, Set[str]]) -> set[str]:
    """Of targets those of whose articles, given by their slugs, one was ever public."""
    slugs = {slug for carried in carriers.values() for slug in carried}
    rows = Article.objects.filter(slug__in=slugs, published_at__isnull=False).order_by()
    public = set(rows.values_list("slug", flat=True)) if slugs else set()
    return {target for target, carried in carriers.items() if carried & public}


def _slug(target: str) -> str:
    return target.partition(":")[2]


def _said(words: Iterable[str]) -> Q:
    said = Q()
    for word in words:
        # As SQLite keeps JSON, and as PostgreSQL does.
        for quoted in {json.dumps(word), json.dumps(word, ensure_ascii=False)}:
            said |= Q(said_before__contains=quoted) | Q(said_after__contains=quoted)
    return said


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
