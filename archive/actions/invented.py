"""Invented collections, for measuring: stored as the loader stores documents, many in one transaction."""

import hashlib
from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple

from django.db import transaction
from django.utils.text import slugify

from archive.actions import introductions, names, readings, sources, tags
from archive.actions.articles import BylineData, target, told
from archive.actions.decisions import Entry, record_all
from archive.actions.loads import Progress
from archive.actions.readings import Pass
from archive.actions.refusals import Refused
from archive.importing.catalogue import Introduction
from archive.importing.invented import Invented, Inventor, sizes
from archive.models import (
    Article,
    Author,
    Byline,
    Collection,
    ImportRun,
    Publisher,
    SourceContent,
    SourceFile,
    Tag,
    TaggedArticle,
    bulk,
)
from archive.search import indexing
from archive.states import ArticleKind, ArticleState, Attribution, Origin, Rights, Role
from archive.text.folding import fold

REASON = "Invented for measuring."
HOW = "Invented."
ARTICLES_AT_ONCE = 200
COMMENTS_AT_ONCE = 5_000
CATALOGUE = (
    "slug", "title", "title_origin", "publisher", "collection", "kind", "language", "rights",
    "date_printed", "date_edtf", "date_earliest", "date_latest", "source_sha256", "source_name", "source_bytes",
)  # fmt: skip


class Made(NamedTuple):
    """The run of a collection, and how much of its time went into storing it and into making the search index anew."""

    run: ImportRun
    storing: timedelta
    indexing: timedelta


def make(
    articles: int, comments: int, seed: int, *, by: str, clock: Callable[[], datetime], progress: Progress | None = None
) -> Made:
    """Make so many published articles with so many comments in all; the same ones for the same seed. Raises Refused.

    The search index is made anew at the end: broken off before that, it lacks them until `rebuild`.
    """
    key = hashlib.sha256(f"{articles} {comments} {seed}".encode()).hexdigest()[:32]
    if ImportRun.objects.filter(key=key).exists():
        raise Refused("This collection is here already; another seed makes another.")
    run = ImportRun.objects.create(key=key, actor=by, started_at=clock(), read=articles)
    making = Making(seed, by=by, at=run.started_at, run=run)
    done, storing = 0, timedelta()
    with indexing.put_off():
        making.name_everything()
        for batch in making.batches(sizes(articles, comments, seed)):
            if progress:
                progress(done, articles, batch[0].slug)
            began = clock()
            making.store(batch)
            storing += clock() - began
            done += len(batch)
    began = clock()
    indexing.rebuild()
    rebuilding = clock() - began
    if progress:
        progress(done, articles, "")
    run.created, run.finished_at = done, clock()
    run.save()
    return Made(run, storing, rebuilding)


def introduction(seed: int) -> Introduction:
    return Introduction(
        slug=f"invented-{seed}",
        name=f"Invented {seed}",
        invented=True,
        description="Articles and comments without meaning, made to measure the archive with.",
        lacks="Everything but their number.",
    )


