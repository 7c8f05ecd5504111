"""An archive whose every field of every noun attacks whoever shows it."""

from datetime import timedelta
from itertools import cycle

from django.db import connection, models, transaction

from archive.actions import measures, proposals, pseudonyms, redactions
from archive.actions.reasoning import Reasons
from archive.models import (
    Article,
    Claim,
    Comment,
    Flag,
    HouseRule,
    ImportRun,
    Interest,
    Note,
    Pseudonym,
    SourceFile,
    StatementRelation,
    triggers,
)
from archive.text.runs import Span
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
    staff,
    statement,
    tag,
    tagged,
    word_rule,
)  # fmt: skip
from tests.proofs.house import index
from tests.proofs.payloads import payloads

ARTICLES, COMMENTS = 8, 60
# Characters: what fits everywhere, and how much of it there is in a field with room.
SHORT, ENOUGH = 38, 500
# Fields whose values the archive itself gives, or that a form of ours never takes otherwise.
OURS = {"slug", "key", "code", "language", "link", "date_edtf", "password", "exact", "prefix", "suffix", "media_type",
    "encoding"}  # fmt: skip
# Reasons must not repeat four words of what they are about, as an older release may have let them.
SAID = '=1+1 zeta"><svg/onload=pwn()> zeta</script>zeta<script>pwn()</script> zeta\x01 zeta\u202e zeta]]> &zeta;'
TERMS = ("<img src=x onerror=pwn()>", "\u202eabc\u202c", "&lt;script&gt;pwn()", "\x01a\x1bb")
LATER = WHEN + timedelta(days=36500)


class Arms:
    """All payloads, over and over: as many as a field has room for."""

    def __init__(self) -> None:
        self.all = payloads()
        self.used: set[str] = set()
        self.longest = max(map(len, self.all))
        self.any = cycle(self.all)
        self.short = cycle(said for said in self.all if len(said) < SHORT)

    def __call__(self, room: int = 1000) -> str:
        some, longest = (self.any, self.longest) if room > self.longest else (self.short, SHORT)
        said = next(some)
        self.used.add(said)
        while len(said) + longest < min(room, ENOUGH):
            following = next(some)
            self.used.add(following)
            said = f"{said} {following}"
        return said


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
        one.tags.add(arm(tag(f"{arms(80)} {number}", slug=f"of-{number}"), arms, "name"))
        for text in (made.text, *(each.text for each in made.comments.all()[:5])):
            words = text.content.body
            for each in (one, other):
                occurrence(each, text, upto(words, 2))
                evidence(each, text, upto(words, 3), note=arms(900))
        arm(evidence(one, link="https://evil.example/?q=%22onclick=pwn()"), arms)
    parallel(pages[0].text, "same old words", pages[1].text, "same old words")
    moderated(list(pages[0].comments.order_by("number")[:8]), armed, arms)
    people(pages[1], arms)
    with triggers.lifted(connection):
        for file in SourceFile.objects.all():
            models.QuerySet(SourceFile).filter(pk=file.pk).update(name=arms(200), how=arms(200))
    index()
    return arms


def upto(words: str, part: int) -> str:
    """The first half, or third, of some words, which ends at a blank."""
    at = len(words) // part
    return words[:at] + words[at:].partition(" ")[0]


def page(number: int, shelf: object, arms: Arms) -> Article:
    said = [Said(arms(), arms(400), None if n % 3 == 0 else n - 1, date=arms(150)) for n in range(COMMENTS)]
    writer = author(f"{arms(150)} {number}", slug=f"writer-{number}")
    house = publisher(f"{arms(150)} {number}", slug=f"house-{number}")
    tags = [tag(f"{arms(60)} {number}", slug=f"tag-{number}").name]
    made = article(slug=f"hostile-{number}", authors=[writer.name], tags=tags, publisher=house)
    for row in (made.publisher, made.bylines.get().author, *made.tags.all()):
        arm(row, arms, "name")
    arm(made, arms)
    blocks = [("title", arms(200)), ("paragraph", "same old words"), *(("paragraph", arms()) for _ in range(8))]
    notes = [{"line": line, "what": arms(), "doubt": line == 2} for line in (1, 2)]
    held(made, blocks, said, reader=arms(40), reason=arms(), notes=notes)
    made.collection = shelf
    made.source_name = arms(200)
    made.save()
    tagged(made.comments.first(), tag(f"{arms(60)} c{number}", slug=f"of-comment-{number}").name)
    return made


def moderated(comments: list[Comment], armed: HouseRule, arms: Arms) -> None:
    """Each thing that moderators leave behind, on a comment of its own."""
    veiled, held_back, withheld, redacted, named, asked, watched, *_ = comments
    known = {"by": arms(150), "at": WHEN, "reason": SAID}
    reasons = Reasons(armed, facts=SAID, ground="law", law=SAID)
    for comment, move in ((veiled, "veil"), (held_back, "hold")):
        measures.decide([comment], move, reasons, **known)
    proposals.agree(proposals.propose([withheld], "withhold", reasons, **known), by=f"bo {SAID}", at=WHEN)
    proposals.propose([asked], "withhold", reasons, **known)
    redactions.redact(redacted, [Span(0, 5)], reasons, **known)
    pseudonyms.pseudonymise(
        named, Reasons(armed, facts="", law=arms(60), ground="law"), **known | {"reason": "Asked for."}
    )
    arm(Pseudonym.objects.get(), arms)
    Note.objects.create(comment=watched, number=1, who=arms(150), words=arms(), at=WHEN)
    Claim.objects.create(comment=watched, who=arms(150), until=LATER)
    Flag.objects.create(comment=watched, reason=arms(), raised_by=arms(150), raised_at=WHEN)
    arm(word_rule(*(f"goat {said}" for said in TERMS)), arms, "rule")


def people(of: Article, arms: Arms) -> None:
    """Who works here, what they have an interest in, and what they loaded."""
    arm(staff("carl"), arms)
    Interest.objects.create(who=arms(150), article=of, declared_at=WHEN)
    arm(ImportRun.objects.create(key="c" * 32, actor="anna", started_at=WHEN, finished_at=WHEN), arms, "key")
