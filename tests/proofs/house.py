"""An archive in which everything stands that anonymous may not see. What is hidden in it is up to the caller.

    house = build(Words("a"))

Two houses differ in nothing but their hidden words, as many in each place.
"""

import itertools
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from django.contrib.auth.models import Group
from django.core.cache import cache
from django.core.management.color import no_style
from django.db import connection, models

from archive.actions import comments, measures, proposals, pseudonyms, redactions
from archive.actions.decisions import Entry
from archive.importing.source import Source
from archive.models import (
    Article,
    Comment,
    ImportRun,
    Interest,
    Statement,
    StatementRelation,
    User,
)
from archive.search import indexing
from archive.states import CommentState, Rights
from archive.text.runs import Span
from tests.actions import moderation, reads
from tests.factories import (
    WHEN,
    Said,
    article,
    collection,
    evidence,
    held,
    occurrence,
    parallel,
    publisher,
    statement,
    tag,
    tagged,
)  # fmt: skip
from tests.proofs.routes import Values

# Fields by which rows are found, counted and ordered, or whose values a table of the database knows.
STRUCTURE = {"number", "position", "depth", "start", "end", "source_start", "source_end", "first_line", "last_line",
    "language", "date_edtf", "link"}  # fmt: skip


@dataclass
class Words:
    """Words that are to stay hidden. Those of one `world` are unlike those of another: longer, and sorted elsewhere."""

    world: str
    made: list[str] = field(default_factory=list)
    numbers: Any = field(default_factory=lambda: itertools.count(1))

    def __call__(self, count: int = 1) -> str:
        """So many words that stand nowhere else."""
        new = [self._word(next(self.numbers)) for _ in range(count)]
        self.made += new
        return " ".join(new)

    def _word(self, number: int) -> str:
        return f"{self.world * (3 + (number + ord(self.world) // 10) % 5)}q{number:04}x"

    def hash(self) -> str:
        made = f"{self.world}{next(self.numbers):04}".encode().hex().ljust(64, "0")
        self.made.append(made)
        return made

    def integer(self) -> int:
        made = 1_700_000_000 + 1_000_000 * ord(self.world) + next(self.numbers)
        self.made.append(str(made))
        return made

    def day(self) -> date:
        made = date(1200 + ord(self.world), 1, 1) + timedelta(days=next(self.numbers))
        self.made.append(made.isoformat())
        return made


@dataclass
class House:
    """What was built: the words that nobody may find, and every value that an address can hold."""

    hidden: list[str]
    values: Values


def plant[M: models.Model](row: M, say: Words, *without: str) -> M:
    """Fill every field of a hidden row, as its model has them, with what stands nowhere else; but for its structure."""
    for each in row._meta.concrete_fields:
        if each.primary_key or each.is_relation or each.choices or each.name in STRUCTURE or each.name in without:
            continue
        setattr(row, each.name, _value(each, say, getattr(row, each.name)))
    type(row)._base_manager.filter(pk=row.pk).update(
        **{each.attname: getattr(row, each.attname) for each in row._meta.concrete_fields if not each.primary_key}
    )
    return row


def _value(each: models.Field, say: Words, now: Any) -> Any:
    if "sha256" in each.name or "digest" in each.name or "copy" in each.name:
        return say.hash()
    if isinstance(each, models.JSONField):
        return [say()]
    if isinstance(each, models.CharField | models.TextField):
        return say() if not each.max_length or each.max_length > 12 else now
    if isinstance(each, models.BooleanField):
        return now
    if isinstance(each, models.IntegerField):
        return say.integer()
    if isinstance(each, models.DateTimeField):
        return datetime.combine(say.day(), WHEN.timetz()) if now else now
    return say.day() if isinstance(each, models.DateField) else now


def build(say: Words) -> House:
    """Build it in an empty database, in one transaction."""
    cache.clear()
    restart()
    open_article(say)
    other_article()
    draft(say)
    withdrawn(say)
    record(say)
    read_twice(say)
    statements(say)
    people(say)
    index()
    return House(list(say.made), values(say))