class Making:
    """A collection in the making. `by` and `at` stand on every Decision, `run` groups them."""

    def __init__(self, seed: int, *, by: str, at: datetime, run: ImportRun) -> None:
        self._inventor = Inventor(seed)
        self._known: dict[str, Any] = {"by": by, "at": at, "run": run}
        self._at = at
        self.introduction = introduction(seed)
        self._publishers: dict[str, Publisher] = {}
        self._authors: dict[str, Author] = {}
        self._tags: dict[str, Tag] = {}

    @transaction.atomic
    def name_everything(self) -> None:
        """Make the collection, the publishers, authors and tags that documents will name."""
        introductions.introduce(self.introduction, **self._known)
        self._collection = Collection.objects.get(slug=self.introduction.slug)
        known = {**self._known, "reason": REASON}
        for name in self._inventor.publishers:
            self._publishers[name] = names.named(Publisher, slugify(name), name, **known)
        for name in self._inventor.authors:
            self._authors[name] = names.named(Author, slugify(name), name, **known)
        named = tags.named(self._inventor.tags, **known)
        self._tags = {name: named[fold(name)] for name in self._inventor.tags}

    def batches(self, wanted: Sequence[int]) -> Iterator[list[Invented]]:
        """Documents with so many comments each, as many at a time as fit into one transaction."""
        batch: list[Invented] = []
        waiting = 0
        for number, size in enumerate(wanted, 1):
            if batch and (len(batch) == ARTICLES_AT_ONCE or waiting + size > COMMENTS_AT_ONCE):
                yield batch
                batch, waiting = [], 0
            batch.append(self._inventor.document(number, size))
            waiting += size
        yield batch

    @transaction.atomic
    def store(self, batch: Sequence[Invented]) -> None:
        """Keep documents with source, words, thread, bylines and tags, and publish them."""
        files, received = self._receive(batch)
        articles, created = self._create(batch, files)
        entries = [*received, *created, *self._credit(batch, articles), *self._tag(batch, articles)]
        record_all(entries, **self._known)
        passes = [
            Pass(article, file, document.record, (), REASON)
            for article, file, document in zip(articles, files, batch, strict=True)
        ]
        readings.store_first(passes, **self._known)
        record_all(self._publish(articles), **self._known)

    def _receive(self, batch: Sequence[Invented]) -> tuple[list[SourceFile], list[Entry]]:
        data = [document.text.encode() for document in batch]
        files = [
            SourceFile(
                pk=key,
                sha256=hashlib.sha256(content).hexdigest(),
                size=len(content),
                media_type=sources.MEDIA_TYPE,
                encoding="utf-8",
                name=f"{document.slug}.txt",
                received_at=self._at,
                how=HOW,
            )
            for key, content, document in zip(bulk.allocate(SourceFile, len(batch)), data, batch, strict=True)
        ]
        bulk.insert_all(files)
        bulk.insert(SourceContent, ("source", "data"), ((file.pk, one) for file, one in zip(files, data, strict=True)))
        return files, [sources.entry(file) for file in files]

    def _create(self, batch: Sequence[Invented], files: Sequence[SourceFile]) -> tuple[list[Article], list[Entry]]:
        articles = [
            Article(
                pk=key,
                slug=document.slug,
                title=document.title,
                title_origin=Origin.PRINTED.value,
                publisher=self._publishers[document.publisher],
                collection=self._collection,
                kind=ArticleKind.NEWS.value,
                language="en",
                rights=Rights.OPEN.value,
                date_printed=document.published.printed,
                date_edtf=document.published.edtf or "",
                date_earliest=date.fromisoformat(document.published.earliest or ""),
                date_latest=date.fromisoformat(document.published.latest or ""),
                source_sha256=file.sha256,
                source_name=file.name,
                source_bytes=file.size,
                state=ArticleState.DRAFT.value,
                added_at=self._at,
            )
            for key, document, file in zip(bulk.allocate(Article, len(batch)), batch, files, strict=True)
        ]
        bulk.insert_all(articles)
        return articles, [
            Entry("article.create", target(one), REASON, {}, {name: told(getattr(one, name)) for name in CATALOGUE})
            for one in articles
        ]

    def _credit(self, batch: Sequence[Invented], articles: Sequence[Article]) -> list[Entry]:
        role, attribution = Role.AUTHOR.value, Attribution.PRINTED.value
        credited = [
            (article, self._authors[document.author], f"By {document.author}")
            for article, document in zip(articles, batch, strict=True)
        ]
        bulk.insert(
            Byline,
            ("article", "order", "author", "role", "attribution", "printed"),
            ((article.pk, 0, author.pk, role, attribution, printed) for article, author, printed in credited),
        )
        told_of = [(article, BylineData(author, role, attribution, printed)) for article, author, printed in credited]
        return [
            Entry("article.bylines", target(article), REASON, {"bylines": []}, {"bylines": [byline.told()]})
            for article, byline in told_of
        ]

    def _tag(self, batch: Sequence[Invented], articles: Sequence[Article]) -> list[Entry]:
        rows = (
            (article.pk, self._tags[name].pk)
            for article, document in zip(articles, batch, strict=True)
            for name in document.tags
        )
        bulk.insert(TaggedArticle, ("content_object", "tag"), rows)
        return [
            Entry("article.tags", target(article), REASON, {"tags": []}, {"tags": sorted(document.tags)})
            for article, document in zip(articles, batch, strict=True)
        ]

    def _publish(self, articles: Sequence[Article]) -> list[Entry]:
        state = ArticleState.PUBLISHED.value
        bulk.update(Article, ("state", "published_at"), ((article.pk, state, self._at) for article in articles))
        before, after = {"state": ArticleState.DRAFT.value}, {"state": state}
        return [Entry("article.publish", target(article), REASON, before, after) for article in articles]
