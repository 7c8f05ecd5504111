"""What may be done to a comment and to an article, by whom, and what each move needs: one table of named predicates.

Article words are never veiled or hidden: disputes answer them.
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from archive.states import ArticleState, CommentState, Ground, PublicState

MODERATE, ERASE, PUBLISH = "moderate_comment", "erase_comment", "publish_article"
# One person may hide a comment at once for so long; then it stands in the queue again.
HOLD = timedelta(days=7)
# So long others are told that somebody looks at a comment; nobody is kept from deciding by it.
CLAIM = timedelta(minutes=15)
# More at once need a second person, unless a house sets another number.
CAP = 20
# Most that are decided at once, by however many people.
MOST = 200


@dataclass(frozen=True, slots=True)
class Facts:
    """What the rules ask of a comment or an article."""

    state: str
    redactions: int = 0
    named: bool = False
    pseudonymised: bool = False
    gone_at_source: bool = False
    context: bool = False
    waits: bool = False


@dataclass(frozen=True, slots=True)
class Person:
    """What the rules ask of whoever decides. `interested` says that they declared an interest in the article."""

    name: str
    permissions: Collection[str] = ()
    interested: bool = False


@dataclass(frozen=True, slots=True)
class Case:
    """What stands with a decision: its rule, its ground, the article of the law, and how many are decided at once."""

    rule: str = ""
    ground: str = Ground.HOUSE
    law: str = ""
    count: int = 1
    review_on: date | None = None


type Check = Callable[[Facts, Case], str | Promise]


def names_a_rule(_facts: Facts, case: Case) -> str | Promise:
    return "" if case.rule else _("It needs a rule of the house.")


def rests_on_law(_facts: Facts, case: Case) -> str | Promise:
    if case.ground == Ground.LAW and case.law.strip():
        return ""
    return _("Words are only destroyed on a ground of law, and it is named.")


def has_hidden_words(facts: Facts, _case: Case) -> str | Promise:
    return "" if facts.redactions else _("No words are hidden in it.")


def has_a_name(facts: Facts, _case: Case) -> str | Promise:
    return "" if facts.named else _("The source gives no name.")


def shows_its_name(facts: Facts, _case: Case) -> str | Promise:
    return _("The name is pseudonymised already.") if facts.pseudonymised else ""


def bears_a_pseudonym(facts: Facts, _case: Case) -> str | Promise:
    return "" if facts.pseudonymised else _("The name stands as printed.")


def stands_at_source(facts: Facts, _case: Case) -> str | Promise:
    return _("That is recorded already.") if facts.gone_at_source else ""


def is_gone_at_source(facts: Facts, _case: Case) -> str | Promise:
    return "" if facts.gone_at_source else _("It was not recorded as removed there.")


def has_context(facts: Facts, _case: Case) -> str | Promise:
    return "" if facts.context else _("No note stands above it.")


def waits(facts: Facts, _case: Case) -> str | Promise:
    return "" if facts.waits else _("Nothing about it waits for a decision.")


@dataclass(frozen=True, slots=True)
class Move:
    """One move: where it starts, where it leads (None: the state stays), who may, how many people, what it asks for.

    `lasts` is how long what one person decides stands before it comes back, `key` chooses the move on a keyboard.
    """

    label: str | Promise
    starts: frozenset[str]
    to: str | None = None
    permission: str = MODERATE
    people: int = 1
    checks: tuple[Check, ...] = ()
    lasts: timedelta | None = None
    key: str = ""


SHOWN, VEILED, HELD = CommentState.SHOWN, CommentState.VEILED, CommentState.HELD
WITHHELD, ERASED = CommentState.WITHHELD, CommentState.ERASED
HERE = frozenset({SHOWN, VEILED, HELD, WITHHELD})
ANYWHERE = HERE | {ERASED}

COMMENT_MOVES: dict[str, Move] = {
    "leave": Move(_("leave as it is"), frozenset({SHOWN, VEILED, WITHHELD}), checks=(waits,), key="o"),
    "show": Move(_("show"), frozenset({VEILED, HELD, WITHHELD}), SHOWN, key="s"),
    "veil": Move(_("veil"), frozenset({SHOWN, HELD, WITHHELD}), VEILED, checks=(names_a_rule,), key="v"),
    "hold": Move(
        _("hold for seven days"), frozenset({SHOWN, VEILED}), HELD, checks=(names_a_rule,), lasts=HOLD, key="h"
    ),
    "withhold": Move(
        _("withhold"), frozenset({SHOWN, VEILED, HELD}), WITHHELD, people=2, checks=(names_a_rule,), key="w"
    ),
    "erase": Move(_("erase"), HERE, ERASED, ERASE, people=2, checks=(names_a_rule, rests_on_law), key="e"),
    "redact": Move(_("hide words"), HERE, checks=(names_a_rule,), key="r"),
    "lift": Move(_("show hidden words"), HERE, checks=(has_hidden_words,), key="l"),
    "pseudonymise": Move(
        _("pseudonymise the name"), HERE, checks=(names_a_rule, has_a_name, shows_its_name), key="p"
    ),
    "name": Move(_("show the name as printed"), HERE, checks=(has_a_name, bears_a_pseudonym), key="a"),
    "gone": Move(_("record as removed at its source"), ANYWHERE, checks=(stands_at_source,), key="g"),
    "back": Move(_("record as standing at its source again"), ANYWHERE, checks=(is_gone_at_source,), key="b"),
}  # fmt: skip
ARTICLE_MOVES: dict[str, Move] = {
    "withdraw": Move(
        _("withdraw"), frozenset({ArticleState.PUBLISHED}), ArticleState.WITHDRAWN, PUBLISH, checks=(names_a_rule,)
    ),
    "context": Move(
        _("put a note above it"), frozenset({ArticleState.PUBLISHED}), permission=PUBLISH, checks=(names_a_rule,)
    ),
    "no_context": Move(
        _("take the note away"), frozenset(ArticleState.values), permission=PUBLISH, checks=(has_context,)
    ),
}
MOVES: Mapping[str, Mapping[str, Move]] = {"comment": COMMENT_MOVES, "article": ARTICLE_MOVES}

# Readers open a veil by themselves; of what is withheld and erased no word is given.
READABLE = frozenset({SHOWN, VEILED})


def public_state(state: str, *, redacted: bool) -> str:
    """The state of a comment as everybody is told it. `redacted` says whether words are hidden in it."""
    if state in READABLE and redacted:
        return PublicState.REDACTED
    return PublicState.WITHHELD if state == HELD else PublicState(state)


def moves(noun: str, facts: Facts, permissions: Collection[str]) -> list[str]:
    """The moves that a person with these codenames may try now, in the order of the table."""
    return [
        name
        for name, move in MOVES[noun].items()
        if facts.state in move.starts
        and move.permission in permissions
        and not any(check(facts, Case()) for check in move.checks if check not in OF_THE_CASE)
    ]


# Checks that ask for what is said with the move; the others ask what stands there.
OF_THE_CASE = frozenset({names_a_rule, rests_on_law})


def refusals(noun: str, name: str, facts: Facts, case: Case, person: Person | None = None) -> list[str | Promise]:
    """Why this move can't be made; empty where it can. Without a person only the thing and the case are weighed."""
    move = MOVES[noun][name]
    if facts.state not in move.starts:
        return [_("It can’t be moved so from where it is now.")]
    found = [said for check in move.checks if (said := check(facts, case))]
    if case.count > MOST:
        found.append(_("So many are not decided at once."))
    if person is not None:
        found += of_the_person(move, person)
    return found