def index() -> None:
    """Put into the search index what was made past the log, and the index is none the wiser for what is hidden."""
    entries = [Entry("reading.read", f"article:{slug}", "") for slug in Article.objects.values_list("slug", flat=True)]
    entries += [
        Entry("statement.find", f"statement:{key}", "") for key in Statement.objects.values_list("key", flat=True)
    ]
    indexing.follow(entries)


def restart() -> None:
    """Have rows numbered from one again, as in an archive that nothing was rolled back in."""
    tables = list(connection.introspection.installed_models(connection.introspection.table_names()))
    with connection.cursor() as cursor:
        for sql in connection.ops.sequence_reset_sql(no_style(), tables):
            cursor.execute(sql)


def open_article(say: Words) -> Article:
    """A public article, under which every kind of comment stands."""
    name = say(2)
    said = [
        Said("Who lit it?", "Tam Orrin"),
        Said(say(5), "Tam Orrin", 0),
        Said(f"{say(4)} {say.integer()} others", "Bo Lind", 0),
        Said(say(6), "Bo Lind", 1),
        Said(f"The keeper is {say(2)} and more, he said.", "Ines Roe", 0),
        Said("I saw it burn.", name, 0),
        Said("So did I.", "Tam Orrin", 5),
        Said("Only an old goat burns ferries.", "Ines Roe", 0, date="3 May"),
        Said(say(3), "Una Dell", 0),
        Said("After all 12 others.", "Tam Orrin", 0),
    ]
    made = held(
        article(
            "Ferry house burns",
            slug="open",
            authors=["Hanna Veld"],
            tags=["ferries"],
            publisher=publisher(),
            date_printed="May 1957",
            date_edtf="1957-05",
            date_earliest=date(1957, 5, 1),
            date_latest=date(1957, 5, 31),
        ),
        comments=said,
        # The words of comment 2 stand on line 9.
        notes=[{"line": 1, "what": "It begins here."}, {"line": 9, "what": say(), "doubt": True}],
    )
    moderated({row.number: row for row in made.comments.order_by("number")}, say)
    made.comments.filter(number=9).update(state=CommentState.HELD, retired_at=WHEN)
    tagged(made.comments.get(number=2), "ferries")
    return made


def moderated(said: dict[int, Comment], say: Words) -> None:
    """Withheld, held, erased, partly hidden, under a pseudonym, veiled; and what is only proposed."""
    moderation.agreed(said[2])
    measures.decide([said[3]], "hold", moderation.reasons(), **moderation.ANNA)
    moderation.agreed(said[4], move="erase")
    body = said[5].text.content.body
    start = len("The keeper is ")
    redactions.redact(said[5], [Span(start, body.index(" and more"))], moderation.reasons(facts=""), **moderation.ANNA)
    pseudonyms.pseudonymise(said[6], moderation.reasons(facts=""), **moderation.ANNA)
    measures.decide([said[8]], "veil", moderation.reasons(), **moderation.ANNA)
    comments.see_gone(said[10], date(2026, 1, 1), **moderation.ANNA)
    proposals.propose([said[10]], "withhold", moderation.reasons(facts=say()), by=say(), at=WHEN, reason=say())


def other_article() -> Article:
    return held(
        article("Boats on the lake", slug="other", authors=["Tam Orrin", None], tags=["ferries"], language="en"),
        blocks=[("title", "Boats on the lake"), ("paragraph", "The old ferry house burned to its posts.")],
        comments=[Said("A plain word.")],
    )


