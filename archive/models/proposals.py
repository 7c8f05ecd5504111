"""Proposals: what one person wants done that needs a second one."""

from __future__ import annotations

from django.db import models
from django.db.models import Max, Q
from django.db.models.functions import Lower
from django.db.models.lookups import Exact
from django.utils.translation import gettext_lazy as _

from archive.models import constraints
from archive.models.comments import Comment
from archive.models.decisions import Decision
from archive.models.reasoned import Reasoned, known_grounds
from archive.rules import visibility
from archive.rules.moderation import COMMENT_MOVES
from archive.states import CommentState

SAME_PERSON = Exact(Lower("settled_by"), Lower("proposed_by"))


class ProposalQuerySet(models.QuerySet["Proposal"]):
    def waiting(self) -> ProposalQuerySet:
        """Those to which nobody has said anything, the oldest first."""
        return self.filter(settled_at=None).order_by("number")

    def public(self) -> ProposalQuerySet:
        """Those about comments that everybody knows of."""
        public = ProposedComment.objects.filter(comment__article__state__in=visibility.KNOWN_STATES)
        return self.filter(pk__in=public.values("proposal"))

    def next_number(self) -> int:
        return (self.aggregate(last=Max("number"))["last"] or 0) + 1


class ProposalManager(models.Manager.from_queryset(ProposalQuerySet)):  # type: ignore[misc]
    def get_by_natural_key(self, number: int) -> Proposal:
        return self.get(number=number)


class Proposal(Reasoned):
    """A move of `rules.moderation` over one comment or several, until a second person agrees or it is put away.

    `alone` says that the house had one moderator, and said so in public. Nobody agrees to a proposal of their own.
    """

    number = models.PositiveIntegerField(_("number"), unique=True)
    move = models.CharField(_("move"), max_length=20)
    reason = models.CharField(_("reason"), max_length=1000)
    proposed_by = models.CharField(_("proposed by"), max_length=150)
    proposed_at = models.DateTimeField(_("proposed"))
    settled_by = models.CharField(_("settled by"), max_length=150, blank=True)
    settled_at = models.DateTimeField(_("settled"), null=True, blank=True)
    agreed = models.BooleanField(_("agreed"), default=False)
    alone = models.BooleanField(_("by the only moderator"), default=False)
    decision = models.ForeignKey(
        Decision, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("decision")
    )

    objects = ProposalManager()

    class Meta:
        verbose_name = _("proposal")
        verbose_name_plural = _("proposals")
        ordering = ["number"]
        constraints = [
            constraints.one_of("move", COMMENT_MOVES, "proposal_move_is_known"),
            models.CheckConstraint(
                condition=Q(agreed=False) | Q(alone=True) | ~Q(SAME_PERSON), name="proposal_is_agreed_by_another_person"
            ),
            models.CheckConstraint(
                condition=Q(settled_at=None, settled_by="", agreed=False, decision=None)
                | (Q(settled_at__isnull=False) & ~Q(settled_by="")),
                name="proposal_is_settled_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(agreed=False) | Q(decision__isnull=False), name="proposal_that_is_agreed_was_decided"
            ),
            models.CheckConstraint(condition=Q(number__gte=1) & ~Q(proposed_by=""), name="proposal_is_somebodys"),
            *known_grounds("proposal"),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.move}"

    def natural_key(self) -> tuple[int]:
        return (self.number,)

    natural_key.dependencies = ["archive.decision", "archive.houserule"]  # type: ignore[attr-defined]


class ProposedCommentManager(models.Manager["ProposedComment"]):
    def get_by_natural_key(self, number: int, slug: str, comment: int) -> ProposedComment:
        return self.get(proposal__number=number, comment__article__slug=slug, comment__number=comment)


class ProposedComment(models.Model):
    """A comment that a proposal is about, with the state that whoever proposed it saw."""

    proposal = models.ForeignKey(Proposal, models.PROTECT, related_name="comments", db_index=False)
    comment = models.ForeignKey(Comment, models.PROTECT, related_name="proposals", verbose_name=_("comment"))
    seen = models.CharField(_("state as seen"), max_length=20, choices=CommentState)

    objects = ProposedCommentManager()

    class Meta:
        verbose_name = _("comment of a proposal")
        verbose_name_plural = _("comments of proposals")
        ordering = ["proposal", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["proposal", "comment"], name="proposal_names_a_comment_once"),
            constraints.one_of("seen", CommentState.values, "proposedcomment_state_is_known"),
        ]

    def __str__(self) -> str:
        return f"{self.proposal}: {self.comment}"

    def natural_key(self) -> tuple[int, str, int]:
        return (*self.proposal.natural_key(), *self.comment.natural_key())

    natural_key.dependencies = ["archive.proposal", "archive.comment"]  # type: ignore[attr-defined]
