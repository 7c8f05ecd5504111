"""How far a statement may go, who may take it there, and what stands in the way."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from archive.states import EvidenceSide, OccurrenceDecision, Workflow

SUGGEST, CHANGE, MARK, JUDGE = "add_statement", "change_statement", "mark_statement", "judge_statement"
MOVE, PUBLISH = "move_statement", "publish_statement"
# The sides of a dispute; context speaks for neither.
SIDES = (EvidenceSide.SUPPORTS, EvidenceSide.REFUTES)


@dataclass(frozen=True, slots=True)
class Facts:
    """What the rule asks of a statement. `accepted` counts its places, `evidence` what stands on each side."""

    workflow: str
    wording: str = ""
    accepted: int = 0
    evidence: Mapping[str, int] | None = None


@dataclass(frozen=True, slots=True)
class Blocker:
    """Why a statement can't be moved: the field to look at and a sentence."""

    field: str
    sentence: str | Promise

    def __str__(self) -> str:
        return str(self.sentence)


type Check = Callable[[Facts], Blocker | None]


def has_wording(facts: Facts) -> Blocker | None:
    if facts.wording.strip():
        return None
    return Blocker("wording", _("It has no wording of its own yet."))


def has_a_place(facts: Facts) -> Blocker | None:
    if facts.accepted:
        return None
    return Blocker("occurrences", _("No place where it stands has been accepted."))


@dataclass(frozen=True, slots=True)
class Move:
    """One move: where it starts and leads, what it asks for, and the permission to make it."""

    label: str | Promise
    starts: frozenset[str]
    to: str
    permission: str
    checks: tuple[Check, ...] = ()


MOVES: dict[str, Move] = {
    "open": Move(_("take up"), frozenset({Workflow.SUGGESTED}), Workflow.OPEN, MOVE, (has_wording,)),
    "set_aside": Move(_("set aside again"), frozenset({Workflow.OPEN}), Workflow.SUGGESTED, MOVE),
    "review": Move(_("hand in for review"), frozenset({Workflow.OPEN}), Workflow.IN_REVIEW, MOVE, (has_wording,)),
    "return": Move(_("return for more work"), frozenset({Workflow.IN_REVIEW}), Workflow.OPEN, MOVE),
    "publish": Move(
        _("publish"), frozenset({Workflow.IN_REVIEW}), Workflow.PUBLISHED, PUBLISH, (has_wording, has_a_place)
    ),
    "withdraw": Move(
        _("withdraw"),
        frozenset({Workflow.SUGGESTED, Workflow.OPEN, Workflow.IN_REVIEW, Workflow.PUBLISHED}),
        Workflow.WITHDRAWN,
        PUBLISH,
    ),
    "reopen": Move(_("take up again"), frozenset({Workflow.WITHDRAWN}), Workflow.OPEN, PUBLISH),
}
# From the bottom to the top, and the move from each to the next.
LADDER = (Workflow.SUGGESTED, Workflow.OPEN, Workflow.IN_REVIEW, Workflow.PUBLISHED)
UP = ("open", "review", "publish")


def may(move: str, facts: Facts, permissions: Collection[str] | None = None) -> bool:
    """Whether the move starts where the statement is, and whether these codenames allow it where they are given."""
    rule = MOVES[move]
    return facts.workflow in rule.starts and (permissions is None or rule.permission in permissions)


def moves(facts: Facts, permissions: Collection[str]) -> list[str]:
    """The moves that a person with these codenames may try now, blocked ones too, in the order of the table."""
    return [name for name in MOVES if may(name, facts, permissions)]


def blockers(move: str, facts: Facts) -> list[Blocker]:
    """What must be mended before the move; empty when nothing stands in the way."""
    return [found for check in MOVES[move].checks if (found := check(facts))]


def way_back(start: str, to: str) -> str | None:
    """The move that leads from `start` to `to` among those that show nothing and take nothing from view."""
    return next(
        (name for name, move in MOVES.items() if move.permission == MOVE and start in move.starts and move.to == to),
        None,
    )


def moves_up(start: str, to: str) -> list[str]:
    """The moves from one state up to another, for statements that are not withdrawn; none lead downwards."""
    return list(UP[LADDER.index(start) : LADDER.index(to)])


def empty_sides(facts: Facts) -> list[str]:
    """The sides on which nothing stands. This blocks nothing; whoever publishes is told, and so is every reader."""
    return [side for side in SIDES if not (facts.evidence or {}).get(side)]


def keeps_a_place(workflow: str, accepted: int, decided: Collection[tuple[str, str]]) -> bool:
    """Whether a statement that is public still stands somewhere after these (before, after) decisions on its places."""
    if workflow != Workflow.PUBLISHED:
        return True
    lost = sum(before == OccurrenceDecision.ACCEPTED != after for before, after in decided)
    won = sum(before != OccurrenceDecision.ACCEPTED == after for before, after in decided)
    return not lost or accepted - lost + won > 0