def draft(say: Words) -> Article:
    """An article that nobody is to know of, and names and tags that stand over nothing else."""
    made = held(
        article(say(), slug=say(), state="draft", authors=[say()], tags=[say(), "ferries"], publisher=publisher(say())),
        blocks=[("title", say()), ("paragraph", say(6))],
        comments=[Said(say(3), say()), Said("Ferry.", say(), 0)],
        **reading(say),
    )
    made.collection = plant(collection(say()), say, "slug")
    made.save()
    for row in (made.publisher, *(each.author for each in made.bylines.all())):
        plant(row, say, "slug", "name")
    for comment in made.comments.all():
        plant(tagged(comment, say(), "ferries"), say)
    return plant(made, say, "slug", "source_bytes")


def withdrawn(say: Words) -> Article:
    """An article whose tombstone says title, house, writers, date, reason and policy, and nothing else."""
    made = held(
        article("Taken back", slug="gone", state="withdrawn", authors=["Hanna Veld"], tags=[say()]),
        blocks=[("title", "Taken back"), ("paragraph", say(7))],
        comments=[Said(say(3), say())],
        **reading(say),
    )
    for comment in made.comments.all():
        plant(tagged(comment, "ferries"), say)
    public = ("slug", "title", "date_printed", "date_earliest", "date_latest", "published_at", "withdrawn_at",
        "withdrawn_reason", "source_bytes")  # fmt: skip
    return plant(made, say, *public)


def reading(say: Words) -> dict[str, Any]:
    """The fields of a reading that nobody may look at."""
    line = {"line": 1, "what": say()}
    return {"reader": say(), "reason": say(), "notes": [line | {"doubt": True}], "corrections": [line | {"to": say()}]}


def record(say: Words) -> Article:
    """An article whose record is public and whose words are not; the hash of its document is part of the record."""
    return held(
        article("Described", slug="record", rights=Rights.RECORD),
        blocks=[("title", "Described"), ("paragraph", "Kept and not shown ferry.")],
        comments=[Said("Kept as well.")],
    )


def read_twice(say: Words) -> Article:
    """An article with two versions; in the first the hidden words of one comment stand in another."""
    page = Source(f"The ferry house burned.\nTam: who lit it?\nOrrin: {say(3)}.\nVeld: ask.\nTam: I did.\n")
    made = reads.article(title="Read twice", slug="twice")
    reads.stored(made, [(2, 3), (4, 4), (5, 5)], source=page)
    reads.stored(made, [(2, 2), (3, 3, 0, 1), (4, 4), (5, 5)], source=page, version=2)
    Article.objects.filter(pk=made.pk).update(state="published", published_at=WHEN)
    moderation.agreed(Comment.objects.get(article=made, first_line=3))
    return made


def statements(say: Words) -> None:
    """A public statement beside a draft and a withdrawn one; places and evidence of each in all that is hidden."""
    opened, gone = (Article.objects.get(slug=slug) for slug in ("open", "gone"))
    hidden = Article.objects.get(state="draft")
    public = statement("It burned by itself.", number=1, key="by-itself")
    private = plant(statement(say(), workflow="in review", key=say()), say, "published_at")
    past = statement(say(3), workflow="withdrawn", number=2, key=say())
    for one in (public, private, past):
        occurrence(one, opened.text, "ferry house")
        occurrence(one, opened.comments.get(number=10).text, "After all")
        for text in _hidden_texts(opened, gone, hidden):
            first = text.content.body.split()[0]
            occurrence(one, text, first)
            evidence(one, text, first, side="supports", note="" if one is public else say())
    occurrence(public, opened.comments.get(number=5).text, "The keeper is")
    occurrence(public, opened.comments.get(number=8).text, "old goat")
    counted = statement("They were 12.", number=3, key="they-were", kind="figure")
    occurrence(counted, opened.comments.get(number=10).text, "12 others")
    hidden_text = opened.comments.get(number=3).text
    occurrence(counted, hidden_text, " ".join(hidden_text.content.body.split()[-2:]))
    evidence(public, opened.comments.get(number=8).text, "burns ferries")
    evidence(public, side="context", sourced=True, link="https://oru.example/", copy_sha256="ab" * 32)
    for one in (private, past):
        cited = evidence(one, citation=say(), quote=say(), link=f"https://{say()}.example/")
        plant(cited, say, "exact", "prefix", "suffix")
        StatementRelation.objects.create(statement=public, type="contradicts", other=one)
        one.tags.add(tag(say()))
    others = Article.objects.get(slug="other").text
    parallel(opened.text, "old ferry house", others, "old ferry house")
    parallel(opened.comments.get(number=1).text, "Who lit it", others, "The old ferry")
    for text in _hidden_texts(opened, gone, hidden):
        parallel(others, "ferry house", text, text.content.body.split()[0])


