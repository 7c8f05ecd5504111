"""The list of what was erased: places and grounds without a word. With it an older backup forgets the same again."""

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import datetime

from django.db import transaction

from archive.actions import houserules, measures, proposals
from archive.actions.decisions import Entry, record
from archive.actions.reasoning import Reasons
from archive.actions.refusals import Refused
from archive.models import Comment, Decision, HouseRule, SourceFile
from archive.models.triggers import ERASE
from archive.states import CommentState, Ground

# Who writes erasures that are made again into the log.
REPLAYER = "replay_erasures"
CONTENT = "content:"


@dataclass(frozen=True, slots=True)
class Erased:
    """One stretch of a document in code points, why it was erased, and who decided it."""

    source: str
    start: int
    end: int
    reason: str
    rule: str = "law"
    category: str = "required by law"
    law: str = "As on the list of erasures."
    facts: str = ""
    proposed_by: str = "the list of erasures"
    agreed_by: str = REPLAYER

    def __str__(self) -> str:
        return json.dumps(asdict(self), ensure_ascii=False, sort_keys=True)


def everything() -> list[Erased]:
    """All erasures of the log, in its order."""
    rows = Decision.objects.filter(verb=ERASE, target__startswith=CONTENT).order_by("number")
    found = []
    for target, after, reason in rows.values_list("target", "detail__after", "detail__reason"):
        source = target.removeprefix(CONTENT)
        for start, end in (after or {}).get("ranges", ()):
            found.append(Erased(source, start, end, reason, **_why(source, start)))
    return found


def _why(source: str, start: int) -> dict[str, str]:
    """What the stub says, as far as the comment is still here."""
    comment = Comment.objects.filter(source__sha256=source, source_start=start, state=CommentState.ERASED).first()
    said = comment and measures.measured(comment)["measure"]
    if not said:
        return {}
    who = {name: said[name] for name in ("proposed_by", "agreed_by") if name in said and not said.get("alone")}
    code = said["rule"].rpartition(" ")[0]
    return {**{name: said[name] for name in ("category", "law", "facts")}, "rule": code, **who}


def read(lines: Iterable[str]) -> list[Erased]:
    """A list as it was printed, one a line; blank lines are passed over. Raises Refused."""
    found = []
    for number, line in enumerate(lines, 1):
        if line.strip():
            try:
                found.append(_checked(json.loads(line)))
            except (TypeError, ValueError, RecursionError):
                raise Refused(f"Line {number} is no erasure as list_erasures prints them.") from None
    return found


def _checked(said: dict[str, object]) -> Erased:
    made = Erased(**said)  # type: ignore[arg-type]
    texts = [made.source, made.reason, made.rule, made.category, made.law, made.facts, made.proposed_by, made.agreed_by]
    place = type(made.start) is int and type(made.end) is int and 0 <= made.start < made.end
    if not place or not all(isinstance(text, str) and "\0" not in text for text in texts):
        raise ValueError
    return made


@transaction.atomic
def replay(erasures: Iterable[Erased], *, at: datetime) -> int:
    """Erase all of these that stand here, and record those whose document is not here, so that it never brings them.

    How many were new. Raises Refused, and nothing is done.
    """
    Decision.objects.hold()
    known = {(each.source, each.start, each.end) for each in everything()}
    new = [each for each in dict.fromkeys(erasures) if (each.source, each.start, each.end) not in known]
    for each in new:
        rows = Comment.objects.filter(
            source__sha256=each.source, source_start__lt=each.end, source_end__gt=each.start
        ).exclude(state=CommentState.ERASED)
        for comment in rows.order_by("pk"):
            _erase(comment, each, at=at)
        if not SourceFile.objects.filter(sha256=each.source).exists():
            ranges = {"ranges": [[each.start, each.end]]}
            record(Entry(ERASE, f"{CONTENT}{each.source}", each.reason, {}, ranges), by=REPLAYER, at=at)
    left = {(each.source, each.start) for each in new} - {(each.source, each.start) for each in everything()}
    if left:
        raise Refused(f"{len(left)} of the erasures found no comment in this archive, whose document it holds.")
    return len(new)


def _erase(comment: Comment, each: Erased, *, at: datetime) -> None:
    rule = HouseRule.objects.in_force().filter(code=each.rule).first() or houserules.write(
        each.rule, each.category, each.category, by=REPLAYER, at=at, reason="An erasure rests on it."
    )
    reasons = Reasons(rule, each.facts, Ground.LAW, each.law)
    second = each.agreed_by if each.agreed_by.casefold() != each.proposed_by.casefold() else REPLAYER
    asked = proposals.propose([comment], "erase", reasons, by=each.proposed_by, at=at, reason=each.reason)
    proposals.agree(asked, by=second, at=at, recorded_by=REPLAYER)
