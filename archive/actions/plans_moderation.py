"""What a catalogue's first decisions come to: compared with what stands over a comment or an article now.

Nothing is remembered beside the log: what a person decided last stays, and what a load decided may be decided anew.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from archive.actions import histories
from archive.actions.grounds import Grounds
from archive.actions.histories import target_of
from archive.actions.refusals import Refused
from archive.actions.weighing import Change, Weighing
from archive.importing.houserules import RuleData
from archive.importing.moderation import ArticleEntry, CommentEntry, Entry
from archive.importing.statements import Place
from archive.models import Article, Comment, Decision, HouseRule, Measure, Redaction, Text
from archive.models.redactions import LAID
from archive.rules import moderation as rules
from archive.states import ArticleState, CommentState, RedactionState
from archive.text.runs import Span

MOVES = {"shown": "show", "veiled": "veil", "held": "hold", "withheld": "withhold"}


@dataclass(slots=True)
class ModerationPlan(Weighing):
    """What loading one entry would do to its row; None for one that only the load itself will bring."""

    entry: Entry
    row: Comment | Article | None = None
    moves: list[str] = field(default_factory=list)
    hide: list[tuple[Text, Span]] = field(default_factory=list)
    lift: list[Redaction] = field(default_factory=list)

    @property
    def idle(self) -> bool:
        return not self.changes

    def want(self, name: str, current: Any, wanted: Any, hand: Decision | None) -> bool:
        """Whether a value is to be written; what a person's hand gave stays."""
        if current == wanted:
            return False
        if _of_a_person(hand):
            self.kept.append(Change(name, current, wanted))
            return False
        self.changes.append(Change(name, current, wanted))
        return True


def plan(
    entry: Entry, grounds: Grounds, rule_book: Mapping[str, RuleData], coming: Collection[str] = ()
) -> ModerationPlan:
    """What loading this entry would do now; `coming` are the articles that a dry run would make before it.

    Raises Refused: for a rule that nobody wrote, and where other words stand.
    """
    made = ModerationPlan(wrote={}, held=True, entry=entry)
    if not HouseRule.objects.in_force().filter(code=entry.why.rule).exists():
        if HouseRule.objects.filter(code=entry.why.rule).exists():
            made.kept.append(Change("rule", "given up", entry.why.rule))
            return made
        if entry.why.rule not in rule_book:
            raise Refused(f"There is no rule of the house “{entry.why.rule}”.")
    if isinstance(entry, CommentEntry):
        _plan_comment(made, entry, grounds)
    else:
        _plan_article(made, entry, coming)
    return made


def _plan_comment(made: ModerationPlan, entry: CommentEntry, grounds: Grounds) -> None:
    place = entry.place
    there = Comment.objects.select_related("article", "pseudonym").filter(
        source__sha256=place.source, source_start__lte=place.start, source_end__gte=place.end
    )
    if gone := there.filter(state=CommentState.ERASED).first():
        made.kept.append(Change("state", str(gone.state), entry.state))
        return
    ground = grounds.find(place)
    if ground is None:
        made.held = False
        made.problems.append(f"The document that it stands in is not held: {place.source[:12]}.")
        return
    if ground.text is None:
        _plan_anew(made, entry)
        return
    row = there.filter(text=ground.text).first()
    if row is None:
        raise Refused(f"No comment stands at {place.in_words}.")
    made.row = row
    decided = _Line(row)
    _plan_state(made, entry, row, decided)
    _plan_hidden(made, entry, row, grounds)
    if made.want("pseudonym", row.pseudonym_id is not None, entry.pseudonym, decided.last("pseudonym")):
        made.moves.append("pseudonymise" if entry.pseudonym else "name")
    gone_now = row.gone_at_source.isoformat() if row.gone_at_source else None
    if made.want("gone_at_source", gone_now, entry.gone, decided.last("gone_at_source")):
        made.moves.append("gone" if entry.gone else "back")


def _plan_anew(made: ModerationPlan, entry: CommentEntry) -> None:
    """All of it: the comment is not here yet."""
    if entry.state != "shown":
        made.changes.append(Change("state", "shown", entry.state))
    made.changes += [Change(f"words at {place.in_words}", "shown", "hidden") for place in entry.hide]
    if entry.pseudonym:
        made.changes.append(Change("pseudonym", False, True))  # noqa: FBT003
    if entry.gone:
        made.changes.append(Change("gone_at_source", None, entry.gone))


