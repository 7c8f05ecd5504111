"""Rows for tests, made directly: no reader, no loader, no log. All words are invented.

    held(article("Ferry house burns"), blocks=[("paragraph", "It burned.")], comments=[Said("Who lit it?")])

`article` gives a published catalogue record; `held` adds source, reading, text and thread to it and returns it.
"""

import hashlib
import itertools
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any, NamedTuple

from django.contrib.auth import get_user_model
from django.db import transaction
from django.utils.text import slugify

from archive.actions.decisions import Entry, record
from archive.models import (
    Article,
    Author,
    Byline,
    Collection,
    Comment,
    Decision,
    Evidence,
    HouseRule,
    Measure,
    Occurrence,
    Parallel,
    Proposal,
    Pseudonym,
    Publisher,
    Reading,
    Redaction,
    SourceContent,
    SourceFile,
    Statement,
    Tag,
    TaggedArticle,
    TaggedComment,
    Text,
    TextContent,
    WordRule,
    anchoring,
)
from archive.states import (
    ArticleState,
    Attribution,
    CommentState,
    EvidenceSide,
    OccurrenceDecision,
    Origin,
    Rights,
    Role,
    StatementKind,
    Workflow,
)
from archive.text.runs import Composer

WHEN = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)
BLOCKS = (
    ("title", "Ferry house burns at Oru Point"),
    ("paragraph", "The old ferry house at Oru Point burned to its posts on Friday night."),
)
numbers = itertools.count(1)


class Said(NamedTuple):
    """A comment to be made. `under` is the index of its parent in the list, which is in reading order."""

    words: str
    author: str | None = "Tam Orrin"
    under: int | None = None
    state: str = CommentState.SHOWN
    date: str = ""
    reconstructed: tuple[str, ...] = ()


class Lost(NamedTuple):
    """A place in the thread where the source shows a comment and holds no words."""

    depth: int = 0


def slug(name: str) -> str:
    return slugify(name) or slugify(name, allow_unicode=True) or f"name-{next(numbers)}"


def user(name: str = "reader", **fields: Any):
    return get_user_model().objects.create_user(username=name, password="correct horse battery staple", **fields)


def staff(name: str = "editor", **fields: Any):
    return user(name, is_staff=True, **fields)


def publisher(name: str = "The Oru Lantern", **fields: Any) -> Publisher:
    return Publisher.objects.get_or_create(name=name, defaults={"slug": slug(name), **fields})[0]


def author(name: str = "Hanna Veld", **fields: Any) -> Author:
    return Author.objects.get_or_create(name=name, defaults={"slug": slug(name), **fields})[0]


def collection(name: str = "The ferry papers", **fields: Any) -> Collection:
    return Collection.objects.get_or_create(name=name, defaults={"slug": slug(name), **fields})[0]


def tag(name: str = "ferries", **fields: Any) -> Tag:
    return Tag.objects.get_or_create(name=name, defaults={"slug": slug(name), **fields})[0]


def tagged(comment: Comment, *names: str) -> Comment:
    for name in names:
        TaggedComment.objects.create(content_object=comment, tag=tag(name))
    return comment


def article(
    title: str = "Ferry house burns at Oru Point",
    *,
    authors: Sequence[str | None] = (),
    tags: Sequence[str] = (),
    **fields: Any,
) -> Article:
    """A catalogue record without text. None among the authors is a byline that names nobody."""
    state = fields.setdefault("state", ArticleState.PUBLISHED)
    if state != ArticleState.DRAFT:
        fields.setdefault("published_at", WHEN)
    if state == ArticleState.WITHDRAWN:
        fields.setdefault("withdrawn_at", WHEN)
        fields.setdefault("withdrawn_reason", "The publisher took it back.")
    fields.setdefault("slug", f"{slug(title)[:100]}-{next(numbers)}")
    fields.setdefault("rights", Rights.OPEN)
    made = Article.objects.create(
        **{"title": title, "title_origin": Origin.PRINTED, "language": "en", "added_at": WHEN, **fields}
    )
    for order, name in enumerate(authors, 1):
        byline(made, name, order=order)
    for name in tags:
        TaggedArticle.objects.create(content_object=made, tag=tag(name))
    return made


def byline(of: Article, name: str | None, *, order: int = 1, role: str = Role.AUTHOR, **fields: Any) -> Byline:
    fields.setdefault("attribution", Attribution.UNKNOWN if name is None else Attribution.PRINTED)
    return Byline.objects.create(
        article=of, author=None if name is None else author(name), order=order, role=role, printed=name or "", **fields
    )


def source(words: str, name: str = "page.txt") -> SourceFile:
    data = words.encode()
    made, new = SourceFile.objects.get_or_create(
        sha256=hashlib.sha256(data).hexdigest(),
        defaults={
            "size": len(data),
            "media_type": "text/plain",
            "encoding": "utf-8",
            "name": name,
            "received_at": WHEN,
            "how": "test",
        },
    )
    if new:
        SourceContent.objects.create(source=made, data=data)
    return made