def _hidden_texts(*of: Article) -> Iterable[Any]:
    opened, *rest = of
    for comment in opened.comments.filter(number__in=[2, 3, 9]):
        yield comment.text
    for each in rest:
        yield each.text
        yield each.comments.first().text


def people(say: Words) -> None:
    """Who works here, and what loads and interests say of them."""
    who = User.objects.create_user(say(), email=f"{say()}@example.org", is_staff=True)
    plant(who, say, "password")
    who.groups.set(Group.objects.filter(name="editor"))
    run = ImportRun.objects.create(key="b" * 32, actor=say(), started_at=WHEN, finished_at=WHEN)
    plant(run, say, "key")
    Interest.objects.create(who=say(), article=Article.objects.get(slug="open"), declared_at=WHEN)


def values(say: Words) -> Values:
    """Of every kind that an address can hold: what is public, what is hidden, what is not there, and the next page."""
    slugs = [*Article.objects.order_by("pk").values_list("slug", flat=True), "not-there"]
    of_draft = Article.objects.get(state="draft")
    names = ["hanna-veld", "the-oru-lantern", of_draft.publisher.slug, of_draft.bylines.get().author.slug, "none"]
    tags = ["ferries", *of_draft.tags.values_list("slug", flat=True), "none"]
    hidden = say.made[0]
    parts = {
        "articles/<slug>": slugs,
        "articles/<number>": range(1, 11),
        "articles/<slug>/thread/<number>": [1, 2],
        "articles/<slug>/provenance/<number>": [1, 2],
        "articles/<other>": ["open", *slugs[2:4]],
        "moderation/<number>": range(1, 9),
        "statements/<number>": range(1, 5),
        "authors/<slug>": names,
        "publishers/<slug>": names,
        "tags/<slug>": tags,
        "sitemap-<section>": ["articles", "statements", "none"],
    }
    parameters = {
        "after": ["open", "1", slugs[2]],
        "before": ["other", "2", slugs[2]],
        "by": ["title", "date", "relevance", "none"],
        "q": [
            "",
            "ferry",
            "keeper",
            hidden,
            f"{hidden[:3]}*",
            "tag:ferries in:comments",
            "goat",
            'tag:"ferries"',
            f"ferry {hidden}",
            f"ferry -{hidden}",
            f"author:{hidden[:3]}*",
            f'"{" ".join(say.made[:2])}"',
            "year:..1900",
        ],
        "in": ["articles", "comments", "statements", "authors"],
        "year": ["1957", str(1200 + ord(say.world))],
        "language": ["en", "he"],
        "author": names,
        "publisher": names,
        "comments": ["yes", "no"],
        "disputed": ["yes", "no"],
        "find": ["ferry", hidden],
        "marks": ["0", "1"],
        "page": ["1", "2", "x"],
        "places": ["1", "2"],
        "p": ["1", "2", "x"],
        "comment": ["open/1", f"{slugs[2]}/1"],
        "rule": ["abuse", "none"],
        "article": slugs,
        "verb": ["comment.redact", "comment.withhold", "article.withdraw", "none"],
        "month": ["2026-01", "1900-01", "0000-00"],
        "finding": ["not examined", "none"],
        "kind": ["event", "none"],
        "tag": tags,
    }
    return Values(parts, parameters)
