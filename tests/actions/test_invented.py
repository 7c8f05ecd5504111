import io

import pytest
from django.core import serializers
from django.core.management import CommandError, call_command
from django.db import transaction
from django.utils.text import slugify

from archive.actions import articles, introductions, invented, names, readings, sources, tags
from archive.actions.articles import BylineData
from archive.actions.clock import now
from archive.actions.verify_archive import verify_archive
from archive.actions.verify_log import verify_log
from archive.importing.invented import Inventor, sizes
from archive.importing.source import Source
from archive.models import (
    Article,
    Author,
    Byline,
    Collection,
    Comment,
    Decision,
    ImportRun,
    Publisher,
    Reading,
    SourceContent,
    SourceFile,
    TaggedArticle,
    Text,
    TextContent,
)
from archive.search import indexing
from tests.actions.reads import BY

pytestmark = pytest.mark.django_db
NOUNS = (Collection, SourceFile, SourceContent, Article, Byline, TaggedArticle, Reading, Text, TextContent, Comment)
SIZES = (4, 60, 3)


def made(*size: int) -> invented.Made:
    return invented.make(*size, by=BY["by"], clock=lambda: BY["at"])


def one_by_one(articles_wanted: int, comments: int, seed: int) -> None:
    """The same collection, through the actions that people and the loader use."""
    known = {**BY, "reason": invented.REASON}
    inventor = Inventor(seed)
    introductions.introduce(invented.introduction(seed), **BY)
    collection = Collection.objects.get()
    for number, size in enumerate(sizes(articles_wanted, comments, seed), 1):
        one = inventor.document(number, size)
        source, data = Source(one.text), one.text.encode()
        file = sources.receive(data, source, name=f"{one.slug}.txt", how=invented.HOW, **BY)
        dates = {f"date_{name}": getattr(one.published, name) for name in ("printed", "edtf", "earliest", "latest")}
        article = articles.create(
            {
                "slug": one.slug,
                "title": one.title,
                "title_origin": "printed",
                "publisher": names.named(Publisher, slugify(one.publisher), one.publisher, **known),
                "collection": collection,
                "kind": "news",
                "language": "en",
                "rights": "open",
                **dates,
                "source_sha256": file.sha256,
                "source_name": file.name,
                "source_bytes": file.size,
            },
            **known,
        )
        author = names.named(Author, slugify(one.author), one.author, **known)
        articles.set_bylines(article, [BylineData(author, printed=f"By {one.author}")], **known)
        tags.set_tags(article, one.tags, **known)
        readings.store(article, file, one.record, **known)
        articles.publish(article, **known)


def told() -> tuple[list[str], list[str]]:
    """Every row by its natural key, and what the log says of documents, whatever the order."""
    natural = {"use_natural_foreign_keys": True, "use_natural_primary_keys": True}
    rows = [row for noun in NOUNS for row in serializers.serialize("python", noun.objects.all(), **natural)]
    log = Decision.objects.filter(verb__regex="^(article|source|reading)").select_related("detail")
    said = [(one.verb, one.target, one.detail.reason, one.detail.before, one.detail.after) for one in log]
    return sorted(map(repr, rows)), sorted(
        repr([*head, sorted(before.items()), sorted(after.items())]) for *head, before, after in said
    )


@pytest.mark.slow
def test_a_collection_is_what_the_actions_would_have_made_one_by_one():
    with transaction.atomic():
        made(*SIZES)
        fast = told()
        transaction.set_rollback(True)
    one_by_one(*SIZES)
    assert told() == fast


@pytest.mark.slow
def test_an_invented_collection_stands_every_check():
    run, *_ = made(5, 200, 1)
    report = verify_archive(at=now())
    assert (report.sources, report.texts, report.older, report.faults) == (5, 205, 0, ())
    assert verify_log().sound
    assert not indexing.check()
    assert (run.created, Comment.objects.count(), Article.objects.filter(state="published").count()) == (5, 200, 5)


@pytest.mark.slow
def test_batches_hold_as_much_as_one_transaction_should():
    making = invented.Making(1, by="hanna", at=BY["at"], run=ImportRun())
    found = [[len(one.record.comments) for one in batch] for batch in making.batches([43, 6000, *[10] * 450])]
    assert [(len(batch), sum(batch)) for batch in found] == [(1, 43), (1, 6000), (200, 2000), (200, 2000), (50, 500)]


@pytest.mark.slow
def test_the_command_makes_a_collection_once():
    out = io.StringIO()
    call_command("make_collection", articles=3, comments=9, seed=2, stdout=out)
    assert out.getvalue().startswith("3 articles and 9 comments stored in ")
    with pytest.raises(CommandError, match="here already"):
        call_command("make_collection", articles=3, comments=9, seed=2)


@pytest.mark.parametrize("argument", ["--articles=0", "--comments=-1", "--seed=x"])
def test_a_call_for_less_than_nothing_is_wrong(argument):
    with pytest.raises(CommandError, match="is not a number from"):
        call_command("make_collection", argument)