def words_of(of: str, pieces: Sequence[tuple[str, int, int, int]]) -> tuple[str, list[list], list[list]]:
    """Body, blocks and map of slices of a source, `(kind, start, end, line)` each, with a blank line between them."""
    composer, blocks = Composer(of), []
    for kind, start, end, line in pieces:
        if composer.length:
            composer.insert("\n\n")
        at = composer.length
        composer.take(start, end)
        blocks.append([kind, at, composer.length, line, line + of.count("\n", start, end)])
    return composer.text(), blocks, [list(run) for run in composer.runs()]


def texts(reading: Reading, pieces: Sequence[Sequence[tuple[str, int, int, int]]], of: str) -> list[Text]:
    """The texts of a reading in their places, from 0."""
    contents = [words_of(of, some) for some in pieces]
    made = Text.objects.bulk_create(
        Text(reading=reading, place=place, sha256=hashlib.sha256(body.encode()).hexdigest(), length=len(body))
        for place, (body, _blocks, _map) in enumerate(contents)
    )
    TextContent.objects.bulk_create(
        TextContent(text=text, body=body, blocks=blocks, map=runs)
        for text, (body, blocks, runs) in zip(made, contents, strict=True)
    )
    return made


def held(
    of: Article,
    blocks: Sequence[tuple[str, str]] = BLOCKS,
    comments: Sequence[Said | Lost] = (),
    **reading: Any,
) -> Article:
    """Give an article its source, reading, text and thread. In the source every paragraph is one line."""
    lines: list[str] = []
    length = 0

    def stand(words: str) -> tuple[int, int]:
        """The source place and the line of some words, which are put at the end of the source."""
        nonlocal length
        start, number = length, len(lines) + 1
        lines.extend([*words.split("\n"), ""])
        length += len(words) + 2
        return start, number

    placed = [(kind, *stand(words), words) for kind, words in blocks]
    said, gaps = [], []
    for comment in comments:
        if isinstance(comment, Lost):
            number = stand("*")[1]
            gaps.append({"lines": [number, number], "depth": comment.depth})
        else:
            said.append((comment, *stand(f"{comment.author or ''}:\n{comment.words}")))
    document = "\n".join([*lines, f"{of.slug}"])
    file = source(document, f"{of.slug}.txt")
    read = Reading.objects.create(
        article=of,
        source=file,
        **{
            "number": of.readings.count() + 1,
            "previous": of.readings.order_by("-number").first(),
            "reader": "newspaper",
            "reader_version": 1,
            "gaps": gaps,
            "reason": "first reading",
            "read_at": WHEN,
            **reading,
        },
    )
    pieces = [[(kind, start, start + len(words), line) for kind, start, line, words in placed]]
    for comment, start, line in said:
        first = start + len(comment.author or "") + 2
        pieces.append([("paragraph", first, first + len(comment.words), line + 1)])
    own, *theirs = texts(read, pieces, document)
    of.source, of.source_sha256, of.source_name, of.source_bytes = file, file.sha256, file.name, file.size
    of.text = own
    of.save()
    rows: list[Comment] = []
    for position, ((comment, start, line), text) in enumerate(zip(said, theirs, strict=True), 1):
        parent = None if comment.under is None else rows[comment.under]
        end = start + len(comment.author or "") + 2 + len(comment.words)
        rows.append(
            Comment(
                article=of,
                number=position,
                position=position,
                depth=0 if parent is None else parent.depth + 1,
                source=file,
                source_start=start,
                source_end=end,
                first_line=line,
                last_line=line + document.count("\n", start, end),
                author_name=comment.author,
                date_printed=comment.date,
                reconstructed=list(comment.reconstructed),
                state=comment.state,
                text=text,
            )
        )
    _save(rows, [comment.under for comment, _start, _line in said])
    return of


def _save(rows: list[Comment], parents: list[int | None]) -> None:
    """Level by level: a comment is saved when its parent has a key."""
    for depth in range(max((row.depth for row in rows), default=-1) + 1):
        level = [(row, under) for row, under in zip(rows, parents, strict=True) if row.depth == depth]
        for row, under in level:
            row.parent = None if under is None else rows[under]
        Comment.objects.bulk_create(row for row, _under in level)


def long_thread(length: int = 101, **fields: Any) -> Article:
    """An article under which every comment answers the one before it, in threads of fifteen."""
    said = [Said(f"Comment {n} of many.", under=None if n % 15 == 0 else n - 1) for n in range(length)]
    return held(article("A long thread", **fields), comments=said)


