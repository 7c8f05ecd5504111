"""What a plan says of a comment or an article is decided, as if a person had decided it, but with the load."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from archive.actions import articles, comments, contexts, houserules, measures, proposals, pseudonyms, redactions
from archive.actions.plans_moderation import ModerationPlan
from archive.actions.reasoning import Reasons
from archive.importing.houserules import RuleData
from archive.importing.moderation import CommentEntry
from archive.models import Article, Comment, HouseRule, ImportRun
from archive.rules import moderation as rules


def write(made: ModerationPlan, rule_book: Mapping[str, RuleData], *, by: str, at: datetime, run: ImportRun) -> None:
    """Carry a plan out. Call it in one transaction with the making of the plan."""
    why = made.entry.why
    known: dict[str, Any] = {"by": by, "at": at, "reason": why.reason, "run": run}
    reasons = Reasons(_rule(why.rule, rule_book, by=by, at=at, run=run), why.facts, prompt=why.prompt)
    row = made.row
    if isinstance(row, Article):
        if "withdraw" in made.moves:
            articles.withdraw(row, reasons, **known)
        elif "context" in made.moves:
            contexts.put(row, made.entry.note, reasons, **known)  # type: ignore[union-attr]
    elif isinstance(row, Comment) and isinstance(made.entry, CommentEntry):
        _comment(made, made.entry, row, reasons, known)


def _comment(made: ModerationPlan, entry: CommentEntry, row: Comment, reasons: Reasons, known: dict[str, Any]) -> None:
    if made.lift:
        redactions.lift(made.lift, **known)
    if made.hide:
        row.text = made.hide[0][0]
        redactions.redact(row, [span for _text, span in made.hide], reasons, **known)
    for move in made.moves:
        match move:
            case "pseudonymise":
                pseudonyms.pseudonymise(row, reasons, **known)
            case "name":
                pseudonyms.name(row, **known)
            case "gone" | "back":
                comments.see_gone(row, date.fromisoformat(entry.gone) if entry.gone else None, **known)
            case _ if rules.COMMENT_MOVES[move].people > 1:
                _two(entry, row, move, reasons, known)
            case _:
                measures.decide([row], move, None if move == "show" else reasons, **known)
        row.refresh_from_db(fields=["state", "pseudonym", "gone_at_source"])


def _two(entry: CommentEntry, row: Comment, move: str, reasons: Reasons, known: dict[str, Any]) -> None:
    """What the two people of the catalogue decided. The load writes it, and no account's name stands for it."""
    asked = proposals.propose([row], move, reasons, by=entry.proposed_by, at=known["at"], reason=known["reason"])
    proposals.agree(asked, by=entry.agreed_by, at=known["at"], run=known["run"], recorded_by=known["by"])


def _rule(code: str, rule_book: Mapping[str, RuleData], *, by: str, at: datetime, run: ImportRun) -> HouseRule:
    """The version that holds; the first one is written out of the book where the archive has none."""
    row = HouseRule.objects.in_force().filter(code=code).first()
    if row:
        return row
    rule = rule_book[code]
    return houserules.write(
        rule.code, rule.category, rule.text, rule.covers, rule.examples,
        by=by, at=at, reason="A decision of the catalogue rests on it.", run=run,
    )  # fmt: skip
