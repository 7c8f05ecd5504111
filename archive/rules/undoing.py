"""What may be taken back, and what stands in the way: the rule over the decisions about one thing, in their order.

A decision is taken back by a new one, never removed. Two that cancel each other, a change and its taking back, weigh
nothing; any other that wrote the same field later stands on the earlier one.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import Enum, auto
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from archive.rules.verbs import verb_in_words


class Way(Enum):
    """How a decision is taken back."""

    WRITE = auto()  # the values of `before` are written again
    REMOVE = auto()  # what was made goes
    RESTORE = auto()  # what went is made again
    READ = auto()  # the source is read again as it was read before
    PART = auto()  # what was merged is parted
    JOIN = auto()  # what was parted is merged again


NAMES = ("author", "publisher", "collection", "tag")
MERGED = ("author", "publisher", "tag")
WAYS: dict[str, Way] = {
    "article.create": Way.REMOVE,
    "article.remove": Way.RESTORE,
    "article.change": Way.WRITE,
    "article.bylines": Way.WRITE,
    "article.tags": Way.WRITE,
    "article.context": Way.WRITE,
    "article.no_context": Way.WRITE,
    "comment.tags": Way.WRITE,
    **{
        f"comment.{verb}": Way.WRITE
        for verb in (
            "leave",
            "show",
            "veil",
            "hold",
            "withhold",
            "restore",
            "redact",
            "lift",
            "refuse_redaction",
            "propose_redaction",
            "pseudonymise",
            "name",
            "gone",
            "back",
        )
    },
    "reading.store": Way.READ,
    "statement.change": Way.WRITE,
    "statement.finding": Way.WRITE,
    "statement.tags": Way.WRITE,
    **{f"statement.{move}": Way.WRITE for move in ("open", "set_aside", "review", "return")},
    **{f"occurrence.{verb}": Way.WRITE for verb in ("propose", "accept", "refuse", "decide")},
    **{f"evidence.{verb}": Way.WRITE for verb in ("add", "change", "retire")},
    **{f"{noun}.{verb}": Way.WRITE for noun in ("occurrence", "evidence") for verb in ("confirm", "move")},
    **{f"parallel.{verb}": Way.WRITE for verb in ("confirm", "refuse", "decide")},
    **{f"relation.{verb}": Way.WRITE for verb in ("add", "remove")},
    **{f"{kind}.create": Way.REMOVE for kind in NAMES},
    **{f"{kind}.remove": Way.RESTORE for kind in NAMES},
    **{f"{kind}.change": Way.WRITE for kind in NAMES},
    **{f"{kind}.merge": Way.PART for kind in MERGED},
    **{f"{kind}.unmerge": Way.JOIN for kind in MERGED},
}
NEVER: dict[str, str | Promise] = {
    "article.publish": gettext_lazy("What was public leaves a tombstone: the way back is to withdraw the article."),
    "article.withdraw": gettext_lazy("The way back is to publish the article again."),
    "statement.create": gettext_lazy("A suggestion stays on record: the way back is to withdraw the statement."),
    "statement.publish": gettext_lazy("What was public keeps its number: the way back is to withdraw the statement."),
    "statement.withdraw": gettext_lazy("The way back is to take the statement up again."),
    "statement.reanchor": gettext_lazy("Places follow their text: the way back is to take back its reading."),
    "statement.reopen": gettext_lazy("The way back is to withdraw the statement again."),
    "figures.suggest": gettext_lazy("The way back is to withdraw the statement."),
    "figures.refuse": gettext_lazy("The way back is to mark the figures by hand."),
    "source.receive": gettext_lazy("A source goes with the article that was read out of it."),
    "import.take_back": gettext_lazy("The way back is to load the documents again."),
    "undo": gettext_lazy("What was removed is gone; the way back is to bring the document again."),
    "erase": gettext_lazy("What was erased is gone."),
    "comment.erase": gettext_lazy("What was erased is gone."),
    "batch.decide": gettext_lazy("The decisions of a batch are taken back together, on the page of the batch."),
    "batch.take_back": gettext_lazy("The way back is to decide anew."),
    "wordrule.write": gettext_lazy("The way back is to write it anew."),
    "wordrule.on": gettext_lazy("The way back is to switch it off."),
    "wordrule.off": gettext_lazy("The way back is to switch it on again."),
    "rule.write": gettext_lazy("Every version of a rule stays: the way back is to write it anew."),
    "rule.give_up": gettext_lazy("Every version of a rule stays: the way back is to write it anew."),
    "interest.declare": gettext_lazy("Whoever declared an interest ends it."),
    "interest.end": gettext_lazy("An interest is declared anew by whoever has it."),
}
OTHERWISE = gettext_lazy("This kind of decision is never taken back.")
FIRST = gettext_lazy("The first reading of an article goes only with its article.")
NOTHING = gettext_lazy("It would change nothing: what it changed was merged since with what stands there.")
# Under this name a decision says why beside its values; it is none of them.
REASONS = "reasons"
# What a reading is compared by: its number is always a new one.
READING = frozenset({"reader", "corrections"})
# Of a passage some decisions say where it stands, which follows its text, and all others what people hold of it.
PLACED = frozenset({"state", "source", "text"})
PLACING = frozenset(
    {"statement.reanchor", "occurrence.confirm", "occurrence.move", "evidence.confirm", "evidence.move"}
)


@dataclass(frozen=True, slots=True)
class Past:
    """A decision as the rule sees it. `before` and `after` are None where the detail was erased."""

    number: int
    at: datetime
    actor: str
    verb: str
    target: str
    run: int | None = None
    takes_back: int | None = None
    before: Mapping[str, Any] | None = None
    after: Mapping[str, Any] | None = None

    @property
    def kind(self) -> str:
        return self.target.partition(":")[0]

    @property
    def way(self) -> Way | None:
        return WAYS.get(self.verb)

    @property
    def fields(self) -> frozenset[str]:
        """The fields it wrote."""
        written = frozenset([*(self.before or ()), *(self.after or ())]) - {REASONS}
        return READING if self.way is Way.READ else written

    def part(self, value: Any) -> Any:
        """What of a value decisions of this sort write."""
        if self.kind not in ("statement", "parallel") or not isinstance(value, Mapping):
            return value
        return {name: one for name, one in value.items() if (name in PLACED) == (self.verb in PLACING)}

    @property
    def moved_to(self) -> str | None:
        """The target that the thing has from then on, where this decision gave it another address."""
        if self.verb == f"{self.kind}.change" and self.after and isinstance(slug := self.after.get("slug"), str):
            return f"{self.kind}:{slug}"
        return None


@dataclass(frozen=True, slots=True)
class Hindrance:
    """Why something is not taken back: a sentence, the decision that stands on it where there is one, the fields."""

    sentence: str
    number: int | None = None
    actor: str = ""
    at: datetime | None = None
    fields: tuple[str, ...] = ()

    def __str__(self) -> str:
        return self.sentence


def standing(line: Iterable[Past]) -> list[Past]:
    """The decisions that no standing one takes back, in their order."""
    fallen: set[int] = set()
    found = []
    for past in sorted(line, key=lambda past: past.number, reverse=True):
        if past.number in fallen:
            continue
        found.append(past)
        if past.takes_back:
            fallen.add(past.takes_back)
    return found[::-1]


def later_writers(past: Past, line: Iterable[Past]) -> list[Past]:
    """What stands on a decision: later ones that hold, that do not merely cancel a later one, and that touch it."""
    return [
        later
        for later in standing(line)
        if later.number > past.number and (later.takes_back or 0) <= past.number and _touches(later, past)
    ]


def _touches(later: Past, past: Past) -> bool:
    if past.way is Way.REMOVE:
        return not made_together(past, later)
    if later.kind == past.kind and later.way in (Way.REMOVE, Way.RESTORE):
        return True
    same_part = (later.verb in PLACING) == (past.verb in PLACING)
    return later.kind == past.kind and same_part and bool(later.fields & past.fields)


def made_together(first: Past, other: Past) -> bool:
    """Whether both came of one act: one load, or one form sent by one person."""
    if first.run is not None:
        return first.run == other.run
    return (first.actor, first.at) == (other.actor, other.at)


def refusal(past: Past, line: Iterable[Past]) -> Hindrance | None:
    """Why this decision can't be taken back whatever stands there now; None where it is a matter of that."""
    if past.way is None:
        return Hindrance(str(NEVER.get(past.verb, OTHERWISE)))
    if past.before is None:
        return Hindrance(_("What it said was erased."))
    line = list(line)
    if taken := next((later for later in line if later.takes_back == past.number), None):
        again = _last_of(taken, line)
        if again is taken:
            return _hindrance(_("It was taken back by decision %(which)s."), taken)
        return _hindrance(_("It was taken back and stood up again: take back decision %(which)s instead."), again)
    if past.way is Way.READ and not past.before:
        return Hindrance(str(FIRST))
    if past.way is Way.READ and all(past.before.get(name) == (past.after or {}).get(name) for name in READING):
        return Hindrance(_("The reader has become another; none reads the way the earlier one did."))
    if past.way is Way.RESTORE and past.before.get("reader"):
        return Hindrance(_("Its words went with it: the way back is to bring the document again."))
    return None


