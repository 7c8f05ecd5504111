"""One comment under moderation: its words in the thread, the article beside, why it waits, and what may be done."""

from datetime import UTC, datetime
from typing import Any, NamedTuple

from django.contrib import messages
from django.contrib.admin import ModelAdmin
from django.core.exceptions import PermissionDenied
from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from archive.actions import measures
from archive.actions.clock import now
from archive.actions.refusals import Refused
from archive.admin import acts
from archive.admin.moderating_acts import STAYING, decide, do_aside
from archive.admin.queue import Turn
from archive.forms.moderating import ModerateForm, NoteForm, PutForm
from archive.models import (
    Article,
    Comment,
    Interest,
    Note,
    Proposal,
    ProposedComment,
    Redaction,
    ThreadLine,
    comment_lines,
    shown_blocks,
)
from archive.models.prepared import Gathered
from archive.models.queue import Why, decided, reasons
from archive.models.redactions import LAID
from archive.rules import moderation as rules
from archive.rules import visibility
from archive.states import CommentState, RedactionState, Waiting

# Answers that are shown below the comment, and comments that are shown before and behind it.
ANSWERS, ROUND = 20, 5
# Reasons to wait of which a person may say that the comment stays as it is.
LEFT = frozenset({Waiting.URGENT, Waiting.PUT, Waiting.FLAGGED, Waiting.REVIEW})


class Proposed(NamedTuple):
    """A proposal to which nobody has said anything."""

    number: int
    move: str
    reason: str
    by: str
    category: str
    over: int


class Seen(NamedTuple):
    """A comment as it is shown here; `masked` says that its words are behind a click or a key."""

    line: ThreadLine
    masked: bool


def page(admin: ModelAdmin, request: HttpRequest, key: int) -> HttpResponse:
    codenames = acts.codenames(request)
    if rules.MODERATE not in codenames:
        raise PermissionDenied
    comment: Any = get_object_or_404(_asked(request.user.get_username()), pk=key)
    turn, aside = Turn.asked(request), request.POST.get("act") or ("settle" if "settle" in request.POST else "")
    stretches = Redaction.objects.filter(comment=comment, state__in=LAID).order_by("number")
    why = reasons([comment.pk], now()).get(comment.pk, [])
    form = _form(None if aside else request.POST or None, comment, stretches, why, codenames)
    if acts.sent(request) and (aside or form.is_valid()):
        try:
            said = do_aside(request, comment, aside, codenames) if aside else decide(request, comment, form)
        except Refused as refusal:
            if aside:
                messages.error(request, str(refusal))
                return redirect(turn.address(comment.pk))
            form.add_error(None, str(refusal))
        else:
            messages.success(request, said)
            return redirect(turn.address(comment.pk) if aside in STAYING else turn.onward(comment.pk))
    claim = getattr(comment, "claim", None)
    context = {
        "row": comment,
        "form": form,
        "lines": _round(comment, request.user, why),
        "waiting": [Proposed(*row) for row in comment.proposed or ()],
        "why": why,
        "claim": claim if claim and claim.until > now() else None,
        "notes": [(words, who, _when(at)) for words, who, at in comment.noted or ()],
        "note_form": NoteForm(),
        "put_form": PutForm(),
        "blocks": _blocks(comment.article, request.user),
        "turn": turn,
        "move_keys": [(move.key, move.label, name) for name, move in rules.COMMENT_MOVES.items()],
    }
    return acts.page(admin, request, "comment/moderate", _("Moderation"), **context)


def _asked(who: str) -> QuerySet[Comment]:
    """A comment with its article's words and its claim, the number of the last Decision about it as `decided`, what is
    `proposed` and `noted`, and whether this person declared an interest: in one query, for the page has many."""
    interest = Interest.objects.standing().filter(who__iexact=who, article=OuterRef("article"))
    rows = Comment.objects.select_related(
        "article__text__content", "article__text__reading__article", "parent", "claim"
    )
    others = ProposedComment.objects.filter(proposal=OuterRef("pk")).order_by().values("proposal")
    over = Subquery(others.annotate(number=Count("pk")).values("number"))
    waiting = Proposal.objects.waiting().filter(comments__comment=OuterRef("pk")).annotate(over=over)
    proposals = Gathered(waiting, ["number", "move", "reason", "proposed_by", "rule__category", "over"])
    notes = Gathered(Note.objects.filter(comment=OuterRef("pk")).order_by("number"), ["words", "who", "at"])
    return rows.annotate(decided=decided(), interested=Exists(interest), proposed=proposals, noted=notes)


def _when(said: str) -> datetime | None:
    """A time as a database writes it in JSON; SQLite leaves out that it is in UTC."""
    at = parse_datetime(said)
    return at.replace(tzinfo=UTC) if at and at.tzinfo is None else at


def _form(
    data: Any, comment: Comment, stretches: QuerySet[Redaction], why: list[Why], codenames: frozenset[str]
) -> ModerateForm:
    hidden = sum(row.state == RedactionState.STANDING for row in stretches)
    facts = measures.facts(comment, hidden, waits=any(each.cause in LEFT for each in why))
    offered = rules.moves("comment", facts, codenames)
    return ModerateForm(data, comment, stretches, [(name, rules.COMMENT_MOVES[name].label) for name in offered])


def _round(comment: Comment, viewer: visibility.Viewer, why: list[Why]) -> dict[str, list[Seen]]:
    """The comment as `own`, what it answers as `above`, the first that answer it as `below`, and as `around` those
    that stand before and behind it."""
    thread = Comment.objects.under(comment.article_id)
    near = Q(position__gte=comment.position - ROUND, position__lte=comment.position + ROUND)
    answers = thread.filter(parent=comment).values("pk")[:ANSWERS]
    rows = thread.filter(near | Q(pk__in=[comment.pk, comment.parent_id]) | Q(pk__in=answers))
    lines: dict[str, list[Seen]] = {"own": [], "above": [], "below": [], "around": []}
    flagged = any(each.cause in LEFT for each in why)
    for line in comment_lines(rows, viewer):
        own = line.number == comment.number
        seen = Seen(line, masked(line) or (own and flagged))
        if own:
            lines["own"].append(seen)
        elif line.parent == comment.number:
            lines["below"].append(seen)
        elif comment.parent and line.position == comment.parent.position:
            lines["above"].append(seen)
        if abs(line.position - comment.position) <= ROUND:
            lines["around"].append(seen)
    return lines


def masked(line: ThreadLine) -> bool:
    """Whether words are strong by what was decided on them: hidden as a whole or in part."""
    return line.state != CommentState.SHOWN or bool(line.marks)


def _blocks(article: Article, viewer: visibility.Viewer) -> list[tuple[str, str]]:
    """The words of the article, block by block, with the kind of each."""
    shown = shown_blocks(article.text, viewer)
    return [(kind, shown.words[start:end]) for kind, start, end, *_lines in shown.blocks] if shown else []