def statement(wording: str = "The ferry house burned by itself.", **fields: Any) -> Statement:
    """A statement, published unless a workflow says otherwise."""
    workflow = fields.setdefault("workflow", Workflow.PUBLISHED)
    if workflow == Workflow.PUBLISHED:
        fields.setdefault("number", Statement.objects.next_number())
    if fields.get("number"):
        fields.setdefault("published_at", WHEN)
    fields.setdefault("key", f"{slug(wording)[:100]}-{next(numbers)}")
    return Statement.objects.create(**{"wording": wording, "kind": StatementKind.EVENT, "suggested_at": WHEN, **fields})


def place(text: Text, words: str) -> tuple[int, int]:
    """Where some words stand in a text, the first time."""
    start = text.content.body.index(words)
    return start, start + len(words)


def occurrence(of: Statement, text: Text, words: str, **fields: Any) -> Occurrence:
    fields = {"decision": OccurrenceDecision.ACCEPTED, "number": of.occurrences.count() + 1, **fields}
    anchor = anchoring.anchor(text, *place(text, words))
    return Occurrence.objects.create(statement=of, text=text, proposed_at=WHEN, **{**anchor._asdict(), **fields})


def evidence(of: Statement, text: Text | None = None, words: str = "", **fields: Any) -> Evidence:
    """A passage of the archive, or a citation where there is no text."""
    fields = {"side": EvidenceSide.REFUTES, "number": of.evidence.count() + 1, **fields}
    if text is None:
        fields.setdefault("citation", "Harbour register of Oru Point, 1957")
    else:
        fields = {"text": text, **anchoring.anchor(text, *place(text, words))._asdict(), **fields}
    return Evidence.objects.create(statement=of, added_at=WHEN, **fields)


def rule(code: str = "insult", version: int = 1, **fields: Any) -> HouseRule:
    fields = {"category": "ethnic insult", "text": "Nobody is insulted for where they come from.", **fields}
    row = HouseRule.objects.filter(code=code, version=version).first()
    return row or HouseRule.objects.create(code=code, version=version, written_at=WHEN, **fields)


def decision(target: str = "comment:any#1", verb: str = "comment.redact", **detail: Any) -> Decision:
    with transaction.atomic():
        return record(Entry(verb, target, "a test", **detail), by="anna", at=WHEN)


def redaction(of: Comment, words: str, **fields: Any) -> Redaction:
    """Words of a comment, hidden the first time that they stand there."""
    anchor = anchoring.anchor(of.text, *place(of.text, words))
    fields = {"rule": rule(), "number": of.redactions.count() + 1, "words": len(words.split()), **fields}
    where = {name: getattr(anchor, name) for name in ("start", "end", "source_start", "source_end")}
    fields.setdefault("decision", decision())
    return Redaction.objects.create(comment=of, text=of.text, decided_at=WHEN, **{**where, **fields})


def measure(of: Comment, **fields: Any) -> Measure:
    fields = {"rule": rule("abuse", category="abuse", text="No abuse."), "words": of.text.length, **fields}
    fields.setdefault("decision", decision(verb="comment.withhold"))
    return Measure.objects.create(comment=of, decided_at=WHEN, **fields)


def pseudonymised(of: Comment, name: str = "Reader 1") -> Pseudonym:
    made, _new = Pseudonym.objects.get_or_create(
        name=name, defaults={"number": Pseudonym.objects.next_number(), "rule": rule("privacy"), "given_at": WHEN}
    )
    of.pseudonym = made
    of.save()
    return made


def proposal(*of: Comment, **fields: Any) -> Proposal:
    fields = {"number": Proposal.objects.next_number(), "move": "withhold", "proposed_by": "anna", **fields}
    made = Proposal.objects.create(rule=rule(), reason="a test", proposed_at=WHEN, **fields)
    for each in of:
        made.comments.create(comment=each, seen=each.state)
    return made


def parallel(a: Text, words: str, b: Text, others: str, **fields: Any) -> Parallel:
    """Two passages as if they shared all their words."""
    columns: dict[str, Any] = {"a": a, "b": b, "a_part": 0.1, "b_part": 0.1}
    for side, text, said in (("a", a, words), ("b", b, others)):
        anchor = anchoring.anchor(text, *place(text, said))
        names = ("start", "end", "source_start", "source_end")
        columns |= {f"{side}_{name}": getattr(anchor, name) for name in names}
    pieces = [[0, len(words), 0, len(others), len(words.split())]]
    columns |= {"words": len(words.split()), "identity": 1.0, "kind": "exact", "pieces": pieces, "found_at": WHEN}
    return Parallel.objects.create(**columns, **{"number": Parallel.objects.next_number(), **fields})


def word_rule(*terms: str, code: str = "goats", **fields: Any) -> WordRule:
    """A word rule that is switched off, under the rule `abuse`."""
    rule("abuse")
    values = {"label": "goats", "rule": "abuse", "terms": list(terms or ["goat*"]), **fields}
    return WordRule.objects.get_or_create(code=code, defaults=values)[0]
