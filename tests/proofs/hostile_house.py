"""An archive whose every field of every noun attacks whoever shows it."""

from collections.abc import Iterator
from itertools import cycle

from django.db import models, transaction

from archive.actions import measures
from archive.actions.reasoning import Reasons
from archive.models import Article, Comment, HouseRule, ImportRun, StatementRelation
from tests.factories import (
    WHEN,
    Said,
    article,
    author,
    collection,
    evidence,
    held,
    occurrence,
    parallel,
    publisher,
    rule,
    statement,
    tag,
    tagged,
)  # fmt: skip
from tests.proofs.house import index
from tests.proofs.payloads import payloads

ARTICLES, COMMENTS = 8, 60
# Fields whose values the archive itself gives, or that a form of ours never takes otherwise.
OURS = {"slug", "key", "code", "language", "link", "date_edtf", "password", "username", "exact", "prefix", "suffix"}


class Arms:
    """All payloads, over and over: as many as a field has room for."""

    def __init__(self) -> None:
        self.all = payloads()
        self.next: Iterator[str] = cycle(self.all)
        self.used = 0

    def __call__(self, room: int = 1000) -> str:
        said = ""
        while len(said) < min(room, 300):
            following = next(self.next)
            if len(said) + len(following) >= room:
                break
            self.used += 1
            said = f"{said} {following}" if said else following
        return said or "x"


def arm[M: models.Model](row: M, arms: Arms, *without: str) -> M:
    """Put payloads into every field of words that a row has."""
    for each in row._meta.concrete_fields:
        words = isinstance(each, models.CharField | models.TextField)
        if words and not each.choices and each.name not in OURS | set(without) and "sha256" not in each.name:
            setattr(row, each.name, arms(each.max_length or 1000))
    row.save()
    return row


@transaction.atomic
def build() -> Arms:
    arms = Arms()
    armed = rule("abuse", category=arms(60), text=arms(), covers=arms(), examples=arms())
    shelf = arm(collection(), arms)
    pages = [page(number, shelf, arms) for number in range(ARTICLES)]
    for number, made in enumerate(pages):
        one = arm(statement(key=f"key-{number}"), arms)
        other = arm(statement(key=f"other-{number}"), arms)
        StatementRelation.objects.create(statement=one, type="contradicts", other=other)
        one.tags.add(tag(f"{arms(80)} {number}", slug=f"of-{number}"))
        for text in (made.text, *(each.text for each in made.comments.all()[:5])):
            words = text.content.body
            for each in (one, other):
                occurrence(each, text, words[: len(words) // 2])
                evidence(each, text, words[: len(words) // 3], note=arms(900))
        arm(evidence(one, link="https://evil.example/?q=%22onclick=pwn()"), arms)
    parallel(pages[0].text, "same old words", pages[1].text, "same old words")
    comments = list(pages[0].comments.order_by("number")[:4])
    moderated(comments, armed)
    arm(ImportRun.objects.create(key="c" * 32, actor="anna", started_at=WHEN, finished_at=WHEN), arms, "key")
    index()
    return arms


def page(number: int, shelf: object, arms: Arms) -> Article:
    said = [Said(arms(), arms(400), None if n % 3 == 0 else n - 1, date=arms(150)) for n in range(COMMENTS)]
    writer = author(f"{arms(150)} {number}", slug=f"writer-{number}")
    house = publisher(f"{arms(150)} {number}", slug=f"house-{number}")
    tags = [tag(f"{arms(60)} {number}", slug=f"tag-{number}").name]
    made = article(slug=f"hostile-{number}", authors=[writer.name], tags=tags, publisher=house)
    for row in (made.publisher, made.bylines.get().author):
        arm(row, arms)
    arm(made, arms)
    blocks = [("title", arms(200)), ("paragraph", "same old words"), *(("paragraph", arms()) for _ in range(8))]
    notes = [{"line": line, "what": arms(), "doubt": line == 2} for line in (1, 2)]
    held(made, blocks, said, reader=arms(40), reason=arms(), notes=notes)
    made.collection = shelf
    made.source_name = arms(200)
    made.save()
    tagged(made.comments.first(), tag(f"{arms(60)} c{number}", slug=f"of-comment-{number}").name)
    return made


def moderated(comments: list[Comment], armed: HouseRule) -> None:
    """Decisions that say what attacks, as an older release may have let them be written."""
    # The archive refuses reasons that repeat four words of what they are about.
    said = '=1+1 zeta"><svg/onload=pwn()> zeta</script>zeta<script>pwn()</script> zeta\x01 zeta\u202e zeta]]> &zeta;'
    for comment, move in zip(comments, ("veil", "hold"), strict=False):
        measures.decide([comment], move, Reasons(armed, facts=said), by="anna", at=WHEN, reason=said)