def _last_of(taken: Past, line: Sequence[Past]) -> Past:
    """The end of a row of takings-back."""
    while later := next((one for one in line if one.takes_back == taken.number), None):
        taken = later
    return taken


def hindered_fields(past: Past, line: Iterable[Past], now: Mapping[str, Any]) -> dict[str, Hindrance]:
    """For a decision whose values are written again: the fields that stay, each with what stands on it.

    `now` holds the values that stand there, told as the log tells them.
    """
    found: dict[str, Hindrance] = {}
    for later in later_writers(past, line):
        touched = past.fields if later.way in (Way.REMOVE, Way.RESTORE) else later.fields & past.fields
        found |= {name: stands_on(later, touched) for name in touched}
    for name in sorted(past.fields - found.keys()):
        if past.part(now.get(name)) != past.part((past.after or {}).get(name)):
            sentence = _("“%(field)s” has another value now, by a change elsewhere: a name merged or renamed since.")
            found[name] = Hindrance(sentence % {"field": name}, fields=(name,))
    return found


def hindrances(
    past: Past, line: Iterable[Past], now: Mapping[str, Any] | None, stays: Iterable[str | Promise] = ()
) -> list[Hindrance]:
    """Everything that stands in the way of taking a decision back; empty where it can be.

    `line` holds the later decisions about the thing, `now` its values or None where it is not here, `stays` why the
    thing itself can't go.
    """
    line = list(line)
    if refused := refusal(past, line):
        return [refused]
    if past.way is Way.RESTORE:
        return [stands_on(later, ()) for later in later_writers(past, line)]
    if now is None:
        removal = next((later for later in reversed(standing(line)) if later.way is Way.RESTORE), None)
        return [stands_on(removal, ()) if removal else Hindrance(_("What it is about is not here any more."))]
    if past.way is Way.REMOVE:
        found = [Hindrance(str(sentence)) for sentence in stays]
        return found or [stands_on(later, later.fields) for later in later_writers(past, line)]
    if past.way in (Way.PART, Way.JOIN):
        return []
    return list(dict.fromkeys(hindered_fields(past, line, now).values()))


def stands_on(later: Past, fields: Collection[str]) -> Hindrance:
    return _hindrance(_("Decision %(which)s stands on it."), later, sorted(fields))


def _hindrance(sentence: str, later: Past, fields: Sequence[str] = ()) -> Hindrance:
    which = _("%(number)s (%(what)s, %(who)s, %(when)s)") % {
        "number": later.number,
        "what": verb_in_words(later.verb) + (f": {', '.join(fields)}" if fields else ""),
        "who": later.actor,
        "when": f"{later.at:%Y-%m-%d %H:%M}",
    }
    return Hindrance(sentence % {"which": which}, later.number, later.actor, later.at, tuple(fields))