def _plan_state(made: ModerationPlan, entry: CommentEntry, row: Comment, decided: "_Line") -> None:
    over = Measure.objects.filter(comment=row).select_related("rule", "decision").first()
    now = (str(row.state), over.rule.code if over else None)
    wanted = (entry.state, entry.why.rule if entry.state != "shown" else None)
    if made.want("state", now, wanted, over.decision if over else decided.last("state")):
        move = MOVES[entry.state]
        straight = row.state in rules.COMMENT_MOVES[move].starts
        made.moves += [move] if straight else ["show", move]


def _plan_hidden(made: ModerationPlan, entry: CommentEntry, row: Comment, grounds: Grounds) -> None:
    there = list(Redaction.objects.filter(comment=row).select_related("decision", "text").order_by("number"))
    for place in entry.hide:
        ground = grounds.find(place)
        if ground is None or ground.text is None or ground.text.pk != row.text_id:
            raise Refused(f"The words at {place.in_words} are not the comment's.")
        known = [one for one in there if (one.source_start, one.source_end) == (place.start, place.end)]
        meets = known[-1:] or [one for one in there if one.state in LAID and _meets(one, place)]
        hand = meets[-1].decision if meets else None
        hidden = bool(known) and known[-1].state == RedactionState.STANDING
        if not known and meets:
            made.kept.append(Change(f"words at {place.in_words}", str(meets[-1].state), "hidden"))
        elif made.want(f"words at {place.in_words}", "hidden" if hidden else "shown", "hidden", hand):
            made.hide.append((ground.text, Span(ground.start, ground.end)))
    named = {(place.start, place.end) for place in entry.hide}
    for one in there:
        own = one.decision.verb == "comment.redact" and one.decision.run_id
        if own and one.state == RedactionState.STANDING and (one.source_start, one.source_end) not in named:
            made.lift.append(one)
            made.changes.append(Change(f"redaction {one.number}", "hidden", "shown"))


def _meets(one: Redaction, place: Place) -> bool:
    return one.source_start < place.end and place.start < one.source_end


def _plan_article(made: ModerationPlan, entry: ArticleEntry, coming: Collection[str]) -> None:
    article = Article.objects.filter(slug=entry.slug).first()
    if article is None and entry.slug not in coming:
        made.held = False
        made.problems.append(f"There is no article “{entry.slug}”.")
        return
    made.row = article
    decided = _Line(article) if article else None
    if entry.withdrawn:
        state = str(article.state) if article else str(ArticleState.PUBLISHED)
        if state == ArticleState.DRAFT:
            made.problems.append("It is a draft, and nothing is withdrawn that was not published.")
        elif made.want("state", state, str(ArticleState.WITHDRAWN), decided.last("state") if decided else None):
            made.moves.append("withdraw")
        return
    stands = article.context_note if article else ""
    if article and article.state != ArticleState.PUBLISHED:
        made.problems.append("It is not published, and no note is put above it.")
    elif made.want("context_note", stands, entry.note, decided.last("context_note") if decided else None):
        made.moves.append("context")


class _Line:
    """The decisions about one thing, the last of them for each value."""

    def __init__(self, row: Comment | Article) -> None:
        rows = Decision.objects.filter(histories.within(target_of(row))).order_by("number")
        self._rows: list[Decision] = list(rows.select_related("detail", "takes_back__run"))

    def last(self, name: str) -> Decision | None:
        return next((row for row in reversed(self._rows) if name in _fields(row)), None)


def _fields(row: Decision) -> Iterable[str]:
    detail = getattr(row, "detail", None)
    return {*detail.before, *detail.after} if detail else ()


def _of_a_person(decision: Decision | None) -> bool:
    """Whether a person decided it, and not a load, nor whoever took a whole load back."""
    if decision is None or decision.run_id is not None:
        return False
    undone = decision.takes_back
    if undone is None or undone.run is None:
        return True
    ended = Decision.objects.filter(verb="import.take_back", target=target_of(undone.run), actor=decision.actor)
    return not ended.filter(number__gt=decision.number).exists()