def of_the_person(move: Move, person: Person) -> list[str | Promise]:
    found: list[str | Promise] = []
    if move.permission not in person.permissions:
        found.append(_("Your roles do not allow this."))
    if person.interested:
        found.append(_("You declared an interest in this article, so others decide here."))
    return found


def people(noun: str, name: str, count: int = 1, *, alone: bool = False, cap: int = CAP) -> int:
    """How many different people a move needs. `alone` says that the house has one moderator, and says so in public."""
    if alone:
        return 1
    return 2 if count > cap else MOVES[noun][name].people


def second_refusal(proposed_by: str, agreeing: str, *, alone: bool = False) -> str | Promise:
    """Why this person can't agree to a proposal, or nothing. Names that differ in capitals only are one person's."""
    if not alone and proposed_by.casefold() == agreeing.casefold():
        return _("Whoever proposed it can’t agree to it: this needs two people.")
    return ""


def until(name: str, at: datetime) -> datetime | None:
    """When a comment moved so comes back, or never by itself."""
    lasts = COMMENT_MOVES[name].lasts
    return None if lasts is None else at + lasts


def claim_refusal(by: str, held_by: str) -> str | Promise:
    """Why this person can't say that they look at a comment while another does, or nothing."""
    if by.casefold() == held_by.casefold():
        return ""
    return _("It is looked at already by %s; you can decide all the same.") % held_by


def is_due(state: str, until: datetime | None, review_on: date | None, at: datetime) -> bool:
    """Whether a comment stands in the queue again: its hold ran out, or the day of its review has come."""
    ran_out = state == HELD and until is not None and until <= at
    return ran_out or (review_on is not None and review_on <= at.date())


# The decisions that stand in the public log of moderation, in the order in which they are offered.
PUBLIC_VERBS = (
    *(f"comment.{name}" for name in COMMENT_MOVES),
    "comment.restore",
    "comment.propose_redaction",
    "comment.refuse_redaction",
    "article.withdraw",
    "article.publish",
    "article.context",
    "article.no_context",
    "rule.write",
    "rule.give_up",
)
